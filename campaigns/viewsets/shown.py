"""The window in which an editor of playlists chooses what a screen shows."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from campaigns.enums import PlayKind
from campaigns.forms.playlists import ShownChooser, ShownFilterForm, title_of
from search.models import Document


class ShownChooseMixin:
    """Columns, order and search of the chooser."""

    filter_form_class = ShownFilterForm

    def get_object_list(self) -> QuerySet[Document]:
        """Offer what readers see now, the newest first."""
        found: QuerySet[Document] = (
            Document.objects.visible()
            .filter(kind__in=PlayKind.values, number__isnull=False)
            .defer("text")
            .order_by("-date", "-id")
        )
        return found

    @property
    def columns(self) -> list[Column]:
        """Show what it is, its number, and since when it stands."""
        return [
            *super().columns,  # type: ignore[misc] # of the view that this is mixed into
            Column("kind", label=_("item kind"), accessor=lambda document: PlayKind(document.kind).label),
            Column("number", label=_("public number")),
            DateColumn("date", label=_("published")),
        ]


class ShownChooseView(ShownChooseMixin, chooser.ChooseView):
    """The chooser's window."""


class ShownChooseResultsView(ShownChooseMixin, chooser.ChooseResultsView):
    """The chooser's results."""


class ShownChosenView(chooser.ChosenView):
    """What the window hands back."""

    def get_object_id(self, instance: Document) -> int | None:
        """Return the public number: what an entry names is no row of the search."""
        number: int | None = instance.number
        return number

    def get_display_title(self, instance: Document) -> str:
        """Return title and kind."""
        return title_of(instance)

    def get_edit_item_url(self, _instance: Document) -> str:
        """Return nothing: it is not edited from here."""
        return ""


class ShownChooserViewSet(ChooserViewSet):
    """Chooses an ad, an exemplar or an article that readers see."""

    model = Document
    icon = "desktop"
    widget_class: Any = ShownChooser
    choose_one_text = ShownChooser.choose_one_text
    choose_view_class = ShownChooseView
    choose_results_view_class = ShownChooseResultsView
    chosen_view_class = ShownChosenView
