"""Consent and caches: a page that shows people by their consent is kept by no shared cache."""

from typing import Final

TELLS_OF_PEOPLE: Final = "tells_of_people"
"""The attribute of a request whose answer shows people by consent: what is withdrawn has to be gone at once."""
