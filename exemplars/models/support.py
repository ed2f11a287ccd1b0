"""Messages of support under an exemplar, and the switch that takes them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from exemplars.enums import SupportState
from exemplars.rules.support import DECIDED_SUPPORT


@register_setting(icon="comment", order=60)
class SupportSettings(BaseSiteSetting):
    """Whether readers may leave messages of support. What is shown already stays when it is switched off."""

    is_open = models.BooleanField(
        _("readers may leave messages of support"),
        default=False,
        help_text=_("Each message is read by an editor before anybody else sees it."),
    )

    panels = [FieldPanel("is_open")]

    class Meta:
        verbose_name = _("messages of support: switch")
        verbose_name_plural = _("messages of support: switches")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class SupportMessage(models.Model):
    """A short text for one exemplar. Nobody but the moderators sees it before it is let through."""

    submission = models.OneToOneField(
        "foundation.Submission",
        verbose_name=_("submission"),
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="support_message",
    )
    exemplar = models.ForeignKey(
        "exemplars.ExemplarPage", verbose_name=_("exemplar"), on_delete=models.CASCADE, related_name="support_messages"
    )
    text = models.CharField(_("message"), max_length=400, blank=True)
    signature = models.CharField(_("signed"), max_length=20, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=SupportState, default=SupportState.NEW)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        verbose_name = _("message of support")
        verbose_name_plural = _("messages of support")
        ordering = ("-submission_id",)
        indexes = (models.Index(fields=("exemplar", "state")),)
        constraints = (
            models.CheckConstraint(name="support_state_known", condition=Q(state__in=SupportState.values)),
            models.CheckConstraint(
                name="support_decided_by_somebody",
                condition=Q(state=SupportState.NEW, decided_by__isnull=True, decided_at__isnull=True)
                | Q(state__in=DECIDED_SUPPORT, decided_by__isnull=False, decided_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.submission_id)
