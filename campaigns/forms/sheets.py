"""Taking in a sheet of placements: one row, one placement, and every row is answered."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.domain.placements import move_placement, place_ad
from campaigns.enums import PlacementState
from campaigns.forms.rows import PlacementRowForm
from campaigns.models import Placement
from foundation.intake.domain.batches import SheetColumn, SheetSpec, sheet_values, template_sheet
from foundation.models import User

MOST_ROWS: Final = 500
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

    ``ad`` and ``place`` repeat what the row says, so that it is found again without counting.
    """

    line: int
    ad: str
    place: str
    placement: Placement | None
    problems: tuple[str, ...] = ()
    repeated: bool = False

    @property
    def sentence(self) -> Any:
        """The answer in words."""
        if self.placement is None:
            return _("Not taken: %(why)s") % {"why": " ".join(self.problems)}
        return _("Already there") if self.repeated else gettext_lazy("Success")


def placement_template() -> bytes:
    """Return the empty sheet."""
    return template_sheet(SPEC)


def take_placements(*, data: bytes, actor: User | None) -> list[PlacedRow]:
    """Enter every good row and answer each; raises ``SheetError`` when the sheet cannot be read at all.

    A row's key follows from what it says, so the same sheet again, or a corrected one, adds only what was missing.
    Two rows that say the same are two placements: the second's key follows from its being the second.
    """
    lookups: dict[tuple[str, str], Any] = {}
    seen: Counter[str] = Counter()
    answers = []
    for line, values in sheet_values(spec=SPEC, data=data):
        text = json.dumps(sorted(values.items()), ensure_ascii=True)
        seen[text] += 1
        key = hashlib.sha256(f"{text}{seen[text]}".encode()).hexdigest()
        answers.append(_take_row(line, values, key, lookups, actor))
    return answers


def _take_row(
    line: int, values: dict[str, str], key: str, lookups: dict[tuple[str, str], Any], actor: User | None
) -> PlacedRow:
    answer = partial(PlacedRow, line, values["ad"], f"{values['region']}{values['address']}")
    known = Placement.objects.filter(row_key=key).first()
    if known is not None:
        return answer(known, repeated=True)
    form = PlacementRowForm(values, lookups=lookups)
    if not form.is_valid():
        problems = [f"{form[name].label}：{error}" for name, found in form.errors.items() for error in found]
        return answer(None, tuple(problems))
    try:
        return answer(_place(form, key, actor))
    except ValidationError as refusal:
        return answer(None, tuple(str(message) for message in refusal.messages))


@transaction.atomic
def _place(form: PlacementRowForm, key: str, actor: User | None) -> Placement:
    """Place the row as planned, as up, or as come down on its last day."""
    state, details = form.cleaned_data["state"], form.details()
    placed = place_ad(details=details, actor=actor, up=state != PlacementState.PLANNED, row_key=key)
    if state != PlacementState.DOWN:
        return placed
    if details.ends_on is None or details.ends_on > timezone.localdate():
        raise ValidationError(_("What was taken down needs its last day, and that day must have come."))
    return move_placement(placement=placed, to=PlacementState.DOWN, actor=actor, on=details.ends_on)
