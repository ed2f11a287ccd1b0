"""Work that no request waits for."""

from django_tasks import task

from campaigns.domain.printing import draw
from campaigns.domain.sizes import make_files
from campaigns.models import PsaPage, StickerPrint


@task(priority=10)  # after the pictures of pages, before the index
def make_psa_files(key: int) -> int:
    """Make the files that the ad lacks; return how many. A deleted ad needs none."""
    psa = PsaPage.objects.select_related("master", "recording").filter(pk=key).first()
    return make_files(psa=psa) if psa else 0


@task()
def draw_stickers(key: int) -> bool:
    """Draw a sheet of stickers that was asked for; tell whether it is still wanted."""
    asked = StickerPrint.objects.filter(pk=key, pdf=None).first()
    if asked is not None:
        draw(asked=asked)
    return asked is not None
