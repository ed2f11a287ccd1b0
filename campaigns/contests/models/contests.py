"""The operational competition. What it takes and until when stands in its versions of the rules."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.contests.enums import ContestKind, ContestState


class Contest(models.Model):
    """A competition. The words the public reads stand on its page; no rule lives there."""

    slug = models.SlugField(_("address part"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=ContestKind, default=ContestKind.ESSAY)
    organisers = models.CharField(_("organisers"), max_length=300, blank=True)
    sponsor = models.CharField(_("sponsor"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ContestState, default=ContestState.DRAFT)
    notice = models.TextField(_("notice"), blank=True, help_text=_("Plain paragraphs, shown above the rules."))
    copied_from = models.ForeignKey(
        "self", verbose_name=_("copied from"), null=True, blank=True, on_delete=models.PROTECT, related_name="copies"
    )

    class Meta:
        verbose_name = _("competition")
        verbose_name_plural = _("competitions")
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(name="contest_kind_known", condition=Q(kind__in=ContestKind.values)),
            models.CheckConstraint(name="contest_state_known", condition=Q(state__in=ContestState.values)),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its public page, or of its bare rules where no page is published."""
        page = getattr(self, "page", None)
        return page.path_on_site() if page is not None and page.live else reverse("contest", args=(self.slug,))


class EntryGroup(models.Model):
    """A group (组别) of a competition, such as pupils or adults."""

    contest = models.ForeignKey(Contest, verbose_name=_("competition"), on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(_("name of the group"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("group of entries")
        verbose_name_plural = _("groups of entries")
        ordering = ("contest", "order", "pk")
        constraints = (models.UniqueConstraint("contest", "name", name="entry_group_name_once"),)

    def __str__(self) -> str:
        return self.name
