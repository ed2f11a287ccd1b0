"""Wagtail's ways into the whole page tree, cut down to those who work on pages and to what its menu asks.

The actions of its API publish, move and delete pages past our hooks and forms, and so past consents, placements and
audit lines (``docs/adr/0074-no-actions-by-the-desks-api.md``). Its lists of pictures and documents show titles to
everybody at the desk, whatever rights they have, and nothing of Wagtail's reads them.
"""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry


def for_those_with_pages(pages: Any, request: HttpRequest) -> Any:
    """Open the page chooser to those who may see some of the page tree: it lists every draft.

    Raises ``PermissionDenied`` for everybody else: an account of another unit enters placements and no page.
    """
    if not policy_registry.get_by_type(Page).explorable_instances(request.user).exists():
        raise PermissionDenied
    return pages


class PageTreeAPI(PagesAdminAPIViewSet):
    """The tree to be read, with no way to act on it."""

    actions: ClassVar[dict[str, Any]] = {}


class _Unlisted:
    def get_queryset(self) -> Any:
        """List nothing; the choosers ask rights first."""
        return super().get_queryset().none()  # type: ignore[misc] # a mix-in before Wagtail's untyped views


class NoPicturesAPI(_Unlisted, ImagesAdminAPIViewSet):
    """No pictures for anybody."""


class NoDocumentsAPI(_Unlisted, DocumentsAdminAPIViewSet):
    """No documents for anybody."""


def cut_down(router: WagtailAPIRouter) -> None:
    """Put these endpoints in the place of Wagtail's own."""
    router.register_endpoint("pages", PageTreeAPI)
    router.register_endpoint("images", NoPicturesAPI)
    router.register_endpoint("documents", NoDocumentsAPI)
