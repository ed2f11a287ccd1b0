import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from wagtail.blocks import Block

from foundation.blocks import BodyBlock, pictures_of
from tests.factories.media import PictureFactory

pytestmark = pytest.mark.django_db

BLOCKS = list(BodyBlock().child_blocks.items())


def preview(block: Block) -> str:
    value = block.get_preview_value()
    context = block.get_preview_context(value) | {
        "block_def": block,
        "bound_block": block.bind(value),
        "request": RequestFactory().get("/"),
        "page_title": "预览",
    }
    return render_to_string(block.get_preview_template(value, context), context)


@pytest.mark.parametrize(("name", "block"), BLOCKS, ids=[name for name, _block in BLOCKS])
def test_every_block_says_what_it_is_and_renders_its_preview(name: str, block: Block) -> None:
    assert block.name == name
    assert all(str(fact) for fact in (block.meta.icon, block.meta.label, block.meta.group, block.get_description()))
    assert block.meta.template.startswith("foundation/blocks/")
    assert block.is_previewable
    html = preview(block)
    assert html.count("<main") == 1
    assert " style=" not in html


def test_words_of_a_block_are_escaped() -> None:
    block = BodyBlock()
    hostile = "<script>alert(1)</script>"
    value = block.to_python(
        [
            {"type": "subhead", "value": hostile},
            {"type": "quote", "value": {"text": hostile, "attribution": hostile}},
            {"type": "figure", "value": {"picture": None, "caption": hostile, "credits": hostile}},
            {"type": "section", "value": {"ornament": "◆", "heading": hostile, "text": ""}},
        ]
    )
    html = block.render(value)
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 6
    assert "<script" not in html


def test_pictures_of_a_body_come_in_reading_order_with_those_of_galleries() -> None:
    first, second, third = (PictureFactory.create() for _each in range(3))
    figure = {"caption": "", "credits": ""}
    body = BodyBlock().to_python(
        [
            {"type": "figure", "value": {"picture": second.pk, **figure}},
            {"type": "subhead", "value": "一"},
            {
                "type": "gallery",
                "value": {"title": "", "figures": [{"picture": p.pk, **figure} for p in (first, third)]},
            },
            {"type": "figure", "value": {"picture": None, **figure}},
        ]
    )
    found = list(pictures_of(body))
    assert found == [second, first, third]
