"""Who may log in with a password."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser

from foundation.models import User
from portal.demo_accounts import USERNAME_PREFIX


class PasswordBackend(ModelBackend):
    """Django's own check of the password; the demo's accounts, whose password is public, work in DEBUG only.

    The rule is asked at each request too, so a demo session does not outlive DEBUG.
    """

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        """Tell whether the account may be used on this installation."""
        if user is not None and not settings.DEBUG and user.get_username().startswith(USERNAME_PREFIX):
            return False
        return bool(super().user_can_authenticate(user))
