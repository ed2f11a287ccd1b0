"""Naming what a playlist shows: by its title, from what readers see now."""

from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.widgets import BaseChooser

from campaigns.enums import PlayKind
from foundation.keys import key_in
from search.models import Document

EVERY_KIND: Final = ("", gettext_lazy("All kinds"))


def title_of(document: Document) -> str:
    """Return title and kind of what a screen shows."""
    return f"{document.title}（{PlayKind(document.kind).label}）"


class ShownChooser(BaseChooser):
    """Chooses an ad, an exemplar or an article in a window; the field keeps its public number."""

    model = Document
    icon = "desktop"
    choose_one_text = gettext_lazy("Choose by title")
    choose_another_text = gettext_lazy("Choose another")
    show_edit_link = False
    chooser_modal_url_name = "shown_chooser:choose"

    def get_value_data(self, value: Any) -> dict[str, Any] | None:
        """Return number and title of what a number names, also where readers see it no more."""
        number = key_in(str(value or ""))
        if not number:
            return None
        documents = Document.objects.filter(kind__in=PlayKind.values, number=number)
        found = documents.visible().first()
        if found is not None:
            title = title_of(found)
        else:
            former = documents.first()
            title = _("%(title)s – not to be seen now") % {"title": title_of(former) if former else number}
        return {"id": number, "edit_url": "", "title": title}


class ShownFilterForm(BaseFilterForm):
    """Finds what a screen can show by words of its title or by its number."""

    q = forms.CharField(label=gettext_lazy("Words of the title, or the number"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("item kind"), required=False, choices=lambda: [EVERY_KIND, *PlayKind.choices]
    )

    def filter(self, objects: QuerySet[Document]) -> QuerySet[Document]:
        """Keep the documents whose title holds every word typed, or that bear the number."""
        objects = super().filter(objects)
        self.search_query = self.cleaned_data.get("q", "")
        self.is_searching = bool(self.search_query)
        if kind := self.cleaned_data.get("kind"):
            objects = objects.filter(kind=kind)
        if number := key_in(self.search_query):
            return objects.filter(number=number) | objects.filter(title__icontains=self.search_query)
        for word in self.search_query.split():
            objects = objects.filter(title__icontains=word)
        return objects
