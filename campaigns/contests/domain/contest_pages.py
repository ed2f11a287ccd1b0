"""Making the public page of a competition: a draft that an editor writes out and publishes."""

from django.db import transaction
from django.utils.html import escape

from campaigns.contests.models import Contest, ContestIndexPage, ContestPage
from campaigns.contests.rules.next_year import years_later
from foundation.domain.audit import record
from foundation.models import User


class NoIndexError(Exception):
    """The site has no list of competitions under which the page could stand."""


class PageExistsError(Exception):
    """The competition has its page already."""


@transaction.atomic
def open_page(*, contest: Contest, actor: User | None) -> ContestPage:
    """Make a draft page for a competition. Raises ``NoIndexError`` and ``PageExistsError``."""
    Contest.objects.select_for_update().get(pk=contest.pk)
    index = ContestIndexPage.objects.first()
    if index is None:
        raise NoIndexError
    if ContestPage.objects.filter(contest=contest).exists():
        raise PageExistsError
    page = ContestPage(title=contest.title, contest=contest, live=False)
    if contest.notice:
        html = "".join(f"<p>{line}</p>" for line in escape(contest.notice).splitlines() if line.strip())
        page.notice = [("paragraph", html)]  # type: ignore[assignment] # a StreamField takes raw data
    index.add_child(instance=page)
    page.save_revision(user=actor)
    record(verb="open_contest_page", subject=page, actor=actor, contest=contest.pk)
    return page


@transaction.atomic
def copy_page(*, contest: Contest, copied: Contest, years: int, actor: User | None) -> ContestPage | None:
    """Copy the page of ``contest`` as a draft for ``copied``; its steps move by so many years. None without a page."""
    page = ContestPage.objects.filter(contest=contest).first()
    if page is None:
        return None
    new = page.copy(keep_live=False, copy_revisions=False, update_attrs={"title": copied.title}, user=actor)
    fresh: ContestPage = ContestPage.objects.get(pk=new.pk)
    fresh.contest, fresh.draft_title = copied, copied.title
    fresh.save()
    for milestone in fresh.milestones.all():
        milestone.day = years_later(milestone.day, years)
        milestone.save(update_fields=["day"])
    ContestPage.objects.get(pk=new.pk).save_revision(user=actor)
    record(verb="copy_contest_page", subject=fresh, actor=actor, contest=copied.pk)
    return fresh
