"""The forms of the cutting desk."""

import re
from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.widgets import DayInput
from news.models import Edition
from news.queries.cuttings import CREDIT_LABELS, KIND_LABELS, column_titles
from news.queries.naming import regions_named
from news.rules import PRINT_PAGES_LIMIT

EDITIONS_OFFERED: Final = 10
_COLON = re.compile(r"[:：]")
_PARTS = re.compile(r"[/／]")
_NAMES = re.compile(r"、")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
MOST_DIGITS = 9
LARGEST_ISSUE = 2_147_483_647
"""What an integer column of either database holds."""


class BeginCuttingForm(forms.Form):
    """A page's text, pasted or as a file, with what names the page."""

    text = forms.CharField(
        label=_("Text of the page"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Copy the whole page in the page-layout program or the PDF and paste it here."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_(
            ".txt, .pdf with text (one page of the paper each), .docx, or an e-mail (.eml) with one; to 40 MB."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.pdf,.docx,.eml"}),
    )
    date = forms.DateField(label=_("Date of the edition"), widget=DayInput())
    issue = forms.IntegerField(label=_("Issue number"), min_value=1, max_value=LARGEST_ISSUE, required=False)
    page = forms.IntegerField(
        label=_("Page number"), min_value=1, max_value=PRINT_PAGES_LIMIT, help_text=_("Of a file: of its first page.")
    )
    section_name = forms.CharField(label=_("Section name"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Edition.objects.values_list("date", flat=True)[:EDITIONS_OFFERED]
        self.fields["date"].help_text = _("Editions there are already: %(dates)s") % {
            "dates": "、".join(date.isoformat() for date in known) or "—"
        }

    def clean(self) -> dict[str, Any]:
        """Ask for one of text and file, not both."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(cleaned["text"].strip()) == bool(cleaned["file"]):
            sentence = _("Give either a text or a file.") if cleaned["file"] else _("Paste the text, or choose a file.")
            self.add_error("text", sentence)
        return cleaned


class StepForm(forms.Form):
    """One operation, as the screen's buttons and keys send it; ``arguments`` reads what the operation needs."""

    version = forms.IntegerField(min_value=0, max_value=LARGEST_ISSUE)
    operation = forms.CharField(max_length=20)

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of the operation. Raises ValidationError with a sentence."""
        read = READERS.get(self.cleaned_data["operation"])
        return read(self.data) if read is not None else {}


def is_number(value: str) -> bool:
    """Tell whether the value is a number of a line, an article or a version."""
    return value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS


def _typed_text(data: Any, name: str) -> str:
    return _CONTROL.sub("", str(data[name]))


def _number(data: Any, name: str) -> int:
    value = str(data.get(name, ""))
    if not is_number(value):
        raise ValidationError(_("Choose a line or an article first."))
    return int(value)


def _chosen(data: Any) -> list[int]:
    numbers = [value for value in data.getlist("line") if is_number(value)]
    if not numbers:
        raise ValidationError(_("Choose one or more lines first."))
    return [int(value) for value in numbers]


def _first_line(data: Any) -> dict[str, Any]:
    return {"line": min(_chosen(data))}


def _lines(data: Any) -> dict[str, Any]:
    return {"chosen": _chosen(data)}


def _lines_into(data: Any) -> dict[str, Any]:
    return {"chosen": _chosen(data), "into": _number(data, "into")}


def _lines_role(data: Any) -> dict[str, Any]:
    return {**_lines_into(data), "role": str(data.get("role", ""))}


def _article(data: Any) -> dict[str, Any]:
    return {"item": _number(data, "item")}


def _articles(data: Any) -> dict[str, Any]:
    return {"item": _number(data, "item"), "into": _number(data, "into")}


def _typed(data: Any) -> dict[str, Any]:
    """Read a card's fields; only those that were sent are written."""
    values: dict[str, Any] = {
        name: _typed_text(data, name) for name in ("headline", "kicker", "deck", "dateline", "source") if name in data
    }
    if "kind" in data:
        values["kind"] = _one_of(data["kind"], KIND_LABELS)
    if "column" in data:
        values["column"] = _one_of(data["column"], ["", *column_titles()])
    if "regions" in data:
        values["regions"] = _regions(_typed_text(data, "regions"))
    if "credits" in data:
        values["credits"] = read_credits(_typed_text(data, "credits"))
    return {"item": _number(data, "item"), "values": values}


def _one_of(value: str, known: Any) -> str:
    if value not in known:
        raise ValidationError(_("Choose one of those offered."))
    return value


def _regions(text: str) -> list[str]:
    found, problems = regions_named(text)
    if problems:
        named = "；".join(
            f"{problem.name}（{'、'.join(problem.candidates)}）" if problem.candidates else problem.name
            for problem in problems
        )
        raise ValidationError(_("No one region is called so: %(names)s") % {"names": named})
    return [region.code for region in found]


def read_credits(text: str) -> list[dict[str, str]]:
    """Return the credits typed one a line as ``role：name`` or ``role：name/post/unit``; names may be many, by 、.

    Raises ValidationError for a line without a known role.
    """
    roles = {str(label): role for role, label in CREDIT_LABELS.items()} | {role: role for role in CREDIT_LABELS}
    credits_: list[dict[str, str]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        label, *rest = _COLON.split(line, maxsplit=1)
        role = roles.get(label.strip())
        if role is None or not rest:
            known = "、".join(str(each) for each in CREDIT_LABELS.values())
            raise ValidationError(_("Begin each credit with one of %(roles)s and a colon.") % {"roles": known})
        names, post, unit, *_more = [*map(str.strip, _PARTS.split(rest[0], maxsplit=2)), "", ""]
        credits_ += [
            {"role": role, "name": name[:60], "post_title": post[:120], "unit": unit[:120]}
            for name in map(str.strip, _NAMES.split(names))
            if name
        ]
    return credits_


READERS: Final[dict[str, Callable[[Any], dict[str, Any]]]] = {
    "split": _first_line,
    "part": _first_line,
    "join": _first_line,
    "aside": _lines,
    "move": _lines_into,
    "role": _lines_role,
    "merge": _articles,
    "swap": _article,
    "drop_item": _article,
    "tidy": _article,
    "untidy": _article,
    "edit": _typed,
}
