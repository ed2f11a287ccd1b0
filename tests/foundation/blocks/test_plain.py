import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.blocks import BODY_BLOCKS, BodyBlock, opening_text, plain_text
from foundation.blocks.plain import text_of_html

RAW = [
    {"type": "paragraph", "value": "<p>一 二</p><p>三<br/>四</p><ul><li>五 &amp; 六</li></ul>"},
    {"type": "subhead", "value": "小事办实　民心更近"},
    {"type": "figure", "value": {"picture": None, "caption": "图为现场。", "credits": "样甲 摄"}},
    {"type": "gallery", "value": {"title": "图集", "figures": [{"picture": None, "caption": "一", "credits": ""}]}},
    {"type": "quote", "value": {"text": "话", "attribution": "人"}},
    {"type": "section", "value": {"ornament": "●", "heading": "头", "text": "<p>正</p>"}},
    {"type": "document", "value": {"document": None, "label": "倡议书"}},
    {"type": "video", "value": {"recording": None, "caption": "短片", "credits": "", "transcript": "说"}},
    {"type": "audio", "value": {"recording": None, "caption": "", "credits": "", "transcript": "乡亲们"}},
    {
        "type": "table",
        "value": {
            "caption": "表",
            "columns": [{"type": "text", "heading": "街道"}, {"type": "number", "heading": "场次"}],
            "rows": [{"values": ["云溪", "128"]}, {"values": ["东岸", None]}],
        },
    },
    {"type": "related", "value": {"title": "延伸阅读", "pages": []}},
]


def test_names_and_order_of_the_blocks_are_fixed() -> None:
    assert BODY_BLOCKS == (
        "paragraph",
        "subhead",
        "figure",
        "gallery",
        "quote",
        "section",
        "document",
        "video",
        "audio",
        "table",
        "related",
    )


def test_plain_text_gives_every_word_once_in_order() -> None:
    assert plain_text(BodyBlock().to_python(RAW)) == (
        "一 二\n三\n四\n五 & 六\n小事办实　民心更近\n图为现场。 样甲 摄\n"
        "图集\n一\n话\n人\n●头\n正\n倡议书\n短片\n说\n"
        "乡亲们\n表\n街道\t场次\n云溪\t128\n东岸"
    )


def test_unknown_blocks_have_no_words() -> None:
    class Child:
        block_type = "later"
        value = "x"

    assert plain_text([Child()]) == ""


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>一</p>\n<p>二</p>", "一\n二"),
        ("一<b>二</b>三", "一二三"),
        ("<p>一</p><script>alert(1)</script><style>p{}</style>", "一"),
        ("<p>𠮷龘 &lt;b&gt;</p>", "𠮷龘 <b>"),
        ("<p>一<hr/>二</p>", "一\n二"),
        ("</script>二", "二"),
    ],
)
def test_text_of_html(html: str, text: str) -> None:
    assert text_of_html(html) == text


@given(st.text())
def test_text_of_html_never_fails_and_has_no_empty_line(html: str) -> None:
    assert "" not in text_of_html(html).split("\n")[1:]


def test_the_opening_ends_at_the_first_subhead_and_leaves_captions_out() -> None:
    body = BodyBlock().to_python(
        [
            {"type": "subhead", "value": "从一盏灯说起"},
            {"type": "paragraph", "value": "<p>第一段。</p><p>第二段。</p>"},
            {"type": "quote", "value": {"text": "一句话", "attribution": "某人"}},
            {"type": "subhead", "value": "后来"},
            {"type": "paragraph", "value": "<p>第三段。</p>"},
        ]
    )

    assert opening_text(body) == "第一段。\n第二段。"
