"""Public URLs of the exemplars app; ``portal.urls`` includes them at the root."""

from django.urls import include, path, re_path

from exemplars.feeds import ExemplarFeed
from exemplars.views import lists, papers, people
from exemplars.views.nominating import AnswerView, NominateView, open_rounds_view
from exemplars.views.notices import ObjectView, notice_view, notices_view
from exemplars.views.roll import figures_view, roll_view
from exemplars.views.support import SupportView
from foundation.intake.urls import kind_urls

urlpatterns = [
    path("exemplars/", people.wall, name="exemplars"),
    re_path(r"^p/(?P<number>[0-9]{1,18})/$", people.exemplar, name="exemplar"),
    re_path(r"^p/(?P<number>[0-9]{1,18})/print/$", papers.exemplar_print, name="exemplar-print"),
    re_path(r"^p/(?P<number>[0-9]{1,18})/sheet\.pdf$", papers.exemplar_pdf, name="exemplar-pdf"),
    path("exemplars/support/", include(kind_urls("support", "support-form", SupportView))),
    path("feeds/exemplars.xml", ExemplarFeed(), name="exemplar_feed"),
    path("honours/", roll_view, name="roll"),
    path("honours/statistics/", figures_view, name="honour-statistics"),
    path("nominate/", open_rounds_view, name="nominate"),
    path("nominate/form/", include(kind_urls("nomination", "nominate-form", NominateView))),
    path("nominate/again/<token:token>/", AnswerView.as_view(), name="nomination-answer"),
    path("nominate/list/<token:token>/", lists.UnitListView.as_view(), name="nomination-list"),
    path("nominate/list/<token:token>/template.xlsx", lists.template_view, name="nomination-list-template"),
    path("nominate/list/<token:token>/received.xlsx", lists.received_view, name="nomination-list-received"),
    path("notices/", notices_view, name="notices"),
    path("notices/objection/", include(kind_urls("objection", "objection-form", ObjectView))),
    path("notices/<int:pk>/", notice_view, name="notice"),
]
