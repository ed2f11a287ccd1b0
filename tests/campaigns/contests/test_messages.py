"""Taking mails apart: each file is a kind of mail that competitions really get."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.contests.enums import MailProblem
from campaigns.contests.rules import charsets, signs
from campaigns.contests.rules.messages import MOST_PARTS, attachment, parse
from tests.campaigns.contests.message_files import LABEL, MESSAGES, message


def names(name: str) -> list[str]:
    return [each["name"] for each in parse(message(name))["attachments"]]


@pytest.mark.parametrize(
    ("name", "problems", "automated"),
    [
        ("complete", [], False),
        ("complete_other_box", [], False),
        ("same_id_other", [], False),
        ("wellformed_file", [], False),
        ("wellformed_body", [], False),
        ("wellformed_files", [], False),
        ("pupil", [], False),
        ("no_particulars", [], False),
        ("raw_gbk_name", [], False),
        ("gbk_encoded_name", [], False),
        ("gb2312_body", [], False),
        ("several_files", [], False),
        ("several_works", ["several_works"], False),
        ("forwarded", ["forwarded"], False),
        ("forwarded_as_file", ["forwarded", "nothing"], False),
        ("no_label", ["no_label"], False),
        ("cloud_qq", ["cloud_link"], False),
        ("cloud_139", ["cloud_link"], False),
        ("auto_reply", ["automated", "no_label", "nothing"], True),
        ("mass_mail", ["automated", "no_label", "nothing"], True),
        ("bounce", ["bounce", "no_label", "nothing"], True),
        ("broken", ["no_sender", "no_label", "nothing"], False),
        ("calendar", [], False),
        ("winmail", [], False),
        ("letter_with_file", [], False),
        ("signed", [], False),
        ("sealed", ["nothing"], False),
        ("no_subject", [], False),
        ("html_and_plain", [], False),
    ],
)
def test_what_a_person_has_to_look_at(name: str, problems: list[str], automated: bool) -> None:
    parsed = parse(message(name), label=LABEL)
    assert (parsed["problems"], parsed["automated"]) == (problems, automated)
    assert set(problems) <= set(MailProblem.values)


def test_every_message_file_is_tested() -> None:
    assert len(list(MESSAGES.glob("*.eml"))) == 32


def test_a_complete_mail_with_its_times_in_beijing() -> None:
    parsed = parse(message("complete"))
    assert parsed["subject"] == "文明澄川征文：澄川河畔的一盏灯"
    assert (parsed["sender_name"], parsed["sender"]) == ("样例甲", "jia@pingtai.example")
    assert parsed["message_id"] == "<a1@pingtai.example>"
    assert parsed["recipients"] == ["zhengwen@youxiang.example"]
    assert parsed["sent_at"] == "2026-03-03T21:03:58+08:00"
    assert parsed["relayed_at"] == "2026-03-03T21:04:19+08:00"
    assert parsed["text"] == "编辑部：\n寄上征文一篇，请查收。𠮷龘\n姓名：样例甲　电话：13900000001"
    assert names("complete") == ["澄川河畔的一盏灯.docx"]
    assert attachment(message("complete"), index=2) == b"PK\x03\x04 sample manuscript"


def test_a_time_without_zone_is_beijing_time_and_a_wrong_one_is_none() -> None:
    assert parse(b"Date: Tue, 3 Mar 2026 21:03:58\r\n\r\nx")["sent_at"] == "2026-03-03T21:03:58+08:00"
    assert parse(message("broken"))["sent_at"] is None


def test_raw_gbk_names_are_repaired() -> None:
    parsed = parse(message("raw_gbk_name"))
    assert names("raw_gbk_name") == ["老街新风（样例乙）.doc"]
    assert (parsed["subject"], parsed["sender_name"]) == ("文明澄川征文 老街新风", "样例乙")
    assert parsed["text"] == "稿件在附件。"


def test_an_encoded_name_cut_inside_a_character_is_joined() -> None:
    assert names("gbk_encoded_name") == ["社区里的笑声镕.docx"]


def test_gbk_characters_in_a_body_labelled_gb2312_are_kept() -> None:
    parsed = parse(message("gb2312_body"))
    assert parsed["text"].splitlines()[:4] == ["文明澄川征文", "", "喆喆的外婆", parsed["text"].splitlines()[3]]
    assert parsed["text"].splitlines()[3][:10] == "镕炉边上，外婆给喆喆"


def test_several_files_and_a_logo_in_the_text() -> None:
    files = parse(message("several_files"))["attachments"]
    assert [(each["name"], each["inline"]) for each in files] == [
        ("渡口.docx", False),
        ("渡口1.jpg", False),
        ("渡口2.JPG", False),
        ("logo.png", True),
    ]


def test_what_is_no_text_of_the_mail_is_a_file_and_a_signature_belongs_to_the_letter() -> None:
    calendar, signed = parse(message("calendar")), parse(message("signed"))
    assert ([each["name"] for each in calendar["attachments"]], "VCALENDAR" in calendar["text"]) == (
        ["4.calendar"],
        False,
    )
    assert [(each["name"], each["inline"]) for each in signed["attachments"]] == [("smime.p7s", True)]


def test_a_piece_in_html_beside_a_plain_signature_is_read() -> None:
    text = parse(message("html_and_plain"))["text"]
    assert (text.startswith("题目：巷尾的灯"), text.endswith("发自我的iPhone")) == (True, True)


def test_a_name_loses_folders_and_signs_that_mislead() -> None:
    assert names("several_works") == ["其一.docx", "其二.wps", "xcod.exe"]


def test_cloud_links_are_kept_and_hidden_parts_of_html_are_not_text() -> None:
    parsed = parse(message("cloud_qq"))
    link = "https://mail.qq.com/cgi-bin/ftnExs_download?t=exs_ftn_download&k=00sample&code=ab12"
    assert parsed["links"] == [link]
    assert parsed["text"].splitlines() == [
        "从QQ邮箱发来的超大附件",
        "组照.zip (86.20M, 2026年04月02日 21:03 到期)",
        "进入下载页面",
    ]


def test_the_label_is_found_in_full_width_and_with_spaces() -> None:
    raw = "Subject: ＡＢ 征文\r\nFrom: a@b.example\r\n\r\n".encode() + "字".encode() * 300
    assert parse(raw, label="ab征 文")["problems"] == []


@pytest.mark.parametrize("index", [-1, 0, 99])
def test_no_such_attachment(index: int) -> None:
    with pytest.raises(ValueError, match="no such file"):
        attachment(message("complete"), index=index)


def test_more_parts_than_any_honest_mail() -> None:
    parts = b"".join(b"--b\r\n\r\nx\r\n" for _ in range(MOST_PARTS))
    with pytest.raises(ValueError, match="more parts"):
        parse(b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts + b"--b--\r\n")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=?utf-8?Q?=E6=BE=84=E5=B7=9D_2?=", "澄川 2"),
        ("=?utf-8*zh?B?5r6E5bed?=", "澄川"),
        (f"=?gbk?B?{b64encode('澄'.encode('gbk')).decode()}?= =?utf-8?B?5bed?=", "澄川"),
        ("=?nonsense?B?5r6E5bed?=", "澄川"),
        ("=?utf-8?B?!?=", ""),
        ("plain \r\n text", "plain text"),
    ],
)
def test_headers(written: str, read: str) -> None:
    assert charsets.header(written) == read


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("澄川".encode(), "", "澄川"),
        ("澄川".encode("gbk"), "iso-8859-1", "澄川"),
        ("喆镕".encode("gbk"), "GB2312", "喆镕"),
        ("澄川".encode("gbk"), "utf-8", "澄川"),
        (b"a\0b", "no-such-charset", "ab"),
    ],
)
def test_decoding(data: bytes, charset: str, text: str) -> None:
    assert charsets.decode(data, charset) == text


@given(st.binary(max_size=400))
def test_any_bytes_are_taken_apart(raw: bytes) -> None:
    parsed = parse(raw, label=LABEL)
    assert "\0" not in parsed["text"] + parsed["subject"]


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_a_text_in_gb18030_comes_back_whole(text: str) -> None:
    assert charsets.decode(text.encode("gb18030"), "gb2312") == text


@pytest.mark.parametrize(
    ("text", "forwarded"),
    [
        ("-----Original-----", False),
        ("--------- 转发邮件信息 ---------", True),
        ("------------------ 原始邮件 ------------------", True),
        ("---------- Forwarded message ---------", True),
        ("-- 原始邮件 --", False),
        ("-" * 100_000, False),
        ("---" + " " * 100_000, False),
    ],
)
def test_the_line_above_a_forwarded_mail_is_found_in_any_text(text: str, forwarded: bool) -> None:
    assert bool(signs.FORWARDED_TEXT.search(text)) is forwarded
