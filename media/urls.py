"""Addresses of files that readers download or play."""

from django.urls import path, re_path

from media.views import files, recordings

urlpatterns = [
    path("documents/<int:key>/<str:filename>", files.attachment, name="attachment"),
    re_path(
        r"^recordings/(?P<name>[0-9a-f]{2}/[0-9a-zA-Z_]{1,60}\.[0-9a-z]{1,8})$", recordings.recording, name="recording"
    ),
]
