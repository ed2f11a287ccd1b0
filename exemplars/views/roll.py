"""The roll of honour, and the figures drawn from the records."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from exemplars.queries.figures import clause_words, figures
from exemplars.queries.roll import NoSuchPlaceError, RollQuestion, asked_of, roll


def _asked(request: HttpRequest) -> RollQuestion:
    """Return what is asked; a region that is not there is not found."""
    try:
        return asked_of(request.GET)
    except NoSuchPlaceError:
        raise Http404 from None


@require_safe
def roll_view(request: HttpRequest) -> HttpResponse:
    """Show the honours asked for, and how they divide."""
    return render(request, "exemplars/roll.html", {"roll": roll(_asked(request))})


@require_safe
def figures_view(request: HttpRequest) -> HttpResponse:
    """State the honours of a year in figures."""
    year = _asked(request).year
    found = figures(year)
    clauses = [{"programme": clause.programme, "parts": clause_words(clause)} for clause in found.clauses]
    context = {"figures": found, "clauses": clauses, "shown_year": str(found.year), "chosen": year}
    return render(request, "exemplars/figures.html", context)
