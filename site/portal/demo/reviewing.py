"""What lies on the exemplars' desk in the demo: letters, units' lists, questions, an objection, messages of support.

What the public hands in commits one by one, as a receipt asks, so all this stands outside of the demo's transaction.
"""

import csv
import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from wagtail.models import Site

from exemplars.domain.checks import answer_checks, ask_office
from exemplars.domain.consents import withdraw_consent
from exemplars.domain.honours import record_honour, revoke_honour
from exemplars.domain.lists import invite_unit
from exemplars.domain.nominations import ask_nominator
from exemplars.domain.objections import take_objection
from exemplars.domain.support import decide_support
from exemplars.enums import Age, CheckOpinion, Consent, ConsentScope, SubjectKind, SupportState
from exemplars.forms.lists import LIST_SPEC, take_list
from exemplars.intake_kinds import NOMINATION, OBJECTION, SUPPORT
from exemplars.models import (
    ExemplarPage,
    Honour,
    Nomination,
    Objection,
    OfficeCheck,
    ProgrammeCategory,
    Round,
    SupportMessage,
    SupportSettings,
)
from foundation.intake.domain.submitting import submit
from foundation.intake.sheets import write_xlsx
from foundation.models import User

MARK: Final = "（样例）"
CONTACT: Final = {"contact_name": "示例推荐人", "contact_phone": "13900000000"}
QUESTION: Final = "请贵单位核实下列人员有无违法违纪、失信等不宜推荐的情形。"
REVOKED: Final = "溪长渡"
WITHDRAWN: Final = "苇间白"
"""Who took consent back: the page is made and published like every other, and then gone from the public."""

UNITS: Final = ("霁湖区望湖社区居委会", "禾坪县石桥村委会")
"""The units that were asked for a list; the first has sent one."""
NOMINATED_FILE: Final = Path(__file__).parent / "people" / "nominated.csv"
"""Who is nominated for the open round: first what the unit's list holds (``list``), then what neighbours sent.

Two of these are probably one person; the last is asked back.
"""

SUPPORTS: Final = (
    ("小区里的灯有人修，心里也亮了。向您学习！", "一位邻居", SupportState.SHOWN),
    ("孩子读完您的故事，说长大也想做这样的人。", "望湖社区居民", SupportState.SHOWN),
    ("求代购联系方式，量大从优。", "", SupportState.REFUSED),
    ("谢谢您，天冷了，请多保重。", "晨练的人", None),
)
"""Text, signature and what the moderators made of it; None waits for them."""


def consult(round_: Round, nominations: Sequence[Nomination], day: date, actor: User) -> None:
    """Ask two offices about the shortlisted; one has answered about all, the other still owes one answer."""
    for office, answered in (("澄川市公安局", len(nominations)), ("澄川市市场监督管理局", len(nominations) - 1)):
        letter = ask_office(
            round_=round_,
            nominations=nominations,
            office=office,
            question=QUESTION,
            asked_on=day - timedelta(days=6),
            due_on=day + timedelta(days=1),
            actor=actor,
        )
        checks = list(OfficeCheck.objects.filter(letter=letter).order_by("pk"))[:answered]
        answer_checks(
            letter=letter,
            checks=checks,
            opinion=CheckOpinion.AGREES,
            answer="",
            answered_on=day - timedelta(days=2),
            actor=actor,
        )


def gather(round_: Round, editor: User) -> int:
    """Fill the open round: a unit's list, nominations of neighbours, a question back; return how many came."""
    lists = [invite_unit(round_=round_, unit=unit, actor=editor) for unit in UNITS]
    told = rows_of(NOMINATED_FILE)
    headings = [column.heading for column in LIST_SPEC.columns]
    sheet = [
        [row["category"], "个人", row["name"] + MARK, row["place"], row["unit"], "否", "", row["deeds"], "是", "", ""]
        for row in told
        if row["list"]
    ]
    answers = take_list(unit_list=lists[0], data=write_xlsx([headings, *sheet], title=LIST_SPEC.title), contact=CONTACT)
    nominations = [nominate(round_, row) for row in told if not row["list"]]
    question = "请补充最近一次雾天引航的大致时间，最好附上一位船员的证明。"
    ask_nominator(nomination=nominations[-1], question=question, link="/nominate/", actor=editor)
    return sum(answer.taken for answer in answers) + len(nominations)


def rows_of(file: Path) -> list[dict[str, str]]:
    """Return the rows of one of the files."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def nominate(round_: Round, row: dict[str, str]) -> Nomination:
    """Take in the nomination of a file's row by a neighbour who has asked the nominee."""
    cleaned: dict[str, Any] = {
        "category": (round_, ProgrammeCategory.objects.get(programme=round_.programme_id, name=row["category"])),
        "subject": SubjectKind.PERSON,
        "name": row["name"] + MARK,
        "place": row["place"],
        "unit": row["unit"],
        "age": Age.ADULT,
        "deeds": row["deeds"],
        "consent": Consent.GIVEN,
        **CONTACT,
    }
    receipt = submit(kind=NOMINATION, key=_key(row["name"]), cleaned=cleaned)
    return Nomination.objects.get(submission=receipt.submission)


def object_to(nomination: Nomination, editor: User) -> Objection:
    """Let somebody object to a nominee under public notice; the desk is checking it."""
    cleaned = {"about": nomination, "statement": "材料里说的年份可能记错了，请再核对一次。", **CONTACT}
    receipt = submit(kind=OBJECTION, key=_key("objection"), cleaned=cleaned)
    return take_objection(objection=Objection.objects.get(submission=receipt.submission), actor=editor)


def support_people(pages: Sequence[ExemplarPage], publisher: User) -> None:
    """Take messages of support, which the demo's site allows, and moderate all but the last."""
    SupportSettings.objects.update_or_create(site=Site.objects.get(is_default_site=True), defaults={"is_open": True})
    for page in pages:
        for text, signature, state in SUPPORTS:
            cleaned = {"exemplar": page, "text": text, "signature": signature}
            receipt = submit(kind=SUPPORT, key=_key(f"{page.title} {text}"), cleaned=cleaned)
            if state is not None:
                message = SupportMessage.objects.get(submission=receipt.submission)
                decide_support(message=message, to=state, actor=publisher)


def take_consent_back(publisher: User) -> None:
    """Withdraw one person's consent to name and photograph."""
    page = ExemplarPage.objects.get(title=WITHDRAWN + MARK)
    withdraw_consent(exemplar=page, scopes=[ConsentScope.NAME, ConsentScope.PHOTO], actor=publisher)


def revoke_one(editor: User, publisher: User) -> None:
    """Revoke one honour, entered for a year before; whom it belonged to keeps the later one."""
    page = ExemplarPage.objects.get(title=REVOKED + MARK)
    kept = Honour.objects.standing().filter(exemplar=page).latest("pk")
    wrong = record_honour(
        exemplar=page,
        programme=kept.programme,
        category=kept.category,
        year=kept.year - 1,
        document_number="澄文明〔2025〕样例9号",
        actor=editor,
    )
    revoke_honour(honour=wrong, reason="经核对，该年度名单中没有此人，系录入有误（样例）。", actor=publisher)


def _key(name: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"demo {name}")
