"""Where a name still stands after consent was withdrawn: in other pages of ours, and in copies outside."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from exemplars.models import ExemplarPage, NomineePage
from search.models import Document


def still_named(name: str) -> tuple[str, ...]:
    """Return the addresses of articles and other public things that hold the name; each needs an editor's eye."""
    named = Q(title__contains=name) | Q(text__contains=name) | Q(people__contains=name)
    return tuple(Document.objects.visible().filter(named).order_by("-date", "-pk").values_list("url", flat=True)[:200])


def outside_copies(exemplar: ExemplarPage) -> list[str]:
    """Return in words which copies may be outside our reach, each to be asked for one by one."""
    page = exemplar.path_on_site()
    copies = [
        _("Sheets on notice boards and PDFs that were printed or given out: %(address)s")
        % {"address": f"{page}print/"},
        _("Search engines and feed readers that fetched the page and its picture: %(address)s; ask for its removal.")
        % {"address": f"{page} {reverse('exemplar_feed')}"},
        _("Rolls of honour that were exported as CSV or XLSX and sent on to other offices."),
        _("Public screens that show exemplars and have been without a connection since."),
    ]
    rounds = NomineePage.objects.filter(exemplar=exemplar).values_list("nomination__round", flat=True)
    notices = " ".join(reverse("notice", args=[key]) for key in rounds)
    if notices:
        copies.append(_("Public notices that others have printed or reprinted: %(address)s") % {"address": notices})
    if articles := still_named(exemplar.title):
        sentence = _("Media, WeChat accounts and partner sites that reprinted these of our pages: %(address)s")
        copies.append(sentence % {"address": " ".join(articles)})
    return copies
