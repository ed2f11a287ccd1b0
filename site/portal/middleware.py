"""Headers of every answer: what a page may load, and who may keep it."""

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from campaigns.rules.slots import seconds_left
from exemplars.rules.consents import TELLS_OF_PEOPLE
from portal.reading_mode import READING_COOKIE

PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
"""Nothing from elsewhere and nothing inline."""

ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'self'"
)
"""Wagtail's admin works with inline scripts only (wagtail/wagtail#1288); it too loads nothing from elsewhere."""

ADMIN_PREFIX = "/admin/"

PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"

SHARED_VIEWS = frozenset(
    {
        "wagtail_serve",
        "article",
        "editions",
        "edition",
        "print_page",
        "corrections",
        "region",
        "topic",
        "campaigns",
        "psa_library",
        "psa",
        "psa_embedding",
        "psa_frame",
        "psa_frame_now",
        "psa_json",
        "psa_feed",
        "feed",
        "column_feed",
        "sitemap",
        "news_sitemap",
        "robots",
    }
)
"""Views whose answer is the same for every anonymous reader. Only these are ever marked public: a view that is not
listed (a form, a private link) stays private even when it forgets to say so."""

SHARED_SECONDS = 60
"""A browser asks again each time (304 costs little, and a changed reading mode shows at once); a shared cache answers
for a minute, so that a correction is out within one."""

STALE_SECONDS = 300
"""For so long a shared cache may answer with the old page while it fetches the new one."""

PRIVATE = "private, no-cache"
NOWHERE = "private, no-store"


def shared_until_next_slot(now: dt.datetime) -> str:
    """Return the cache rule of a shared page made at ``now``.

    No cache may answer with it past the next half hour: then another ad stands on every page, and at midnight the
    dates of ads, pictures and notices end (``docs/adr/0092-one-ad-on-every-page.md``).
    """
    left = seconds_left(now)
    fresh = min(SHARED_SECONDS, left)
    return f"public, max-age=0, s-maxage={fresh}, stale-while-revalidate={min(STALE_SECONDS, left - fresh)}"


Answer = Callable[[HttpRequest], HttpResponse]


def reader_headers(get_response: Answer) -> Answer:
    """Add the security headers and the cache rules (``docs/adr/0072-caching-and-reading-mode.md``)."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        admin = request.path_info.startswith(ADMIN_PREFIX)
        response.headers.setdefault("Content-Security-Policy", ADMIN_POLICY if admin else PUBLIC_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if admin:
            # Wagtail forbids keeping its screens; the same goes for ours that stand beside them.
            response.headers.setdefault("Cache-Control", NOWHERE)
        else:
            _set_cache_rules(request, response)
        return response

    return answer


def _set_cache_rules(request: HttpRequest, response: HttpResponse) -> None:
    """Mark an answer that is the same for everybody as public, every other as private."""
    if "Cache-Control" in response.headers or request.method not in {"GET", "HEAD"}:
        return
    if _is_shared(request, response):
        response.headers["Cache-Control"] = shared_until_next_slot(timezone.now())
        _drop_vary_cookie(response)
    else:
        response.headers["Cache-Control"] = PRIVATE
        patch_vary_headers(response, ["Cookie"])


def _is_shared(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether any anonymous reader would get exactly this answer."""
    match = request.resolver_match
    own = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, READING_COOKIE}.intersection(request.COOKIES)
    return (
        match is not None
        and match.url_name in SHARED_VIEWS
        and response.status_code == 200  # noqa: PLR2004 - an HTTP status
        and not own
        and not getattr(request, TELLS_OF_PEOPLE, False)
        and not response.cookies
    )


def _drop_vary_cookie(response: HttpResponse) -> None:
    """Take ``Cookie`` out of ``Vary``: the session was only looked for, and there was none."""
    kept = [name for name in response.headers.get("Vary", "").split(",") if name.strip().lower() not in {"", "cookie"}]
    if kept:
        response.headers["Vary"] = ", ".join(name.strip() for name in kept)
    else:
        response.headers.pop("Vary", None)
