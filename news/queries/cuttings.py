"""What the cutting screen shows: the lines of a page with their articles, and the articles as cards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.models import Region
from news.cutting.state import HEADS, SURE, lines_of, text_of
from news.models import ColumnPage, Cutting
from news.queries.naming import region_label
from news.reading.cleaning import cleanups

COLOURS = 8
KIND_LABELS = {
    "brief": _("News item"),
    "feature": _("Feature"),
    "commentary": _("Commentary"),
    "signed_article": _("Signed article"),
    "photo": _("Photo news"),
    "notice": _("Notice"),
    "initiative": _("Initiative"),
}
ROLE_LABELS = {
    "kicker": _("Kicker"),
    "headline": _("Main headline"),
    "deck": _("Deck"),
    "credit": _("Credit line"),
    "subhead": _("Subhead"),
    "paragraph": _("Paragraph"),
}
CREDIT_LABELS = {
    "author": _("Author"),
    "记者": _("Reporter"),
    "通讯员": _("Correspondent"),
    "评论员": _("Commentator"),
    "photographer": _("Photographer"),
    "supplier": _("Supplier of the copy"),
}
DOUBT_LABELS = {
    "cut": _("Nothing on the page marks where this article begins."),
    "headline": _("The headline shares little with the text: is it another article’s?"),
    "no-headline": _("No headline was found."),
    "kind": _("The kind is a guess."),
    "region": _("The region is a guess."),
    "introduction": _("Paragraphs were moved to the front as an introduction."),
}


@dataclass
class ShownLine:
    """One line of the page: its article's place (0: put aside), role, and what the screen marks."""

    number: int
    text: str
    item: int = 0
    place: int = 0
    role: str = ""
    role_label: Any = ""
    begins_article: bool = False
    begins_piece: bool = False
    is_unsure: bool = False

    @property
    def colour(self) -> int:
        """The number of the colour, 0 for what is put aside."""
        return (self.place - 1) % COLOURS + 1 if self.place else 0


@dataclass
class Card:
    """One article of the cutting."""

    item: int
    place: int
    heads: dict[str, str]
    fields: dict[str, Any]
    body: list[Mapping[str, Any]]
    doubts: list[Any]
    unsure: list[str]
    first: int
    last: int
    kind_label: Any
    regions: str
    credits: str
    offers: int
    is_tidied: bool
    before: int = 0
    after: int = 0
    colour: int = 0
    length: int = field(default=0)


def shown_lines(cutting: Cutting) -> list[ShownLine]:
    """Return the lines of the page that hold anything, in order."""
    lines = {
        number: ShownLine(number, text.strip())
        for number, text in enumerate(cutting.text.replace("\f", " ").split("\n"), 1)
        if text.strip()
    }
    for place, item in enumerate(cutting.state["items"], 1):
        for piece in item["pieces"]:
            for line in piece["lines"]:
                shown = lines[line]
                shown.item, shown.place, shown.role = item["id"], place, piece["role"]
                shown.role_label = ROLE_LABELS[piece["role"]]
                shown.begins_piece = line == piece["lines"][0]
        _mark_beginning(item, lines)
    return list(lines.values())


def _mark_beginning(item: Mapping[str, Any], lines: Mapping[int, ShownLine]) -> None:
    numbers = lines_of(item)
    lines[numbers[0]].begins_article = True
    if item["sure"].get("cut", 1.0) < SURE or "cut" in item["doubts"]:
        lines[numbers[0]].is_unsure = True
    if "headline" in item["doubts"]:
        for piece in item["pieces"]:
            if piece["role"] == "headline" and piece["lines"]:
                lines[piece["lines"][0]].is_unsure = True


def cards(cutting: Cutting) -> list[Card]:
    """Return the articles in their order."""
    items = cutting.state["items"]
    codes = {code for item in items for code in item["fields"]["regions"]}
    labels = {region.code: region_label(region) for region in Region.objects.filter(code__in=codes)} if codes else {}
    made = [_card(place, item, labels) for place, item in enumerate(items, 1)]
    for card, neighbour in pairwise(made):
        card.after, neighbour.before = neighbour.item, card.item
    return made


def _card(place: int, item: Mapping[str, Any], labels: Mapping[str, str]) -> Card:
    fields, pieces, numbers = item["fields"], item["pieces"], lines_of(item)
    body = [piece for piece in pieces if piece["role"] in {"subhead", "paragraph"}]
    return Card(
        item=item["id"],
        place=place,
        heads={name: text_of(item, name) for name in HEADS},
        fields=fields,
        body=body,
        doubts=[DOUBT_LABELS.get(doubt, doubt) for doubt in item["doubts"]],
        unsure=[name for name, sure in item["sure"].items() if sure < SURE],
        first=numbers[0],
        last=numbers[-1],
        kind_label=KIND_LABELS.get(fields["kind"], fields["kind"]),
        regions="、".join(labels.get(code, code) for code in fields["regions"]),
        credits="\n".join(credit_line(each) for each in fields["credits"]),
        offers=sum(len(cleanups(piece["text"])) for piece in pieces),
        is_tidied=any("printed" in piece for piece in pieces),
        colour=(place - 1) % COLOURS + 1,
        length=sum(len(piece["text"]) for piece in body),
    )


def credit_line(credit: Mapping[str, str]) -> str:
    """Return a credit as one line of the form: ``role：name/post/unit``."""
    parts = [credit["name"], credit["post_title"], credit["unit"]]
    while not parts[-1] and len(parts) > 1:
        parts.pop()
    return f"{CREDIT_LABELS.get(credit['role'], credit['role'])}：{'/'.join(parts)}"


def column_titles() -> list[str]:
    """Return the titles of the columns that an article may be put into."""
    return list(ColumnPage.objects.order_by("path").values_list("title", flat=True))
