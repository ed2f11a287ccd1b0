"""Pasting from Word, WPS and WeChat: the draft has its pictures, wherever the clipboard kept them."""

import base64
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from media.domain.fetching import UnfetchableError
from media.models import Picture
from news.domain.pasted import import_pasted
from news.domain.refusals import Refused
from news.enums import Role
from news.models import ArticlePage
from news.workshop.rtf import pictures
from tests.factories import news as make
from tests.factories.media import picture_bytes
from tests.news.test_manuscripts import png

WECHAT = """<section style="color:red"><h1>云溪开设𠮷庆文明课堂</h1><p><span>　　近日，开课。</span></p>
<p><img class="x" data-src="https://pictures.example/one?wx_fmt=jpeg&amp;from=a" src="data:image/svg+xml,x"></p>
<p>第二段。</p><img src="//pictures.example/gone"></section>"""


def rtf_of(*blips: bytes, old_copy: bytes = b"") -> bytes:
    """Return the RTF that Word puts beside the HTML: each picture, and a copy for old programs."""
    groups = [
        rb"{\*\shppict{\pict{\*\picprop{\sp{\sn a}}}\picw1\pngblip\bliptag-12 " + blip.hex().encode() + b"}}"
        for blip in blips
    ]
    old = rb"{\nonshppict{\pict\pngblip " + old_copy.hex().encode() + b"}}"
    return rb"{\rtf1\ansi{\fonttbl{\f0 Song;}}\f0 \'b0\'a1" + b"\n".join(groups) + old + rb"\par}"


def kinds(article: ArticlePage) -> list[str]:
    return [child.block_type for child in article.body]


@pytest.mark.django_db
def test_wechat_pictures_are_fetched_from_where_they_stand() -> None:
    asked: list[str] = []

    def fetch(url: str, **_way: Any) -> bytes:
        asked.append(url)
        if url.endswith("gone"):
            raise UnfetchableError(url)
        return picture_bytes()

    imported = import_pasted(html=WECHAT, actor=None, fetch=fetch)
    article = imported.article
    assert sorted(asked) == ["https://pictures.example/gone", "https://pictures.example/one?wx_fmt=jpeg&from=a"]
    assert (article.title, kinds(article)) == ("云溪开设𠮷庆文明课堂", ["paragraph", "figure", "paragraph"])
    assert (imported.lost_pictures, Picture.objects.count()) == (1, 1)
    assert article.lead_picture == Picture.objects.get()


@pytest.mark.django_db
def test_word_pictures_come_from_the_rtf_beside_the_text() -> None:
    html = '<p>标题</p><p>甲。</p><img src="file:///C:/clip_image001.png"><p>乙。</p><img src="file:///C:/2.png">'
    imported = import_pasted(html=html, rtf=[rtf_of(png(), old_copy=b"old")], actor=None)
    assert (kinds(imported.article), imported.lost_pictures) == (["paragraph", "figure", "paragraph"], 1)


@pytest.mark.django_db
def test_a_bracket_in_a_description_does_not_end_the_picture() -> None:
    html = '<p>标题</p><p>甲。</p><img alt="a>b" src="pasted:0">'
    imported = import_pasted(html=html, pictures=[picture_bytes()], actor=None)
    assert (kinds(imported.article), imported.lost_pictures) == (["paragraph", "figure"], 0)


@pytest.mark.django_db
def test_pictures_in_the_clipboard_itself() -> None:
    data = base64.b64encode(png()).decode()
    html = f'<p>标题</p><p>甲。</p><img src="pasted:0"><img src="data:image/png;base64,{data}"><img src="pasted:7">'
    imported = import_pasted(html=html, pictures=[picture_bytes()], actor=None)
    assert (kinds(imported.article), imported.lost_pictures) == (["paragraph", "figure", "figure"], 1)


@pytest.mark.django_db
@pytest.mark.parametrize("html", ["", "<p> </p>", "<script>x</script>", "x" * (20 * 1024 * 1024 + 1)])
def test_what_is_no_text_leaves_nothing(html: str) -> None:
    with pytest.raises(Refused):
        import_pasted(html=html, actor=None)
    assert (ArticlePage.objects.count(), Picture.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "source", ["data:image/png;base64,%%%", "pasted:-1", "pasted:" + "9" * 5000, "pasted:²", "file:///x", "", "blob:x"]
)
@pytest.mark.django_db
def test_a_source_that_gives_nothing_is_counted(source: str) -> None:
    imported = import_pasted(html=f'<p>标题</p><p>甲。</p><img src="{source}">', rtf=[b"no rtf"], actor=None)
    assert (imported.lost_pictures, kinds(imported.article)) == (1, ["paragraph"])


def test_rtf_pictures_keep_their_order_and_places() -> None:
    whole = rtf_of(b"one", b"two").replace(b"two".hex().encode(), b"74 77\n6f") + b"{}}}{"
    assert [base64.b64decode(each["data"]) for each in pictures(whole)] == [b"one", b"two"]
    odd = rtf_of(b"one", b"two").replace(b"one".hex().encode(), b"6f6e6")
    assert [base64.b64decode(each["data"]) for each in pictures(odd)] == [b"", b"two"]
    assert len(pictures(rtf_of(*[b"x"] * 40))) == 30
    emf = rtf_of(b"one", b"two").replace(b"pngblip", b"emfblip", 1)
    assert [base64.b64decode(each["data"]) for each in pictures(emf)] == [b"", b"two"]
    assert pictures(rb"{\rtf1{\pict\jpegblip\bin4 }}}}}") == [{"name": "picture-0.jpg", "data": ""}]


@given(st.binary(max_size=300))
def test_any_rtf_ends(tail: bytes) -> None:
    assert isinstance(pictures(rb"{\rtf1{\pict\pngblip " + tail), list)


def test_no_rtf_is_refused() -> None:
    with pytest.raises(ValueError, match="not-rtf"):
        pictures(b"PK")


def desk(client: Client) -> None:
    user = make.user()
    user.groups.add(Group.objects.get(name=Role.EDITOR.value))
    client.force_login(user)


@pytest.mark.django_db
def test_the_script_of_the_screen_gets_the_address_of_the_draft(client: Client) -> None:
    desk(client)
    files = {
        "pictures": SimpleUploadedFile("pasted-0", picture_bytes()),
        "rtf": SimpleUploadedFile("a.rtf", rtf_of(png())),
    }
    html = '<p>标题</p><p>甲。</p><img src="pasted:0"><img src="file:///1">'
    answer = client.post(reverse("news_paste"), {"html": html, **files}, headers={"Accept": "application/json"})
    article = ArticlePage.objects.get()
    assert answer.json() == {"url": reverse("wagtailadmin_pages:edit", args=[article.pk])}
    assert kinds(article) == ["paragraph", "figure", "figure"]

    refused = client.post(reverse("news_paste"), {"html": "<p> </p>"}, headers={"Accept": "application/json"})
    assert (refused.status_code, refused.json()) == (422, {"problems": ["文档中没有文字。"]})


@pytest.mark.django_db
def test_without_the_script_the_text_comes_back(client: Client) -> None:
    desk(client)
    answer = client.post(reverse("news_paste"), {"html": "<p><br></p>"})
    assert (answer.status_code, answer.context["form"]["html"].value()) == (200, "<p><br></p>")
    assert client.post(reverse("news_paste"), {"html": "<p>甲。</p>"}).status_code == 302
    assert client.get(reverse("news_paste")).status_code == 200


@pytest.mark.django_db
def test_strangers_may_not_paste(client: Client) -> None:
    client.force_login(make.user())
    assert client.post(reverse("news_paste"), {"html": "<p>甲。</p>"}).status_code in {302, 403}
    assert ArticlePage.objects.count() == 0
