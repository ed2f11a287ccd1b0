"""What the builders of the demo decide for themselves."""

import pytest

from foundation.models import Region
from news.models import ArticlePage
from portal.demo import paper
from portal.demo.printing import places_in

pytestmark = pytest.mark.django_db


def test_an_article_that_names_no_place_of_ours_gets_none() -> None:
    assert places_in(ArticlePage(title="月光"), "一句话。", tuple(Region.objects.none())) == []


def test_beginnings_are_found_whatever_the_spacing() -> None:
    table = {"近日，榆桥区": "bus_stop"}

    assert paper.looked_up("近 日,榆桥区在公交站台", table) == "bus_stop"
    assert paper.looked_up("昨日", table) is None
