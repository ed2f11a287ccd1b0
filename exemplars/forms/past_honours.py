"""Taking in a sheet of past honours: one row, one honour, and every row is answered."""

import hashlib
import json
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from exemplars.domain.past_honours import record_past_honour
from exemplars.domain.people import NoWallError
from exemplars.forms.past_rows import PastRowForm
from exemplars.models import ExemplarPage, Honour
from exemplars.queries.earlier import earlier_pages
from foundation.intake.domain.batches import SheetColumn, SheetSpec, sheet_values, template_sheet
from foundation.models import User

MOST_ROWS: Final = 500
SPEC: Final = SheetSpec(
    title="历年荣誉",
    columns=(
        SheetColumn("name", "姓名（名称）", ("姓名", "名称", "获得者")),
        SheetColumn("subject", "对象", ("评选对象", "类型")),
        SheetColumn("region", "地区", ("县区", "所在地区")),
        SheetColumn("unit", "单位", ("工作单位", "单位及职务")),
        SheetColumn("programme", "评选项目", ("项目", "荣誉名称")),
        SheetColumn("level", "级别"),
        SheetColumn("year", "年份", ("年度",)),
        SheetColumn("period", "期次", ("季度", "月份", "批次")),
        SheetColumn("category", "类别"),
        SheetColumn("awarded_on", "授予日期", ("表彰日期", "发布日期")),
        SheetColumn("document_number", "文号", ("文件号",)),
        SheetColumn("state", "结果"),
        SheetColumn("posthumous", "追授"),
        SheetColumn("minor", "未满十八周岁", ("未成年",)),
        SheetColumn("citation", "颁奖词", ("简介",)),
        SheetColumn("page", "页面编号", ("典型编号",)),
    ),
    max_rows=MOST_ROWS,
)


@dataclass(frozen=True)
class HonouredRow:
    """What became of one row: ``line`` is its line in the sheet, counted from 1 with the heading."""

    line: int
    honour: Honour | None
    problems: tuple[str, ...] = ()
    repeated: bool = False

    @property
    def sentence(self) -> str:
        """The answer in words."""
        if self.honour is None:
            return _("Not taken: %(why)s") % {"why": " ".join(self.problems)}
        return _("Already there") if self.repeated else _("Success")


def past_honours_template() -> bytes:
    """Return the empty sheet."""
    return template_sheet(SPEC)


def take_past_honours(*, data: bytes, actor: User | None) -> list[HonouredRow]:
    """Record every good row and answer each; raises ``SheetError`` when the sheet cannot be read at all.

    A row's key follows from what it says, so the same sheet again, or a corrected one, adds only what was missing.
    Rows that the sheet marks as one new person (新1, 新2 …) share the page that the first of them makes.
    """
    marked: dict[str, ExemplarPage] = {}
    answers = []
    for line, values in sheet_values(spec=SPEC, data=data):
        answer = _take_row(line, values, marked, actor)
        mark = values.get("page", "").strip()
        if answer.honour is not None and len(mark) > 1 and mark.startswith("新"):
            marked[mark] = answer.honour.exemplar
        answers.append(answer)
    return answers


def row_key(values: dict[str, str]) -> str:
    """Return the key of a row; a page's number, written in when the row was refused, does not change it."""
    told = dict(values)
    if told.get("page", "").strip().isdecimal():
        told["page"] = ""
    return hashlib.sha256(json.dumps(sorted(told.items()), ensure_ascii=True).encode()).hexdigest()


def _take_row(line: int, values: dict[str, str], marked: dict[str, ExemplarPage], actor: User | None) -> HonouredRow:
    key = row_key(values)
    known = Honour.objects.filter(row_key=key).select_related("exemplar").first()
    if known is not None:
        return HonouredRow(line, known, repeated=True)
    form = PastRowForm(values)
    if not form.is_valid():
        problems = [f"{form[name].label}：{error}" for name, found in form.errors.items() for error in found]
        return HonouredRow(line, None, tuple(problems))
    page = form.cleaned_data["page"]
    if not page and (asked := _same_name(form)):
        return HonouredRow(line, None, (asked,))
    page = marked.get(page) if isinstance(page, str) else page
    try:
        return HonouredRow(line, record_past_honour(past=form.past(), page=page, row_key=key, actor=actor))
    except ValidationError as refusal:
        return HonouredRow(line, None, tuple(str(message) for message in refusal.messages))
    except NoWallError:
        return HonouredRow(line, None, (_("There is no page of exemplars yet; please make one under the front page."),))


def _same_name(form: PastRowForm) -> str:
    """Return the question whether somebody of the same name is the same person, or nothing where nobody bears it."""
    told = form.cleaned_data
    place = told["region"].name if told["region"] else ""
    found = earlier_pages(name=told["name"], place=place, unit=told["unit"])
    named = [
        f"{each.page.title}（{each.page.number_id}{'，' if each.page.unit else ''}{each.page.unit}）"
        for each in found
        if each.evidence.same_characters
    ]
    if not named:
        return ""
    sentence = _("Somebody of this name has a page: %(pages)s. Write its number in the last column, or 新 for another.")
    return sentence % {"pages": "、".join(named[:5])}
