"""One row of a sheet of past honours, as a form: every mistake gets its sentence."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from exemplars.domain.past_honours import PastHonour
from exemplars.enums import HonourState, PeriodKind, ProgrammeLevel, SubjectKind
from exemplars.models import ExemplarPage, Programme, ProgrammeCategory
from foundation.intake.forms import CleanTextField
from foundation.keys import key_in
from foundation.models import Region
from foundation.text.numerals import to_arabic

PERIOD: Final = re.compile(r"(?:\d{4}年)?第?([0-9一二三四五六七八九十百]+)(?:个)?(月|月度|季|季度|批|批次|期)")
PERIOD_SIGNS: Final = {"月": PeriodKind.MONTH, "季": PeriodKind.QUARTER, "批": PeriodKind.BATCH, "期": PeriodKind.BATCH}
WHOLE_YEAR: Final = re.compile(r"(?:\d{4}年)?(?:年度|全年)")
DATES: Final = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")
YES, NO = ("是", "yes", "1", "true"), ("", "否", "no", "0", "false")


class WordField(CleanTextField):
    """One of a closed list, by its name as the screens show it or by its code; empty means the first."""

    def __init__(
        self, choices: Iterable[models.TextChoices], *, also: dict[str, models.TextChoices] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(required=False, **kwargs)
        self.known, self.also = list(choices), also or {}

    def clean(self, value: Any) -> Any:
        """Return the member; raises ``ValidationError``."""
        text = unicodedata.normalize("NFKC", super().clean(value) or "").strip()
        if not text:
            return self.known[0]
        if text in self.also:
            return self.also[text]
        for member in self.known:
            if text in {str(member.label), member.value}:
                return member
        names = "、".join(str(member.label) for member in self.known)
        raise ValidationError(_("Please write one of: %(names)s"), params={"names": names})


class YesField(CleanTextField):
    """Yes or no; empty means no."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the answer; raises ``ValidationError``."""
        text = (super().clean(value) or "").casefold()
        if text not in YES + NO:
            raise ValidationError(_("Please write yes or no."))
        return text in YES


class PastRowForm(forms.Form):
    """Who was honoured, by what, when."""

    name = CleanTextField(label=_("Name"), max_length=60)
    subject = WordField(SubjectKind, label=_("kind"), also={"集体": SubjectKind.GROUP, "团队": SubjectKind.GROUP})
    region = CleanTextField(label=_("Region"), max_length=60, required=False)
    unit = CleanTextField(label=_("unit"), max_length=120, required=False)
    programme = CleanTextField(label=_("programme"), max_length=60)
    level = CleanTextField(label=_("level"), max_length=10, required=False)
    year = forms.IntegerField(label=_("year"), min_value=1949, max_value=2200)
    period = CleanTextField(label=_("period"), max_length=20, required=False)
    category = CleanTextField(label=_("category"), max_length=30, required=False)
    awarded_on = forms.DateField(label=_("awarded on"), input_formats=DATES, required=False)
    document_number = CleanTextField(label=_("document number"), max_length=60, required=False)
    state = WordField((HonourState.WINNER, HonourState.NOMINEE), label=_("state"))
    posthumous = YesField(label=_("posthumous"))
    minor = YesField(label=_("under eighteen"))
    citation = CleanTextField(label=_("citation"), max_length=300, required=False)
    page = CleanTextField(label=_("number of the page"), max_length=20, required=False)

    def clean_region(self) -> Region | None:
        """Return the one region of that name or code."""
        text = self.cleaned_data["region"]
        if not text:
            return None
        named = models.Q(code=text) | models.Q(name=text) | models.Q(short_name=text)
        found = list(Region.objects.current().filter(named).order_by("level", "pk")[:2])
        if len(found) != 1:
            raise ValidationError(_("There is no such region, or more than one; please write its code."))
        return found[0]

    def clean_period(self) -> tuple[PeriodKind, int | None] | None:
        """Return kind and number of the period."""
        text = unicodedata.normalize("NFKC", self.cleaned_data["period"]).replace(" ", "")
        if not text:
            return None
        if WHOLE_YEAR.fullmatch(text):
            return PeriodKind.YEAR, None
        found = PERIOD.fullmatch(text)
        if found is None:
            raise ValidationError(_("Please write the period like 第二季度, 3月, 第5批 or 年度."))
        try:
            number = int(found[1]) if found[1].isdecimal() else to_arabic(found[1])
        except ValueError:
            raise ValidationError(_("Please write the period like 第二季度, 3月, 第5批 or 年度.")) from None
        return PERIOD_SIGNS[found[2][0]], number

    def clean_page(self) -> ExemplarPage | str:
        """Return the page of that number, or the mark of somebody new (empty: nothing was said)."""
        text = unicodedata.normalize("NFKC", self.cleaned_data["page"])
        if not text or text.startswith("新"):
            return str(text)
        found: ExemplarPage | None = ExemplarPage.objects.filter(number_id=key_in(text)).first()
        if found is None:
            raise ValidationError(_("No exemplar has this number. For somebody new write 新."))
        return found

    def clean(self) -> dict[str, Any]:
        """Find programme and category."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("minor") and cleaned.get("subject", "person") != SubjectKind.PERSON:
            self.add_error("minor", _("Only a single person can be under eighteen."))
        if cleaned.get("programme"):
            self._find_programme(cleaned)
        return cleaned

    def _find_programme(self, cleaned: dict[str, Any]) -> None:
        levels = {str(level.label): level for level in ProgrammeLevel} | {
            level.value: level for level in ProgrammeLevel
        }
        found = Programme.objects.filter(name=cleaned["programme"])
        if cleaned.get("level"):
            found = found.filter(level=levels.get(cleaned["level"], ""))
        programmes = list(found[:2])
        if len(programmes) != 1:
            self.add_error("programme", _("There is no such programme, or more than one: check name and level."))
            return
        cleaned["programme"] = programmes[0]
        if cleaned.get("category"):
            category = ProgrammeCategory.objects.filter(programme=programmes[0], name=cleaned["category"]).first()
            if category is None:
                self.add_error("category", _("The programme has no such category."))
            cleaned["category"] = category

    def past(self) -> PastHonour:
        """Return what the row tells."""
        told = self.cleaned_data
        kind, number = told["period"] or (None, None)
        return PastHonour(
            name=told["name"],
            programme=told["programme"],
            year=told["year"],
            subject=told["subject"],
            unit=told["unit"],
            region=told["region"],
            category=told["category"] or None,
            period_kind=kind,
            period_number=number,
            awarded_on=told["awarded_on"],
            document_number=told["document_number"],
            state=told["state"],
            is_posthumous=told["posthumous"],
            is_minor=told["minor"],
            citation=told["citation"],
        )
