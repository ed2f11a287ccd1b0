"""Campaign hubs (专题): the page that gathers all there is of one campaign, and the list of them."""

import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import Panel
from wagtail.fields import RichTextField
from wagtail.models import PageManager, PageQuerySet

from campaigns.blocks import HubSectionsBlock
from campaigns.enums import HubState
from campaigns.models.festivals import Festival
from campaigns.panels import HUB_INDEX_PANELS, HUB_PANELS
from campaigns.rules.hub_states import hub_state
from foundation.enums import NumberedKind
from foundation.fields import StreamField
from foundation.models import ListPage, NumberedPage
from foundation.models.addressed_pages import open_at
from media.models.rights import today_here

INTRODUCTION_FEATURES = ["bold", "link", "ol", "ul"]


class CampaignIndexPage(ListPage):
    """The parent of all hubs, whose page lists them: those that run, and the archive of those that ended."""

    address_name = "campaigns"
    template = "campaigns/hubs.html"
    subpage_types: ClassVar[list[str]] = ["campaigns.CampaignPage"]
    page_description = _("The list of campaign hubs; hubs are kept under it.")
    content_panels: ClassVar[list[Panel | str]] = [*ListPage.content_panels, *HUB_INDEX_PANELS]

    class Meta:
        verbose_name = _("list of campaign hubs")
        verbose_name_plural = _("lists of campaign hubs")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the hubs; the query stands above the models and is named by string."""
        hubs = import_string("campaigns.queries.hubs.index_context")
        context: dict[str, Any] = super().get_context(request, *args, **kwargs) | hubs(request)
        return context


class CampaignQuerySet(PageQuerySet):
    """Campaign hubs."""

    def showable(self, now: dt.datetime | None = None) -> "CampaignQuerySet":
        """Return the hubs that readers may see at ``now`` (default: the present), whether they run or have ended."""
        found: CampaignQuerySet = self.filter(open_at(now or timezone.now()))
        return found

    def running(self, today: dt.date | None = None) -> "CampaignQuerySet":
        """Return the hubs whose period holds ``today``."""
        day = today or today_here()
        begun = Q(starts_on__isnull=True) | Q(starts_on__lte=day)
        found: CampaignQuerySet = self.filter(begun, Q(ends_on__isnull=True) | Q(ends_on__gte=day))
        return found


CampaignManager = PageManager.from_queryset(CampaignQuerySet)


class CampaignPage(NumberedPage):
    """A campaign hub. Its state follows from its page and its period; nobody sets it."""

    numbered_kind = NumberedKind.CAMPAIGN
    address_name = "campaign"
    own_in_each_copy: ClassVar[tuple[str, ...]] = ("festival", "occasion_on", "renewed_from")
    exclude_fields_in_copy: ClassVar[list[str]] = ["number", *own_in_each_copy]

    theme = models.CharField(_("theme"), max_length=60, blank=True, help_text=_("Stands small above the title."))
    slogan = models.CharField(_("slogan"), max_length=60, blank=True)
    starts_on = models.DateField(_("first day"), null=True, help_text=_("Before it the hub says that it will begin."))
    ends_on = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_("From the day after it the page says that it is an archive. Empty: it runs on."),
    )
    organisers = models.TextField(
        _("organisers"), blank=True, max_length=600, help_text=_("One unit a line, in the order of print.")
    )
    co_organisers = models.TextField(
        _("co-organisers"), blank=True, max_length=600, help_text=_("One unit a line, in the order of print.")
    )
    key_visual = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("key visual"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Wide. It disappears by itself when the right to it ends."),
    )
    introduction = RichTextField(_("introduction"), blank=True, features=INTRODUCTION_FEATURES)
    sections = StreamField(HubSectionsBlock(), verbose_name=_("sections"), blank=True)
    region = models.ForeignKey(
        "foundation.Region",
        verbose_name=_("region"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    topics = ParentalManyToManyField("foundation.Topic", verbose_name=_("topics"), blank=True, related_name="hubs")
    festival = models.ForeignKey(
        Festival,
        verbose_name=_("festival"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="hubs",
        help_text=_("Next year's hub can be made from this one."),
    )
    occasion_on = models.DateField(_("day of the festival"), null=True, blank=True, editable=False)
    renewed_from = models.ForeignKey(
        "self",
        verbose_name=_("made from"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="renewals",
    )

    objects = CampaignManager()

    template = "campaigns/hub.html"
    parent_page_types: ClassVar[list[str]] = ["campaigns.CampaignIndexPage"]
    page_description = _("A hub: all there is of one campaign, for its time and as an archive.")
    content_panels: ClassVar[list[Panel]] = HUB_PANELS
    promote_panels: ClassVar[list[Panel]] = []

    class Meta:
        verbose_name = _("campaign hub")
        verbose_name_plural = _("campaign hubs")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="hub_days_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.UniqueConstraint(
                fields=("festival", "occasion_on"),
                name="hub_once_per_occasion",
                violation_error_message=_("This year's festival has a hub already."),
            ),
        ]

    def clean(self) -> None:
        """Find the day of the festival, and refuse a second hub for it in words the editor understands."""
        super().clean()
        self.find_occasion()
        others = type(self).objects.filter(festival=self.festival_id, occasion_on=self.occasion_on).exclude(pk=self.pk)
        if self.festival_id and self.occasion_on and others.exists():
            raise ValidationError({"festival": _("This year's festival has a hub already.")})

    def find_occasion(self) -> None:
        """Note the day of the festival that lies nearest to the hub's period."""
        day = self.starts_on
        self.occasion_on = self.festival.rule.nearest_to(day) if self.festival and day else None

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the hub with the day of its festival."""
        self.find_occasion()
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Return the hub with the content of a revision; its origin belongs to the page."""
        page = super().with_content_json(content)
        page.renewed_from_id = self.renewed_from_id
        return page

    def state(self, now: dt.datetime | None = None) -> HubState:
        """Return the state at ``now``."""
        moment = now or timezone.now()
        return hub_state(
            shown=self.is_showable(moment),
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            today=timezone.localdate(moment),
        )

    @property
    def organiser_names(self) -> list[str]:
        """The organisers, in the order of print."""
        return [name.strip() for name in self.organisers.splitlines() if name.strip()]

    @property
    def co_organiser_names(self) -> list[str]:
        """The co-organisers, in the order of print."""
        return [name.strip() for name in self.co_organisers.splitlines() if name.strip()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the hub shows; the query stands above the models and is named by string."""
        hub_context = import_string("campaigns.queries.hubs.hub_context")
        context: dict[str, Any] = super().get_context(request, *args, **kwargs) | hub_context(self, request)
        return context


class HubMatch(models.Model):
    """What belongs to a hub: one page that was chosen, or all articles of a topic, region, column and time.

    It repeats what the sections of the published hub say, so that an article finds its hubs in one query.
    """

    hub = models.ForeignKey(CampaignPage, verbose_name=_("campaign hub"), on_delete=models.CASCADE, related_name="+")
    page_key = models.BigIntegerField(_("page"), null=True, db_index=True)
    topic_key = models.BigIntegerField(_("topic"), null=True)
    region_key = models.BigIntegerField(_("region"), null=True)
    column_key = models.BigIntegerField(_("column"), null=True)
    from_day = models.DateField(_("from"), null=True)
    until_day = models.DateField(_("until"), null=True)

    class Meta:
        verbose_name = _("what belongs to a hub")
        verbose_name_plural = _("what belongs to hubs")

    def __str__(self) -> str:
        return f"{self.hub_id}: {self.page_key}"
