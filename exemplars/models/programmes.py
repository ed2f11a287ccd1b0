"""Programmes such as 身边好人 or 道德模范, and the categories in which they hold people up."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from exemplars.enums import ProgrammeLevel, SubjectKind
from exemplars.rules.rounds import LEVEL_ABOVE


def every_subject() -> list[str]:
    """Return what a new programme begins with: single people and groups."""
    return [SubjectKind.PERSON, SubjectKind.GROUP]


def validate_subjects(value: object) -> None:
    """Accept a list with at least one kind of subject, each once; raise ``ValidationError`` for anything else."""
    if not isinstance(value, list) or not value or not set(value) <= set(SubjectKind.values):
        raise ValidationError(_("Choose at least one of the kinds listed."))


class Programme(ClusterableModel):
    """Who awards what on which level, and the programme of the level above to which its winners may go on."""

    name = models.CharField(_("name"), max_length=60)
    level = models.CharField(_("level"), max_length=10, choices=ProgrammeLevel)
    subjects = models.JSONField(_("who can be nominated"), default=every_subject, validators=[validate_subjects])
    organiser = models.ForeignKey(
        "foundation.Organisation",
        verbose_name=_("awarded by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="programmes",
    )
    region = models.ForeignKey(
        "foundation.Region",
        verbose_name=_("region"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="programmes",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("programme of the level above"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    description = models.TextField(_("description"), blank=True, max_length=2000)
    sort_order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ("sort_order", "id")
        constraints = (
            models.UniqueConstraint("name", "level", name="programme_once_a_level"),
            models.CheckConstraint(name="programme_level_known", condition=Q(level__in=ProgrammeLevel.values)),
            models.CheckConstraint(
                name="programme_of_nation_has_no_parent",
                condition=~Q(level=ProgrammeLevel.NATION) | Q(parent__isnull=True),
                violation_error_message=_("Nothing stands above the nation."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a parent that is not exactly one level above."""
        super().clean()
        above = LEVEL_ABOVE.get(ProgrammeLevel(self.level)) if self.level in ProgrammeLevel.values else None
        if self.parent is not None and self.parent.level != above:
            raise ValidationError({"parent": _("The programme above must stand exactly one level higher.")})


class ProgrammeCategory(models.Model):
    """A category of a programme; ``code`` stays the same where the name is reworded."""

    programme = ParentalKey(Programme, verbose_name=_("programme"), on_delete=models.PROTECT, related_name="categories")
    code = models.SlugField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=30)
    guidance = models.TextField(
        _("what to write"),
        blank=True,
        max_length=500,
        help_text=_("Shown to those who nominate in this category."),
    )
    sort_order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering: ClassVar[tuple[str, ...]] = ("sort_order", "id")
        constraints = (
            models.UniqueConstraint("programme", "code", name="programme_category_code_once"),
            models.UniqueConstraint("programme", "name", name="programme_category_name_once"),
        )

    def __str__(self) -> str:
        return self.name
