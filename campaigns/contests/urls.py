"""Public URLs of the competitions; ``portal.urls`` includes them at the root."""

from django.urls import include, path, re_path

from campaigns.contests.views import public
from foundation.intake.urls import kind_urls

urlpatterns = [
    re_path(r"^c/(?P<number>[0-9]{1,18})/$", public.contest_page, name="contest_page"),
    path("contests/", public.contests, name="contests"),
    path("contests/help/", public.help_page, name="contests_help"),
    path("contests/send/", include(kind_urls("entry", "entry", public.EntryView))),
    path("contests/<slug:slug>/", public.contest, name="contest"),
]
