"""Page types and blocks are complete: an editor is never shown one without a name, a place or a picture of itself."""

import pytest
from django.apps import apps
from django.template.loader import render_to_string
from wagtail.blocks import Block, StreamBlock
from wagtail.models import Page

from foundation.blocks import BodyBlock
from search import registry
from tests.architecture import APPS

NOT_FOUND_BY_SEARCH = {
    "HomePage": "it shows what others hold",
    "UnsortedPage": "it is not public",
    "CampaignIndexPage": "its hubs are found",
    "ColumnPage": "its articles are found",
    "ExemplarIndexPage": "its exemplars are found",
    "PsaLibraryPage": "its ads are found",
    "ContestIndexPage": "its competitions are found",
}
OUR_LABELS = {name.rpartition("/")[2] for name in APPS} | {"contests"}


def page_types() -> list[type[Page]]:
    """Return our concrete page types."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Page) and model._meta.app_label in OUR_LABELS  # noqa: SLF001 -- Django's own introspection
    ]


def chosen(model: type[Page], name: str) -> bool:
    """Tell whether the type, or an abstract base of ours, sets the attribute itself."""
    return any(name in vars(base) for base in model.__mro__ if base.__module__.split(".")[0] in OUR_LABELS)


def streams(parent: type[Block] = StreamBlock) -> set[type[Block]]:
    """Return our stream blocks: what an editor picks from."""
    below = {stream for child in parent.__subclasses__() for stream in {child, *streams(child)}}
    return {stream for stream in below if stream.__module__.split(".")[0] in OUR_LABELS}


def pickable() -> list[tuple[str, Block]]:
    """Return each block that an editor can pick, with the name of its stream."""
    return [
        (f"{stream.__name__}.{name}", block)
        for stream in sorted(streams(), key=lambda stream: stream.__name__)
        for name, block in stream().child_blocks.items()
    ]


@pytest.mark.parametrize("model", page_types(), ids=lambda model: model.__name__)
@pytest.mark.parametrize("attribute", ["parent_page_types", "subpage_types", "page_description"])
def test_each_page_type_says_where_it_stands_and_what_it_is_for(model: type[Page], attribute: str) -> None:
    assert chosen(model, attribute)
    assert model._meta.verbose_name != model.__name__  # noqa: SLF001 -- as above


@pytest.mark.parametrize("model", page_types(), ids=lambda model: model.__name__)
def test_each_page_type_is_described_to_the_search_or_known_not_to_be(model: type[Page]) -> None:
    described = {registration.model for registration in registry.registrations()}

    assert (model in described) is (model.__name__ not in NOT_FOUND_BY_SEARCH)


@pytest.mark.parametrize("block", [block for _name, block in pickable()], ids=[name for name, _block in pickable()])
def test_each_block_has_an_icon_a_label_and_a_description(block: Block) -> None:
    assert block.meta.icon != "placeholder"
    assert str(block.label).strip()
    assert str(block.get_description()).strip()


@pytest.mark.parametrize("name", BodyBlock().child_blocks)
@pytest.mark.django_db
def test_each_shared_block_shows_itself_in_the_picker(name: str) -> None:
    block = BodyBlock().child_blocks[name]
    value = block.get_preview_value()

    assert block.is_previewable
    assert render_to_string(block.get_preview_template(value), block.get_preview_context(value)).strip()
