"""A story and what was assigned to it to an item with its fields, each with source lines and confidence."""

import re
from collections.abc import Sequence

from foundation.gazetteer import Mention
from news.reading import credits as credit_lines
from news.reading.assigning import compose
from news.reading.kinds import kind_of
from news.reading.organisations import organisations_of
from news.reading.places import Part, region_of
from news.reading.printed import Block, join_lines
from news.reading.records import Credit, Guess, Item
from news.reading.segmenting import Story
from news.reading.signs import ORNAMENT_START, ORNAMENTS, SLOGAN_GAP
from news.reading.topics import tells_topic, topics_of

SURE_REGION = 0.6
ORGANISATIONS_SURE = 0.7
"""Names are cut out of the text by their last word; where they begin is a guess."""
_EDGE = re.compile(rf"^[{ORNAMENTS}\s]+|[{ORNAMENTS}\s]+$")


def assemble(story: Story, *, page: Sequence[Mention], double_spaced: bool) -> Item:
    """Return the item of a story; `page` are the namings of places on the whole page."""
    item = Item(kind="", confidence=round(story.confidence, 2), doubts=list(story.doubts))
    signatures = _take_signatures(item, story)
    _take_photo(item, story)
    item.paragraphs = [_paragraph(block.text) for block in story.paragraphs]
    _strip_tails(item, story)
    _take_headline(item, story, double_spaced=double_spaced)
    _take_subheads(item, story)
    item.kind, sure = kind_of(
        headline=item.kicker + item.headline,
        paragraphs=item.paragraphs,
        is_brief=story.is_brief,
        photographers=item.photographers,
        signatures=signatures,
    )
    _note(item, "kind", [*story.paragraphs, *story.heads, *story.signature], sure)
    _take_subject(item, story, page)
    item.lines = sorted(number for block in _all_blocks(story) for number in block.numbers)
    _note(item, "paragraphs", story.paragraphs, story.confidence)
    _note(item, "cut", story.paragraphs[:1], story.cut)
    item.paragraph_guesses = [
        Guess(block.numbers, round(min(block.sure, story.confidence), 2)) for block in story.paragraphs
    ][: len(item.paragraphs)]
    if not item.headline and item.kind != "photo":
        item.doubts.append("no-headline")
    if sure < 0.8:
        item.doubts.append("kind")
    return item


def _all_blocks(story: Story) -> list[Block]:
    closers = [block for block in (story.credit, story.source) if block]
    return [
        *story.heads,
        *story.signature,
        *story.paragraphs,
        *closers,
        *[b for _, blocks in story.subheads for b in blocks],
    ]


def _note(item: Item, name: str, blocks: list[Block], confidence: float) -> None:
    item.guesses[name] = Guess(_numbers(blocks), round(confidence, 2))


def _numbers(blocks: list[Block]) -> tuple[int, ...]:
    return tuple(number for block in blocks for number in block.numbers)


def _paragraph(text: str) -> str:
    return ORNAMENT_START.sub("", text)


# -- credits -----------------------------------------------------------------------------------------------------------


def _take_signatures(item: Item, story: Story) -> list[credit_lines.Signature]:
    """Read author line, byline or run-in correspondents into the item."""
    signatures: list[credit_lines.Signature] = []
    prefix, names, role = credit_lines.dateline(story.paragraphs[0].text)
    item.dateline_prefix = prefix
    if prefix:
        _note(item, "dateline", story.paragraphs[:1], 0.98)
    if names:
        signatures.append(credit_lines.Signature(names, role))
        _note(item, "byline", story.paragraphs[:1], 0.97)
    if story.signature:
        found = _read_signature(story.signature)
        if found:
            signatures.append(found)
            _note(item, "byline", story.signature, 0.9)
    note = credit_lines.author_note(story.paragraphs[-1].text)
    if note:
        signatures.append(note)
        if "byline" not in item.guesses:
            _note(item, "byline", story.paragraphs[-1:], 0.9)
    _write_signatures(item, signatures)
    return signatures


def _read_signature(blocks: list[Block]) -> credit_lines.Signature | None:
    authors = [block for block in blocks if block.role == "author"]
    if authors:
        text = join_lines([block.lines[0].spaced for block in authors])
        apart = " ".join(block.lines[0].spaced for block in authors)
        return credit_lines.author_line(apart) or credit_lines.author_line(text)
    return credit_lines.byline(" ".join(block.lines[0].spaced for block in blocks))


def _write_signatures(item: Item, signatures: list[credit_lines.Signature]) -> None:
    names = list(dict.fromkeys(name for signature in signatures for name in signature.names))
    item.byline = " ".join(names)
    roles = [signature.role for signature in signatures if signature.role]
    item.byline_role = roles[0] if roles else ""
    for signature in signatures:
        for name in signature.names:
            post = signature.role if signature.is_post else ""
            role = "author" if signature.is_post or not signature.role else signature.role
            guess = item.guesses["byline"]
            item.credits.append(
                Credit(role=role, name=name, post_title=post, lines=guess.lines, confidence=guess.confidence)
            )


def _take_photo(item: Item, story: Story) -> None:
    if story.credit:
        found = credit_lines.photo_credit(story.credit.lines[0].spaced) or credit_lines.photo_credit(story.credit.text)
        _note(item, "photographers", [story.credit], 0.98)
    else:
        found = _tail(story.paragraphs[-1])
        _note(item, "photographers", story.paragraphs[-1:], 0.95)
    if found:
        item.photographers = found.names
        guess = item.guesses["photographers"]
        item.credits += [
            Credit(role="photographer", name=name, lines=guess.lines, confidence=guess.confidence)
            for name in found.names
        ]
    else:
        del item.guesses["photographers"]


def _tail(block: Block) -> credit_lines.Signature | None:
    text = join_lines([*[line.text for line in block.lines[:-1]], block.lines[-1].spaced])
    return (
        credit_lines.photo_credit_tail(text)
        or credit_lines.photo_credit_tail(block.text)
        or (credit_lines.bracketed_name_tail(block.text) if "图" in block.text else None)
    )


def _strip_tails(item: Item, story: Story) -> None:
    """Take a run-in photo credit or 供稿 note off the last paragraph."""
    last = item.paragraphs[-1]
    found = None if story.credit else _tail(story.paragraphs[-1])
    if found and item.photographers:
        cut = credit_lines.photo_credit_tail(last) or credit_lines.bracketed_name_tail(last) or found
        last = last.removesuffix("。") if last.endswith(cut.line + "。") else last
        last = last.removesuffix(cut.line).rstrip()
    unit, line = credit_lines.supplied_tail(last)
    if line:
        last = last[: last.rindex(line)].rstrip()
        item.source = unit
        _note(item, "source", story.paragraphs[-1:], 0.95)
    if story.source:
        item.source = credit_lines.supplied_line(story.source.text)
        _note(item, "source", [story.source], 0.97)
    item.paragraphs[-1] = last
    item.paragraphs = [text for text in item.paragraphs if text]


# -- headline and subject ----------------------------------------------------------------------------------------------


def _take_headline(item: Item, story: Story, *, double_spaced: bool) -> None:
    found = compose(story.heads, double_spaced=double_spaced)
    item.kicker, item.headline, item.deck = (_printed(part) for part in (found.kicker, found.headline, found.deck))
    sure = 0.6 if "headline" in story.doubts else 0.9
    for name, part, less in (
        ("headline", found.headline, 0.0),
        ("kicker", found.kicker, 0.1),
        ("deck", found.deck, 0.1),
    ):
        if part:
            _note(item, name, part, sure - less)


def _printed(blocks: list[Block]) -> str:
    return "".join(block.text for block in blocks)


def _take_subheads(item: Item, story: Story) -> None:
    for position, blocks in sorted(story.subheads, key=lambda one: one[0]):
        texts = [_EDGE.sub("", block.text) for block in blocks]
        pair = len(texts) == 2 and len(texts[0]) == len(texts[1]) and not SLOGAN_GAP.search("".join(texts))
        item.subheads.append((" " if pair else "").join(texts))
        item.subhead_positions.append(position)
        sure = 0.95 if blocks[0].role == "subhead" else 0.8
        item.subhead_guesses.append(Guess(_numbers(blocks), sure))
    if story.subheads:
        _note(item, "subheads", [block for _, blocks in story.subheads for block in blocks], 0.85)


def _take_subject(item: Item, story: Story, page: Sequence[Mention]) -> None:
    top = f"{item.kicker}\n{item.headline}\n{item.deck}"
    signed = f"{item.byline_role}\n{item.source}"
    first, rest = item.paragraphs[0] if item.paragraphs else "", "\n".join(item.paragraphs[1:])
    topics = topics_of(headline=f"{top}\n{''.join(item.subheads)}", body=f"{first}\n{rest}", kind=item.kind)
    item.topics = list(topics)
    item.organisations = organisations_of(f"{top}\n{first}\n{rest}")
    _note_subject(item, story, min(topics.values(), default=0.0))
    if item.kind == "notice":
        return
    item.region = region_of([Part(top, 4.0), Part(signed, 4.0), Part(first, 2.0), Part(rest, 1.0)], page)
    _note(item, "region", [*story.heads, *story.signature, *story.paragraphs], item.region.confidence)
    if item.region.code and item.region.confidence < SURE_REGION:
        item.doubts.append("region")


def _note_subject(item: Item, story: Story, topics_sure: float) -> None:
    """Note the blocks that name the topics and the organisations."""
    blocks = [*story.heads, *[b for _, found in story.subheads for b in found], *story.paragraphs]
    if item.topics:
        _note(item, "topics", [block for block in blocks if tells_topic(block.text, item.topics)], topics_sure)
    if item.organisations:
        named = [block for block in blocks if any(name in block.text for name in item.organisations)]
        _note(item, "organisations", named, ORGANISATIONS_SURE)
