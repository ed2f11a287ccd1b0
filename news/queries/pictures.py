"""The pictures of an article."""

from collections.abc import Iterable
from typing import Any

from foundation.blocks import pictures_of
from media.domain.rights import problems
from media.models import Picture


def picture_problems(lead: Picture | None, body: Iterable[Any]) -> list[str]:
    """Return why pictures of an article may not be shown, each picture once and each reason one sentence."""
    pictures = {picture.pk: picture for picture in (lead, *pictures_of(body or ())) if picture is not None}
    return [sentence for picture in pictures.values() for sentence in problems(picture)]
