"""The public side of a competition: the words that readers see. No rule lives here (docs/adr/0102)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.http import HttpRequest
from django.urls import reverse
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
from foundation.models import BasePage

PageUrl = tuple[int, str | None, str | None]


class ContestIndexPage(BasePage):
    """The parent of all competitions' pages, whose page is the list."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=300)

    template = "contests/contests.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = ["contests.ContestPage"]
    allowed_http_methods: ClassVar[list[str]] = ["GET", "HEAD", "OPTIONS"]
    page_description = _("The list of competitions; their pages are kept under it.")
    content_panels: ClassVar[list[Panel | str]] = [*BasePage.content_panels, *INDEX_PANELS]

    class Meta:
        verbose_name = _("list of competitions")
        verbose_name_plural = _("lists of competitions")

    def get_url_parts(self, request: HttpRequest | None = None) -> PageUrl | None:
        """Return the fixed address in place of the tree path."""
        parts: PageUrl | None = super().get_url_parts(request)
        return parts if parts is None or parts[2] is None else (parts[0], parts[1], reverse("contests"))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the list; the query stands above the models and is named by string."""
        listed = import_string("campaigns.contests.queries.pages.list_context")
        context: dict[str, Any] = super().get_context(request, *args, **kwargs) | listed()
        return context


class ContestPage(BasePage):
    """A competition's public page. It stands at its number and shows the rules of the competition it names."""

    slug: str  # Wagtail's own field, said here for the type checker
    numbered_kind = NumberedKind.CONTEST
    # One competition has one page: a copy, or an alias, starts without.
    exclude_fields_in_copy: ClassVar[list[str]] = [*BasePage.exclude_fields_in_copy, "contest"]

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
    subpage_types: ClassVar[list[str]] = []
    allowed_http_methods: ClassVar[list[str]] = ["GET", "HEAD", "OPTIONS"]
    page_description = _("A competition's notice, timeline and questions, with its rules.")
    content_panels: ClassVar[list[Panel]] = CONTEST_PANELS
    promote_panels: ClassVar[list[Panel]] = []

    class Meta:
        verbose_name = _("competition's page")
        verbose_name_plural = _("competitions' pages")

    def _set_core_field_defaults(self) -> None:
        """Give the page its number as the last part of its address: a Chinese title yields none."""
        if not self.slug:
            self.take_number()
            self.slug = str(self.number_id)
        super()._set_core_field_defaults()

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the page; the address part of a new one is its number."""
        if self._state.adding:
            self.take_number()
            self.slug = str(self.number_id)
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Return the page with the content of a revision; the address part belongs to the page."""
        page = super().with_content_json(content)
        page.slug, page.url_path = self.slug, self.url_path
        return page

    def path_on_site(self) -> str:
        """Return the canonical path."""
        return reverse("contest_page", args=(self.number_id,))

    def get_url_parts(self, request: HttpRequest | None = None) -> PageUrl | None:
        """Return the canonical address in place of the tree path."""
        parts: PageUrl | None = super().get_url_parts(request)
        return parts if parts is None or parts[2] is None else (parts[0], parts[1], self.path_on_site())

    def is_showable(self) -> bool:
        """Tell whether readers may see the page: it is published and its competition announced."""
        announced = self.contest is not None and self.contest.state != ContestState.DRAFT
        return self.live and not self.expired and announced

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
