"""Pages on which the whole site stands."""

from wagtail.models import PagePermissionTester


class KeptPagePermissions(PagePermissionTester):
    """Nobody takes off, deletes, moves or copies the page: one click would leave readers without a site.

    ``manage.py`` and code may; an office that wants the site closed stops the server.
    """

    def can_unpublish(self) -> bool:
        """Never."""
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: ARG002 - Wagtail's signature
        """Never; moving asks this, too."""
        return False

    def can_move(self) -> bool:
        """Never."""
        return False

    def can_copy(self) -> bool:
        """Never: there is one."""
        return False
