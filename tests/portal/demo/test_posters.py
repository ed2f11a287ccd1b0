"""The demo's posters: drawn with the shipped font alone, large enough for print, in the library with all sizes."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it has none
from PIL import Image

from campaigns.domain.psas import add_psa
from campaigns.models import PsaCategory
from campaigns.rules.ad_words import findings
from portal.demo.drawing import FONT_FILE
from portal.demo.posters import POSTERS, Poster, characters, draw_poster
from tests.factories.campaigns import psa_library
from tests.factories.news import user


def test_the_font_holds_every_character_of_the_posters() -> None:
    with TTFont(FONT_FILE) as font:
        held = {chr(code) for code in font.getBestCmap()}

    assert [letter for letter in characters() if letter not in held] == []


@pytest.mark.parametrize("poster", POSTERS, ids=lambda poster: poster.draw.__name__)
def test_a_poster_has_a3_s_shape_comes_out_the_same_and_keeps_the_rules(poster: Poster) -> None:
    data = draw_poster(poster)

    with Image.open(BytesIO(data)) as image:
        assert image.size == (3509, 4962)
    assert data == draw_poster(poster)
    assert list(findings(f"{poster.title}\n{poster.wording}")) == []


@pytest.mark.django_db
def test_only_publishers_enter_ads() -> None:
    with pytest.raises(PermissionDenied):
        add_psa(
            library=psa_library(),
            actor=user(),
            title="光盘行动",
            category=PsaCategory.objects.get(name="节约粮食"),
            producer="某单位",
            licence_text="免费",
        )
