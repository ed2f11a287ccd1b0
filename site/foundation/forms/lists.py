"""The forms of topics and organisations, whose other names are typed as text."""

from typing import ClassVar

from django.forms import Widget
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from foundation.forms.names import NamesField
from foundation.models import Organisation, Topic
from foundation.widgets import OrganisationChooser, RegionChooser


class TopicForm(WagtailAdminModelForm):
    """A topic with the words by which it is also known."""

    aliases = NamesField(label=_("Also known as"))

    class Meta:
        model = Topic
        fields: ClassVar[list[str]] = ["name", "slug", "description", "aliases"]


class OrganisationForm(WagtailAdminModelForm):
    """An organisation and its place in the tree."""

    aliases = NamesField(label=_("Also known as"))

    class Meta:
        model = Organisation
        fields: ClassVar[list[str]] = ["name", "short_name", "aliases", "kind", "parent", "region"]
        widgets: ClassVar[dict[str, type[Widget]]] = {"parent": OrganisationChooser, "region": RegionChooser}
