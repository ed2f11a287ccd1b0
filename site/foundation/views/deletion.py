"""What Wagtail's own screens do not delete."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from foundation.queries.deletion import kept_records


def keep_recorded(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete a page of which, or below which, records must stay, and say which; else Wagtail would fail."""
    return _refusal(request, [page]) or _asked_again(request)


def keep_recorded_many(request: HttpRequest, action: str, pages: list[Any], *_args: Any) -> HttpResponse | None:
    """Refuse the same for many pages at once."""
    if action != "delete":
        return None
    return _refusal(request, [page for page in pages if isinstance(page, Page)])


def _refusal(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    for page in pages:
        if records := kept_records(page):
            named = [_("%(name)s: %(count)s") % {"name": name, "count": records[name]} for name in sorted(records)]
            sentence = _("“%(title)s” cannot be deleted: records that must stay are of it (%(records)s). Unpublish it.")
            messages.error(request, sentence % {"title": page.get_admin_display_title(), "records": "，".join(named)})
            return redirect("wagtailadmin_pages:edit", page.pk)
    return None


def _asked_again(request: HttpRequest) -> HttpResponse | None:
    """Show the question once more where the name of the site was mistyped; Wagtail would say so in English."""
    typed = request.POST.get("confirm_site_name")
    if request.method != "POST" or not typed or typed == settings.WAGTAIL_SITE_NAME:
        return None
    messages.error(request, _("Type “%(name)s” to confirm the deletion.") % {"name": settings.WAGTAIL_SITE_NAME})
    return redirect(request.get_full_path())
