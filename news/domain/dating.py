"""The date of publication of what was printed first."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.domain import audit
from foundation.models import User
from news.domain.refusals import Refused
from news.models import ArticlePage, Placement
from news.rules import OFFICE_TIME

HOUR_OF_PRINT = dt.time(8)
"""When a printed edition counts as published, Asia/Shanghai."""


_PLACES_ON_A_PAGE = 1000


@transaction.atomic
def date_by_print(*, article: ArticlePage, actor: User | None) -> ArticlePage:
    """Let an article that is not on the site yet count as published with the edition that printed it.

    A date of publication is never typed: publication dates made up afterwards are a veto item of the government site
    checks, so the only earlier date there is comes from the record of the edition. Raises Refused where the article
    was published already or stands in no edition, PermissionDenied where the actor may not publish.
    """
    current: ArticlePage = ArticlePage.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if actor is not None and not current.permissions_for_user(actor).can_publish():
        raise PermissionDenied
    if current.first_published_at is not None:
        raise Refused(_("The article was published already; its date stays."))
    placement = current.placements.select_related("print_page__edition").order_by("print_page__edition__date").first()
    if placement is None:
        raise Refused(_("The article stands in no printed edition, so it has no earlier date."))
    morning = dt.datetime.combine(placement.print_page.edition.date, HOUR_OF_PRINT, OFFICE_TIME)
    current.first_published_at = morning + _place_in(placement)
    current.save(clean=False)
    audit.record(verb="date_by_print", subject=current, actor=actor, edition=placement.print_page.edition_id)
    return current


def _place_in(placement: Placement) -> dt.timedelta:
    """Return a part of a second by which lists, newest first, keep the order of the printed pages."""
    behind = placement.print_page.page_number * _PLACES_ON_A_PAGE + placement.order
    return dt.timedelta(seconds=1) - dt.timedelta(microseconds=behind)
