"""Lists of articles: one across all columns, and the explorer below a column."""

from typing import Any

from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import (
    CharFilter,
    ChoiceFilter,
    Filter,
    ModelChoiceFilter,
    ModelMultipleChoiceFilter,
    MultipleChoiceFilter,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import ParentPageColumn
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet
from wagtail.admin.widgets import Button
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page

from foundation.models import Topic
from foundation.views.exports import SafeExportMixin
from foundation.views.unexported import NO_FORMATS
from news.enums import ArticleKind
from news.forms.articles import ArticlePageForm
from news.models import ArticlePage, ColumnPage, Edition, UnsortedPage
from news.queries.desk import with_places
from news.queries.naming import regions_within
from news.views.desk import may_import

STATES = [
    ("live", _("Published")),
    ("draft", _("Draft")),
    ("changed", _("Published, with changes not yet published")),
    ("expired", _("Expired")),
    ("retracted", _("Retracted")),
]


def edition_label(article: ArticlePage) -> str:
    """Return date and page number of each place at which the article was printed."""
    places = [placement.print_page for placement in article.placements.all()]
    page = gettext("page %(number)s")
    return "；".join(f"{place.edition.date:%Y-%m-%d} {page % {'number': place.page_number}}" for place in places)


ARTICLE_COLUMNS = [
    Column("article_kind", label=_("Kind"), accessor="get_article_kind_display", width="8%"),
    Column("edition", label=_("Edition and page"), accessor=edition_label, width="12%"),
]


def within(pages: QuerySet[Any], articles: QuerySet[Any]) -> QuerySet[Any]:
    """Narrow a list by keys: the search of the admin knows no joins."""
    return pages.filter(pk__in=articles.order_by().values("pk"))


class ArticleFilterSet(PageFilterSet):
    """Filters by kind, state, column, region, topic, edition and name."""

    article_kind = MultipleChoiceFilter(
        label=_("Kind"), choices=ArticleKind.choices, widget=CheckboxSelectMultiple, method="by_kind"
    )
    state = ChoiceFilter(label=_("State"), choices=STATES, method="by_state", empty_label=_("Any"))
    column = ModelMultipleChoiceFilter(
        label=_("Column"),
        queryset=lambda _request: ColumnPage.objects.order_by("path"),
        widget=CheckboxSelectMultiple,
        method="by_column",
    )
    region = CharFilter(label=_("Region"), method="by_region")
    topic = ModelMultipleChoiceFilter(
        label=_("Topic"), queryset=Topic.objects.all(), widget=CheckboxSelectMultiple, method="by_topic"
    )
    edition = ModelChoiceFilter(
        label=_("Edition"), queryset=lambda _request: Edition.objects.all(), method="by_edition", empty_label=_("Any")
    )
    credit = CharFilter(label=_("Name in the credits"), method="by_credit")

    # One site, and nothing stands below an article: these two of Wagtail's ask nothing here.
    site = None
    has_child_pages = None

    class Meta:
        model = ArticlePage
        fields: list[str] = []

    @classmethod
    def get_filters(cls) -> dict[str, Filter]:
        """Return the newsroom's own filters before Wagtail's of who and when."""
        found: dict[str, Filter] = super().get_filters()
        general = [name for name in PageFilterSet.base_filters if name in found]
        return {name: each for name, each in found.items() if name not in general} | {
            name: found[name] for name in general
        }

    def by_kind(self, pages: QuerySet[Any], _name: str, values: list[str]) -> QuerySet[Any]:
        """Keep articles of these kinds."""
        return within(pages, ArticlePage.objects.filter(article_kind__in=values)) if values else pages

    def by_state(self, pages: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Keep articles in this state."""
        chosen = {
            "live": {"live": True},
            "draft": {"live": False, "expired": False, "retracted": False},
            "changed": {"live": True, "has_unpublished_changes": True},
            "expired": {"expired": True},
            "retracted": {"retracted": True},
        }[value]
        return within(pages, ArticlePage.objects.filter(**chosen))

    def by_column(self, pages: QuerySet[Any], _name: str, columns: QuerySet[ColumnPage]) -> QuerySet[Any]:
        """Keep articles whose main column, or one of the others, is among these."""
        found = ArticlePage.objects.none()
        for column in columns:
            found |= ArticlePage.objects.child_of(column) | ArticlePage.objects.filter(also_in=column)
        return within(pages, found) if columns else pages

    def by_region(self, pages: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Keep articles about the region of this name, or about one inside it."""
        return within(pages, ArticlePage.objects.filter(regions_within(value)))

    def by_topic(self, pages: QuerySet[Any], _name: str, topics: QuerySet[Topic]) -> QuerySet[Any]:
        """Keep articles on any of these topics."""
        return within(pages, ArticlePage.objects.filter(topics__in=topics)) if topics else pages

    def by_edition(self, pages: QuerySet[Any], _name: str, edition: Edition) -> QuerySet[Any]:
        """Keep articles printed in this edition."""
        return within(pages, ArticlePage.objects.filter(placements__print_page__edition=edition))

    def by_credit(self, pages: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Keep articles with this name in their credits."""
        return within(pages, ArticlePage.objects.filter(credits__name__icontains=value.strip()))


def _with_article_columns(columns: list[Column]) -> list[Column]:
    """Put the columns of articles before the state, and leave out the page type, which is always the same."""
    called = {"parent": ParentPageColumn("parent", label=_("Column"))}
    kept = [called.get(column.name, column) for column in columns if column.name != "type"]
    return [*kept[:-1], *ARTICLE_COLUMNS, kept[-1]]


class ArticleIndexView(SafeExportMixin, IndexView):
    """The flat list of all articles."""

    export_filename = "articles"
    export_headings = {
        "number": _("Article number"),
        "title": _("Main headline"),
        "kind": _("Kind"),
        "column": _("Column"),
        "edition": _("Edition and page"),
        "credits": _("Credits"),
        "state": _("State"),
        "published": _("First published"),
        "address": _("Address"),
    }

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        """Read the columns once for all rows."""
        self.columns_by_path = dict(Page.objects.type(ColumnPage, UnsortedPage).values_list("path", "title"))
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def to_row_dict(self, item: ArticlePage) -> dict[str, Any]:
        """Return an article as the office reads it: kinds and states in words, times in its own zone."""
        published = item.first_published_at
        return {
            "number": item.number_id,
            "title": item.title,
            "kind": item.get_article_kind_display(),
            "column": self.columns_by_path.get(item.path[: -item.steplen], ""),
            "edition": edition_label(item),
            "credits": "、".join(credit.name for credit in item.credits.all()),
            "state": str(item.status_string),
            "published": f"{localtime(published):%Y-%m-%d %H:%M}" if published else "",
            "address": item.full_url,
        }

    @cached_property
    def header_buttons(self) -> list[Button]:
        """Offer the ways by which articles come in."""
        buttons: list[Button] = super().header_buttons
        if may_import(self.request.user):
            buttons.append(HeaderButton(_("Import a page"), url=reverse("news_import_page"), icon_name="upload"))
            buttons.append(HeaderButton(_("Paste an article"), url=reverse("news_paste"), icon_name="copy"))
            buttons.append(HeaderButton(_("Import .docx"), url=reverse("news_import_docx"), icon_name="upload"))
        return buttons

    def annotate_queryset(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """Fetch where the articles were printed together with the list."""
        listed = with_places(super().annotate_queryset(pages))
        return listed.prefetch_related("credits") if self.is_export else listed


class ArticleExplorerView(ExplorableIndexView):
    """The articles of one column."""

    FORMATS = NO_FORMATS

    def annotate_queryset(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """Fetch where the articles were printed together with the list."""
        return with_places(super().annotate_queryset(pages))


class ArticleEditView(EditView):
    """The edit form, which does not overwrite in silence what somebody else saved meanwhile."""

    def form_valid(self, form: ArticlePageForm) -> Any:
        """Save, unless the article was saved since this form was opened: then ask once, with everything typed kept.

        The form that is shown again counts from the newer version, so that saving it says yes.
        """
        if not self.is_out_of_date:
            return super().form_valid(form)
        name = str(self.latest_revision.user or gettext("the system"))
        sentence = gettext(
            "%(name)s saved this article after you had opened it. Nothing is lost: what you typed stands below, the "
            "other version in the history. Saving now puts yours in its place."
        )
        form.add_error(None, sentence % {"name": name})
        return self.form_invalid(form)


class ArticleListing(PageListingViewSet):
    """稿件: all articles in one list."""

    name = "articles"
    model = ArticlePage
    icon = "doc-full"
    menu_label = pgettext_lazy("menu of the desk", "Articles")
    menu_order = 110
    add_to_admin_menu = True
    index_view_class = ArticleIndexView
    columns = _with_article_columns(IndexView.base_columns)
    filterset_class = ArticleFilterSet
    list_export = list(ArticleIndexView.export_headings)


class ArticleExplorer(PageViewSet):
    """The explorer below a column or the tray."""

    name = "column_articles"
    model = ArticlePage
    parent_models = [ColumnPage, UnsortedPage]
    index_view_class = ArticleExplorerView
    edit_view_class = ArticleEditView
    columns = _with_article_columns(ExplorableIndexView.base_columns)
    filterset_class = ArticleFilterSet
