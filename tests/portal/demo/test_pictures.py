import io

import pytest
from PIL import Image

from portal.demo.pictures import SCENES, draw


@pytest.mark.parametrize("name", sorted(SCENES))
def test_scene_is_a_jpeg_of_the_stated_size(name: str) -> None:
    picture = Image.open(io.BytesIO(draw(name)))

    assert (picture.format, picture.size) == ("JPEG", (1600, 1000))


def test_the_same_scene_comes_out_the_same() -> None:
    assert draw("market") == draw("market")


def test_unknown_scene_is_refused() -> None:
    with pytest.raises(KeyError):
        draw("nowhere")


def test_every_scene_says_it_is_a_drawing() -> None:
    assert [text for _, text in SCENES.values() if not text.endswith("（示意图）")] == []
