"""Making and taking away the public renditions of a picture."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.images.models import Filter

from foundation.domain import audit
from media.domain import workshop
from media.models import Picture, Rendition
from media.specs import DESK_SPECS, PUBLIC_SPECS, QUALITY, SETS, PictureSet
from media.workshop.rendering import unpack

EXTENSIONS = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}


@dataclass(frozen=True)
class Plan:
    """One rendition to be made: what Wagtail calls it, what to cut out, and what to make of it."""

    spec: str
    focal_point_key: str
    box: tuple[int, int, int, int]
    size: tuple[int, int]
    image_format: str


def plans(picture: Picture) -> list[Plan]:
    """Return every public rendition that the picture should have; none is larger than the picture allows.

    Steps of a set that come out equal, because the picture is small, are made once.
    """
    return [plan for chosen in SETS.values() for plan in plans_of(picture, chosen)]


def desk_plans(picture: Picture) -> list[Plan]:
    """Return the previews that the desk's screens will ask for; they are made ahead too, for any picture."""
    return [plan_of(picture, step, step, image_format) for step, image_format in DESK_SPECS.items()]


def plan_of(picture: Picture, spec: str, step: str, image_format: str) -> Plan:
    """Return the plan of one rendition: what Wagtail would cut and scale for ``step``."""
    transform = Filter(step).get_transform(picture)
    left, top, right, bottom = (int(edge) for edge in transform.get_rect().round())
    box = (max(0, left), max(0, top), min(right, picture.width), min(bottom, picture.height))  # rounding may go over
    width, height = (max(1, int(side)) for side in transform.size)
    size = (min(width, picture.width), min(height, picture.height))  # the same rounding may enlarge by a pixel
    return Plan(spec, Filter(spec).get_cache_key(picture), box, size, image_format)


def plans_of(picture: Picture, chosen: PictureSet) -> Iterator[Plan]:
    """Yield the renditions of one set, small before large."""
    last = (0, 0)
    for step in chosen.steps:
        made = [plan_of(picture, chosen.spec(step, each), step, each) for each in chosen.formats]
        if made[0].size != last:
            yield from made
        last = made[0].size


def missing(picture: Picture) -> list[Plan]:
    """Return the renditions that the picture lacks; only the desk's for a picture that may not be shown."""
    wanted = [*desk_plans(picture), *(plans(picture) if picture.is_usable() else [])]
    there = set(picture.renditions.values_list("filter_spec", "focal_point_key"))
    return [plan for plan in wanted if (plan.spec, plan.focal_point_key) not in there]


def make(picture: Picture) -> int:
    """Make the renditions that the picture lacks and return how many; remove the public ones it should not have.

    The original is decoded in a process of its own and outside of any transaction, for it takes seconds. Raises
    ``foundation.limited.LimitedError`` when the original cannot be decoded within the limits.
    """
    todo = missing(picture)
    files: list[bytes] = []
    if todo:
        jobs = [
            {"box": plan.box, "size": plan.size, "format": plan.image_format, "quality": QUALITY[plan.image_format]}
            for plan in todo
        ]
        with picture.open_file() as original:
            data = original.read()
        files = unpack(workshop.ask("rendering:render", data, jobs=jobs))
    with transaction.atomic():
        remove_stale(picture)
        for plan, content in zip(todo, files, strict=True):
            Rendition.objects.get_or_create(
                image=picture,
                filter_spec=plan.spec,
                focal_point_key=plan.focal_point_key,
                defaults={"file": ContentFile(content, name=f"picture.{EXTENSIONS[plan.image_format]}")},
            )
        if todo:
            audit.record(verb="make_renditions", subject=picture, actor=None, count=len(todo))
    return len(todo)


def remove_stale(picture: Picture) -> None:
    """Remove public renditions made for another focal point, and all of a picture that may not be shown."""
    wanted = {(plan.spec, plan.focal_point_key) for plan in plans(picture)} if picture.is_usable() else set()
    stale = [
        row.pk
        for row in picture.renditions.filter(filter_spec__in=PUBLIC_SPECS)
        if (row.filter_spec, row.focal_point_key) not in wanted
    ]
    picture.renditions.filter(pk__in=stale).delete()


@transaction.atomic
def purge(*, picture: Picture) -> int:
    """Take away every rendition of the picture, public or for the desk, with its file; return how many there were.

    The desk's previews are made again when an editor opens them.
    """
    gone, _ = picture.renditions.all().delete()
    return int(gone)


@transaction.atomic
def purge_public(*, picture: Picture) -> int:
    """Take the public renditions away with their files, and leave the desk's; return how many there were."""
    gone, _ = picture.renditions.filter(filter_spec__in=PUBLIC_SPECS).delete()
    return int(gone)
