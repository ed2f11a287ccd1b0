"""URLs of the intake machine: look-up for all kinds, and a builder for the URLs of one."""

from django.urls import URLPattern, path, register_converter

from foundation.intake.views.endpoints import AutosaveView, FilesView, FileView
from foundation.intake.views.forms import IntakeFormView
from foundation.intake.views.lookup import LookupView, ResendView, link_view


class TokenConverter:
    """A private-link token as it stands in a URL."""

    regex = r"[A-Za-z0-9_-]{16,64}"

    def to_python(self, value: str) -> str:
        """Return the token."""
        return value

    def to_url(self, value: str) -> str:
        """Return the token."""
        return value


register_converter(TokenConverter, "token")


def kind_urls(slug: str, form_url: str, view: type[IntakeFormView] = IntakeFormView) -> list[URLPattern]:
    """Return the URLs of one kind: form (named ``form_url``), draft, autosave and files."""
    form = view.as_view(kind_slug=slug)
    return [
        path("", form, name=form_url),
        path("draft/", AutosaveView.as_view(kind_slug=slug), name=f"{form_url}-autosave"),
        path("draft/<token:token>/", form, name=f"{form_url}-draft"),
        path("files/", FilesView.as_view(kind_slug=slug), name=f"{form_url}-files"),
        path("files/<uuid:public_id>/", FileView.as_view(kind_slug=slug), name=f"{form_url}-file"),
    ]


urlpatterns = [
    path("", LookupView.as_view(), name="intake-lookup"),
    path("resend/", ResendView.as_view(), name="intake-resend"),
    path("link/<token:token>/", link_view, name="intake-link"),
]
