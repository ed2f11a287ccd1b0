"""What the media app adds to the desk.

Wagtail's picture screens cannot be replaced by a setting. Our addresses are the same as its own and come first, since
this app stands before ``wagtail.images`` in ``INSTALLED_APPS``; its names still lead to them
(``docs/adr/0054-own-picture-screens.md``).
"""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks

from media.models import Picture
from media.views import files, library

desk_urls = (
    [
        path("preview/<path:name>", files.preview, name="preview"),
        path("original/<int:key>/", files.original, name="original"),
    ],
    "media_desk",
)
chooser = library.PictureChooserViewSet("wagtailimages_chooser", model=Picture, url_prefix="images/chooser")


def desk_addresses() -> list[URLPattern | URLResolver]:
    """Put our screens before Wagtail's."""
    return [
        path("media-files/", include(desk_urls)),
        path("images/", library.PictureIndexView.as_view()),
        path("images/results/", library.PictureIndexView.as_view(results_only=True)),
        path("images/add/", library.PictureCreateView.as_view()),
        path("images/<int:image_id>/", library.PictureEditView.as_view()),
        path("images/multiple/add/", library.PictureAddView.as_view()),
        path("documents/", library.AttachmentIndexView.as_view()),
        path("documents/results/", library.AttachmentIndexView.as_view(results_only=True)),
        path("images/chooser/create/", chooser.create_view),
    ]


hooks.register("register_admin_urls", desk_addresses)
