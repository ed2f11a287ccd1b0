"""Outgoing mail: none until ``EMAIL_URL`` names a server; in DEBUG mails are files in ``var/mails``."""

from portal.settings.environment import DEBUG, VAR_DIR, env

_MAIL = env.email_url("EMAIL_URL", default="filemail://" if DEBUG else "dummymail://")

EMAIL_BACKEND = _MAIL["EMAIL_BACKEND"]
EMAIL_FILE_PATH = _MAIL.get("EMAIL_FILE_PATH") or VAR_DIR / "mails"
EMAIL_HOST = _MAIL.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _MAIL.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _MAIL.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _MAIL.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = _MAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _MAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="wenxuan@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Without a mail server a forgotten password is set anew by an administrator.
WAGTAIL_PASSWORD_RESET_ENABLED = EMAIL_BACKEND != "django.core.mail.backends.dummy.EmailBackend"

# Mailboxes of the competitions: imaps://user:password@host/INBOX?label=征文 (percent-encoded), separated by commas.
CONTEST_MAILBOXES = env.list("CONTEST_MAILBOXES", default=[])
