"""Addresses of files that readers download or play."""

from django.urls import path

from media.views import files, recordings

urlpatterns = [
    path("documents/<int:key>/<str:filename>", files.attachment, name="attachment"),
    path("recordings/<path:name>", recordings.recording, name="recording"),
]
