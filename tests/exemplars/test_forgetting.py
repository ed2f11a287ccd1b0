"""Erasing a nomination reaches the account that announcing copied into a draft, and names the pages that keep words."""

import json
from typing import Any

import pytest

from exemplars.domain.notices import NobodySelectedError, announce_round
from exemplars.domain.people import publish_exemplar
from exemplars.models import ExemplarPage, Nomination
from foundation.intake.domain.erasing import erase_submission
from foundation.models import AuditLine
from tests.exemplars.nominating import under_notice
from tests.exemplars.test_notices import checker, over
from tests.factories.exemplars import consent, wall

pytestmark = pytest.mark.django_db

TOLD = "暴雨那夜他背着两位独居老人蹚过深水。\n第二天一早，他又回去接邻居<一家>。"
OTHER = [{"type": "paragraph", "value": "<p>编辑另写的一段话，与推荐无关。</p>"}]


def announced() -> tuple[Nomination, ExemplarPage]:
    """Return a nominee of an announced round with the draft that was made."""
    made = under_notice(deeds=TOLD)
    wall()
    announce_round(round_=made.round, on=over(made.round), actor=checker())
    return Nomination.objects.get(pk=made.pk), ExemplarPage.objects.get()


def rewrite(page: Any, body: list[dict[str, str]], citation: str = "") -> None:
    """Save the page as an editor does: a new version, which is the draft's content as long as it is not public."""
    page.body, page.citation = json.dumps(body), citation
    page.save()
    page.save_revision()


def forget(nomination: Nomination) -> list[str]:
    """Erase the nomination; return which of the two lines about the page were written."""
    erase_submission(submission=nomination.submission, actor=None)
    lines = AuditLine.objects.filter(verb__in=("forget_account", "leave_account")).order_by("pk")
    assert {line.detail["nomination"] for line in lines} <= {nomination.pk}
    return [line.verb for line in lines]


def written(page: ExemplarPage) -> str:
    """Return everything that is stored of the page: itself and all its versions."""
    versions = [json.dumps(each.content, ensure_ascii=False) for each in page.revisions.all()]
    return "\n".join((ExemplarPage.objects.get(pk=page.pk).public_text(), *versions))


def test_an_untouched_draft_loses_the_account_in_every_version() -> None:
    nomination, page = announced()
    assert "背着两位独居老人" in written(page)

    assert forget(nomination) == ["forget_account"]

    assert ("背着两位独居老人" in written(page), "回去接邻居" in written(page)) == (False, False)
    kept = ExemplarPage.objects.get()
    assert (kept.title, kept.honours.count()) == (page.title, 1)


def test_what_an_editor_added_beside_the_account_stays() -> None:
    nomination, page = announced()
    # Draftail writes the same paragraphs with keys of its own.
    copy = {"type": "paragraph", "value": page.body.raw_data[0]["value"].replace("<p>", '<p data-block-key="a1b2c">')}
    rewrite(page, [copy, *OTHER], citation="颁奖词样例。")

    assert forget(nomination) == ["forget_account"]

    assert ExemplarPage.objects.get().public_text() == "颁奖词样例。\n编辑另写的一段话，与推荐无关。"
    assert "背着两位独居老人" not in written(page)


def test_a_rewritten_draft_is_named_and_loses_only_its_first_version() -> None:
    nomination, page = announced()
    rewrite(page, [{"type": "paragraph", "value": "<p>据了解，暴雨那夜他背着两位独居老人蹚过深水。</p>"}])

    assert forget(nomination) == ["forget_account", "leave_account"]

    assert "据了解，暴雨那夜" in ExemplarPage.objects.get().public_text()
    assert "回去接邻居" not in written(page)


def test_a_published_page_is_the_office_s_own_and_is_named() -> None:
    nomination, page = announced()
    consent(page)
    publish_exemplar(exemplar=page, actor=None)

    assert forget(nomination) == ["leave_account"]

    assert "背着两位独居老人" in ExemplarPage.objects.get().public_text()


def test_a_page_of_other_words_is_left_alone() -> None:
    nomination, page = announced()
    rewrite(page, OTHER)
    page.revisions.exclude(pk=page.get_latest_revision().pk).delete()

    assert forget(nomination) == []


def test_what_was_erased_is_not_announced() -> None:
    made = under_notice()
    wall()
    erase_submission(submission=made.submission, actor=None)

    with pytest.raises(NobodySelectedError):
        announce_round(round_=made.round, on=over(made.round), actor=checker())
