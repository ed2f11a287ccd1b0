"""The demo's placements and screens over twelve media, entered by the same verbs as the desk's.

The figures of the last quarter are invented; their size is that of a real city's table, which was added up by hand.
Days follow the day on which the demo is built, so that what hangs hangs now, whenever that is.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from itertools import cycle
from typing import Final

from django.db import transaction
from django.utils import timezone

from campaigns.damage_kind import DAMAGE_REPORT
from campaigns.domain.damage import close_damage, confirm_damage
from campaigns.domain.ending import ask_units, end_finished
from campaigns.domain.placements import Details, add_photo, place_ad
from campaigns.domain.sizes import make_files
from campaigns.domain.tallies import gathered
from campaigns.enums import DamageState, Datum, PlayKind
from campaigns.models import DamageTask, Medium, Placement, Playlist, PlaylistItem, PsaFile, PsaPage, Screen
from campaigns.rules.days import HERE
from campaigns.rules.months import last_quarter, later, month_of
from foundation.intake.domain.submitting import submit
from foundation.models import Organisation, Region, User
from portal.demo.street import SCENES, photograph
from portal.demo_accounts import PUBLISHER

TIMES: Final = {
    "报纸": (96, "《澄川文明报》公益广告版"),
    "电视": (18_620, "澄川电视台新闻频道"),
    "广播": (21_900, "澄川交通广播"),
    "期刊": (12, "《澄川文明》月刊封底"),
    "LED 屏": (38_400, "中心广场大屏"),
    "单立柱": (42, "环城高速入口"),
    "站牌": (860, "人民路沿线公交站"),
    "车体": (320, "公交 1 路、6 路"),
    "候车亭": (1_240, "滨河路候车亭"),
    "出租车顶灯": (12_800, "城区出租车"),
    "地铁": (1_560, "1 号线站台"),
    "其他": (405, "便民服务点海报"),
}
"""Times shown in the last quarter, and the usual place."""

DISTRICTS: Final = ("990102", "990103", "990121", "990122")
UNITS: Final = {
    "990102": "霁湖区文明办",
    "990103": "榆桥区委宣传部",
    "990121": "禾坪县委宣传部",
    "990122": "望渡县文明办",
}
OVER: Final = ("单立柱", "车体")
"""Media whose first ads are over and still hang."""
PLANNED: Final = ("候车亭", "地铁")
HANGING: Final = dt.timedelta(days=75)
"""For how long what hangs now hangs on."""
HOARDINGS: Final = (
    ("990102", "湖滨大道改造工程北侧", 112.486_310, 30.182_440, 35),
    ("990103", "榆桥中学扩建工地", 112.512_870, 30.171_930, 42),
    ("990121", "县医院门诊楼工地", 112.601_150, 30.120_660, 22),
    ("990122", "滨江步道工地", 112.398_420, 30.244_810, 30),
)
DAMAGE: Final = {
    "990102": "右下角画面被风掀开，约半平方米。",
    "990103": "整幅画面被贴了三张小广告。",
    "990122": "画面褪色，字已经看不清。",
    "990121": "有一块板子松了。",
}
"""What passers-by report of the hoarding in each district."""


@dataclass
class _City:
    """What the demo's placements are made of."""

    today: dt.date
    publisher: User
    ads: list[PsaFile]
    regions: dict[str, Region]
    units: dict[str, Organisation]
    next_ad: "cycle[PsaFile]" = field(init=False)

    def __post_init__(self) -> None:
        self.next_ad = cycle(self.ads)

    def place(self, medium: Medium, code: str, starts: dt.date, *, up: bool = True, **values: object) -> Placement:
        """Place the next ad in a district."""
        details = Details(
            psa_file=next(self.next_ad),
            medium=medium,
            region=self.regions[code],
            organisation=self.units[UNITS[code]],
            starts_on=starts,
            **values,  # type: ignore[arg-type] # details of a placement
        )
        return place_ad(details=details, actor=self.publisher, up=up)


@transaction.atomic
def place_ads(today: dt.date | None = None) -> int:
    """Enter the demo's placements and screens and return how many placements there are; none without ads.

    The files of the ads are made here: a placement needs one, and the worker that makes them runs later.
    """
    publisher = User.objects.get(username=PUBLISHER.username)
    for psa in PsaPage.objects.filter(files=None).select_related("master", "recording").order_by("pk"):
        make_files(psa=psa)
    files = list(PsaFile.objects.select_related("psa__category", "psa__master").order_by("psa_id", "pk"))
    firsts = list({file.psa_id: file for file in reversed(files)}.values())[::-1]
    if not firsts:
        return 0
    city = _City(
        today or timezone.localdate(),
        publisher,
        firsts,
        {region.code: region for region in Region.objects.filter(code__in=DISTRICTS)},
        {unit.name: unit for unit in Organisation.objects.filter(name__in=UNITS.values())},
    )
    with gathered():
        for medium in Medium.objects.filter(name__in=TIMES):
            _last_quarter(city, medium)
            _now(city, medium)
        _hoardings(city)
    noon = dt.datetime.combine(city.today, dt.time(12), HERE)
    end_finished(now=noon)
    ask_units(now=noon)
    _take_photos(publisher)
    _screens(city.regions["990102"], city.units["霁湖区文明办"])
    return Placement.objects.count()


def _last_quarter(city: _City, medium: Medium) -> None:
    """Enter a medium's three months in each district; what hangs at places hangs on, the rest ended with its month."""
    total, place = TIMES[medium.name]
    months = list(last_quarter(city.today).months())
    shares = _shares(total, len(months) * len(DISTRICTS))
    for month in months:
        for code in DISTRICTS:
            ends = later(month, 1) - dt.timedelta(days=1)
            if medium.is_physical:
                over = medium.name in OVER and month == months[0]
                ends = city.today - dt.timedelta(days=3) if over else city.today + HANGING
            address = f"{place}（{month.month} 月）" if medium.is_physical else place
            city.place(medium, code, month, ends_on=ends, address=address, times_shown=next(shares))


def _now(city: _City, medium: Medium) -> None:
    """Enter this month of what is no place, and the plans of the next."""
    total, place = TIMES[medium.name]
    month = month_of(city.today)
    if not medium.is_physical:
        for code in DISTRICTS:
            ends = later(month, 1) - dt.timedelta(days=1)
            city.place(medium, code, month, ends_on=ends, address=place, times_shown=max(1, total // 12))
    elif medium.name in PLANNED:
        for code in DISTRICTS:
            first = later(month, 1)
            ends = later(month, 2) - dt.timedelta(days=1)
            city.place(medium, code, first, up=False, ends_on=ends, address=f"{place}（新增）", times_shown=30)


def _shares(total: int, parts: int) -> "cycle[int]":
    """Share a total out in whole parts; the first takes what is left over."""
    share = total // parts
    return cycle([total - share * (parts - 1), *[share] * (parts - 1)])


def _hoardings(city: _City) -> None:
    """Put up hoardings with a point and a share, the third smaller than is expected."""
    medium = Medium.objects.get(name="围挡")
    for code, address, longitude, latitude, share in HOARDINGS:
        city.place(
            medium,
            code,
            month_of(city.today),
            ends_on=city.today + HANGING,
            address=address,
            longitude=longitude,
            latitude=latitude,
            datum=Datum.GCJ02,
            surface_share=share,
        )


def _take_photos(publisher: User) -> None:
    """Keep a drawn photo of two places of each medium that can be drawn."""
    for name in SCENES:
        rows = Placement.objects.filter(medium__name=name, went_up_on__isnull=False).select_related(
            "psa_file__psa__master", "region", "medium"
        )
        for row in rows.order_by("-starts_on", "pk")[:2]:
            data = photograph(name, row.psa_file.psa.master, seed=row.pk)
            day = row.starts_on + dt.timedelta(days=1)
            add_photo(placement=row, data=data, name="photo.jpg", on=min(day, timezone.localdate()), actor=publisher)


def _screens(region: Region, unit: Organisation) -> None:
    """Hang one screen with a mixed playlist; its secret address is issued at the desk."""
    playlist = Playlist.objects.create(name="市民广场日常节目单")
    for order, (kind, count, seconds) in enumerate(
        ((PlayKind.PSA, 5, 15), (PlayKind.EXEMPLAR, 2, 20), (PlayKind.ARTICLE, 3, 12))
    ):
        PlaylistItem.objects.create(playlist=playlist, sort_order=order, kind=kind, newest=count, seconds=seconds)
    Screen.objects.create(
        name="市民广场大屏",
        place="市民广场东侧",
        region=region,
        organisation=unit,
        playlist=playlist,
        medium=Medium.objects.get(name="LED 屏"),
    )


def report_damage() -> bool:
    """Let passers-by report the hoardings: one is new, two are confirmed, one is mended; tells whether there are any.

    It stands outside of the demo's one transaction: a receipt must not be given for what might yet be rolled back.
    """
    hoardings = Placement.objects.filter(medium__name="围挡").select_related("region").order_by("pk")
    publisher = User.objects.filter(username=PUBLISHER.username).first()
    for hoarding in hoardings:
        code = hoarding.region.code
        cleaned = {"code": hoarding.code, "what": DAMAGE[code]}
        submit(kind=DAMAGE_REPORT, key=uuid.uuid5(uuid.NAMESPACE_URL, hoarding.code), cleaned=cleaned)
        task = DamageTask.objects.get(placement=hoarding)
        if publisher is None or code == "990103":
            continue
        confirm_damage(task=task, actor=publisher)
        if code == "990121":
            _mend(task, hoarding, publisher)
    return hoardings.exists()


def _mend(task: DamageTask, hoarding: Placement, publisher: User) -> None:
    photo = photograph("围挡", hoarding.psa_file.psa.master, seed=task.pk + 1000)
    close_damage(
        task=task,
        outcome=DamageState.REPAIRED,
        photo=photo,
        name="photo.jpg",
        on=timezone.localdate(),
        actor=publisher,
    )
