"""Forms of batches: the organiser's for a link, the unit's for a sheet."""

from datetime import datetime, time
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaigns.contests.domain.batch_rows import AI_DETAIL
from campaigns.contests.domain.batch_runs import ARCHIVE, SHEET, Sender
from campaigns.contests.domain.desk import today
from campaigns.contests.enums import AiPolicy, AskedField, DeclarationKind, MinorsPolicy
from campaigns.contests.forms.entry_pieces import NO_TOOL, TOOL
from campaigns.contests.forms.pieces import DeskForm
from campaigns.contests.models import Contest, RuleSet
from campaigns.contests.queries.contests import announced
from foundation.intake.codes import OFFICE_ZONE
from foundation.intake.file_rules import HEAD_BYTES, FileRule
from foundation.intake.forms import CleanTextField, PhoneField

ORIGINAL: Final = _("Each author wrote the work without copying anybody, and it has not been published before.")
LICENCE: Final = _(
    "The authors agree that the organisers publish the works in the newspaper, on this website and in a collection."
)
ATTESTED: Final = _(
    "I attest that the guardians of the pupils here have agreed to the entry and to the use of these data for it."
)


class LinkForm(DeskForm):
    """Unit and last day of a link."""

    contest = forms.ModelChoiceField(label=_("Competition"), queryset=Contest.objects.none())
    unit = CleanTextField(label=_("School or unit"), max_length=120)
    last_day = forms.DateField(
        label=_("Valid until the end of"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contest"].queryset = announced()  # type: ignore[attr-defined]

    def clean_last_day(self) -> Any:
        """Refuse days gone by."""
        day = self.cleaned_data["last_day"]
        if day < today():
            raise ValidationError(_("This day is over. Please choose a later one."), code="past")
        return day

    @property
    def expires_at(self) -> datetime:
        """The end of the last day at the office's clock."""
        return datetime.combine(self.cleaned_data["last_day"], time.max, OFFICE_ZONE)


class OpenForm(DeskForm):
    """The telephone under which batches were sent; it opens their answers."""

    phone = PhoneField(
        label=_("The telephone given with the batch"),
        max_length=30,
        error_messages={"required": _("Please give a telephone number.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="open_%s", **kwargs)


class BatchForm(DeskForm):
    """What a teacher sends: who they are, the sheet, the archive, and what they attest."""

    teacher = CleanTextField(
        label=_("Your name (the teacher who sends this)"),
        max_length=60,
        error_messages={"required": _("Please give your name.")},
    )
    phone = PhoneField(
        label=_("Your telephone"), max_length=30, error_messages={"required": _("Please give a telephone number.")}
    )
    address = CleanTextField(label=_("Postal address"), max_length=200)
    postcode = forms.RegexField(
        r"^[0-9]{6}$", label=_("Postcode"), error_messages={"invalid": _("A postcode has six digits.")}
    )
    sheet = forms.FileField(
        label=_("The sheet, filled in"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": _("Please choose the sheet.")},
    )
    archive = forms.FileField(
        label=_("The files, packed as one .zip"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".zip"}),
        help_text=_("Up to 200 MB. The names stand in the sheet; folders do not matter."),
    )
    ai_used = forms.ChoiceField(
        label=_("Did a tool write or rewrite any part of these works?"),
        choices=[("", _("Please choose")), (NO_TOOL, _("No")), (TOOL, _("Yes"))],
        error_messages={"required": _("Please say whether a tool was used.")},
    )
    ai_detail = CleanTextField(label=_("If yes: which works, which tool, for what"), max_length=200, required=False)
    is_original = forms.BooleanField(label=ORIGINAL)
    agrees_licence = forms.BooleanField(label=LICENCE)
    attests = forms.BooleanField(label=ATTESTED, required=False)

    def __init__(self, *args: Any, rules: RuleSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for asked in (AskedField.ADDRESS, AskedField.POSTCODE):
            if asked not in rules.asked:
                del self.fields[asked]
        if rules.minors_policy == MinorsPolicy.ADULTS:
            del self.fields["attests"]
        if rules.ai_policy != AiPolicy.DECLARE:
            del self.fields["ai_used"], self.fields["ai_detail"]
        if rules.licence_text:
            self.fields["agrees_licence"].label = rules.licence_text
        for name in ("is_original", "agrees_licence"):
            self.fields[name].error_messages["required"] = _("Without this we cannot take the entries.")

    def clean(self) -> dict[str, Any]:
        """Ask what the tool was, where one was used."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("ai_used") == TOOL and not cleaned.get("ai_detail"):
            self.add_error("ai_detail", _("Please say which works, and which tool."))
        return cleaned

    def clean_sheet(self) -> Any:
        """Check size and kind before anything is kept."""
        return _checked(self.cleaned_data["sheet"], SHEET)

    def clean_archive(self) -> Any:
        """Check size and kind before anything is kept."""
        upload = self.cleaned_data["archive"]
        return _checked(upload, ARCHIVE) if upload else None

    def sender(self) -> Sender:
        """Return who sends it, with the words they ticked."""
        cleaned = self.cleaned_data
        return Sender(
            teacher=cleaned["teacher"],
            phone=cleaned["phone"],
            address=cleaned.get("address", ""),
            postcode=cleaned.get("postcode", ""),
            attested=str(ATTESTED) if cleaned.get("attests") else "",
            declared={
                DeclarationKind.ORIGINAL.value: str(self.fields["is_original"].label),
                DeclarationKind.LICENCE.value: str(self.fields["agrees_licence"].label),
                **self._tools(),
            },
        )

    def _tools(self) -> dict[str, str]:
        if "ai_used" not in self.fields:
            return {}
        is_used = self.cleaned_data["ai_used"] == TOOL
        words = str(_("A tool was used") if is_used else _("No tool was used"))
        detail = {AI_DETAIL: self.cleaned_data["ai_detail"]} if is_used else {}
        return {DeclarationKind.AI_USE.value: words, **detail}


def _checked(upload: Any, rule: FileRule) -> Any:
    rule.check_size(upload.size)
    rule.check_head(upload.read(HEAD_BYTES))
    upload.seek(0)
    return upload
