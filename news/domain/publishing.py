"""Publishing, scheduling and withdrawing an article."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.domain import audit
from foundation.models import User
from news.domain.refusals import Refused
from news.enums import SourceKind
from news.models import ArticlePage
from news.queries.articles import column_of
from news.queries.pictures import picture_problems


@transaction.atomic
def publish_article(*, article: ArticlePage, actor: User | None) -> ArticlePage:
    """Publish the newest version of ``article`` now and return the published article.

    An embargo stays in force: the article is published, and readers see it when the embargo ends. ``actor`` None
    means a command. Raises Refused for an unsorted or retracted article and for pictures that may not be shown,
    PermissionDenied where the actor may not publish, ValidationError where the article is incomplete.
    """
    newest = _newest_version(article)
    newest.go_live_at = None
    return _publish(newest, actor=actor, verb="publish_article")


@transaction.atomic
def schedule_article(
    *,
    article: ArticlePage,
    actor: User | None,
    go_live_at: dt.datetime,
    expire_at: dt.datetime | None = None,
    now: dt.datetime | None = None,
) -> ArticlePage:
    """Plan the newest version of ``article`` for ``go_live_at``, optionally until ``expire_at``.

    Raises what ``publish_article`` raises, and Refused for times in the past or in the wrong order.
    """
    if go_live_at <= (now or timezone.now()):
        raise Refused(_("The time of publication has passed: choose a later one, or publish the article now."))
    if expire_at is not None and expire_at <= go_live_at:
        raise Refused(_("The article would end before it begins: choose a later end."))
    newest = _newest_version(article)
    newest.go_live_at, newest.expire_at = go_live_at, expire_at
    return _publish(newest, actor=actor, verb="schedule_article")


@transaction.atomic
def withdraw_article(*, article: ArticlePage, actor: User | None) -> ArticlePage:
    """Take a published article off the site without a word to readers; return it as a draft.

    Raises Refused where it is not published, PermissionDenied where the actor may not publish.
    """
    current: ArticlePage = ArticlePage.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if not current.live:
        raise Refused(_("The article is not published."))
    current.unpublish(user=actor)
    audit.record(verb="withdraw_article", subject=current, actor=actor, number=current.number_id)
    return current


def publication_problems(version: ArticlePage) -> list[str]:
    """Return why this version of an article may not be published, each reason one sentence."""
    problems = []
    if column_of(version) is None:
        problems.append(_("The article has no column yet: file it in one before publishing it."))
    if version.retracted:
        problems.append(_("The article was retracted and is not published again; write a new one."))
    return [*problems, *picture_problems(version.lead_picture, version.body)]


def is_complete(version: ArticlePage) -> bool:
    """Tell whether nothing is missing that a draft may lack and a published article may not."""
    try:
        version.full_clean()
        version.body.stream_block.clean(version.body)
    except ValidationError:
        return False
    is_nameless_reprint = version.source_kind == SourceKind.REPRINT and not version.source_name
    return not is_nameless_reprint


def _newest_version(article: ArticlePage) -> ArticlePage:
    """Lock the article and return its newest version."""
    current = ArticlePage.objects.select_for_update(of=("self",)).get(pk=article.pk)
    newest: ArticlePage = current.get_latest_revision_as_object()
    return newest


def _publish(newest: ArticlePage, *, actor: User | None, verb: str) -> ArticlePage:
    """Save the version as a revision, publish it (at once or at its time), write the audit line."""
    if problems := publication_problems(newest):
        raise Refused(" ".join(problems))
    newest.full_clean()
    revision = newest.save_revision(user=actor)
    revision.publish(user=actor)
    published: ArticlePage = ArticlePage.objects.get(pk=newest.pk)
    audit.record(verb=verb, subject=published, actor=actor, number=published.number_id, revision=revision.pk)
    return published
