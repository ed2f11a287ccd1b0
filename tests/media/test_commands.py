"""The commands of the media app."""

from io import StringIO

import pytest
from django.core.management import call_command

from media.enums import Consent
from media.models import Picture
from tests.factories.media import PictureFactory

pytestmark = pytest.mark.django_db


def test_make_renditions_repairs_and_names_what_it_cannot() -> None:
    whole, lost = PictureFactory.create_batch(2)
    lost.file.storage.delete(str(lost.file.name))
    out, err = StringIO(), StringIO()
    call_command("make_renditions", stdout=out, stderr=err)
    assert out.getvalue() == f"{whole.renditions.count()} renditions made\n"
    assert err.getvalue().startswith(f"picture {lost.pk}: ")


def test_sweep_pictures(made: Picture) -> None:
    Picture.objects.filter(pk=made.pk).update(consent=Consent.WITHDRAWN)
    out = StringIO()
    call_command("sweep_pictures", stdout=out)
    assert (out.getvalue(), made.renditions.count()) == ("1 pictures swept\n", 0)
