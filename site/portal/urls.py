"""The URLs of the installation; Wagtail's page tree comes last."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from foundation.views.account import account_view
from portal.views.health import healthz

handler400 = "portal.views.faults.refused"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/account/", account_view),
    path("admin/", include(wagtailadmin_urls)),
    path("", include("media.urls")),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("news.urls")),
    path("", include("portal.addresses")),
    path("", include("search.urls")),
    path("", include("exemplars.urls")),
    path("", include("campaigns.contests.urls")),  # before the campaigns: it leaves their numbers under /c/ to them
    path("", include("campaigns.urls")),
    path("", include("foundation.reports.urls")),
    # In DEBUG only: elsewhere the web server in front serves the uploads (docs/operations.md).
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    path("", include(wagtail_urls)),
]
