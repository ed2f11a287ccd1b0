"""Work that no request waits for."""

from django_tasks import task

from media.domain import renditions
from media.models import Picture


@task(priority=20)  # an editor or reader waits; hundreds of index tasks may stand before it
def make_renditions(key: int) -> int:
    """Make the public renditions that the picture lacks; return how many. A deleted picture needs none."""
    picture = Picture.objects.filter(pk=key).first()
    return renditions.make(picture) if picture else 0
