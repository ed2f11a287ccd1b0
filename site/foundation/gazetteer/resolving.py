"""Deciding which of several places of one name a text means."""

from collections.abc import Sequence

from foundation.gazetteer.finding import Mention
from foundation.gazetteer.places import PROVINCE, Place, Places


def resolve(places: Places, mentions: Sequence[Mention]) -> list[Place | None]:
    """Return for each mention the place that it means, or None where the text does not tell.

    What stands directly before a name weighs most (吉林通化); then, what other places the text names: those above the
    candidate or under it. A province, and after it a city, is meant rather than a county of the same name; what exists
    rather than what was abolished.
    """
    certain = {mention.candidates[0].code for mention in mentions if len(mention.candidates) == 1}
    resolved: list[Place | None] = []
    for position, mention in enumerate(mentions):
        before = mentions[position - 1] if position and mentions[position - 1].end == mention.start else None
        place = _one(places, mention, before, resolved[-1] if resolved else None, certain)
        if place is not None:
            certain.add(place.code)
        resolved.append(place)
    return resolved


def _one(
    places: Places, mention: Mention, before: Mention | None, last: Place | None, certain: set[str]
) -> Place | None:
    candidates = mention.candidates
    if before is not None:
        above = {last.code} if last is not None else {place.code for place in before.candidates}
        candidates = _under(places, candidates, above) or candidates
    if provinces := [place for place in candidates if place.level == PROVINCE]:
        return provinces[0]
    for narrow in (_best_connected, _current, _highest):
        candidates = narrow(places, candidates, certain)
    return candidates[0] if len(candidates) == 1 else None


def _under(places: Places, candidates: tuple[Place, ...], above: set[str]) -> tuple[Place, ...]:
    return tuple(each for each in candidates if above & {place.code for place in places.ancestors(each)})


def _best_connected(places: Places, candidates: tuple[Place, ...], certain: set[str]) -> tuple[Place, ...]:
    """Keep the candidates to which most of the text's certain places are related; an ancestor counts its level."""
    scores = {each: _connections(places, each, certain) for each in candidates}
    return tuple(each for each in candidates if scores[each] == max(scores.values()))


def _connections(places: Places, place: Place, certain: set[str]) -> int:
    above = sum(each.level for each in places.ancestors(place) if each.code in certain)
    below = sum(1 for code in certain if place.code in {each.code for each in places.ancestors(places.by_code[code])})
    return above + below


def _current(_places: Places, candidates: tuple[Place, ...], _certain: set[str]) -> tuple[Place, ...]:
    return tuple(each for each in candidates if each.valid_until is None) or candidates


def _highest(_places: Places, candidates: tuple[Place, ...], _certain: set[str]) -> tuple[Place, ...]:
    highest = min(each.level for each in candidates)
    return tuple(each for each in candidates if each.level == highest)
