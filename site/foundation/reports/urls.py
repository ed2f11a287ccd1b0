"""Public URLs of the error report and of the look-up; ``portal.urls`` includes them at the root."""

from django.urls import include, path

from foundation.intake.urls import kind_urls
from foundation.reports.views.public import ReportErrorView

urlpatterns = [
    path("report-error/", include(kind_urls("error-report", "report-error", ReportErrorView))),
    path("lookup/", include("foundation.intake.urls")),
]
