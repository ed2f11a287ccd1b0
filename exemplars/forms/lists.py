"""Taking in the list of a unit: one row, one nomination, its files out of the archive, and every row is answered."""

import json
import uuid
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exemplars.domain.nominations import RoundClosedError, told
from exemplars.enums import Age, Consent, SubjectKind
from exemplars.forms.archives import Archive, ArchiveError
from exemplars.forms.nominations import NominationForm
from exemplars.models import Nomination, ProgrammeCategory, UnitList
from exemplars.rules.likeness import plain_name
from foundation.intake.domain.batches import RowAnswer, SheetColumn, SheetSpec, sheet_values
from foundation.intake.domain.files import check_count, take_whole
from foundation.intake.domain.submitting import submit
from foundation.intake.enums import Channel
from foundation.intake.forms import CleanTextField, PhoneField
from foundation.intake.kinds import IntakeKind, get_kind
from foundation.intake.models import IntakeFile, Submission

MOST_ROWS: Final = 200
LIST_SPEC: Final = SheetSpec(
    title="推荐名单",
    columns=(
        SheetColumn("category", "类别", ("推荐类别",)),
        SheetColumn("subject", "推荐对象类型", ("对象类型",)),
        SheetColumn("name", "姓名（名称）", ("姓名", "名称")),
        SheetColumn("place", "所在地区", ("地区", "所在地")),
        SheetColumn("unit", "单位及职务", ("单位", "工作单位")),
        SheetColumn("age", "是否未满18周岁", ("未成年",)),
        SheetColumn("guardian", "监护人姓名和电话", ("监护人",)),
        SheetColumn("deeds", "主要事迹", ("事迹",)),
        SheetColumn("consent", "本人是否知情同意", ("知情同意",)),
        SheetColumn("nominee_contact", "推荐对象联系方式", ("联系方式",)),
        SheetColumn("files", "证明材料文件名", ("证明材料", "附件")),
    ),
    max_rows=MOST_ROWS,
)
SUBJECTS: Final = {
    "个人": SubjectKind.PERSON,
    "群体": SubjectKind.GROUP,
    "家庭": SubjectKind.FAMILY,
    "单位": SubjectKind.ORGANISATION,
    "村镇": SubjectKind.PLACE,
    "城市": SubjectKind.PLACE,
    "村镇、城市": SubjectKind.PLACE,
}
AGES: Final = {"": Age.ADULT, "否": Age.ADULT, "是": Age.MINOR, "已故": Age.DECEASED}
CONSENTS: Final = {
    "是": Consent.GIVEN,
    "本人知情并同意": Consent.GIVEN,
    "由我征求本人意见": Consent.NOMINATOR_ASKS,
    "由本单位征求": Consent.NOMINATOR_ASKS,
    "请主办单位征求本人意见": Consent.OFFICE_ASKS,
    "否": Consent.OFFICE_ASKS,
}
UNCHANGEABLE: Final = ("subject", "deeds", "consent", "is_minor")
SEPARATORS: Final = str.maketrans(dict.fromkeys(";；、,，\n\r", "\n"))


class UnitListForm(forms.Form):
    """The sheet, the archive, and who sends them."""

    contact_name = CleanTextField(
        label=gettext_lazy("Your name"),
        max_length=60,
        error_messages={"required": gettext_lazy("Please give your name. It is not published.")},
    )
    contact_phone = PhoneField(
        label=gettext_lazy("Your telephone"),
        max_length=30,
        error_messages={
            "required": gettext_lazy("Please give your telephone, so that we can ask back. It is not published.")
        },
    )
    sheet = forms.FileField(
        label=gettext_lazy("The list (.xlsx)"),
        help_text=gettext_lazy("Filled in on the template; one nominee in each row, at most 200."),
        error_messages={
            "required": gettext_lazy("Please choose the list."),
            "empty": gettext_lazy("The sheet is empty. Please fill in the template and send it again."),
        },
    )
    archive = forms.FileField(
        label=gettext_lazy("Evidence as one .zip"),
        help_text=gettext_lazy(
            "The files named in the last column: pictures and PDF, each up to 10 MB, 50 MB together."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        self.fields["contact_name"].widget.attrs["autocomplete"] = "name"
        self.fields["contact_phone"].widget.attrs["autocomplete"] = "tel"
        self.fields["contact_phone"].widget.input_type = "tel"
        self.fields["sheet"].widget.attrs["accept"] = ".xlsx,.csv"
        self.fields["archive"].widget.attrs["accept"] = ".zip"


@dataclass
class _Taking:
    """What stays the same for all rows of one sheet."""

    unit_list: UnitList
    contact: dict[str, str]
    archive: Archive | None
    kind: IntakeKind = field(default_factory=lambda: get_kind("nomination"))


def take_list(*, unit_list: UnitList, data: bytes, contact: dict[str, str], archive: bytes = b"") -> list[RowAnswer]:
    """Take in every good row of a unit's sheet and answer each.

    Sending the list again adds only what was missing: within one unit's list a nominee is known by category, name,
    place and unit. A known nominee whose account has changed is told so and changes nothing. Raises ``SheetError`` and
    ``ArchiveError`` when sheet or archive cannot be read at all.
    """
    rows = sheet_values(spec=LIST_SPEC, data=data)
    wanted = [file_names(values["files"]) for _line, values in rows]
    opened = Archive(archive, wanted=[name for names in wanted for name in names]) if archive else None
    taking = _Taking(unit_list, contact, opened)
    categories = {each.name: each for each in unit_list.round.programme.categories.all()}
    return [_take_row(taking, categories, line, values) for line, values in rows]


def file_names(cell: str) -> list[str]:
    """Return the file names that a cell lists, however they are separated; each once."""
    names = (name.strip() for name in cell.translate(SEPARATORS).split("\n"))
    return list(dict.fromkeys(name for name in names if name))


def _take_row(
    taking: _Taking, categories: dict[str, ProgrammeCategory], line: int, values: dict[str, str]
) -> RowAnswer:
    data, problems = _translated(taking, categories, values)
    form = NominationForm(data)
    if not form.is_valid() or problems:
        said = [
            f"{form[name].label}：{error}" for name, found in form.errors.items() if name in data for error in found
        ]
        return RowAnswer(line, "", (*problems, *said))
    key = row_key(taking.unit_list, form.cleaned_data)
    known = Submission.objects.filter(submission_key=key).first()
    if known is not None:
        return _known_row(known, form, line)
    try:
        files = _files(taking, file_names(values["files"]))
    except (ValidationError, ArchiveError) as error:
        return RowAnswer(line, "", tuple(getattr(error, "messages", (str(error),))))
    cleaned = {**form.cleaned_data, "unit_list": taking.unit_list}
    try:
        receipt = submit(kind=taking.kind, key=key, cleaned=cleaned, channel=Channel.BATCH, files=files)
    except RoundClosedError:
        return RowAnswer(line, "", (_("This round takes no nominations any more."),))
    return RowAnswer(line, receipt.number, (), repeated=not receipt.is_new)


def _translated(
    taking: _Taking, categories: dict[str, ProgrammeCategory], values: dict[str, str]
) -> tuple[dict[str, Any], list[str]]:
    """Return the form's data of a row, without what could not be understood, and sentences about that."""
    problems: list[str] = []
    texts = ("name", "place", "unit", "guardian", "deeds", "nominee_contact")
    data: dict[str, Any] = {name: values[name] for name in texts} | taking.contact
    category = categories.get(values["category"].strip())
    closed: list[tuple[str, Any, str]] = [
        ("category", category and f"{taking.unit_list.round_id}-{category.pk}", "、".join(categories)),
        ("subject", SUBJECTS.get(values["subject"].strip() or "个人"), "、".join(list(SUBJECTS)[:4])),
        ("age", AGES.get(values["age"].strip()), "是、否、已故"),
        ("consent", CONSENTS.get(values["consent"].strip()), "、".join(list(CONSENTS)[1:5:2])),
    ]
    headings = {column.field: column.heading for column in LIST_SPEC.columns}
    for name, value, allowed in closed:
        if value:
            data[name] = value
        else:
            sentence = _("%(heading)s: please write one of these: %(allowed)s.")
            problems.append(sentence % {"heading": headings[name], "allowed": allowed})
    return data, problems


def row_key(unit_list: UnitList, cleaned: dict[str, Any]) -> uuid.UUID:
    """Return the submission key of a nominee within a unit's list."""
    _round, category = cleaned["category"]
    # Not by sound but by the characters themselves: two people of one unit may well sound the same.
    said = [category.pk, *(plain_name(cleaned.get(name) or "") for name in ("name", "place", "unit"))]
    return uuid.uuid5(unit_list.public_id, json.dumps(["nomination", *said], ensure_ascii=True))


def _known_row(known: Submission, form: NominationForm, line: int) -> RowAnswer:
    nomination = Nomination.objects.filter(submission=known).first()
    new = told(form.cleaned_data)
    if nomination is None or known.erased_at or all(getattr(nomination, name) == new[name] for name in UNCHANGEABLE):
        return RowAnswer(line, known.number, (), repeated=True)
    sentence = _(
        "%(number)s has been received with the same name, place and unit, but other content; it was not changed. "
        "If this is somebody else, write the difference into the unit's column; otherwise telephone us."
    )
    return RowAnswer(line, "", (sentence % {"number": known.number},))


def _files(taking: _Taking, names: list[str]) -> list[IntakeFile]:
    """Take the files of a row out of the archive; raises ``ValidationError`` and ``ArchiveError``."""
    if not names:
        return []
    check_count(kind=taking.kind, count=len(names))
    if taking.archive is None:
        raise ArchiveError(_("It names files, but no .zip came with the list."))
    contents = [taking.archive.content(name) for name in names]
    for name, content in zip(names, contents, strict=True):
        # All are judged before the first is stored, so that a row leaves all of its files or none.
        _judge(taking.kind, name, content)
    return [
        take_whole(kind=taking.kind, upload=ContentFile(content, name=name))
        for name, content in zip(names, contents, strict=True)
    ]


def _judge(kind: IntakeKind, name: str, content: bytes) -> None:
    rule = kind.files
    if rule is None:
        return
    try:
        rule.check_size(len(content))
        rule.check_head(content)
    except ValidationError as error:
        sentence = f"{name}：{' '.join(error.messages)}"
        raise ArchiveError(sentence) from None
