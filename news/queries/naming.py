"""Regions and organisations by the names editors type."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from foundation.models import Organisation, Region

SEPARATORS = re.compile(r"[、,，;；\s]+")
_CODE = re.compile(r"[(（]?([0-9]{6,12})[)）]?$")


@dataclass(frozen=True)
class NameProblem:
    """A name that means nothing, or (with ``candidates``) more than one thing."""

    name: str
    candidates: tuple[str, ...] = ()


def region_label(region: Region) -> str:
    """Return how a region is written so that it can be read back: its name with its code."""
    return f"{region.name}（{region.code}）"


def regions_named(text: str) -> tuple[list[Region], list[NameProblem]]:
    """Return the present regions that ``text`` names (official or short name, former name, or code), and problems."""
    return _resolve(text, _regions, region_label)


def organisations_named(text: str) -> tuple[list[Organisation], list[NameProblem]]:
    """Return the organisations that ``text`` names by official or short name, and problems."""
    return _resolve(text, _organisations, str)


def regions_within(name: str) -> Q:
    """Return the condition on ``ArticlePage`` of being about a region of this name or one inside it."""
    condition = Q(pk__in=[])
    for region in _regions(name.strip()):
        condition |= Q(regions__path__startswith=region.path)
    return condition


def _resolve(
    text: str, find: Callable[[str], Iterable[Any]], label: Callable[[Any], str]
) -> tuple[list[Any], list[NameProblem]]:
    found: dict[int, Any] = {}
    problems: list[NameProblem] = []
    for name in dict.fromkeys(part for part in SEPARATORS.split(text) if part):
        candidates = list(find(name))
        exact = [each for each in candidates if each.name == name]
        chosen = exact if len(exact) == 1 else candidates
        if len(chosen) == 1:
            found[chosen[0].pk] = chosen[0]
        else:
            problems.append(NameProblem(name, tuple(label(each) for each in chosen[:8])))
    return list(found.values()), problems


def _regions(name: str) -> list[Region]:
    present = Region.objects.filter(valid_until__isnull=True)
    if code := _CODE.search(name):
        return list(present.filter(code=code.group(1)))
    return list(present.filter(Q(name=name) | Q(short_name=name) | Q(aliases__name=name)).distinct().order_by("code"))


def _organisations(name: str) -> list[Organisation]:
    return list(Organisation.objects.filter(Q(name=name) | Q(short_name=name)))
