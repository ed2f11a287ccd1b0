"""The demo's exemplars: three programmes on two levels, four finished rounds, one under public notice, one open.

Every name is invented and ends with the mark of a sample. Who they are stands in ``people/exemplars.csv``: ``round``
names one of the finished rounds below, deeds are paragraphs parted by ``|``.
"""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from django.utils import timezone

from exemplars.domain.calendar import UnknownYearError, fill_calendar
from exemplars.domain.consents import record_consent
from exemplars.domain.decisions import confirm_decision, propose_decision
from exemplars.domain.honours import record_honour
from exemplars.domain.notices import start_notice
from exemplars.domain.people import create_exemplar_draft, publish_exemplar
from exemplars.domain.programmes import create_programme
from exemplars.domain.rounds import move_round, open_round, record_past_round
from exemplars.enums import (
    ConsentGiver,
    ConsentScope,
    NominationState,
    PeriodKind,
    ProgrammeLevel,
    RoundState,
    SubjectKind,
)
from exemplars.models import ExemplarIndexPage, ExemplarPage, Nomination, Programme, ProgrammeCategory, Round
from exemplars.models.people import NEED_CONSENT
from exemplars.queries.people import public_exemplars
from foundation.intake.codes import OFFICE_ZONE
from foundation.models import Organisation, Region, User
from portal.demo.accounts import Staff
from portal.demo.reviewing import (
    MARK,
    consult,
    gather,
    nominate,
    object_to,
    revoke_one,
    rows_of,
    support_people,
    take_consent_back,
)
from portal.demo_accounts import EDITOR, PUBLISHER
from portal.models import HomePage

PEOPLE_FILE: Final = Path(__file__).parent / "people" / "exemplars.csv"
NOMINEES_FILE: Final = Path(__file__).parent / "people" / "nominees.csv"
"""Who is nominated for the round under public notice; the last one is not selected.

One bears the name of an exemplar: whether it is the same person is for an editor to say.
"""

OFFICE: Final = "澄川市精神文明建设办公室"
GOOD_PEOPLE, CHILDREN, OF_PROVINCE = "澄川好人", "澄川市新时代好少年", "全省新时代好少年"
INTRODUCTION: Final = "邻里之间的一碗汤、渡口的一支篙、山路上的一封信。这里是澄川的身边好人，人物和事迹均为样例。"

FINISHED: Final = {
    "year": (GOOD_PEOPLE, PeriodKind.YEAR, 2025, None, date(2026, 1, 20), "澄文明〔2026〕2号"),
    "q1": (GOOD_PEOPLE, PeriodKind.QUARTER, 2026, 1, date(2026, 4, 22), "澄文明〔2026〕11号"),
    "young": (CHILDREN, PeriodKind.YEAR, 2026, None, date(2026, 5, 28), "澄文明〔2026〕16号"),
    "q2": (GOOD_PEOPLE, PeriodKind.QUARTER, 2026, 2, date(2026, 7, 23), "澄文明〔2026〕23号"),
}
"""The finished rounds by their name in the file: programme, period, year, number, day of announcement, document."""

WENT_ON: Final = ("萤有光", "澜小舟", "星河远", "鹿鸣野")
PROVINCE_DAY, PROVINCE_DOCUMENT = date(2026, 9, 10), "省文明办〔2026〕样例5号"
POSTHUMOUS: Final = "渡长明"
DAYS_LEFT: Final = 24
SHORTLIST, WINNERS = 3, 2
"""Places of each category."""
SUPPORTED: Final = 2
"""How many people's pages have messages of support."""


def honour_people(home: HomePage, staff: Staff) -> ExemplarIndexPage:
    """Open the portrait wall under the front page, enter programmes and finished rounds, and show their people."""
    wall = ExemplarIndexPage(title="先进典型", slug="exemplars", introduction=INTRODUCTION, show_in_menus=True)
    home.add_child(instance=wall)
    wall.save_revision().publish()
    programmes = open_programmes()
    rounds = {name: _past(name, programmes) for name in FINISHED}
    regions = {region.code: region for region in Region.objects.filter(code__startswith="99")}
    for row in sorted(rows_of(PEOPLE_FILE), key=lambda row: list(FINISHED).index(row["round"])):
        page = show(row, regions[row["region"]], rounds[row["round"]], staff)
        if row["name"] in WENT_ON:
            record_honour(
                exemplar=page,
                programme=programmes[OF_PROVINCE],
                category=category(programmes[OF_PROVINCE].pk, row["category"]),
                year=PROVINCE_DAY.year,
                awarded_on=PROVINCE_DAY,
                document_number=PROVINCE_DOCUMENT,
                actor=staff.editor,
            )
    return wall


def open_programmes() -> dict[str, Programme]:
    """Enter the programmes: that of the province first, for the city's hangs on it."""
    office = Organisation.objects.filter(name=OFFICE).first()
    city = office.region if office else None
    children = [SubjectKind.PERSON]
    province = create_programme(name=OF_PROVINCE, level=ProgrammeLevel.PROVINCE, subjects=children, actor=None)
    shared: dict[str, Any] = {"organiser": office, "region": city, "actor": None}
    return {
        OF_PROVINCE: province,
        GOOD_PEOPLE: create_programme(
            name=GOOD_PEOPLE,
            level=ProgrammeLevel.CITY,
            subjects=[SubjectKind.PERSON, SubjectKind.GROUP, SubjectKind.FAMILY],
            description="由群众推荐、按季评选、年终总评的身边好人。",
            **shared,
        ),
        CHILDREN: create_programme(
            name=CHILDREN, level=ProgrammeLevel.CITY, subjects=children, parent=province, **shared
        ),
    }


def _past(name: str, programmes: dict[str, Programme]) -> Round:
    programme, kind, year, number, announced_on, _document = FINISHED[name]
    return record_past_round(
        programme=programmes[programme],
        period_kind=kind,
        year=year,
        period_number=number,
        announced_on=announced_on,
        actor=None,
    )


def category(programme: int, name: str) -> ProgrammeCategory:
    """Return the category of a programme by its name."""
    return ProgrammeCategory.objects.get(programme=programme, name=name)


def show(row: dict[str, str], region: Region, round_: Round, staff: Staff) -> ExemplarPage:
    """Make a page of the file's row, record consent and honour, publish it; return it."""
    is_minor = row["round"] == "young"
    subject = SubjectKind(row["subject"])
    announced_on = round_.announced_on or timezone.localdate()
    draft = create_exemplar_draft(
        name=f"{row['name']}{MARK}",
        subject=subject,
        unit=row["unit"],
        age=int(row["age"]) if row["age"] else None,
        citation=row["citation"],
        body=[("paragraph", f"<p>{text}</p>") for text in row["deeds"].split("|")],
        is_minor=is_minor,
        is_deceased=row["name"] == POSTHUMOUS,
        regions=[region],
        actor=staff.editor,
    )
    if subject in NEED_CONSENT:
        giver = ConsentGiver.GUARDIAN if is_minor else ConsentGiver.SELF
        record_consent(
            exemplar=draft,
            scopes=[ConsentScope.NAME, ConsentScope.UNIT, ConsentScope.AGE, ConsentScope.PHOTO],
            giver=ConsentGiver.RELATIVE if row["name"] == POSTHUMOUS else giver,
            given_on=announced_on - timedelta(days=30),
            actor=staff.editor,
        )
    record_honour(
        exemplar=draft,
        programme=round_.programme,
        round_=round_,
        category=category(round_.programme_id, row["category"]),
        year=round_.year,
        awarded_on=announced_on,
        document_number=FINISHED[row["round"]][-1],
        actor=staff.editor,
    )
    return publish_exemplar(exemplar=draft, actor=staff.publisher)


def run_rounds() -> int:
    """Put a round under public notice today, open the next and fill the desk; return how many nominations there are.

    Nominations commit one by one, as a receipt asks, so this stands outside of the demo's one transaction.
    """
    programme = Programme.objects.filter(name=GOOD_PEOPLE).first()
    if programme is None:
        return 0
    now = timezone.now()
    fourth = _quarter(programme, 4, opens=now - timedelta(days=6), closes=now + timedelta(days=DAYS_LEFT))
    third = _quarter(programme, 3, opens=now - timedelta(days=75), closes=now - timedelta(days=15))
    nominations = [nominate(third, row) for row in rows_of(NOMINEES_FILE)]
    editor = User.objects.get(username=EDITOR.username)
    publisher = User.objects.get(username=PUBLISHER.username)
    third = move_round(round_=third, to=RoundState.FIRST_REVIEW, actor=editor)
    for nomination in nominations:
        _decide(nomination, NominationState.SHORTLISTED, "事迹真实，材料齐全。", editor, publisher)
    third = move_round(round_=third, to=RoundState.CONSULTING, actor=editor)
    day = now.astimezone(OFFICE_ZONE).date()
    consult(third, nominations, day, editor)
    third = move_round(round_=third, to=RoundState.JUDGING, actor=editor)
    for nomination in nominations[:-1]:
        _decide(nomination, NominationState.SELECTED, "评审会议一致同意。", publisher, editor)
    _decide(nominations[-1], NominationState.REJECTED, "同类事迹已有入选。", editor, publisher)
    _fill_calendar(day)
    start_notice(round_=third, on=day, actor=publisher)
    object_to(nominations[0], editor)
    came = gather(fourth, editor)
    support_people(list(public_exemplars()[:SUPPORTED]), publisher)
    take_consent_back(publisher)
    revoke_one(editor, publisher)
    return len(nominations) + came


def _quarter(programme: Programme, number: int, *, opens: datetime, closes: datetime) -> Round:
    last_minute = datetime.combine(closes.astimezone(OFFICE_ZONE).date(), time(23, 59, 59), tzinfo=OFFICE_ZONE)
    return open_round(
        programme=programme,
        period_kind=PeriodKind.QUARTER,
        year=2026,
        period_number=number,
        opens_at=opens,
        closes_at=last_minute,
        min_words=30,
        quotas=dict.fromkeys(programme.categories.all(), (SHORTLIST, WINNERS)),
        call="请推荐您身边助人为乐、见义勇为、诚实守信、敬业奉献、孝老爱亲的普通人。",
        actor=None,
    )


def _decide(nomination: Nomination, outcome: NominationState, reason: str, first: User, second: User) -> None:
    """Let one person propose and another confirm."""
    held = Nomination.objects.select_related("round").get(pk=nomination.pk)
    proposal = propose_decision(nomination=held, outcome=outcome, reason=reason, actor=first)
    confirm_decision(decision=proposal, actor=second)


def _fill_calendar(today: date) -> None:
    """Fill the calendar over the notice; a year whose days off nobody knows yet goes by its weekends."""
    for year in sorted({today.year, (today + timedelta(days=30)).year}):
        try:
            fill_calendar(year=year)
        except UnknownYearError:
            fill_calendar(year=year, weekends_only=True)
