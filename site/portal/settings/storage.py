"""Uploads, private originals and built static files, all under ``var/``."""

from portal.settings.environment import BASE_DIR, DEBUG, VAR_DIR

MEDIA_ROOT = VAR_DIR / "uploads"
MEDIA_URL = "/uploads/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "site" / "assets"]

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "media.storages.PrivateStorage",
        "OPTIONS": {"location": str(VAR_DIR / "private")},  # text: Wagtail's tasks carry it as JSON
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
