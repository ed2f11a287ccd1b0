"""Versions of a competition's rules. A version is written once; triggers refuse to change or delete it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.contests.enums import AiPolicy, LatePolicy, MinorsPolicy
from campaigns.contests.models.contests import Contest
from campaigns.contests.rules.declarations import licence_words

MEGABYTE = 1024 * 1024


class RuleSet(models.Model):
    """The rules as they stood from one moment on.

    ``grace_minutes`` is not published. ``word_limit`` counts the body alone by ``count_rule``; a soft limit warns
    and never refuses, a hard one allows ``tolerance_percent`` more. ``time_basis`` names a ``TimeBasis`` by channel,
    arrival where it names none. ``asked`` lists the ``AskedField`` that must be given beyond name and telephone.
    ``genres`` lists what may be chosen; empty means any. ``groups`` names the groups offered, in order; null (versions
    from before the field) means all of the competition. Closing never moves earlier once the competition is
    announced (a trigger sees to it).
    """

    contest = models.ForeignKey(Contest, verbose_name=_("competition"), on_delete=models.PROTECT, related_name="rules")
    version = models.PositiveSmallIntegerField(_("version"))
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    grace_minutes = models.PositiveSmallIntegerField(_("grace in minutes"), default=15)
    late_policy = models.CharField(_("late pieces"), max_length=10, choices=LatePolicy, default=LatePolicy.DECIDE)
    time_basis = models.JSONField(_("time that counts, by channel"), default=dict, blank=True)
    count_rule = models.CharField(_("rule of counting"), max_length=40, default="word-zishu-1")
    words_min = models.PositiveIntegerField(_("fewest words"), null=True, blank=True)
    words_max = models.PositiveIntegerField(_("most words"), null=True, blank=True)
    is_hard = models.BooleanField(_("the limit is hard"), default=False)
    tolerance_percent = models.PositiveSmallIntegerField(_("tolerance in per cent"), default=5)
    per_author = models.PositiveSmallIntegerField(_("entries of one author"), null=True, blank=True)
    genres = models.JSONField(_("genres"), default=list, blank=True)
    # Null and no default: a new column on this table must be a plain ADD COLUMN, since SQLite would lose its triggers.
    groups = models.JSONField(_("groups offered"), null=True, blank=True)
    label = models.CharField(_("label asked for on mails"), max_length=60, blank=True)
    mailboxes = models.JSONField(_("mailboxes"), default=list, blank=True)
    asked = models.JSONField(_("asked for beyond name and telephone"), default=list, blank=True)
    file_types = models.JSONField(_("file types"), default=list, blank=True)
    file_bytes = models.PositiveBigIntegerField(_("largest file in bytes"), default=20 * MEGABYTE)
    is_anonymous = models.BooleanField(_("judged anonymously"), default=True)
    ai_policy = models.CharField(_("writing tools"), max_length=10, choices=AiPolicy, default=AiPolicy.DECLARE)
    minors_policy = models.CharField(_("minors"), max_length=10, choices=MinorsPolicy, default=MinorsPolicy.CONSENT)
    licence_text = models.TextField(_("text of the licence"), blank=True)
    objection_days = models.PositiveSmallIntegerField(_("days for objections"), default=7)
    retention_months = models.PositiveSmallIntegerField(_("months of retention"), default=24)
    reason = models.CharField(_("public reason of this version"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("version of the rules")
        verbose_name_plural = _("versions of the rules")
        ordering = ("contest", "version")
        constraints = (
            models.UniqueConstraint("contest", "version", name="rule_set_version_once"),
            models.CheckConstraint(name="rule_set_closes_after_opening", condition=Q(closes_at__gt=F("opens_at"))),
            models.CheckConstraint(
                name="rule_set_later_version_has_reason", condition=Q(version=1) | (Q(version__gt=1) & ~Q(reason=""))
            ),
            models.CheckConstraint(
                name="rule_set_words_in_order",
                condition=Q(words_min__isnull=True) | Q(words_max__isnull=True) | Q(words_max__gte=F("words_min")),
            ),
            models.CheckConstraint(name="rule_set_late_policy_known", condition=Q(late_policy__in=LatePolicy.values)),
            models.CheckConstraint(name="rule_set_ai_policy_known", condition=Q(ai_policy__in=AiPolicy.values)),
            models.CheckConstraint(name="rule_set_minors_known", condition=Q(minors_policy__in=MinorsPolicy.values)),
        )

    def __str__(self) -> str:
        return f"{self.contest_id} v{self.version}"

    @property
    def licence(self) -> str:
        """What authors are asked to agree to, in words."""
        return licence_words(self.licence_text)
