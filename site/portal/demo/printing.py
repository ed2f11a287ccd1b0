"""Prints the demo's editions: page texts are imported, an editor finishes the drafts, a publisher publishes them."""

from dataclasses import dataclass

from foundation.models import Region, User
from media.domain.uploads import add_picture
from media.models import Picture
from news.domain.corrections import publish_correction
from news.domain.dating import date_by_print
from news.domain.importing import import_page
from news.domain.placing import file_article
from news.domain.publishing import publish_article
from news.enums import ArticleKind, CorrectionKind, CreditRole
from news.models import ArticlePage, ColumnPage
from portal.demo import paper
from portal.demo.accounts import Staff
from portal.demo.pictures import SCENES, draw


@dataclass(frozen=True)
class Desk:
    """What the editor has at hand."""

    columns: dict[str, ColumnPage]
    staff: Staff
    pictures: dict[str, Picture]
    regions: tuple[Region, ...]


def print_editions(*, columns: dict[str, ColumnPage], staff: Staff) -> int:
    """Import every page of the demo's paper, finish and publish its articles; return how many there are."""
    regions = tuple(Region.objects.filter(code__startswith="99").order_by("-level", "code"))
    desk = Desk(columns, staff, hang_pictures(staff.editor), regions)
    count = 0
    for date, issue in paper.EDITIONS:
        for page in range(1, 5):
            section = paper.SECTIONS[date, page]
            imported = import_page(
                data=paper.page_file(date, page).read_bytes(),
                date=date,
                issue=int(issue),
                page=page,
                actor=staff.editor,
                section_name=section,
            )
            for draft in imported.created:
                publish(finish(draft, section=section, desk=desk), desk.staff.publisher)
            count += len(imported.created)
    correct_one(staff.publisher)
    return count


def hang_pictures(editor: User) -> dict[str, Picture]:
    """Draw the scenes and take them into the library."""
    return {
        name: add_picture(
            data=draw(name),
            name=f"{name}.jpg",
            title=text.removesuffix("（示意图）"),
            actor=editor,
            description=text,
            credit_line="本报示意图",
        )
        for name, (_scene, text) in SCENES.items()
    }


def finish(draft: ArticlePage, *, section: str, desk: Desk) -> ArticlePage:
    """Do what an editor does with an imported draft: place, picture, headline for photo news, column."""
    article: ArticlePage = draft.get_latest_revision_as_object()
    blocks = list(article.body.raw_data)
    text = str(blocks[0]["value"]).removeprefix("<p>") if blocks else ""
    article.editor = desk.staff.editor
    article.regions = places_in(article, text, desk.regions)
    scene = paper.looked_up(article.dateline + text, paper.SCENE_OF_BEGINNING)
    if scene:
        article.lead_picture = desk.pictures[scene]
    if lines := paper.looked_up(text, paper.HEADLINES):
        article.kicker, article.title = lines.split("／")
    if article.article_kind == ArticleKind.PHOTO:
        article.title = paper.looked_up(text, paper.PHOTO_HEADLINES) or article.title
        if scene:
            add_figure(article, desk.pictures[scene])
    article.save_revision(user=desk.staff.editor)
    slug = paper.COLUMN_OF_KIND.get(article.article_kind) or paper.COLUMN_OF_SECTION[section]
    return file_article(article=article, column=desk.columns[slug], actor=desk.staff.publisher)


def places_in(article: ArticlePage, text: str, regions: tuple[Region, ...]) -> list[Region]:
    """Return the smallest of our places that headline or text name; the gazetteer knows none of them."""
    for source in (article.title + article.deck + article.kicker, text):
        found = [region for region in regions if region.short_name in source]
        if found:
            return [region for region in found if region.level == found[0].level]
    return []


def add_figure(article: ArticlePage, picture: Picture) -> None:
    """Put the picture above the text of a photo story, with the photographers as its credit."""
    names = [credit.name for credit in article.credits.all() if credit.role == CreditRole.PHOTOGRAPHER]
    figure = {"picture": picture.pk, "caption": "", "credits": f"{' '.join(names)} 摄" if names else ""}
    article.body = [{"type": "figure", "value": figure}, *article.body.raw_data]  # type: ignore[assignment] # a StreamField takes raw data


def publish(article: ArticlePage, publisher: User) -> None:
    """Publish the article with the date of its edition."""
    date_by_print(article=article, actor=publisher)
    publish_article(article=article, actor=publisher)


def correct_one(publisher: User) -> None:
    """Publish a correction, so that the demo shows one."""
    article = ArticlePage.objects.filter(title=paper.CORRECTED_HEADLINE).first()
    if article is not None:
        publish_correction(
            article=article, kind=CorrectionKind.CORRECTION, public_text=paper.CORRECTION_TEXT, actor=publisher
        )
