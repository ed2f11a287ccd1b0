"""Addresses of files that readers download."""

from django.urls import path

from media.views import files

urlpatterns = [path("documents/<int:key>/<str:filename>", files.attachment, name="attachment")]
