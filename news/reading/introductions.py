"""Introductions that the text layer prints after the body they open, put back before it."""

from itertools import pairwise

from news.reading.places import any_related, introduces, mentions_of, place_paths
from news.reading.segmenting import Story

Edge = tuple[int | None, int | None]
EARLY = 40
"""Characters within which a beginning names its place."""
LONGEST = 2
"""Paragraphs of an introduction at most."""


def with_introductions(stories: list[Story], edges: list[Edge]) -> tuple[list[Story], list[Edge]]:
    """Join a story that opens with a subhead, and so lacks its beginning, with the stray lead beside it."""
    moved: dict[int, int] = {}
    for index, story in enumerate(stories):
        if not _lacks_lead(story):
            continue
        for beside in (index + 1, index - 1):
            if 0 <= beside < len(stories) and beside not in moved and _is_lead_of(stories[beside], story):
                _join(stories[beside], story)
                moved[beside] = index
                break
        else:
            _move_own_lead(story)
    kept = [index for index in range(len(stories)) if index not in moved]
    renumbered = {index: position for position, index in enumerate(kept)}
    renumbered |= {index: renumbered[target] for index, target in moved.items()}
    return [stories[index] for index in kept], [(_renumber(renumbered, a), _renumber(renumbered, b)) for a, b in edges]


def _renumber(renumbered: dict[int, int], index: int | None) -> int | None:
    return None if index is None else renumbered[index]


def _lacks_lead(story: Story) -> bool:
    return bool(story.subheads) and min(position for position, _ in story.subheads) == 0 and not story.is_brief


def _is_lead_of(lead: Story, story: Story) -> bool:
    """Tell whether the story could begin the other: short, bare, of the same place, one headline in all."""
    if lead.is_brief or lead.credit or lead.source or lead.subheads or len(lead.paragraphs) > LONGEST:
        return False
    if lead.heads and story.heads:
        return False
    return any_related(place_paths(lead.text), place_paths(story.text))


def _move_own_lead(story: Story) -> None:
    """Move a last paragraph to the front that names the story's place in full, as only a beginning does."""
    last = story.paragraphs[-1]
    if len(story.paragraphs) - max(position for position, _ in story.subheads) < 2:
        return
    if not _names_in_full(last.text) or any(_names_in_full(block.text) for block in story.paragraphs[:-1]):
        return
    story.paragraphs = [last, *story.paragraphs[:-1]]
    story.subheads = [(position + 1, blocks) for position, blocks in story.subheads]
    story.confidence = min(story.confidence, 0.8)
    story.doubts = list(dict.fromkeys([*story.doubts, "introduction"]))


def _names_in_full(text: str) -> bool:
    """Tell whether a place is named with the one above it (云南蒙自), and that early in the text."""
    mentions = mentions_of(text)
    return any(introduces(mention, after) and mention.start < EARLY for mention, after in pairwise(mentions))


def _join(lead: Story, story: Story) -> None:
    shift = len(lead.paragraphs)
    story.paragraphs = [*lead.paragraphs, *story.paragraphs]
    story.subheads = [(position + shift, blocks) for position, blocks in story.subheads]
    story.heads = story.heads or lead.heads
    story.signature = story.signature or lead.signature
    story.confidence = min(story.confidence, lead.confidence, 0.8)
    story.doubts = list(dict.fromkeys([*story.doubts, *lead.doubts, "introduction"]))
