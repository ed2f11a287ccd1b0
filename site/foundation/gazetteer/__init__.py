"""Places named in a text, from the packaged data of the administrative divisions; needs no database."""

from foundation.gazetteer.finding import Mention
from foundation.gazetteer.gazetteer import Gazetteer
from foundation.gazetteer.places import Place

__all__ = ["Gazetteer", "Mention", "Place"]
