"""The forms by which articles come in: a printed page, a pasted article, a Word document."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.widgets import DayInput
from news.models import ColumnPage


class PageImportForm(forms.Form):
    """A page's text layer with what names the page."""

    file = forms.FileField(label=_("Text of the page"), help_text=_("Plain text; UTF-8, UTF-16 or GB18030; to 20 MB."))
    date = forms.DateField(label=_("Date of the edition"), widget=DayInput())
    issue = forms.IntegerField(label=_("Issue number"), min_value=1, required=False)
    page = forms.IntegerField(label=_("Page number"), min_value=1)
    section_name = forms.CharField(label=_("Section name"), max_length=40, required=False)


class DraftForm(forms.Form):
    """The column in which a draft shall stand."""

    column = forms.ModelChoiceField(
        ColumnPage.objects.none(), label=_("Column"), required=False, empty_label=_("(not filed yet)")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["column"].queryset = ColumnPage.objects.order_by("path")  # type: ignore[attr-defined]


class PasteForm(DraftForm):
    """HTML as it was pasted; the script of the page fills it, and adds the pictures as files of their own."""

    html = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 16, "data-paste": ""}),
        help_text=_("Copy the whole article in Word, WPS, WeChat or a browser and paste it here with its pictures."),
        max_length=2_000_000,
    )
    field_order = ("html", "column")


class DocxImportForm(DraftForm):
    """A .docx file and the column in which the draft shall stand."""

    file = forms.FileField(
        label=_("Word document"),
        help_text=_(".docx to 20 MB; its pictures are taken along."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )
    field_order = ("file", "column")
