"""Taking in a sheet of placements: one row, one placement, and every row is answered."""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.domain.placements import move_placement, place_ad
from campaigns.domain.tallies import gathered
from campaigns.enums import PlacementState
from campaigns.forms.rows import PlacementRowForm
from campaigns.models import Placement
from campaigns.rules.shares import share_remark
from foundation.intake.domain.batches import SheetColumn, SheetSpec, sheet_values, template_sheet
from foundation.intake.sheets import write_xlsx
from foundation.models import User

MOST_ROWS: Final = 500
BATCH: Final = 50
"""Rows of one transaction."""
SPEC: Final = SheetSpec(
    title="投放登记",
    columns=(
        SheetColumn("ad", "公益广告", ("作品", "编号或标题", "公益广告编号")),
        SheetColumn("file", "文件", ("版本",)),
        SheetColumn("medium", "媒介", ("媒体类型", "发布媒介")),
        SheetColumn("region", "地区", ("区县",)),
        SheetColumn("address", "地址", ("地点", "点位")),
        SheetColumn("organisation", "单位", ("投放单位", "发布单位")),
        SheetColumn("starts_on", "开始日期", ("起始日期", "开始")),
        SheetColumn("ends_on", "结束日期", ("截止日期", "结束")),
        SheetColumn("times_shown", "次数", ("条次", "刊播次数")),
        SheetColumn("surface_share", "占比", ("占比(%)", "面积占比")),
        SheetColumn("longitude", "经度"),
        SheetColumn("latitude", "纬度"),
        SheetColumn("datum", "坐标系"),
        SheetColumn("state", "状态"),
        SheetColumn("reference", "自编号", ("备注编号",)),
    ),
    max_rows=MOST_ROWS,
)


@dataclass(frozen=True)
class PlacedRow:
    """What became of one row: ``line`` is its line in the sheet, counted from 1 with the heading.

    ``ad`` and ``place`` repeat what the row says, so that it is found again without counting; ``values`` is all of it,
    for the sheet of what was refused. ``remark`` is said of a row that was taken.
    """

    line: int
    values: dict[str, str]
    placement: Placement | None = None
    problems: tuple[str, ...] = ()
    repeated: bool = False
    remark: str = ""

    @property
    def ad(self) -> str:
        """The ad as the row names it."""
        return self.values["ad"]

    @property
    def place(self) -> str:
        """Medium and place as the row names them."""
        return f"{self.values['medium']} {self.values['region']}{self.values['address']}".strip()

    @property
    def sentence(self) -> Any:
        """The answer in words."""
        if self.placement is None:
            return _("Not taken: %(why)s") % {"why": " ".join(self.problems)}
        taken = _("Already there") if self.repeated else _("Entered.")
        return f"{taken} {self.remark}".strip()


def placement_template() -> bytes:
    """Return the empty sheet."""
    return template_sheet(SPEC)


def refused_rows(text: str) -> list[dict[str, str]]:
    """Read the rows that the answer's page holds for the sheet of what was refused; none where it is no such text."""
    try:
        rows = json.loads(text)
    except ValueError:
        return []
    if not isinstance(rows, list):
        return []
    return [row for row in rows[:MOST_ROWS] if isinstance(row, dict)]


def refused_sheet(rows: Iterable[dict[str, str]]) -> bytes:
    """Return a sheet of rows that were refused, to be corrected and sent again; what stands in a cell is text."""
    headings = [column.heading for column in SPEC.columns]
    lines = [[str(row.get(column.field, "")) for column in SPEC.columns] for row in rows]
    return write_xlsx([headings, *lines], title=SPEC.title)


def take_placements(*, data: bytes, actor: User | None, seconds: float | None = None) -> list[PlacedRow]:
    """Enter every good row and answer each; raises ``SheetError`` when the sheet cannot be read at all.

    A row's key follows from what it says, so the same sheet again, or a corrected one, adds only what was missing.
    Two rows that say the same are two placements: the second's key follows from its being the second. Fifty rows are
    one transaction; after ``seconds`` no further fifty are begun, and each row left is answered so.
    """
    until = None if seconds is None else time.monotonic() + seconds
    lookups: dict[tuple[str, str], Any] = {}
    seen: Counter[str] = Counter()
    rows = []
    for line, values in sheet_values(spec=SPEC, data=data):
        text = json.dumps(sorted(values.items()), ensure_ascii=True)
        seen[text] += 1
        rows.append((line, values, hashlib.sha256(f"{text}{seen[text]}".encode()).hexdigest()))
    answers: list[PlacedRow] = []
    for start in range(0, len(rows), BATCH):
        if until is not None and start and time.monotonic() > until:
            late = (_("There was no time left for this row. Please send the sheet again: it goes on from here."),)
            return [*answers, *(PlacedRow(line, values, problems=late) for line, values, _key in rows[start:])]
        with transaction.atomic(), gathered():
            answers += [_take_row(*row, lookups, actor) for row in rows[start : start + BATCH]]
    return answers


def _take_row(
    line: int, values: dict[str, str], key: str, lookups: dict[tuple[str, str], Any], actor: User | None
) -> PlacedRow:
    answer = partial(PlacedRow, line, values)
    known = Placement.objects.filter(row_key=key).first()
    if known is not None:
        return answer(known, repeated=True)
    form = PlacementRowForm(values, lookups=lookups)
    if not form.is_valid():
        problems = [f"{form[name].label}：{error}" for name, found in form.errors.items() for error in found]
        return answer(problems=tuple(problems))
    try:
        with transaction.atomic(), gathered():
            placed = _place(form, key, actor)
    except ValidationError as refusal:
        return answer(problems=tuple(str(message) for message in refusal.messages))
    except IntegrityError:
        # Somebody has sent the same sheet at the same time: the row's key is there now.
        return answer(Placement.objects.get(row_key=key), repeated=True)
    return answer(placed, remark=share_remark(placed.medium, placed.surface_share))


def _place(form: PlacementRowForm, key: str, actor: User | None) -> Placement:
    """Place the row as planned, as up, or as come down on its last day."""
    state, details = form.cleaned_data["state"], form.details()
    placed = place_ad(details=details, actor=actor, up=state != PlacementState.PLANNED, row_key=key)
    if state != PlacementState.DOWN:
        return placed
    if details.ends_on is None or details.ends_on > timezone.localdate():
        raise ValidationError(_("What was taken down needs its last day, and that day must have come."))
    return move_placement(placement=placed, to=PlacementState.DOWN, actor=actor, on=details.ends_on)
