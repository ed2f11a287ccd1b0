"""The cutting desk through its doors: bring in, cut, undo, make drafts once, and count what was changed."""

import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from foundation.models import AuditLine, User
from news.cutting.state import text_of
from news.domain.cutting import ChangedMeanwhileError, begin_cutting, make_drafts, redo_step, take_step, undo_step
from news.domain.refusals import Refused
from news.enums import Role
from news.models import ArticlePage, Cutting, CuttingSource, CuttingStep, Edition
from news.reading import read
from portal.demo import paper
from tests.factories import news as make
from tests.factories.foundation import RegionFactory

DAY, ISSUE = paper.EDITIONS[0][0], int(paper.EDITIONS[0][1])
TEXT = paper.page_file(DAY, 1).read_text(encoding="utf-8")
ARTICLES = len(read(TEXT).items)
JSON = {"Accept": "application/json"}


def begin(actor: User | None = None, text: str = TEXT, **named: Any) -> Cutting:
    [made] = begin_cutting(text=text, actor=actor, **{"date": DAY, "issue": ISSUE, "page": 1, **named})
    return made


def step(cutting: Cutting, operation: str, **arguments: Any) -> Cutting:
    return take_step(cutting=cutting, version=cutting.version, operation=operation, arguments=arguments, actor=None)


@pytest.fixture
def desk(client: Client) -> Client:
    make.home()
    user = make.user()
    user.groups.add(Group.objects.get(name=Role.EDITOR.value))
    client.force_login(user)
    return client


def first_of(cutting: Cutting, place: int = 0) -> dict[str, Any]:
    item: dict[str, Any] = cutting.state["items"][place]
    return item


# -- bringing in -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_raw_input_is_kept_as_it_came() -> None:
    data = TEXT.encode("gb18030")
    [cutting] = begin_cutting(data=data, filename="一版.txt", date=DAY, issue=None, page=3, actor=None)
    with cutting.source.file.open() as file:
        assert file.read() == data
    assert (cutting.source.name, cutting.page_number, cutting.state) == ("一版.txt", 3, cutting.proposal)
    assert len(cutting.state["items"]) == ARTICLES
    assert AuditLine.objects.filter(verb="begin_cutting").count() == 1


@pytest.mark.django_db
def test_each_page_of_a_file_is_a_page_on_the_desk() -> None:
    second = paper.page_file(DAY, 2).read_text(encoding="utf-8")
    made = begin_cutting(data=f"{TEXT}\f{second}".encode(), filename="a.txt", date=DAY, issue=ISSUE, page=5, actor=None)
    assert [each.page_number for each in made] == [5, 6]
    assert CuttingSource.objects.count() == 1


@pytest.mark.django_db
def test_pages_with_any_line_ends_can_be_shown(desk: Client) -> None:
    second = paper.page_file(DAY, 2).read_text(encoding="utf-8").replace("\n", "\u2028").replace("。", "。\x0b", 3)
    data = f"{TEXT}\f{second}".encode()
    for cutting in begin_cutting(data=data, filename="a.txt", date=DAY, issue=ISSUE, page=1, actor=None):
        assert desk.get(reverse("cuttings:cut", args=[cutting.pk])).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"text": "   "}, "文件是空的"),
        ({"text": "x" * 3_000_000}, "2 MB"),
        ({"text": "某行文字，\n" * 4000}, "行数远远超过"),
        ({"data": b"\x00\x01\x02" * 900, "filename": "a.txt"}, "不是文本"),
        ({"data": b"%PDF-1.7 broken", "filename": "a.pdf"}, "PDF"),
        ({"text": TEXT, "page": 0}, "版次"),
        ({"text": TEXT, "date": dt.date(2199, 1, 1)}, "两周"),
        ({"text": TEXT, "date": dt.date(1, 1, 1)}, "1900"),
        ({"data": "版\n".encode() * 21_000, "filename": "a.txt"}, "行数远远超过"),
    ],
    ids=["empty", "huge", "many lines", "binary", "broken pdf", "page", "date", "year", "lines"],
)
def test_bad_input_gets_one_sentence_and_leaves_nothing(given: dict[str, Any], sentence: str) -> None:
    before = storages["private"].listdir("")[0] if storages["private"].exists("") else []
    with pytest.raises(Refused) as refusal:
        begin_cutting(**{"date": DAY, "issue": ISSUE, "page": 1, "actor": None, **given})
    assert len(str(refusal.value)) < 120
    assert sentence in str(refusal.value)
    assert (Cutting.objects.count(), CuttingSource.objects.count()) == (0, 0)
    assert (storages["private"].listdir("")[0] if storages["private"].exists("") else []) == before


# -- steps -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_steps_are_kept_undone_and_done_again() -> None:
    cutting = begin()
    line = first_of(cutting)["pieces"][-1]["lines"][0]
    cut = step(cutting, "split", line=line)
    assert len(cut.state["items"]) == ARTICLES + 1
    swapped = step(cut, "edit", item=1, values={"headline": "新题"})
    back = undo_step(cutting=undo_step(cutting=swapped, version=2), version=3)
    assert (back.state, back.version) == (cutting.proposal, 4)
    again = redo_step(cutting=redo_step(cutting=back, version=4), version=5)
    assert again.state == swapped.state
    undone = undo_step(cutting=again, version=6)
    other = step(undone, "drop_item", item=1)
    assert [each.operation for each in CuttingStep.objects.all()] == ["split", "drop_item"]
    with pytest.raises(Refused, match="没有可重做的步骤"):
        redo_step(cutting=other, version=8)


@pytest.mark.django_db
def test_a_step_on_what_somebody_else_changed_is_not_done() -> None:
    cutting = begin()
    step(cutting, "drop_item", item=1)
    with pytest.raises(ChangedMeanwhileError):
        step(cutting, "drop_item", item=2)
    assert len(Cutting.objects.get().state["items"]) == ARTICLES - 1
    with pytest.raises(Refused, match="没有可撤销的步骤"):
        undo_step(cutting=begin(page=2), version=0)


# -- drafts ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_drafts_are_made_once_and_link_back_to_their_lines() -> None:
    make.column(title="要闻")
    region = RegionFactory.create(code="990102", name="霁湖区", short_name="霁湖")
    cutting = begin()
    values = {"headline": "改过的主题", "column": "要闻", "regions": [region.code], "kicker": "引题"}
    cutting = step(cutting, "edit", item=1, values=values)
    made = make_drafts(cutting=cutting, version=cutting.version, actor=None)
    first = ArticlePage.objects.get(pk=made[0].pk)
    assert (len(made), first.title, first.kicker, first.live) == (ARTICLES, "改过的主题", "引题", False)
    assert (first.get_parent().title, list(first.regions.all())) == ("要闻", [region])
    note = next(note for note in first.import_notes if "cutting" in note)
    assert (note["cutting"], note["item"], note["lines"][0]) == (cutting.pk, 1, min(note["lines"]))
    edition = Edition.objects.get()
    assert (edition.date, edition.issue_number, edition.pages.get().placements.count()) == (DAY, ISSUE, ARTICLES)

    done = Cutting.objects.get()
    assert done.changes["headline"]["changed"] == 1
    with pytest.raises(Refused, match="本版草稿已经生成"):
        make_drafts(cutting=done, version=done.version, actor=None)
    with pytest.raises(Refused, match="本版草稿已经生成"):
        step(done, "drop_item", item=1)


@pytest.mark.django_db
def test_the_same_page_brought_in_twice_makes_no_article_twice() -> None:
    for _time in range(2):
        cutting = begin()
        make_drafts(cutting=cutting, version=0, actor=None)
    assert ArticlePage.objects.count() == ARTICLES


@pytest.mark.django_db
def test_articles_of_the_same_words_are_two_and_one_without_words_is_named() -> None:
    lines = TEXT.split("\n")
    twice = "\n".join([*lines, "", "新风拂面花自开。", "", "新风拂面花自开。"])
    both = begin(text=twice, page=2)
    for line in (len(lines) + 2, len(lines) + 4):
        both = step(both, "move", chosen=[line], into=0)
    count = len(both.state["items"])
    assert len(make_drafts(cutting=both, version=both.version, actor=None)) == count

    empty = begin(text=twice, page=3)
    silent = {**first_of(empty), "pieces": [{"role": "credit", "lines": [3], "text": ""}]}
    Cutting.objects.filter(pk=empty.pk).update(state={**empty.state, "items": [silent]})
    with pytest.raises(Refused, match="第 1 篇没有文字"):
        make_drafts(cutting=empty, version=empty.version, actor=None)


@pytest.mark.django_db
def test_a_page_without_articles_makes_nothing() -> None:
    cutting = begin()
    for item in list(cutting.state["items"]):
        cutting = step(cutting, "drop_item", item=item["id"])
    with pytest.raises(Refused, match="本版已没有稿件"):
        make_drafts(cutting=cutting, version=cutting.version, actor=None)
    assert Edition.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_make_one_set_of_drafts() -> None:
    make.home()
    cutting = begin()

    def press(_number: int) -> int:
        try:
            return len(make_drafts(cutting=cutting, version=0, actor=None))
        except (Refused, ChangedMeanwhileError):
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(press, range(4)))
    assert sorted(made) == [0, 0, 0, ARTICLES]
    assert ArticlePage.objects.count() == ARTICLES


@pytest.mark.django_db
def test_the_database_refuses_drafts_without_a_page() -> None:
    cutting = begin()
    with pytest.raises(IntegrityError), transaction.atomic():
        Cutting.objects.filter(pk=cutting.pk).update(made_at=cutting.created_at)


# -- the screens -----------------------------------------------------------------------------------------------------


def paste(desk: Client, text: str = TEXT, **fields: Any) -> Any:
    return desk.post(
        reverse("cuttings:begin"), {"text": text, "date": DAY.isoformat(), "issue": ISSUE, "page": 1, **fields}
    )


@pytest.mark.django_db
def test_paste_cut_and_make_without_a_script(desk: Client) -> None:
    assert desk.get(reverse("cuttings:begin")).status_code == 200
    answer = paste(desk)
    cutting = Cutting.objects.get()
    screen = reverse("cuttings:cut", args=[cutting.pk])
    assert answer.url == screen
    line = first_of(cutting)["pieces"][-1]["lines"][0]
    taken: Any = desk.post(
        reverse("cuttings:step", args=[cutting.pk]), {"version": 0, "operation": "split", "line": line}
    )
    assert taken.url == f"{screen}#line-{line}"
    page = desk.get(screen).content.decode()
    assert page.count('class="cut-card ') == ARTICLES + 1
    made: Any = desk.post(reverse("cuttings:drafts", args=[cutting.pk]), {"version": 1})
    assert (made.url, ArticlePage.objects.count()) == (screen, ARTICLES + 1)
    page = desk.get(screen).content.decode()
    assert "草稿已生成" in page
    article = ArticlePage.objects.order_by("pk")[0]
    edit = desk.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    assert f'href="{screen}#line-' in edit


@pytest.mark.django_db
def test_the_script_gets_the_working_part_or_a_sentence(desk: Client) -> None:
    paste(desk)
    cutting = Cutting.objects.get()
    url = reverse("cuttings:step", args=[cutting.pk])
    good = desk.post(url, {"version": 0, "operation": "undo"}, headers=JSON)
    assert (good.status_code, good.json()["problem"]) == (422, "没有可撤销的步骤。")
    none = desk.post(url, {"version": 0, "operation": "split"}, headers=JSON)
    assert (none.status_code, none.json()["problem"]) == (422, "请先选择一行或几行。")
    done = desk.post(url, {"version": 0, "operation": "drop_item", "item": 1}, headers=JSON)
    assert (done.status_code, done.json()["html"].count('class="cut-card ')) == (200, ARTICLES - 1)
    stale = desk.post(url, {"version": 0, "operation": "drop_item", "item": 2}, headers=JSON)
    assert (stale.status_code, "其间有同事改动了本版" in stale.json()["problem"]) == (409, True)
    assert desk.post(url, {"version": "x", "operation": "undo"}, headers=JSON).status_code == 422
    assert desk.post(reverse("cuttings:drafts", args=[cutting.pk]), {"version": 0}).status_code == 409


@pytest.mark.django_db
def test_fields_are_read_from_what_an_editor_types(desk: Client) -> None:
    region = RegionFactory.create(code="990102", name="霁湖区", short_name="霁湖")
    paste(desk)
    cutting = Cutting.objects.get()
    url = reverse("cuttings:step", args=[cutting.pk])

    def save(**fields: str) -> Any:
        cutting.refresh_from_db()
        data = {"version": cutting.version, "operation": "edit", "item": 1, **fields}
        return desk.post(url, data, headers=JSON)

    typed = "记者：张三𠮷、阿依古丽 买买提\n署名作者：王五/县委常委，副书记/某中心"
    assert save(regions="霁湖", credits=typed).status_code == 200
    cutting.refresh_from_db()
    fields = first_of(cutting)["fields"]
    assert fields["regions"] == [region.code]
    assert [(each["role"], each["name"], each["post_title"], each["unit"]) for each in fields["credits"]] == [
        ("记者", "张三𠮷", "", ""),
        ("记者", "阿依古丽 买买提", "", ""),
        ("author", "王五", "县委常委，副书记", "某中心"),
    ]
    assert save(regions="无此地").json()["problem"] == "无法确定地区：无此地"
    assert "开头" in save(credits="张三").json()["problem"]
    assert save(kind="poem").json()["problem"] == "请从列出的选项中选择。"
    assert save(column="无此栏").status_code == 422
    assert save(item="9" * 5000).status_code == 422
    assert save(headline="题\x00目").status_code == 200
    cutting.refresh_from_db()
    assert text_of(first_of(cutting), "headline") == "题目"
    version = cutting.version
    assert save(headline="题目").status_code == 200
    cutting.refresh_from_db()
    assert cutting.version == version
    drafts = reverse("cuttings:drafts", args=[cutting.pk])
    assert desk.post(drafts, {"version": "9" * 5000}).status_code == 409


@pytest.mark.django_db
def test_what_is_refused_keeps_what_was_pasted(desk: Client) -> None:
    answer = paste(desk, text="hello", page=2)
    assert answer.status_code == 200
    assert answer.context["form"]["text"].value() == "hello"
    both = paste(desk, file=SimpleUploadedFile("a.txt", TEXT.encode()))
    assert both.context["form"].errors["text"] == ["文字和文件只能选一样。"]
    neither = paste(desk, text=" ")
    assert neither.context["form"].errors["text"] == ["请粘贴文字，或选择文件。"]
    assert Cutting.objects.count() == 0


@pytest.mark.django_db
def test_fifty_megabytes_pasted_get_one_sentence_and_nothing_is_kept(desk: Client) -> None:
    answer: Any = paste(desk, text="文明" * 8_000_000)
    assert (answer.status_code, "一次提交的文字太多" in answer.content.decode()) == (413, True)
    assert (Cutting.objects.count(), CuttingSource.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_script_on_the_page_stays_text(desk: Client) -> None:
    paste(desk, text=TEXT + "\n<script>alert(1)</script>\n")
    page = desk.get(reverse("cuttings:cut", args=[Cutting.objects.get().pk])).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.django_db
def test_only_those_who_write_articles_see_the_desk(client: Client) -> None:
    make.home()
    cutting = begin()
    client.force_login(User.objects.create_user("reader", "x", is_staff=True))
    for address in (reverse("cuttings:index"), reverse("cuttings:begin"), reverse("cuttings:cut", args=[cutting.pk])):
        assert client.get(address).status_code in {302, 403, 404}
    assert client.post(reverse("cuttings:drafts", args=[cutting.pk]), {"version": 0}).status_code in {302, 403, 404}
    assert ArticlePage.objects.count() == 0


@pytest.mark.django_db
def test_the_list_costs_the_same_for_one_and_three(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    begin()
    desk.get(reverse("cuttings:index"))
    with CaptureQueriesContext(connection) as queries:
        desk.get(reverse("cuttings:index"))
    one = len(queries)
    begin(page=2)
    begin(page=3)
    with django_assert_num_queries(one):
        assert desk.get(reverse("cuttings:index")).content.decode().count("拆稿中") >= 3


# -- scores ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_score_imports_counts_what_was_changed_by_month(capsys: pytest.CaptureFixture[str]) -> None:
    cutting = step(begin(), "edit", item=1, values={"kind": "notice"})
    make_drafts(cutting=cutting, version=1, actor=None)
    begin(page=2)
    Cutting.objects.filter(pk=cutting.pk).update(made_at=dt.datetime(2026, 10, 31, 17, tzinfo=dt.UTC))
    call_command("score_imports", json=True)
    [month] = json.loads(capsys.readouterr().out)["months"]
    assert (month["month"], month["pages"], month["guesses"]["kind"]["changed"]) == ("2026-11", 1, 1)
    assert month["guesses"]["cut"] == {"made": ARTICLES, "changed": 0}
    call_command("score_imports", since="2026-11-01")
    assert "kind" in capsys.readouterr().out
    call_command("score_imports", since="2026-11-02")
    assert capsys.readouterr().out == "No page was cut in this time.\n"
    with pytest.raises(CommandError, match="is no date"):
        call_command("score_imports", since="soon")
