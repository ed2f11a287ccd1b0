"""Wagtail's picture screens with credits, rights and duplicates."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import BaseColumn, Column, StatusTagColumn
from wagtail.documents.views import documents
from wagtail.images.forms import ImageInsertionForm
from wagtail.images.views import chooser, images, multiple
from wagtail.models import ReferenceIndex
from wagtail.permissions import policy_registry

from foundation.views.unexported import NO_FORMATS
from media.domain.rights import problems, remarks, rights_state
from media.enums import Licence
from media.forms import PictureForm
from media.models import Picture
from media.queries.duplicates import duplicate_keys, exact_duplicates, similar_pictures


def rights_columns() -> list[BaseColumn]:
    """Return the columns that tell whose a work is and whether it may be shown."""
    return [
        Column("credit", label=_("Credit"), accessor="credit"),
        StatusTagColumn("rights", label=_("Rights"), accessor=rights_state, primary=lambda work: work.is_usable()),
    ]


class PictureFilterSet(images.ImagesFilterSet):
    """Filters of the library."""

    state = django_filters.ChoiceFilter(
        label=_("May be shown"), choices=[("yes", _("Yes")), ("no", _("No"))], method="by_state"
    )
    licence = django_filters.ChoiceFilter(label=_("Licence"), choices=Licence.choices)
    minors = django_filters.BooleanFilter(label=_("Minors can be recognised"))
    duplicates = django_filters.BooleanFilter(label=_("Has duplicates"), method="by_duplicates")

    class Meta(images.ImagesFilterSet.Meta):
        model = Picture

    def by_state(self, queryset: Any, _name: str, value: str) -> Any:
        """Keep those that may, or may not, be shown today."""
        return queryset.usable() if value == "yes" else queryset.unusable()

    def by_duplicates(self, queryset: QuerySet[Picture], _name: str, value: bool) -> QuerySet[Picture]:
        """Keep those that have, or have not, a duplicate."""
        keys = duplicate_keys()
        return queryset.filter(pk__in=keys) if value else queryset.exclude(pk__in=keys)


class SearchesAmongFiltered:
    """Lets a search and the filter by the number of uses meet: the back-end cannot search beside a computed column."""

    def search_queryset(self, works: QuerySet[Any]) -> Any:
        """Search among the keys that the filters left, in their order."""
        if self.is_searching and "usage_count" in works.query.annotations:  # type: ignore[attr-defined] # Wagtail's view
            kept = works.model.objects.filter(pk__in=works.order_by().values("pk")).order_by(*works.query.order_by)
            works = kept.annotate(usage_count=ReferenceIndex.usage_count_subquery(works.model))
        return super().search_queryset(works)  # type: ignore[misc] # a mix-in before Wagtail's untyped views


class PictureIndexView(SearchesAmongFiltered, images.IndexView):
    """The library as a list: what to write beside a picture, and whether it may be shown."""

    FORMATS = NO_FORMATS
    filterset_class = PictureFilterSet

    @cached_property
    def layout(self) -> str:
        """List, unless the grid is asked for: only the list shows credit and rights."""
        return str(self.request.GET.get("layout", "list"))

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """Wagtail's columns, with credit and rights before the usage."""
        columns: list[BaseColumn] = list(super().columns)
        if not columns:
            return columns
        return [*columns[:3], *rights_columns(), *columns[3:]]


class AttachmentIndexView(SearchesAmongFiltered, documents.IndexView):
    """The attachments as a list: whose they are, and whether they may be shown."""

    FORMATS = NO_FORMATS

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """Wagtail's columns, with credit and rights after the file."""
        columns: list[BaseColumn] = list(super().columns)
        return [*columns[:3], *rights_columns(), *columns[3:]]


class WithHints:
    """What the desk is told about one picture: why it may not be shown, what is missing, what looks like it."""

    @staticmethod
    def hints(picture: Picture) -> dict[str, Any]:
        """Return the template's variables."""
        return {
            "problems": problems(picture),
            "remarks": remarks(picture),
            "duplicates": exact_duplicates(picture),
            "similar": similar_pictures(picture),
        }


class PictureEditView(WithHints, images.EditView):
    """One picture, with what the desk should know about it. The original is never shown, only offered."""

    template_name = "media/desk/edit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the hints."""
        return {**super().get_context_data(**kwargs), **self.hints(self.object)}


class PictureCreateView(WithHints, images.CreateView):
    """One new picture."""

    def save_instance(self) -> Picture:
        """Save it, and point out its duplicates."""
        picture: Picture = super().save_instance()
        if found := [*exact_duplicates(picture), *similar_pictures(picture)]:
            messages.warning(self.request, duplicates_notice(self.request, found))
        return picture


def duplicates_notice(request: HttpRequest, found: list[Picture]) -> str:
    """Return the sentence with links to the pictures that look the same."""
    return render_to_string("media/desk/duplicates_notice.html", {"found": found}, request=request)


class PictureAddView(multiple.AddView):
    """Many uploads at once."""

    def save_object(self, form: PictureForm) -> Picture:
        """Save in one step, so that the audit line is written too."""
        form.instance.uploaded_by_user = self.request.user
        return form.save()

    def get_edit_object_response_data(self) -> dict[str, Any]:
        """Point out duplicates; the editor keeps or deletes the new one."""
        data = super(multiple.AddView, self).get_edit_object_response_data()
        found = [*exact_duplicates(self.object), *similar_pictures(self.object)]
        data["duplicate"] = bool(found)
        if found:
            data["confirm_duplicate_upload"] = self.get_confirm_duplicate_upload_response(found)
        return dict(data)

    def get_confirm_duplicate_upload_response(self, duplicates: list[Picture]) -> str:
        """Return Wagtail's question, with links to all that look the same."""
        question = super().get_confirm_duplicate_upload_response(duplicates)
        return duplicates_notice(self.request, duplicates) + str(question)


class PictureUploadView(chooser.ImageUploadView):
    """An upload while choosing a picture for a page."""

    def post(self, request: HttpRequest) -> Any:
        """Take the picture in; when it looks like one that is there, ask which to use."""
        self.model = Picture
        self.form = self.get_creation_form()
        if not self.form.is_valid():
            return self.get_reshow_creation_form_response()
        picture = self.save_form(self.form)
        policy = policy_registry.get_by_type(Picture)
        for there in [*exact_duplicates(picture), *similar_pictures(picture)]:
            if policy.user_has_permission_for_instance(request.user, "choose", there):
                return self.render_duplicate_found_response(request, picture, there)
        if request.GET.get("select_format"):
            form = ImageInsertionForm(initial={"alt_text": picture.default_alt_text}, prefix="image-chooser-insertion")
            return self.render_select_format_response(picture, form)
        return self.get_chosen_response(picture)


class PictureChooserViewSet(chooser.ImageChooserViewSet):
    """Wagtail's chooser with our upload view."""

    create_view_class = PictureUploadView
