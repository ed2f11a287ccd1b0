"""The public side of a competition: the words that readers see. No rule lives here (docs/adr/0102)."""

import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import Panel
from wagtail.models import Orderable

from campaigns.contests.enums import ContestState
from campaigns.contests.models.contests import Contest
from campaigns.contests.panels import CONTEST_PANELS, INDEX_PANELS
from foundation.blocks import BodyBlock
from foundation.enums import NumberedKind
from foundation.fields import StreamField
from foundation.models import ListPage, NumberedPage


class ContestIndexPage(ListPage):
    """The parent of all competitions' pages, whose page is the list."""

    address_name = "contests"
    template = "contests/contests.html"
    subpage_types: ClassVar[list[str]] = ["contests.ContestPage"]
    page_description = _("The list of competitions; their pages are kept under it.")
    content_panels: ClassVar[list[Panel | str]] = [*ListPage.content_panels, *INDEX_PANELS]

    class Meta:
        verbose_name = _("list of competitions")
        verbose_name_plural = _("lists of competitions")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the list; the query stands above the models and is named by string."""
        listed = import_string("campaigns.contests.queries.pages.list_context")
        context: dict[str, Any] = super().get_context(request, *args, **kwargs) | listed()
        return context


class ContestPage(NumberedPage):
    """A competition's public page. It stands at its number and shows the rules of the competition it names."""

    numbered_kind = NumberedKind.CONTEST
    address_name = "contest_page"
    # One competition has one page: a copy, or an alias, starts without.
    exclude_fields_in_copy: ClassVar[list[str]] = [*NumberedPage.exclude_fields_in_copy, "contest"]

    contest = models.OneToOneField(
        Contest,
        verbose_name=_("competition"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="page",
        help_text=_("The page shows this competition's rules; it is public once the competition is announced."),
    )
    introduction = models.TextField(_("introduction"), blank=True, max_length=200)
    sponsor = models.TextField(
        _("units behind it"), blank=True, max_length=300, help_text=_("Organisers and sponsors, as text.")
    )
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("picture of the notice"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    notice = StreamField(BodyBlock(), verbose_name=_("notice"), blank=True)

    template = "contests/contest.html"
    parent_page_types: ClassVar[list[str]] = ["contests.ContestIndexPage"]
    page_description = _("A competition's notice, timeline and questions, with its rules.")
    content_panels: ClassVar[list[Panel]] = CONTEST_PANELS
    promote_panels: ClassVar[list[Panel]] = []

    class Meta:
        verbose_name = _("competition's page")
        verbose_name_plural = _("competitions' pages")

    def is_showable(self, now: dt.datetime | None = None) -> bool:
        """Tell whether readers may see the page at ``now``: it is published and its competition announced."""
        announced = self.contest is not None and self.contest.state != ContestState.DRAFT
        return announced and super().is_showable(now)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add rules, times and steps; the query stands above the models and is named by string."""
        shown = import_string("campaigns.contests.queries.pages.page_context")
        context: dict[str, Any] = super().get_context(request, *args, **kwargs) | shown(self)
        return context


class ContestMilestone(Orderable):
    """One day of the timeline besides opening and closing."""

    page = ParentalKey(ContestPage, on_delete=models.CASCADE, related_name="milestones")
    day = models.DateField(_("day of the step"))
    words = models.CharField(_("what happens"), max_length=80)

    class Meta(Orderable.Meta):
        verbose_name = _("step of the timeline")
        verbose_name_plural = _("steps of the timeline")

    def __str__(self) -> str:
        return f"{self.day} {self.words}"


class ContestQuestion(Orderable):
    """One question that is often asked, with its answer in plain paragraphs."""

    page = ParentalKey(ContestPage, on_delete=models.CASCADE, related_name="questions")
    question = models.CharField(_("question"), max_length=120)
    answer = models.TextField(_("answer"), max_length=1000)

    class Meta(Orderable.Meta):
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")

    def __str__(self) -> str:
        return self.question
