"""The library of public-service ads, and one ad of it."""

import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import Panel
from wagtail.models import PageManager, PageQuerySet

from campaigns.enums import PsaKind, SupplyKind
from campaigns.panels import LIBRARY_PANELS, PSA_PANELS
from foundation.enums import NumberedKind
from foundation.models import ListPage, NumberedPage
from foundation.models.addressed_pages import open_at
from media.models import Picture, Recording
from media.models.rights import usable_condition

MOST_WEIGHT = 10
"""Of an ad among those of its category."""


class PsaLibraryPage(ListPage):
    """The public library: the parent of all ads, whose page is the gallery."""

    address_name = "psa_library"
    template = "campaigns/library.html"
    subpage_types: ClassVar[list[str]] = ["campaigns.PsaPage"]
    page_description = _("The library of public-service ads; ads are kept under it.")
    content_panels: ClassVar[list[Panel | str]] = [*ListPage.content_panels, *LIBRARY_PANELS]

    class Meta:
        verbose_name = _("library of public-service ads")
        verbose_name_plural = _("libraries of public-service ads")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the gallery; the query stands above the models and is named by string."""
        gallery = import_string("campaigns.queries.gallery.gallery_context")
        context: dict[str, Any] = super().get_context(request, *args, **kwargs) | gallery(request)
        return context


class PsaQuerySet(PageQuerySet):
    """Ads of the library."""

    def showable(self, now: dt.datetime | None = None) -> "PsaQuerySet":
        """Return the published ads that may be shown at ``now`` (default: the present).

        The dates decide, not a scheduler: an ad whose picture or recording may no longer be used is out as well.
        """
        moment = now or timezone.now()
        day = timezone.localdate(moment)
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
        picture = Q(master__isnull=True) | Q(master__in=Picture.objects.usable(day))
        recordings = Recording.objects.filter(usable_condition(day))
        recording = Q(recording__isnull=True) | Q(recording__in=recordings)
        found: PsaQuerySet = self.filter(open_at(moment) & begun & lasting & picture & recording)
        return found

    def over(self, now: dt.datetime | None = None) -> "PsaQuerySet":
        """Return the ads that may not be shown any more at ``now``: past their last day, out of rights, or withdrawn.

        An ad that was never published is none of them: its office may hang it without showing it on this site.
        """
        moment = now or timezone.now()
        day = timezone.localdate(moment)
        withdrawn = Q(live=False, first_published_at__isnull=False) | Q(expired=True) | Q(expire_at__lte=moment)
        picture = Q(master__isnull=False) & ~Q(master__in=Picture.objects.usable(day))
        usable = Recording.objects.filter(usable_condition(day))
        recording = Q(recording__isnull=False) & ~Q(recording__in=usable)
        found: PsaQuerySet = self.filter(withdrawn | Q(valid_until__lt=day) | picture | recording)
        return found


PsaManager = PageManager.from_queryset(PsaQuerySet)


class PsaPage(NumberedPage):
    """A public-service ad. Its files are rows of their own, made from ``master`` or ``recording`` by a task."""

    numbered_kind = NumberedKind.PSA
    address_name = "psa"

    category = models.ForeignKey(
        "campaigns.PsaCategory", verbose_name=_("category"), on_delete=models.PROTECT, related_name="psas"
    )
    psa_kind = models.CharField(_("kind"), max_length=10, choices=PsaKind, default=PsaKind.FLAT)
    introduction = models.TextField(_("what the ad is about"), blank=True, max_length=500)
    wording = models.TextField(
        _("words of the ad"), blank=True, max_length=2000, help_text=_("As they are read or heard; search finds them.")
    )
    languages = ParentalManyToManyField(
        "campaigns.PsaLanguage", verbose_name=_("languages"), blank=True, related_name="psas"
    )
    master = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("master picture"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="psas",
        help_text=_("The work, or a picture of it. The standard sizes are cut from it around its focal point."),
    )
    recording = models.ForeignKey(
        "media.Recording",
        verbose_name=_("video or audio"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="psas",
    )
    producer = models.CharField(_("producer"), max_length=120)
    supplier = models.CharField(_("supplier"), max_length=120, blank=True)
    supply_kind = models.CharField(_("supply"), max_length=10, choices=SupplyKind, default=SupplyKind.OWN)
    approval = models.CharField(
        _("approval"), max_length=120, blank=True, help_text=_("Who approved it and when, or the document number.")
    )
    sponsor = models.CharField(_("sponsor named in the ad"), max_length=120, blank=True)
    logo_share = models.PositiveSmallIntegerField(
        _("share of the sponsor's logo (%)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    licence_text = models.TextField(
        _("licence in plain words"), max_length=1000, help_text=_("What anyone may do with the files.")
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("The last day. Empty: without limit.")
    )
    weight = models.PositiveSmallIntegerField(
        _("weight on this site"),
        default=1,
        validators=[MaxValueValidator(MOST_WEIGHT)],
        help_text=_(
            "An ad of weight 3 stands at the top of this site's pages three times as often as one of weight 1 in the "
            "same category. 0: not there at all."
        ),
    )
    pushed_from = models.DateField(_("campaign from"), null=True, blank=True)
    pushed_until = models.DateField(
        _("campaign until"),
        null=True,
        blank=True,
        help_text=_("From the first to the last day of its campaign the ad counts three times its weight."),
    )

    objects = PsaManager()

    template = "campaigns/psa.html"
    parent_page_types: ClassVar[list[str]] = ["campaigns.PsaLibraryPage"]
    page_description = _("A public-service ad with its files.")
    content_panels: ClassVar[list[Panel]] = PSA_PANELS
    promote_panels: ClassVar[list[Panel]] = []

    class Meta:
        verbose_name = _("public-service ad")
        verbose_name_plural = _("public-service ads")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(psa_kind__in=PsaKind.values), name="psa_kind_known"),
            models.CheckConstraint(condition=Q(supply_kind__in=SupplyKind.values), name="psa_supply_kind_known"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="psa_days_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(condition=Q(weight__lte=MOST_WEIGHT), name="psa_weight_in_ten"),
            models.CheckConstraint(
                condition=Q(pushed_from__isnull=True)
                | Q(pushed_until__isnull=True)
                | Q(pushed_until__gte=F("pushed_from")),
                name="psa_campaign_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(logo_share__isnull=True) | Q(logo_share__range=(1, 100)), name="psa_logo_share_in_hundred"
            ),
        ]

    @property
    def face(self) -> Picture | None:
        """The picture that stands for the ad: its master, else what stands for its film; None where it has neither."""
        return self.master or (self.recording.poster if self.recording is not None else None)

    def is_showable(self, now: dt.datetime | None = None) -> bool:
        """Tell whether the ad may be shown at ``now``; ``PsaQuerySet.showable`` is the database's form."""
        moment = now or timezone.now()
        day = timezone.localdate(moment)
        begun = self.valid_from is None or self.valid_from <= day
        lasting = self.valid_until is None or self.valid_until >= day
        works = (work for work in (self.master, self.recording) if work is not None)
        return self.is_open(moment) and begun and lasting and all(work.is_usable(day) for work in works)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the ad's page shows; the query stands above the models and is named by string."""
        psa_context = import_string("campaigns.queries.gallery.psa_context")
        context: dict[str, Any] = super().get_context(request, *args, **kwargs) | psa_context(self)
        return context
