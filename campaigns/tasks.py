"""Work that no request waits for."""

from django_tasks import task
from wagtail.models import Page

from campaigns.domain.printing import draw
from campaigns.domain.sizes import make_files
from campaigns.domain.works import settle, settle_page
from campaigns.models import PsaPage, StickerPrint
from media.models import Picture


@task(priority=10)  # after the pictures of pages, before the index
def make_psa_files(key: int) -> int:
    """Make the files that the ad lacks; return how many. A deleted ad needs none."""
    psa = PsaPage.objects.select_related("master", "recording").filter(pk=key).first()
    return make_files(psa=psa) if psa else 0


@task(priority=15)  # somebody looks at the page that waits for it
def draw_stickers(key: int) -> bool:
    """Draw a sheet of stickers that was asked for; tell whether it is still wanted."""
    asked = StickerPrint.objects.filter(pk=key, pdf=None).first()
    if asked is not None:
        draw(asked=asked)
    return asked is not None


@task()
def settle_pictures(page: int) -> None:
    """Take the public pictures of an ad that went, or give those of a page that came; a deleted page needs none."""
    found = Page.objects.filter(pk=page).specific().first()
    if found is not None:
        settle_page(found)


@task()
def settle_deleted(keys: list[int]) -> None:
    """Take the public files of the pictures of a deleted ad away where nothing else shows them."""
    for picture in Picture.objects.filter(pk__in=keys):
        settle(picture, deleted=True)
