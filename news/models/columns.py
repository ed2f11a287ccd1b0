"""Columns of the site, and the tray in which articles wait for one."""

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.fields import RichTextField
from wagtail.models import Page

from foundation.models import BasePage
from foundation.models.permissions import KeptPagePermissions
from news.enums import ColumnKind
from news.panels import COLUMN_PANELS

COLUMN_TEXT_FEATURES = ["bold", "link", "ol", "ul"]


class ColumnPage(BasePage):
    """A column: the parent of its articles, with the four Column tags of the government page rules."""

    intro = RichTextField(_("introduction"), blank=True, features=COLUMN_TEXT_FEATURES)
    opening_note = RichTextField(
        _("opening note"), blank=True, features=COLUMN_TEXT_FEATURES, help_text=_("Printed above each of its articles.")
    )
    column_kind = models.CharField(
        _("column type"),
        max_length=20,
        choices=ColumnKind,
        default=ColumnKind.WORK_NEWS,
        help_text=_("Given in the page tag ColumnType."),
    )
    column_description = models.CharField(
        _("column description"), max_length=200, blank=True, help_text=_("Given in the page tag ColumnDescription.")
    )
    column_keywords = models.CharField(
        _("column keywords"),
        max_length=120,
        blank=True,
        help_text=_("Given in the page tag ColumnKeywords; separated by commas."),
    )
    freshness_days = models.PositiveSmallIntegerField(
        _("days until it counts as stale"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: the column is never called stale."),
    )

    template = "news/column.html"
    content_panels: ClassVar[list[Panel | str]] = [*BasePage.content_panels, *COLUMN_PANELS]
    page_description = _("A column of the site; articles are kept under it.")
    subpage_types: ClassVar[list[str]] = ["news.ArticlePage"]
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    allowed_http_methods: ClassVar[list[str]] = ["GET", "HEAD", "OPTIONS"]

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")
        constraints = (
            models.CheckConstraint(
                condition=Q(freshness_days__isnull=True) | Q(freshness_days__gte=1), name="column_freshness_positive"
            ),
            models.CheckConstraint(condition=Q(column_kind__in=ColumnKind.values), name="column_kind_known"),
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the column's page shows; the query stands above the models and is named by string."""
        column_context = import_string("news.queries.columns.column_context")
        context: dict[str, Any] = super().get_context(request, *args, **kwargs) | column_context(self, request)
        return context


class UnsortedPage(Page):
    """The tray 待分稿: imported drafts wait under it until someone files them; the public never sees it."""

    page_description = _("Drafts that wait for a column; not public.")
    subpage_types: ClassVar[list[str]] = ["news.ArticlePage"]
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    max_count = 1

    class Meta:
        verbose_name = _("unsorted articles")
        verbose_name_plural = _("unsorted articles")

    def permissions_for_user(self, user: Any) -> KeptPagePermissions:
        """Return what ``user`` may do with the tray: with it, every draft in it would go."""
        return KeptPagePermissions(user, self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002 - Wagtail's
        """Answer as if there were no such page."""
        raise Http404
