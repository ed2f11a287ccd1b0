"""Opens the demo's library of public-service ads and hangs the posters in it."""

import datetime as dt

from campaigns.domain.psas import add_psa
from campaigns.domain.sizes import make_files
from campaigns.models import PsaCategory, PsaLanguage, PsaLibraryPage
from media.domain.uploads import add_picture
from portal.demo.accounts import Staff
from portal.demo.posters import POSTERS, SCALE, SHEET_HEIGHT, SHEET_WIDTH, Poster, draw_poster
from portal.models import HomePage

LICENCE = "任何单位可以免费下载、张贴和刊播，请保留署名，不得改动画面和文字，不得用于商业用途。"
VALID_FROM = dt.date(2026, 1, 1)
SEEN_SHARE = 0.92
"""Of a poster's width and height: all but its margins must be seen, whatever the shape of the screen."""


def open_library(home: HomePage, staff: Staff) -> PsaLibraryPage:
    """Open the library under the front page and enter every poster."""
    library = PsaLibraryPage(
        title="公益广告库", slug="psa", introduction="作品可以免费下载使用：选主题，看授权，按屏幕和版面取合适的规格。"
    )
    home.add_child(instance=library)
    library.save_revision().publish()
    language = PsaLanguage.objects.order_by("sort_order").first()
    for poster in POSTERS:
        hang(poster, library=library, staff=staff, languages=(language,) if language else ())
    return library


def hang(poster: Poster, *, library: PsaLibraryPage, staff: Staff, languages: tuple[PsaLanguage, ...]) -> None:
    """Take the poster into the library of pictures, and the ad into that of ads."""
    master = add_picture(
        data=draw_poster(poster),
        name="poster.jpg",
        title=poster.title,
        actor=staff.editor,
        description=poster.description,
        rights_holder="澄川市精神文明建设办公室",
        focal_point_x=round(SHEET_WIDTH * SCALE / 2),
        focal_point_y=round(SHEET_HEIGHT * SCALE / 2),
        focal_point_width=round(SHEET_WIDTH * SCALE * SEEN_SHARE),
        focal_point_height=round(SHEET_HEIGHT * SCALE * SEEN_SHARE),
    )
    psa = add_psa(
        library=library,
        actor=staff.publisher,
        languages=languages,
        title=poster.title,
        category=PsaCategory.objects.get(name=poster.category),
        introduction=poster.introduction,
        wording=poster.wording,
        master=master,
        producer="澄川市精神文明建设办公室",
        supplier="澄川文明报社",
        approval="澄川市精神文明建设办公室审定（示例）",
        licence_text=LICENCE,
        valid_from=VALID_FROM,
    )
    make_files(psa=psa)  # at once, because the demo places them
