"""A person's rights: everything held is found, given out and erased through the guarded door, and mails agree."""

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.contests.domain.access import NotHereError
from campaigns.contests.domain.entries import submit_entry
from campaigns.contests.domain.inbound_mails import erase_mails_before, read_mail
from campaigns.contests.domain.mail_entries import Work, make_entry
from campaigns.contests.domain.person import SeveralPeopleError, erase_person, export_person
from campaigns.contests.domain.pieces import Consent, Person
from campaigns.contests.models import Contributor, Entry, EntryRevision, InboundMail
from campaigns.contests.queries.held import held_about
from foundation.intake.domain.erasing import erase_submission
from foundation.intake.domain.files import take_whole
from foundation.intake.kinds import get_kind
from foundation.models import AuditLine, IntakeFile, Submission, User
from tests.campaigns.contests.message_files import message
from tests.factories.contests import InboundMailFactory, make_contest, make_piece, send_piece
from tests.factories.foundation import UserFactory

pytestmark = pytest.mark.django_db
PHONE = "13900000001"
JIA = Person(name="样例甲", phone=PHONE, email="jia@pingtai.example", address="澄川市霁湖区示例路1号", unit="示例单位")
YI = Person(name="样例乙", phone="13900000002")


def administrator(*rights: str) -> User:
    """Return somebody who may look and erase, or has only the rights named."""
    user: User = UserFactory.create(username="guanli")
    wanted = rights or ("view_contributor", "delete_contributor")
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", *wanted]))
    return user


def mail_entry(user: User) -> Entry:
    """Return an entry made of a mail from the first person."""
    mail = read_mail(mail=InboundMailFactory.create(raw=message("complete")))
    work = Work(contest=make_contest("mail"), title="一盏灯", text="巷口的灯。", author=JIA)
    made = make_entry(mail=mail, work=work, actor=user)
    return Entry.objects.get(submission=made.receipt.submission)


def test_everything_of_one_person_is_found_however_typed() -> None:
    user, contest = administrator(), make_contest()
    alone = send_piece(contest, people=(JIA,)).submission.pk
    send_piece(contest, people=(YI, JIA), title="合写")
    send_piece(contest, people=(YI,), instructor=JIA, title="指导")
    child = Person(name="样例小", phone="", is_minor=True, consent=Consent(name="样例甲", phone=PHONE))
    guarded = send_piece(contest, people=(child,), title="孩子").submission.pk
    by_mail = mail_entry(user).pk
    held = held_about(phone=" +86 139-0000-0001 ")
    assert [entry.pk for entry in held.entries] == [alone, guarded, by_mail]
    assert [row.is_instructor for row in held.contributors] == [False, True]
    assert {name: count for name, count in held.counts().items() if count} == {
        "entries": 3,
        "contributors": 2,
        "mails": 1,
    }
    assert held_about(email="JIA@PINGTAI.EXAMPLE").counts()["entries"] == 2
    assert held_about().is_nothing


def test_the_archive_holds_what_is_held_and_nothing_of_others() -> None:
    user, contest = administrator(), make_contest()
    kind = get_kind("entry")
    upload = ContentFile("巷口的灯".encode(), name="../../张三.txt")
    file = take_whole(kind=kind, upload=upload)
    submit_entry(piece=make_piece(contest, people=(JIA,)), key=file.public_id, files=[file])
    send_piece(contest, people=(YI,), title="别人的稿件")
    mail_entry(user)
    packed = zipfile.ZipFile(io.BytesIO(export_person(phone=PHONE, user=user)))
    told = packed.read("person.json").decode()
    facts = json.loads(told)
    number = Submission.objects.order_by("pk").first().number  # type: ignore[union-attr] # three are there
    assert facts["entries"][0]["number"] == number
    assert facts["entries"][0]["people"][0]["address"] == "澄川市霁湖区示例路1号"
    assert "别人的稿件" not in told
    assert "样例乙" not in told
    assert min(packed.namelist()).startswith(f"entries/{number}/")
    assert [name for name in packed.namelist() if ".." in name or "张三" in name] == []
    assert packed.read(f"mails/{InboundMail.objects.get().pk}.eml") == message("complete")
    line = AuditLine.objects.get(verb="export_person")
    assert PHONE not in json.dumps(line.detail)


def test_erasing_leaves_numbers_and_others_alone() -> None:
    user, contest = administrator(), make_contest()
    theirs = send_piece(contest, people=(JIA,)).submission
    other = send_piece(contest, people=(YI, JIA), title="合写").submission
    mailed = mail_entry(user).submission
    assert erase_person(phone=PHONE, user=user, dry_run=True).counts()["entries"] == 2
    assert Submission.objects.filter(erased_at__isnull=False).count() == 0
    erase_person(phone=PHONE, user=user)
    assert held_about(phone=PHONE, email=JIA.email).is_nothing
    assert set(Submission.objects.filter(erased_at__isnull=False)) == {theirs, mailed}
    assert InboundMail.objects.get().erased_at is not None
    assert [row.name.reveal() for row in Contributor.objects.filter(entry=other.pk)] == ["样例乙", ""]
    assert EntryRevision.objects.get(entry=other.pk).title == "合写"
    assert Entry.objects.get(pk=theirs.pk).head.words == 9  # type: ignore[union-attr] # a received entry has one
    assert AuditLine.objects.filter(verb="erase_person", actor=user).count() == 1


def test_an_entry_and_its_mail_go_together() -> None:
    entry = mail_entry(administrator())
    later = timezone.now() + timedelta(days=400)
    assert erase_mails_before(days=30, now=later, dry_run=True) == 0
    erase_submission(submission=entry.submission, actor=None)
    mail = InboundMail.objects.get()
    assert (mail.erased_at is None, mail.raw.reveal(), mail.sender.reveal()) == (False, b"", "")
    assert IntakeFile.objects.filter(submission=entry.submission).exclude(state="erased").count() == 0


def test_a_mail_of_no_entry_goes_by_its_days() -> None:
    read_mail(mail=InboundMailFactory.create(raw=message("complete")))
    later = timezone.now() + timedelta(days=31)
    assert erase_mails_before(days=30, now=later, dry_run=True) == 1
    assert erase_mails_before(days=30, now=later) == 1


def test_without_the_right_nobody_looks_or_erases() -> None:
    looker = administrator("view_contributor")
    with pytest.raises(NotHereError):
        erase_person(phone=PHONE, user=looker)
    stranger = UserFactory.create()
    with pytest.raises(NotHereError):
        export_person(phone=PHONE, user=stranger)


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    administrator()
    UserFactory.create(username="bianji")
    send_piece(make_contest(), people=(JIA,))
    target = tmp_path / "person.zip"
    call_command("export_person", str(target), phone=PHONE, user="guanli")
    assert (zipfile.is_zipfile(target), target.stat().st_mode & 0o777) == (True, 0o600)
    with pytest.raises(CommandError, match="File exists"):
        call_command("export_person", str(target), phone=PHONE, user="guanli")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PHONE}\n"))
    call_command("erase_person", phone="-", user="guanli", dry_run=True)
    assert "entries: 1 to erase" in capsys.readouterr().out
    call_command("erase_person", email=JIA.email, user="guanli")
    assert "entries: 1 erased" in capsys.readouterr().out
    for options, words in (({"user": "guanli"}, "give"), ({"user": "x", "phone": "1"}, "no such account")):
        with pytest.raises(CommandError, match=words):
            call_command("erase_person", **options)
    with pytest.raises(CommandError, match="may not erase"):
        call_command("erase_person", phone=PHONE, user="bianji")
    with pytest.raises(CommandError, match="may not look"):
        call_command("export_person", str(tmp_path / "other.zip"), phone=PHONE, user="bianji")
    assert not (tmp_path / "other.zip").exists()


def test_the_screen_walks_from_looking_to_erasing(client: Client) -> None:
    client.force_login(administrator())
    number = send_piece(make_contest(), people=(JIA,)).number
    url = reverse("person_data:index")
    assert "请填写电话号码或电子邮箱。" in client.post(url, {"act": "find"}).content.decode()
    found = client.post(url, {"act": "find", "phone": PHONE})
    assert number in found.content.decode()
    assert JIA.name not in found.content.decode()
    assert "no-store, private" in found["Cache-Control"]
    export = client.post(url, {"act": "export", "phone": PHONE})
    assert zipfile.is_zipfile(io.BytesIO(export.content))
    unsure = client.post(url, {"act": "erase", "phone": PHONE})
    assert number in unsure.content.decode()
    assert not held_about(phone=PHONE).is_nothing
    client.post(url, {"act": "erase", "phone": PHONE, "is_sure": "on"})
    assert held_about(phone=PHONE).is_nothing
    assert "没有保存此人的信息。" in client.post(url, {"act": "find", "phone": PHONE}).content.decode()


def test_who_may_only_look_is_offered_no_erasing(client: Client) -> None:
    client.force_login(administrator("view_contributor"))
    send_piece(make_contest(), people=(JIA,))
    url = reverse("person_data:index")
    assert 'value="erase"' not in client.post(url, {"act": "find", "phone": PHONE}).content.decode()
    assert client.post(url, {"act": "erase", "phone": PHONE, "is_sure": "on"}).status_code == 404
    assert not held_about(phone=PHONE).is_nothing


def test_the_screen_is_closed_to_others(client: Client) -> None:
    client.force_login(administrator("change_entry"))
    url = reverse("person_data:index")
    assert client.get(url).status_code == 302
    assert url not in client.get("/admin/").content.decode()


def test_who_shares_a_telephone_is_told_apart_by_name(client: Client) -> None:
    user, contest = administrator(), make_contest()
    send_piece(contest, people=(JIA,))
    neighbour = Person(name="样例邻居", phone=PHONE)
    theirs = send_piece(contest, people=(neighbour,), title="邻居的稿件").number
    for act in (export_person, erase_person):
        with pytest.raises(SeveralPeopleError):
            act(phone=PHONE, user=user)
    with pytest.raises(CommandError, match="2 authors share"):
        call_command("erase_person", phone=PHONE, user="guanli")
    with pytest.raises(CommandError, match="2 authors share"):
        call_command("export_person", "none.zip", phone=PHONE, user="guanli")
    assert not Path("none.zip").exists()
    client.force_login(user)
    refused = client.post(reverse("person_data:index"), {"act": "erase", "phone": PHONE, "is_sure": "on"})
    assert "有 2 位作者共用此电话或邮箱" in refused.content.decode()
    held = erase_person(phone=PHONE, name=" 样例邻居 ", user=user)
    assert [entry.submission.number for entry in held.entries] == [theirs]
    assert EntryRevision.objects.filter(title="巷口的灯", erased_at__isnull=True).count() == 1
    assert held_about(phone=PHONE, name="样例邻居").is_nothing
    assert held_about(phone=PHONE).counts()["entries"] == 1
