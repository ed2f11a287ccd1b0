"""What authors declare, in plain words; a competition's rules may put a licence of their own in the place of ours."""

from typing import Final

from django.utils.translation import gettext_lazy as _

PLAIN_LICENCE: Final = _(
    "The organisers may publish this work in the newspaper, on this website and in a collection, with my name."
)
ORIGINAL: Final = _("I wrote this work myself. It copies nobody, and it has not been published before.")
ORIGINAL_PICTURES: Final = _("I took these pictures myself. Nothing was added or taken away in them.")


def licence_words(own: str) -> str:
    """Return what authors are asked to agree to: the rules' own words, or ours where they have none."""
    return own or str(PLAIN_LICENCE)
