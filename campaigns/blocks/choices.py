"""Blocks that choose one of a list which stands in the database."""

from typing import Any

from django.apps import apps
from django.utils.functional import cached_property
from wagtail import blocks

from foundation.models import Region, Topic
from foundation.widgets import RegionChooser


class RegionBlock(blocks.ChooserBlock):
    """Chooses a region in a window."""

    @cached_property
    def target_model(self) -> type[Region]:
        """Return the model that is chosen from."""
        return Region

    @cached_property
    def widget(self) -> RegionChooser:
        """Return the chooser that all forms use."""
        return RegionChooser()

    class Meta:
        icon = "globe"


def topic_choices() -> list[tuple[str, str]]:
    """Return the topics, keyed by their primary key as text."""
    return [(str(key), name) for key, name in Topic.objects.values_list("pk", "name")]


def category_choices() -> list[tuple[str, str]]:
    """Return the categories of ads, keyed by their primary key as text; models stand above the blocks."""
    rows: Any = apps.get_model("campaigns", "PsaCategory").objects
    return [(str(key), name) for key, name in rows.values_list("pk", "name")]


def contest_choices() -> list[tuple[str, str]]:
    """Return the competitions, newest first; the app above is asked for by name."""
    rows: Any = apps.get_model("contests", "Contest").objects.order_by("-pk")
    return [(str(key), title) for key, title in rows.values_list("pk", "title")]
