"""Public URLs of the competitions; ``portal.urls`` includes them at the root."""

from django.urls import include, path, register_converter

from campaigns.contests.queries.pages import page_by_number
from campaigns.contests.views import batches, entry_pages, public, sending
from foundation.intake.urls import kind_urls


class ContestNumberConverter:
    """The number of a competition's page. Hubs stand under ``/c/`` as well; what is none of ours is left to them."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        """Return the number; raises ``ValueError``, which means "not this address", where no page bears it."""
        if page_by_number(int(value)) is None:
            raise ValueError
        return int(value)

    def to_url(self, value: int) -> str:
        """Return the number."""
        return str(value)


register_converter(ContestNumberConverter, "contest")

urlpatterns = [
    path("c/<contest:number>/", public.contest_page, name="contest_page"),
    path("contests/", public.contests, name="contests"),
    path("contests/help/", public.help_page, name="contests_help"),
    path("contests/send/", include(kind_urls("entry", "entry", sending.EntryView))),
    path(
        "contests/send/draft/<token:token>/<uuid:public_id>.jpg", entry_pages.draft_preview, name="entry-draft-preview"
    ),
    path("contests/send/draft/<token:token>/<uuid:public_id>/", entry_pages.waiting, name="entry-waiting"),
    path("contests/send/files/<uuid:public_id>/reading/", entry_pages.reading, name="entry-reading"),
    path("contests/send/entry/<token:token>/", sending.ChangeView.as_view(kind_slug="entry"), name="entry-change"),
    path("contests/send/entry/<token:token>/withdraw/", entry_pages.withdraw, name="entry-withdraw"),
    path("contests/send/entry/<token:token>/<uuid:public_id>.jpg", entry_pages.entry_preview, name="entry-preview"),
    path("contests/batch/<str:token>/", batches.BatchView.as_view(), name="contest-batch"),
    path("contests/batch/<str:token>/open/", batches.open_view, name="contest-batch-open"),
    path("contests/batch/<str:token>/template.xlsx", batches.template_view, name="contest-batch-template"),
    path("contests/batch/<str:token>/<uuid:public_id>.xlsx", batches.answers_view, name="contest-batch-answers"),
    path("contests/batch/<str:token>/change/<slug:number>/", batches.change_view, name="contest-batch-change"),
    path("contests/batch/<str:token>/<uuid:public_id>/restart/", batches.restart_view, name="contest-batch-restart"),
    path("contests/<slug:slug>/", public.contest, name="contest"),
]
