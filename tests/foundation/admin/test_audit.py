"""The audit log on the screen: every verb and detail of the code has its word, and codes of states theirs."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from campaigns.contests.enums import ContestState, EntryState, FindingState
from foundation.domain.audit import record
from foundation.intake.kinds import all_kinds
from foundation.models import AuditLine, User
from foundation.viewsets.audit_words import DETAILS, VERBS
from tests.factories.foundation import TopicFactory

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ("site", "news", "exemplars", "campaigns", "search", "media")
WRITERS = {"verb", "subject", "actor", "row", "table", "to"}
"""Arguments of the functions that write lines; all others are details."""


def calls() -> Iterator[dict[str, ast.expr]]:
    """Yield the named arguments of every call that names a verb."""
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                named = {each.arg: each.value for each in getattr(node, "keywords", ()) if each.arg}
                if isinstance(node, ast.Call) and "verb" in named:
                    yield named


def written_verbs() -> set[str]:
    """Return the verbs that stand in the code, and those that it makes of a state or a kind."""
    verbs = {node.value for call in calls() if isinstance(node := call["verb"], ast.Constant)}
    verbs |= {f"submit_{kind.slug.replace('-', '_')}" for kind in all_kinds()}
    verbs |= {f"move_entry_{state}" for state in EntryState} | {f"move_contest_{state}" for state in ContestState}
    verbs |= {f"judge_finding_{state}" for state in FindingState}
    return {str(verb) for verb in verbs}


def test_every_verb_has_its_word() -> None:
    assert written_verbs() - set(VERBS) == set()


def test_every_detail_has_its_word() -> None:
    assert {name for call in calls() for name in call} - WRITERS - set(DETAILS) == set()


@pytest.mark.django_db
def test_the_list_says_it_in_chinese_and_filters_by_it(desk: Client, administrator: User) -> None:
    topic = TopicFactory.create()
    record(verb="move_entry_eligible", subject=topic, actor=administrator, before="received", after="eligible", row=7)
    record(verb="publish_article", subject=topic, actor=None, number=12)
    record(verb="no-longer-known", subject=topic, actor=None)
    AuditLine.objects.create(verb="publish_psa", subject_kind="gone.model", subject_id="1")

    with override("zh-hans"):
        rows = desk.get(reverse("audit:index")).context["object_list"]
        page = desk.get(reverse("audit:index"), {"verb": "move_entry_eligible", "subject_kind": "foundation.topic"})

    assert [row.verb for row in rows] == ["publish_psa", "no-longer-known", "publish_article", "move_entry_eligible"]
    assert [row.verb for row in page.context["object_list"]] == ["move_entry_eligible"]
    text = page.content.decode()
    for words in ("稿件初审合格", "主题", "变更前 已收稿；变更后 合格；行 7"):
        assert words in text
