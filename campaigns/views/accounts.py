"""The accounts at the desk: table, plots, drill-down, and the papers that are filed."""

import tempfile
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from campaigns.filing.pack import stream_pack
from campaigns.filing.plots import bars
from campaigns.filing.report import write_report
from campaigns.filing.statement import Statement, make_statement
from campaigns.filing.workbook import write_workbook
from campaigns.forms.accounts import AccountsForm
from campaigns.queries.accounts import Question, home_region, parts_of
from campaigns.rules.accounts import Axis, Figure, Head
from campaigns.rules.months import MONTHS_OF_QUARTER, Span, later
from campaigns.views.placements import XLSX, PlacementDeskView
from foundation.models import SiteIdentity

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _office(request: HttpRequest) -> str:
    identity = SiteIdentity.for_site(Site.find_for_request(request))
    return str(identity.organiser or identity.site_name)


class AccountsView(PlacementDeskView):
    """One table with its plots; each figure leads to its rows."""

    any_permission_required = ["view", "change"]
    template_name = "campaigns/desk/accounts.html"
    page_title = gettext_lazy("Accounts of the placements")
    header_icon = "table"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer what is asked, or say what is wrong with the question."""
        home = home_region()
        if home is None:
            return self.show(request, form=None, statement=None)
        form = AccountsForm(request.GET, home=home)
        if not form.is_valid():
            return self.show(request, form=form, statement=None)
        statement = make_statement(question=form.question(), office=_office(request))
        return self.show(request, form=form, statement=statement, **_shown(statement), query=_query(form))


def _query(form: AccountsForm) -> str:
    return urlencode({name: value for name, value in form.data.items() if value})


def _shown(statement: Statement) -> dict[str, Any]:
    """Return the table as lines of cells with links, and the plots."""
    table, question = statement.table, statement.question
    codes: dict[str, str] = {}
    if Axis.REGION in {question.rows, question.columns}:
        codes = {str(region.pk): region.code for region in parts_of(question.region)}

    def links(heads: dict[Axis, Head]) -> dict[str, str]:
        return _rows_links(question, heads, codes)

    lines = [
        {
            "head": row,
            **links({question.rows: row}),
            "cells": [
                {
                    "figure": table.cells.get((row.key, column.key)),
                    **links({question.rows: row, question.columns: column}),
                }
                for column in table.columns
            ],
            "sum": table.row_sums.get(row.key, Figure()),
        }
        for row in table.rows
    ]
    sums = [
        {"figure": table.column_sums.get(head.key, Figure()), **links({question.columns: head})}
        for head in table.columns
    ]
    plots = [
        bars([(head.name, figures.get(head.key, Figure()).times) for head in heads], title=_("Times shown"))
        for heads, figures in ((table.rows, table.row_sums), (table.columns, table.column_sums))
    ]
    return {"lines": lines, "sums": sums, "plots": plots, "all": links({})}


def _rows_links(question: Question, heads: dict[Axis, Head], codes: dict[str, str]) -> dict[str, str]:
    """Return the lists of placements that make up a figure: those shown in the period, and those that were up."""
    span, region = question.span, question.region.code
    wanted: dict[str, Any] = {}
    if question.category is not None:
        wanted["category"] = question.category.pk
    if question.medium is not None:
        wanted["medium"] = question.medium.pk
    for axis, head in heads.items():
        if axis in {Axis.MONTH, Axis.QUARTER}:
            first = type(span.first).fromisoformat(head.key)
            last = first if axis == Axis.MONTH else later(first, MONTHS_OF_QUARTER - 1)
            span = Span(max(first, span.first), max(span.first, min(last, span.last)))
        elif axis == Axis.REGION:
            region = codes[head.key]
            if head.key == str(question.region.pk):
                wanted["itself"] = "yes"
        else:
            wanted[axis.value] = head.key
    wanted["within"] = region
    shown = {"counted": "yes", "first": span.first, "last": span.end}
    up = {"up_from": span.first, "up_until": span.end}
    index = reverse("placement:index")
    return {"link": f"{index}?{urlencode(shown | wanted)}", "up_link": f"{index}?{urlencode(up | wanted)}"}


def paper(request: HttpRequest, form: str) -> HttpResponseBase:
    """Give the filing as ``xlsx``, ``docx`` or ``zip``."""
    if not request.user.has_perm("campaigns.change_placement") and not request.user.has_perm(
        "campaigns.view_placement"
    ):
        raise PermissionDenied
    home = home_region()
    asked = AccountsForm(request.GET, home=home) if home else None
    if form not in {"xlsx", "docx", "zip"} or asked is None or not asked.is_valid():
        raise Http404
    statement = make_statement(question=asked.question(), office=_office(request))
    response: HttpResponseBase
    if form == "zip":
        response = StreamingHttpResponse(stream_pack(statement), content_type="application/zip")
    else:
        response = _file(statement, form)
    response["Content-Disposition"] = str(
        content_disposition_header(as_attachment=True, filename=f"{statement.title}.{form}")
    )
    response["Cache-Control"] = "no-store, private"
    return response


def _file(statement: Statement, form: str) -> HttpResponse:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"paper.{form}"
        if form == "xlsx":
            write_workbook(statement, path)
        else:
            write_report(statement, path)
        return HttpResponse(path.read_bytes(), content_type=XLSX if form == "xlsx" else DOCX)
