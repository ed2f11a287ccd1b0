"""Blocks of pictures: one figure, or a gallery of them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock


def newest_picture() -> Any:
    """Return the newest picture of the library for a preview, or None while the library is empty."""
    return get_image_model().objects.order_by("-pk").first()


class FigureBlock(blocks.StructBlock):
    """A picture with its caption and its credits as printed."""

    picture = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=300, required=False)
    credits = blocks.CharBlock(
        label=_("Credits"), max_length=120, required=False, help_text=_("As printed, for example: 张三 李四 摄")
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        group = _("Pictures")
        description = _("One picture with caption and credits.")
        template = "foundation/blocks/figure.html"
        label_format = "{caption}"
        preview_value = {"picture": None, "caption": "图为志愿者在云溪古街清扫落叶。", "credits": "本报资料图"}

    def get_preview_value(self) -> Any:
        """Return the preview value with the newest picture of the library."""
        return self.normalize({**self.meta.preview_value, "picture": newest_picture()})


class GalleryBlock(blocks.StructBlock):
    """Several pictures that belong together."""

    title = blocks.CharBlock(label=_("Title"), max_length=80, required=False)
    figures = blocks.ListBlock(FigureBlock(), label=_("Pictures"), min_num=2, max_num=30)

    class Meta:
        icon = "grid"
        label = _("Gallery")
        group = _("Pictures")
        description = _("Two to thirty pictures, each with caption and credits.")
        template = "foundation/blocks/gallery.html"
        label_format = "{title}"
        preview_value = {
            "title": "镜头里的文明实践日",
            "figures": [
                {"picture": None, "caption": "图为理发摊前排起了队。", "credits": "本报资料图"},
                {"picture": None, "caption": "图为孩子们在画家乡。", "credits": "本报资料图"},
            ],
        }

    def get_preview_value(self) -> Any:
        """Return the preview value with the newest picture of the library in every place."""
        sample, picture = self.meta.preview_value, newest_picture()
        return self.normalize({**sample, "figures": [{**figure, "picture": picture} for figure in sample["figures"]]})


def pictures_of(stream_value: Iterable[Any]) -> Iterator[Any]:
    """Yield the pictures of a body in reading order, those of galleries included."""
    for child in stream_value:
        figures: Iterable[Any] = ()
        if child.block_type == "figure":
            figures = [child.value]
        elif child.block_type == "gallery":
            figures = child.value["figures"]
        yield from (figure["picture"] for figure in figures if figure["picture"] is not None)
