"""Who is at the desk."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from foundation.models import User


def desk_user(request: HttpRequest) -> User:
    """Return the person at the desk. Raises PermissionDenied where nobody is logged in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
