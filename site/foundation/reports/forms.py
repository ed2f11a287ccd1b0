"""The public form of the error report, and the desk's."""

import re
from typing import Any, Final
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.intake.forms import CleanTextField, IntakeForm
from foundation.reports.enums import ReportState

PAGE_CHARACTERS: Final = 300
NUMBER_IN_PATH: Final = re.compile(r"/(?:a/\d{4}|p|psa|c|s)/(\d{1,18})/?$")


def page_written(text: str) -> str:
    """Return where the error is: of an address only its path, because the rest may hold what was searched for."""
    if "://" in text:
        try:
            return urlsplit(text).path or "/"
        except ValueError:
            return text
    return text


def public_number(page: str) -> int | None:
    """Return the public number that a path or a bare number names, or None."""
    found = NUMBER_IN_PATH.search(page)
    digits = found.group(1) if found else page
    return int(digits) if re.fullmatch(r"[0-9]{1,18}", digits) else None


class ErrorReportForm(IntakeForm):
    """What is wrong, and where."""

    page = CleanTextField(
        label=_("Page"),
        help_text=_("Address or number of the page, or the newspaper's date and page."),
        max_length=PAGE_CHARACTERS,
        error_messages={"required": _("Please say on which page the error is.")},
    )
    place = CleanTextField(
        label=_("Where on the page"),
        help_text=_("For example: headline, second paragraph, caption of the first picture."),
        max_length=200,
        required=False,
    )
    wrong = CleanTextField(
        label=_("What is wrong"),
        help_text=_("What stands there, and what it should be, if you know. At most 2,000 characters."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Please say what is wrong."),
            "max_length": _("Please shorten this to 2,000 characters; there are %(show_value)d now."),
        },
    )
    field_order = ("page", "place", "wrong")

    def clean_page(self) -> str:
        """Keep of an address its path."""
        return page_written(self.cleaned_data["page"])[:PAGE_CHARACTERS]


class DeskForm(forms.Form):
    """Closing a report: with an answer or without acting on it."""

    outcome = forms.ChoiceField(
        label=_("Result"),
        choices=[
            (ReportState.ANSWERED, ReportState.ANSWERED.label),
            (ReportState.DISMISSED, ReportState.DISMISSED.label),
        ],
    )
    reply = CleanTextField(
        label=_("Reply"),
        help_text=_("The reader sees it on the look-up page, and by e-mail if an address was left. Name nobody."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Please write a reply; the reader is waiting for one.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
