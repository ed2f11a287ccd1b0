"""The rules as a table that a person can read, and what changed from one version to the next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.contests.enums import AskedField, EntryChannel, FileType, TimeBasis
from campaigns.contests.models import RuleSet
from campaigns.contests.rules.declarations import licence_words

MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True)
class RuleRow:
    """One rule: its name, and its value in words."""

    field: str
    label: str
    value: str


@dataclass(frozen=True)
class Change:
    """One rule that differs between two versions."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Revision:
    """One version with what it changed; the first changed nothing."""

    rules: RuleSet
    changes: list[Change]


def rule_rows(rules: RuleSet) -> list[RuleRow]:
    """Return every rule of a version, in the order in which an organiser thinks."""
    return [RuleRow(name, _label(name), _value(rules, name)) for name in READERS]


def revisions(versions: Iterable[RuleSet]) -> list[Revision]:
    """Return the versions (given oldest first) with their changes, newest first."""
    found: list[Revision] = []
    before: RuleSet | None = None
    for rules in versions:
        found.append(Revision(rules, [] if before is None else changes(before, rules)))
        before = rules
    return found[::-1]


def changes(before: RuleSet, after: RuleSet) -> list[Change]:
    """Return what differs between two versions."""
    pairs = [(_value(before, name), _value(after, name), name) for name in READERS]
    return [Change(_label(name), old, new) for old, new, name in pairs if old != new]


def _label(name: str) -> str:
    if name in LABELS:
        return str(LABELS[name])
    return str(RuleSet._meta.get_field(name).verbose_name)  # type: ignore[union-attr] # noqa: SLF001 - documented by Django


def _value(rules: RuleSet, name: str) -> str:
    return READERS[name](getattr(rules, name)) if name not in CHOICES else getattr(rules, f"get_{name}_display")()


def _plain(value: Any) -> str:
    return str(value) if value not in {None, ""} else _("None")


def _unlimited(value: int | None) -> str:
    return _("No limit") if value is None else str(value)


def _time(value: datetime) -> str:
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S")


def _yes(value: bool) -> str:
    return _("Yes") if value else _("No")


def _hard(value: bool) -> str:
    return _("Hard: beyond the tolerance it is refused") if value else _("Soft: it warns and never refuses")


def _files(values: list[str]) -> str:
    labels: dict[str, Any] = dict(FileType.choices)
    return "、".join(str(labels.get(value, value)) for value in values) or _("All that suit what is asked for")


def _list(values: list[str]) -> str:
    return "、".join(values) or _("None")


def _genres(values: list[str]) -> str:
    return "、".join(values) or _("Not restricted")


def _groups(values: list[str] | None) -> str:
    return "、".join(values or ()) or _("None")


def _asked(values: list[str]) -> str:
    labels: dict[str, Any] = dict(AskedField.choices)
    return "、".join(str(labels.get(value, value)) for value in values) or _("None")


def _basis(values: dict[str, str]) -> str:
    """Say of each channel which time counts; arrival where the rules name none."""
    said = [(channel.label, TimeBasis(values.get(channel, TimeBasis.ARRIVAL)).label) for channel in EntryChannel]
    return "；".join(f"{channel}：{basis}" for channel, basis in said)


def _megabytes(value: int) -> str:
    return f"{value / MEGABYTE:g} MB"


def _minutes(value: int) -> str:
    return _("%(count)s minutes, not published") % {"count": value}


def _percent(value: int) -> str:
    return f"{value}%"


def _counting(value: str) -> str:
    return str(COUNT_RULES.get(value, value))


COUNT_RULES: Final = {"word-zishu-1": gettext_lazy("As in Word, without the title")}

READERS: Final[dict[str, Callable[[Any], str]]] = {
    "opens_at": _time,
    "closes_at": _time,
    "grace_minutes": _minutes,
    "late_policy": _plain,
    "time_basis": _basis,
    "count_rule": _counting,
    "words_min": _unlimited,
    "words_max": _unlimited,
    "is_hard": _hard,
    "tolerance_percent": _percent,
    "per_author": _unlimited,
    "genres": _genres,
    "groups": _groups,
    "asked": _asked,
    "file_types": _files,
    "file_bytes": _megabytes,
    "label": _plain,
    "mailboxes": _list,
    "is_anonymous": _yes,
    "ai_policy": _plain,
    "minors_policy": _plain,
    "licence_text": licence_words,
    "objection_days": _plain,
    "retention_months": _plain,
}
"""How each rule is written out, in the order shown."""

LABELS: Final = {"file_bytes": gettext_lazy("largest file")}
"""Names of rules whose column is kept in another unit than the one in which the value is written out."""

CHOICES: Final = frozenset({"late_policy", "ai_policy", "minors_policy"})
