"""A page's text on the cutting desk: what came in, what the reader proposed, and each step an editor took."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media.models.files import random_name
from media.storages import private_storage
from news.models.editions import PrintPage
from news.rules import PRINT_PAGES_LIMIT


def source_name(_instance: models.Model, filename: str) -> str:
    """Return a random name for the raw input."""
    return random_name("cuttings", filename)


class CuttingSource(models.Model):
    """The raw input of one or more pages, exactly as it was pasted or uploaded."""

    file = models.FileField(upload_to=source_name, storage=private_storage)
    name = models.CharField(_("file name"), max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("raw input of a page")
        verbose_name_plural = _("raw inputs of pages")

    def __str__(self) -> str:
        return self.name or self.sha256[:12]


class Cutting(models.Model):
    """One page being cut into articles.

    ``proposal`` is the reader's state and never changes, ``state`` the editor's (``news.cutting.state``). ``version``
    counts every change, so that of two editors the later one learns that the page has changed. Once drafts were made
    nothing changes any more.
    """

    source = models.ForeignKey(CuttingSource, on_delete=models.PROTECT, related_name="cuttings")
    date = models.DateField(_("date of the edition"))
    issue_number = models.PositiveIntegerField(_("issue number"), null=True, blank=True)
    page_number = models.PositiveSmallIntegerField(
        _("page number"), validators=[MinValueValidator(1), MaxValueValidator(PRINT_PAGES_LIMIT)]
    )
    section_name = models.CharField(_("section name"), max_length=40, blank=True)
    text = models.TextField()
    proposal = models.JSONField(default=dict)
    state = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    print_page = models.ForeignKey(
        PrintPage, verbose_name=_("print page"), null=True, on_delete=models.PROTECT, related_name="cuttings"
    )
    made_at = models.DateTimeField(_("drafts made at"), null=True)
    changes: Any = models.JSONField(null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("begun by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("page being cut")
        verbose_name_plural = _("pages being cut")
        ordering = ("-created_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, print_page__isnull=True, changes__isnull=True)
                | Q(made_at__isnull=False, print_page__isnull=False, changes__isnull=False),
                name="cutting_made_is_placed",
            ),
            models.CheckConstraint(
                condition=Q(page_number__gte=1, page_number__lte=PRINT_PAGES_LIMIT), name="cutting_page_in_range"
            ),
        )

    def __str__(self) -> str:
        return _("%(edition)s, page %(page)s") % {"edition": self.date.isoformat(), "page": self.page_number}

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed."""
        return self.made_at is None


class CuttingStep(models.Model):
    """One step of an editor with the state after it; undone steps stay until another step takes their place."""

    cutting = models.ForeignKey(Cutting, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    operation = models.CharField(max_length=20)
    arguments = models.JSONField(default=dict)
    state = models.JSONField(default=dict)
    is_undone = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("cutting", "number")
        constraints = (models.UniqueConstraint("cutting", "number", name="cutting_step_number_once"),)

    def __str__(self) -> str:
        return f"{self.number}. {self.operation}"
