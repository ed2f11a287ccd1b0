"""The demo's placements and screens: three months over twelve media, entered by the same verbs as the desk's.

The figures are invented; their size is that of a real city's table, which was added up by hand.
"""

import datetime as dt
import uuid
from itertools import cycle
from typing import Final

from django.db import transaction

from campaigns.damage_kind import DAMAGE_REPORT
from campaigns.domain.damage import confirm_damage
from campaigns.domain.placements import Details, place_ad
from campaigns.domain.sizes import make_files
from campaigns.enums import Datum, PlayKind
from campaigns.models import DamageTask, Medium, Placement, Playlist, PlaylistItem, PsaFile, PsaPage, Screen
from foundation.intake.domain.submitting import submit
from foundation.models import Organisation, Region, User
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
"""Times shown in the quarter, and the usual place."""

MONTHS: Final = (dt.date(2026, 7, 1), dt.date(2026, 8, 1), dt.date(2026, 9, 1))
DISTRICTS: Final = ("990102", "990103", "990121", "990122")
UNITS: Final = {
    "990102": "霁湖区文明办",
    "990103": "榆桥区委宣传部",
    "990121": "禾坪县委宣传部",
    "990122": "望渡县文明办",
}
NOW_SHOWING: Final = dt.date(2026, 11, 1)


@transaction.atomic
def place_ads() -> int:
    """Enter the demo's placements and screens and return how many placements there are; none without ads.

    The files of the ads are made here: a placement needs one, and the worker that makes them runs later.
    """
    publisher = User.objects.get(username=PUBLISHER.username)
    for psa in PsaPage.objects.filter(files=None).select_related("master", "recording").order_by("pk"):
        make_files(psa=psa)
    files = list(PsaFile.objects.select_related("psa__category").order_by("psa_id", "pk"))
    firsts = list({file.psa_id: file for file in reversed(files)}.values())[::-1]
    if not firsts:
        return 0
    regions = {region.code: region for region in Region.objects.filter(code__in=DISTRICTS)}
    units = {unit.name: unit for unit in Organisation.objects.filter(name__in=UNITS.values())}
    ads = cycle(firsts)
    for medium in Medium.objects.filter(name__in=TIMES):
        total, place = TIMES[medium.name]
        shares = _shares(total, len(MONTHS) * len(DISTRICTS))
        for month in MONTHS:
            for code in DISTRICTS:
                details = Details(
                    psa_file=next(ads),
                    medium=medium,
                    region=regions[code],
                    organisation=units[UNITS[code]],
                    starts_on=month,
                    ends_on=(month + dt.timedelta(days=45)).replace(day=1) - dt.timedelta(days=1),
                    address=place,
                    times_shown=next(shares),
                )
                place_ad(details=details, actor=publisher, up=True)
    _hoarding(firsts[0], regions["990102"], units["霁湖区文明办"], publisher)
    _screens(regions["990102"], units["霁湖区文明办"])
    return Placement.objects.count()


def _shares(total: int, parts: int) -> "cycle[int]":
    """Share a total out in whole parts; the first takes what is left over."""
    share = total // parts
    return cycle([total - share * (parts - 1), *[share] * (parts - 1)])


def _hoarding(file: PsaFile, region: Region, unit: Organisation, publisher: User) -> None:
    """Put up a hoarding with a point and a share."""
    details = Details(
        psa_file=file,
        medium=Medium.objects.get(name="围挡"),
        region=region,
        organisation=unit,
        starts_on=NOW_SHOWING,
        address="湖滨大道改造工程北侧",
        longitude=112.486_310,
        latitude=30.182_440,
        datum=Datum.GCJ02,
        surface_share=35,
    )
    place_ad(details=details, actor=publisher, up=True)


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
    """Let a passer-by report the hoarding, and the unit confirm it; tells whether there is one.

    It stands outside of the demo's one transaction: a receipt must not be given for what might yet be rolled back.
    """
    hoarding = Placement.objects.filter(medium__name="围挡").first()
    if hoarding is None:
        return False
    cleaned = {"code": hoarding.code, "what": "右下角画面被风掀开，约半平方米。"}
    submit(kind=DAMAGE_REPORT, key=uuid.uuid5(uuid.NAMESPACE_URL, hoarding.code), cleaned=cleaned)
    publisher = User.objects.get(username=PUBLISHER.username)
    confirm_damage(task=DamageTask.objects.get(placement=hoarding), actor=publisher)
    return True
