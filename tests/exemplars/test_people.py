"""An exemplar's page and the portrait wall as readers see them."""

import json
import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exemplars.domain.people import CannotPublishError, NoWallError, create_exemplar_draft, publish_exemplar
from exemplars.enums import ConsentGiver, ConsentScope, HonourState, SubjectKind
from exemplars.forms.people import ExemplarPageForm
from exemplars.models import ExemplarPage
from exemplars.rules.minors import names_address, names_birth_date, names_class
from foundation.models import AuditLine
from media.domain.renditions import make
from media.domain.rights import change_rights
from media.enums import Consent
from search.models import Document
from tests.factories.exemplars import (
    ProgrammeCategoryFactory,
    ProgrammeFactory,
    RoundFactory,
    consent,
    exemplar,
    honour,
    wall,
)
from tests.factories.foundation import RegionFactory
from tests.factories.media import PictureFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def names(client: Client, query: str = "") -> list[str]:
    """Return the names on the wall."""
    return [each.title for each in client.get(f"/exemplars/{query}").context["wall"].exemplars]


def queries(client: Client, address: str) -> int:
    """Return how many queries the page costs when site and settings are remembered."""
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_a_page_shows_citation_deeds_and_the_honours_with_their_documents(client: Client) -> None:
    page = exemplar(name="样例𠮷", citation="一盏灯，照亮一条巷。", unit="石桥社区", age=61, is_deceased=True)
    programme = ProgrammeFactory(name="澄川好人")
    honour(page, programme=programme, awarded_on=date(2026, 5, 4), document_number="澄文明〔2026〕3号")
    honour(page, state=HonourState.NOMINEE, year=2025, is_posthumous=False)

    answer = client.get(f"/p/{page.number_id}/")
    text = answer.content.decode()

    assert answer.status_code == 200
    for words in (
        "样例𠮷",
        "已故",
        "一盏灯，照亮一条巷。",
        "石桥社区",
        "61 岁",
        "追授",
        "2026年澄川好人",
        "澄文明〔2026〕3号",
    ):
        assert words in text
    assert text.count("追授") == 2  # in the timeline and in the structured data
    assert 'class="portrait-drawn"' in text
    assert 'style="' not in text
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[0])
    assert data == {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": "样例𠮷",
        "description": "一盏灯，照亮一条巷。",
        "affiliation": "石桥社区",
        "award": ["追授2026年澄川好人", data["award"][1]],
    }


def test_the_tree_path_leads_to_the_number_and_an_unknown_number_nowhere(client: Client) -> None:
    page = exemplar()

    assert client.get(f"/exemplars/{page.number_id}/")["Location"] == f"/p/{page.number_id}/"
    assert page.url.endswith(f"/p/{page.number_id}/")
    assert wall().url.endswith("/exemplars/")
    assert client.get("/p/999999999/").status_code == 404
    assert client.get(f"/s/{page.number_id}/")["Location"] == f"/p/{page.number_id}/"


def test_without_a_wall_there_is_no_page(client: Client) -> None:
    assert client.get("/exemplars/").status_code == 404
    with pytest.raises(NoWallError):
        create_exemplar_draft(name="样例", subject=SubjectKind.PERSON, actor=None)


def test_a_portrait_is_shown_while_rights_and_consent_allow(client: Client) -> None:
    picture = PictureFactory()
    make(picture)
    page = exemplar(portrait=picture)
    address = f"/p/{page.number_id}/"

    assert "portrait-drawn" not in client.get(address).content.decode()
    change_rights(picture=picture, actor=None, consent=Consent.WITHDRAWN)
    assert "portrait-drawn" in client.get(address).content.decode()
    unasked = exemplar(name="样例乙", scopes=(ConsentScope.NAME,), portrait=PictureFactory(), unit="石桥社区", age=40)
    shown = client.get(f"/p/{unasked.number_id}/").content.decode()
    assert "portrait-drawn" in shown
    assert "石桥社区" not in shown
    assert "40 岁" not in shown


def test_the_wall_shows_who_may_be_shown_and_the_filters_narrow_it(client: Client) -> None:
    parent = RegionFactory(code="990100", path="")
    inside = RegionFactory(parent=parent)
    round_ = RoundFactory(year=2025)
    category = ProgrammeCategoryFactory(programme=round_.programme, name="助人为乐")
    first = exemplar(name="样例甲", regions=[inside])
    honour(first, programme=round_.programme, round_=round_, category=category, year=2025)
    second = exemplar(name="样例乙")
    other = honour(second, programme=ProgrammeFactory(), year=2024)
    group = exemplar(name="样例队", subject=SubjectKind.GROUP, scopes=())
    assert group.live
    create_exemplar_draft(name="草稿", subject=SubjectKind.PERSON, actor=None)

    assert names(client) == ["样例队", "样例乙", "样例甲"]
    assert names(client, f"?programme={round_.programme_id}") == ["样例甲"]
    assert names(client, "?category=助人为乐") == ["样例甲"]
    assert names(client, "?year=2024") == ["样例乙"]
    assert names(client, f"?year=2024&programme={round_.programme_id}") == []
    assert names(client, f"?region={inside.code}") == ["样例甲"]
    assert names(client, "?region=123456") == []
    assert names(client, "?programme=x&year=x&region=x") == ["样例队", "样例乙", "样例甲"]
    offered = client.get("/exemplars/").context["filters"]
    assert [choice.label for choice in offered["year"]] == ["2025", "2024"]
    assert [choice.label for choice in offered["programme"]] == [str(round_.programme), str(other.programme)]
    assert [choice.label for choice in offered["category"]] == ["助人为乐"]
    assert [choice.value for choice in offered["region"]] == [inside.code]


def test_the_wall_costs_as_many_queries_for_three_as_for_one(client: Client) -> None:
    def one_more() -> None:
        picture = PictureFactory()
        make(picture)
        page = exemplar(portrait=picture, unit="石桥社区")
        honour(page, category=None)

    one_more()
    costs = queries(client, "/exemplars/")
    one_more()
    one_more()

    assert queries(client, "/exemplars/") == costs


def test_the_wall_is_cut_into_pages(client: Client) -> None:
    for number in range(25):
        exemplar(name=f"样例{number}")

    first = client.get("/exemplars/").context["wall"]
    second = client.get("/exemplars/?page=2").context["wall"]

    assert (len(first.exemplars), first.has_previous, first.has_next) == (24, False, True)
    assert (len(second.exemplars), second.has_previous, second.has_next) == (1, True, False)


def test_the_search_finds_an_exemplar_under_its_own_kind(client: Client) -> None:
    region = RegionFactory(code="990100")
    page = exemplar(name="样例龘", citation="守信如山。", unit="石桥社区", regions=[region])
    honour(page, programme=ProgrammeFactory(name="澄川好人"))

    document = Document.objects.get(number=page.number_id)

    assert (document.kind, document.title, document.url) == ("exemplar", "样例龘", f"/p/{page.number_id}/")
    assert (document.kicker, document.people) == ("2026年澄川好人", "石桥社区 样例龘")
    assert list(document.regions.values_list("pk", flat=True)) == [region.pk]
    assert "样例龘" in client.get("/search/", {"q": "样例龘", "kind": "exemplar"}).content.decode()


def test_publishing_needs_consent_and_pictures_that_may_be_shown() -> None:
    wall()
    draft = create_exemplar_draft(
        name="样例甲", subject=SubjectKind.PERSON, actor=None, unit="石桥社区", citation="在石桥社区守了三十年。"
    )
    assert (draft.live, AuditLine.objects.filter(verb="create_exemplar_draft").count()) == (False, 1)

    with pytest.raises(CannotPublishError):
        publish_exemplar(exemplar=draft, actor=None)
    consent(draft, ConsentScope.NAME)
    with pytest.raises(CannotPublishError):
        publish_exemplar(exemplar=draft, actor=None)
    consent(draft, ConsentScope.UNIT)
    assert publish_exemplar(exemplar=draft, actor=None).is_showable()

    blocked = create_exemplar_draft(
        name="样例乙", subject=SubjectKind.PERSON, actor=None, portrait=PictureFactory(consent=Consent.WITHDRAWN)
    )
    consent(blocked)
    with pytest.raises(CannotPublishError):
        publish_exemplar(exemplar=blocked, actor=None)


@pytest.mark.parametrize("told", ["他在三（2）班读书。", "家住望渡路12号。", "2013年5月6日出生。"])
def test_a_minors_details_are_refused_at_publication_whoever_publishes(told: str) -> None:
    wall()
    draft = create_exemplar_draft(
        name="样例小明", subject=SubjectKind.PERSON, actor=None, is_minor=True, body=[("paragraph", f"<p>{told}</p>")]
    )
    consent(draft)

    with pytest.raises(ValidationError):
        publish_exemplar(exemplar=draft, actor=None)
    with pytest.raises(ValidationError):
        draft.get_latest_revision().publish()
    assert not ExemplarPage.objects.get(pk=draft.pk).live


def test_the_form_says_why_a_minors_page_cannot_go_public() -> None:
    wall()
    draft = create_exemplar_draft(name="样例小明", subject=SubjectKind.PERSON, actor=None, is_minor=True)
    form_class = ExemplarPage.get_edit_handler().get_form_class()
    assert issubclass(form_class, ExemplarPageForm)
    data = {
        "title": "样例小明",
        "subject": "person",
        "is_minor": "on",
        "citation": "三年级2班的好孩子。",
        "body-count": "0",
        "action-publish": "1",
    }

    refused = form_class(data=data, instance=draft, parent_page=wall())
    assert "先登记" in str(refused.errors["__all__"])
    consent(draft)
    refused = form_class(data=data, instance=draft, parent_page=wall())
    assert "班级" in str(refused.errors["__all__"])
    del data["action-publish"]
    assert form_class(data=data, instance=draft, parent_page=wall()).is_valid()


def test_for_a_minor_only_a_guardian_can_agree() -> None:
    wall()
    draft = create_exemplar_draft(name="样例小明", subject=SubjectKind.PERSON, actor=None, is_minor=True)

    with pytest.raises(ValidationError):
        consent(draft, giver=ConsentGiver.SELF)
    with pytest.raises(ValidationError):
        consent(draft, given_on=timezone.localdate() + DAY)
    consent(draft)
    assert publish_exemplar(exemplar=draft, actor=None).live


@pytest.mark.parametrize(
    "text",
    [
        *("三年级2班", "三（2）班", "高一(5)班", "初二(12)班", "2019级3班", "六年级（二）班", "3(1)班", "五年3班"),
        *(
            "三年二班",
            "五三班",
            "六（2）中队",
            "六年级二中队",
            "高二文科3班",
            "大一班",
            "中二班",
            "503班",
            "五年级叁班",
        ),
        *("六1班", "九3班", "5-3班", "五．3班", "6.1班", "五［3］班", "五【三】班", "五（A）班", "5A班", "五年级甲班"),
        *("2021届3班", "初2025届6班", "五年级第三班", "六年级火箭班", "高一实验1班", "四班", "04班", "毕业班五班"),
    ],
)
def test_a_class_is_recognised(text: str) -> None:
    assert names_class(f"就读于澄川小学{text}。")


@pytest.mark.parametrize(
    "text",
    [
        *("家庭住址", "家住石桥新村3栋", "望渡路12号", "榆桥巷７号", "12栋301室", "住址：某处", "现住：某处"),
        *("居住于榆桥区文昌苑", "家住骑楼街道阳光花园", "石桥村三组12号", "家在榆桥区骑楼街"),
        *("骑楼街道12-3-401", "柳湾新区A座1203室", "户籍地址：某处", "租住在桥头巷", "寄住在外婆家的石桥村二社"),
    ],
)
def test_a_home_address_is_recognised(text: str) -> None:
    assert names_address(text)


@pytest.mark.parametrize(
    "text",
    [
        *("2013年5月6日出生", "生于2013年5月6日", "出生日期：2013-05-06", "生日是2013.5.6", "99010020130506123X"),
        *("2012年3月5日，她出生在渡口", "出生时间2012年3月5日", "2012年3月5日降生", "2012年03月05日凌晨出生"),
        *("20120305出生", "农历二〇一二年三月初五出生", "2012．3．5出生", "12年3月5日出生"),
        *("壬辰年三月初五出生", "出生于2012年的3月5日", "生辰2012年3月5日", "2012年3月5日来到这个世界"),
    ],
)
def test_a_full_date_of_birth_is_recognised(text: str) -> None:
    assert names_birth_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "2013年5月出生，澄川市第三小学学生。",
        "2026年5月4日，他跳入河中救起落水儿童。",
        "每天放学后到班上帮同学，三年级起参加志愿服务。",
        "一路走来，12个人的小分队。",
        "2026年3月5日生产队的老人们",
        "乘坐地铁2号线",
        "2013年5月出生，2026年5月4日在渡口救人。",
        "参加志愿服务的第三年，班上同学都来了。",
        "首末两班车之间，他坐302班车上学。",
        "住在爷爷奶奶家，每天帮街坊提水。",
        "六年二十次走上街头。",
        "第三年班上选他当班长，毕业班的同学都记得；护工三班倒，2025年3月5日班会上说起。",
        "电话010-12345678，他以5-3取胜，家在农村，住在爷爷家。",
    ],
)
def test_what_may_be_told_passes(text: str) -> None:
    assert (names_class(text), names_address(text), names_birth_date(text)) == (False, False, False)
