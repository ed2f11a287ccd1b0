"""Editions of the newspaper, their pages, and where each article was printed."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from news.rules import PRINT_PAGES_LIMIT


class Edition(models.Model):
    """One issue of the newspaper."""

    date = models.DateField(_("date"), unique=True)
    issue_number = models.PositiveIntegerField(
        _("issue number"), unique=True, null=True, blank=True, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ("-date",)
        constraints = (
            models.CheckConstraint(
                condition=Q(issue_number__isnull=True) | Q(issue_number__gte=1), name="edition_issue_positive"
            ),
        )

    def __str__(self) -> str:
        if self.issue_number is None:
            return self.date.isoformat()
        return _("%(date)s, issue %(issue)s") % {"date": self.date.isoformat(), "issue": self.issue_number}

    def get_absolute_url(self) -> str:
        """Return the path of the edition's page."""
        return reverse("edition", args=(self.date.isoformat(),))


class PrintPage(models.Model):
    """One printed page: its section, its picture or PDF, and the text layer exactly as it came."""

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="pages")
    page_number = models.PositiveSmallIntegerField(
        _("page number"), validators=[MinValueValidator(1), MaxValueValidator(PRINT_PAGES_LIMIT)]
    )
    section_name = models.CharField(_("section name"), max_length=40, blank=True)
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("picture of the page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    pdf = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        verbose_name=_("PDF of the page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    raw_text = models.TextField(_("text layer"), blank=True, editable=False)
    raw_sha256 = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("print page")
        verbose_name_plural = _("print pages")
        ordering = ("edition", "page_number")
        constraints = (
            models.UniqueConstraint("edition", "page_number", name="print_page_once"),
            models.CheckConstraint(
                condition=Q(page_number__gte=1, page_number__lte=PRINT_PAGES_LIMIT), name="print_page_number_in_range"
            ),
            models.CheckConstraint(
                condition=Q(raw_text="", raw_sha256="") | (~Q(raw_text="") & ~Q(raw_sha256="")),
                name="print_page_text_with_hash",
            ),
        )

    def __str__(self) -> str:
        return _("%(edition)s, page %(page)s") % {"edition": self.edition, "page": self.page_number}

    def get_absolute_url(self) -> str:
        """Return the path of the page within its edition."""
        return reverse("print_page", args=(self.edition.date.isoformat(), self.page_number))


class Placement(models.Model):
    """An article stands on a print page, at a place in its order."""

    print_page = models.ForeignKey(
        PrintPage, verbose_name=_("print page"), on_delete=models.CASCADE, related_name="placements"
    )
    article = models.ForeignKey(
        "news.ArticlePage", verbose_name=_("article"), on_delete=models.CASCADE, related_name="placements"
    )
    order = models.PositiveSmallIntegerField(_("order on the page"), default=0)
    import_key = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ("print_page", "order", "id")
        constraints = (
            models.UniqueConstraint("print_page", "article", name="placement_once"),
            models.UniqueConstraint(
                "print_page", "import_key", condition=~Q(import_key=""), name="placement_import_key_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.print_page}: {self.article}"
