"""The people behind an entry: sealed, found by keyed digests, seen through the guarded door only."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.contests.enums import ConsentMethod
from campaigns.contests.models.entries import Entry
from foundation.secrets.fields import BlindIndexField, SealedTextField


class Contributor(models.Model):
    """One author of an entry, in order, or its teacher (``is_instructor``)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(Entry, verbose_name=_("entry"), on_delete=models.PROTECT, related_name="contributors")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_instructor = models.BooleanField(_("instructor"), default=False)
    is_minor = models.BooleanField(_("under eighteen"), default=False)
    name = SealedTextField(_("name"))
    name_index = BlindIndexField(source="name", normaliser="exact")
    pen_name = SealedTextField(_("pen name"))
    phone = SealedTextField(_("telephone"))
    phone_index = BlindIndexField(source="phone", normaliser="telephone")
    email = SealedTextField(_("e-mail"))
    email_index = BlindIndexField(source="email", normaliser="email")
    address = SealedTextField(_("postal address"))
    postcode = SealedTextField(_("postcode"))
    unit = SealedTextField(_("unit"))

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ("entry", "position")
        constraints = (models.UniqueConstraint("entry", "position", name="contributor_position_once"),)

    def __str__(self) -> str:
        return str(self.public_id)


class Guardian(models.Model):
    """A guardian's consent for a contributor under eighteen; valid until it is withdrawn."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contributor = models.OneToOneField(
        Contributor, verbose_name=_("contributor"), on_delete=models.PROTECT, related_name="guardian"
    )
    name = SealedTextField(_("guardian's name"))
    relation = models.CharField(_("relation"), max_length=20, blank=True)
    phone = SealedTextField(_("guardian's telephone"))
    phone_index = BlindIndexField(source="phone", normaliser="telephone")
    method = models.CharField(_("method of consent"), max_length=10, choices=ConsentMethod, default=ConsentMethod.WEB)
    consent_text = models.TextField(_("words consented to"))
    consented_at = models.DateTimeField(_("consented at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("guardian")
        verbose_name_plural = _("guardians")
        constraints = (
            models.CheckConstraint(name="guardian_method_known", condition=Q(method__in=ConsentMethod.values)),
        )

    def __str__(self) -> str:
        return str(self.public_id)
