"""Questions to the library."""

from media.queries.pictures import with_renditions

__all__ = ["with_renditions"]
