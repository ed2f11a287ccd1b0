"""The front page, its slots, and pages of plain information."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel, Panel
from wagtail.models import Orderable

from foundation.blocks import BodyBlock
from foundation.fields import StreamField
from foundation.models import BasePage
from foundation.models.permissions import KeptPagePermissions
from portal.blocks import SectionsBlock
from portal.enums import SlotPosition


class HomePage(BasePage):
    """The front page: slots that an editor fills for a time, and column sections below.

    Empty slots fill themselves with the newest articles, and without any section every column is shown, so that the
    page is never empty or stale because nobody was there.
    """

    sections = StreamField(
        SectionsBlock(),
        verbose_name=_("columns on the front page"),
        blank=True,
        help_text=_("Empty: every column in the order of the page tree."),
    )

    template = "portal/home.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "news.ColumnPage",
        "news.UnsortedPage",
        "exemplars.ExemplarIndexPage",
        "campaigns.CampaignIndexPage",
        "campaigns.PsaLibraryPage",
        "contests.ContestIndexPage",
        "portal.StandardPage",
    ]
    allowed_http_methods: ClassVar[list[str]] = ["GET", "HEAD", "OPTIONS"]
    page_description = _("The front page of the site.")
    content_panels: ClassVar[list[Panel | str]] = [
        *BasePage.content_panels,
        InlinePanel("slots", heading=_("Top of the page"), label=_("Place")),
        FieldPanel("sections"),
    ]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def permissions_for_user(self, user: Any) -> KeptPagePermissions:
        """Return what ``user`` may do with the front page."""
        return KeptPagePermissions(user, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the composed front page; the query stands above the models and is named by string."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["front"] = import_string("portal.queries.front.compose")(self)
        return context


class HomeSlot(Orderable):
    """A page that an editor puts at the top of the front page, from one time until another."""

    home = ParentalKey(HomePage, verbose_name=_("front page"), on_delete=models.CASCADE, related_name="slots")
    position = models.CharField(_("place"), max_length=20, choices=SlotPosition, default=SlotPosition.TOP)
    page = models.ForeignKey("wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    title = models.CharField(
        _("headline shown"), max_length=60, blank=True, help_text=_("Empty: the headline of the page.")
    )
    from_at = models.DateTimeField(_("from"), null=True, blank=True, help_text=_("Empty: at once."))
    until_at = models.DateTimeField(_("until"), null=True, blank=True, help_text=_("Empty: until it is taken out."))

    panels: ClassVar[list[Panel]] = [
        FieldRowPanel([FieldPanel("position"), FieldPanel("title")]),
        PageChooserPanel("page"),
        FieldRowPanel([FieldPanel("from_at"), FieldPanel("until_at")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("place on the front page")
        verbose_name_plural = _("places on the front page")
        constraints = (
            models.CheckConstraint(
                condition=Q(from_at__isnull=True) | Q(until_at__isnull=True) | Q(until_at__gt=F("from_at")),
                name="home_slot_times_in_order",
                violation_error_message=_("The place must end after it begins."),
            ),
            models.CheckConstraint(condition=Q(position__in=SlotPosition.values), name="home_slot_position_known"),
        )

    def __str__(self) -> str:
        return f"{self.get_position_display()}: {self.title or self.page}"

    def is_open(self, now: dt.datetime | None = None) -> bool:
        """Tell whether the slot is filled at ``now``."""
        now = now or timezone.now()
        return (self.from_at is None or self.from_at <= now) and (self.until_at is None or self.until_at > now)


class StandardPage(BasePage):
    """A page of plain information: about us, privacy, accessibility."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=300)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    template = "portal/standard_page.html"
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage", "portal.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["portal.StandardPage"]
    allowed_http_methods: ClassVar[list[str]] = ["GET", "HEAD", "OPTIONS"]
    page_description = _("A page of plain information, such as about us or privacy.")
    content_panels: ClassVar[list[Panel | str]] = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("introduction"), FieldPanel("body")], heading=_("Content")),
    ]

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")
