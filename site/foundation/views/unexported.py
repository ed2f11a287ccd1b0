"""Lists that leave the office in no file."""

from typing import ClassVar, Final

from wagtail.admin.views.generic import IndexView

NO_FORMATS: Final[tuple[str, ...]] = ()
"""For a list whose class is Wagtail's own for pages, pictures, attachments or accounts."""


class UnexportedIndexView(IndexView):
    """A list that answers as a page only.

    Wagtail makes a file of any list whose address ends with ``?export=csv``, also where no columns are named for one:
    it then holds a line for each row and nothing in them.
    """

    FORMATS: ClassVar[tuple[str, ...]] = NO_FORMATS
