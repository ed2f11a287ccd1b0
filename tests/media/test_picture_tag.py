"""The picture tag: what readers get, and what it costs."""

import datetime as dt
from typing import Any

import pytest
from django.db.models import Prefetch
from django.template import Context, Template, TemplateSyntaxError
from pytest_django import DjangoAssertNumQueries

from media.enums import Consent
from media.models import Picture, Recording
from media.queries import with_renditions
from media.specs import CARD, FIGURE
from tests.factories.media import PictureFactory, RecordingFactory

pytestmark = pytest.mark.django_db


def shown(picture: Any, tag: str = '{% picture_set picture "card" %}', **context: Any) -> str:
    return Template("{% load pictures %}" + tag).render(Context({"picture": picture, **context}))


def url(picture: Picture, spec: str) -> str:
    return str(picture.renditions.get(filter_spec=spec).url)


def test_a_picture_in_three_formats(made: Picture) -> None:
    card = {each: url(made, f"fill-480x320|format-{each}") for each in ("avif", "webp", "jpeg")}
    large = {each: url(made, f"fill-960x640|format-{each}") for each in ("avif", "webp", "jpeg")}
    assert shown(made) == (
        "<picture>"
        + "".join(
            f'<source type="image/{each}" srcset="{card[each]} 480w, {large[each]} 600w" sizes="{CARD.sizes}">'
            for each in ("avif", "webp")
        )
        + f'<img src="{large["jpeg"]}" srcset="{card["jpeg"]} 480w, {large["jpeg"]} 600w" sizes="{CARD.sizes}"'
        ' width="600" height="400" alt="示例" decoding="async"></picture>'
    )


def test_attributes_reach_the_img_and_are_escaped(made: Picture) -> None:
    html = shown(
        made,
        '{% picture_set picture "thumb" alt=alt sizes="50vw" loading="lazy" class="seal" data_is=alt none=nothing %}',
        alt='"><script>',
        nothing=None,
    )
    assert 'sizes="50vw"' in html
    assert html.endswith(
        ' alt="&quot;&gt;&lt;script&gt;" decoding="async" loading="lazy" class="seal"'
        ' data-is="&quot;&gt;&lt;script&gt;"></picture>'
    )


def test_the_fallback_is_not_the_largest() -> None:
    picture = PictureFactory.create()
    for width in (400, 800, 1200):
        picture.renditions.create(
            filter_spec=f"width-{width}|format-jpeg", file=f"pictures/{width}.jpg", width=width, height=width // 2
        )
    assert '<img src="/uploads/pictures/800.jpg"' in shown(picture, '{% picture_set picture "figure" %}')
    picture.renditions.filter(width__lt=1200).delete()
    assert '<img src="/uploads/pictures/1200.jpg"' in shown(
        Picture.objects.get(pk=picture.pk), '{% picture_set picture "figure" %}'
    )


def test_one_format_alone_is_shown() -> None:
    picture = PictureFactory.create()
    picture.renditions.create(filter_spec="width-400|format-webp", file="pictures/a.webp", width=400, height=200)
    assert '<img src="/uploads/pictures/a.webp"' in shown(picture, '{% picture_set picture "figure" %}')


def test_nothing_is_made_in_a_readers_request() -> None:
    picture = PictureFactory.create()
    html = shown(picture)
    assert html.startswith('<svg class="picture-waiting" width="800" height="533" viewBox="0 0 800 533" role="img"')
    assert "style" not in html
    assert picture.renditions.count() == 0


def test_a_waiting_picture_keeps_its_shape_and_may_be_decorative() -> None:
    html = shown(PictureFactory.create(description=""), '{% picture_set picture "figure" %}')
    assert html.startswith('<svg class="picture-waiting" width="800" height="533" viewBox="0 0 800 533" aria-hidden')


def test_no_picture_is_nothing() -> None:
    assert shown(None) == ""
    assert shown(None, '{% picture_url picture "share" %}') == ""


@pytest.mark.parametrize(
    "fields",
    [{"consent": Consent.WITHDRAWN}, {"valid_to": dt.date(2020, 1, 1)}, {"minors": True}],
)
def test_a_picture_that_may_not_be_shown_is_nothing_even_while_its_files_are_there(
    made: Picture, fields: dict[str, Any]
) -> None:
    Picture.objects.filter(pk=made.pk).update(**fields)
    made.refresh_from_db()
    assert made.renditions.exists()
    assert shown(made) == ""
    assert shown(made, '{% picture_url picture "share" %}') == ""


def test_the_address_for_sharing(made: Picture) -> None:
    assert shown(made, '{% picture_url picture "share" %}') == url(made, "fill-1200x630|format-jpeg")
    assert shown(PictureFactory.create(), '{% picture_url picture "share" %}') == ""


def test_an_unknown_set_is_a_mistake_of_ours(made: Picture) -> None:
    with pytest.raises(TemplateSyntaxError, match="banner"):
        shown(made, '{% picture_set picture "banner" %}')


def test_alt_text_of_the_place_goes_first(made: Picture) -> None:
    made.contextual_alt_text = "此处的说明"
    assert 'alt="此处的说明"' in shown(made)
    made.decorative = True
    assert 'alt=""' in shown(made)


def test_alt_text_falls_back_to_the_caption_never_to_the_title() -> None:
    assert Picture(title="IMG_1", caption="说明", collection_id=1).default_alt_text == "说明"
    assert Picture(title="IMG_1", collection_id=1).default_alt_text == ""


@pytest.mark.parametrize("count", [1, 3])
def test_prefetched_pictures_cost_two_queries_and_the_tag_none(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keys = [each.pk for each in PictureFactory.create_batch(count)]
    for key in keys:
        Picture.objects.get(pk=key).renditions.create(
            filter_spec="fill-480x320|format-jpeg", file="pictures/a.jpg", width=480, height=320, focal_point_key="3f5a"
        )
    with django_assert_num_queries(2):
        pictures = list(with_renditions(keys, CARD, FIGURE))
    with django_assert_num_queries(0):
        html = [shown(picture) + shown(picture, '{% picture_set picture "figure" %}') for picture in pictures]
    assert len(html) == count


@pytest.mark.parametrize("count", [1, 3])
def test_pictures_of_other_rows_are_prefetched_too(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for picture in PictureFactory.create_batch(count):
        RecordingFactory.create(poster=picture)
    rows = Recording.objects.prefetch_related(Prefetch("poster", queryset=with_renditions(Picture.objects.all(), CARD)))
    with django_assert_num_queries(3):
        assert len([shown(row.poster) for row in rows]) == count


def test_without_prefetch_one_query(made: Picture, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    picture = Picture.objects.get(pk=made.pk)
    with django_assert_num_queries(1):
        assert shown(picture).startswith("<picture>")
