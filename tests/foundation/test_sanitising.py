"""Hostile HTML at the one door."""

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.sanitising import MAX_DEPTH, MAX_LENGTH, PROFILES, HtmlTooLongError, clean_html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>文明</p>", "<p>文明</p>"),
        ("<p onclick=alert(1) style='color:red' class=x id=y>文明</p>", "<p>文明</p>"),
        ("<script>alert(1)</script>文明", "文明"),
        ("<p>文<script>alert('<b>x</b>')</script>明</p>", "<p>文明</p>"),
        ("<style>p{color:red}</style><p>文明</p>", "<p>文明</p>"),
        ("<div><section>文明</section></div>", "\n文明"),
        ("<iframe src=//evil>x</iframe>文明", "文明"),
        ("<svg><script>alert(1)</script><text>x</text></svg>文明", "文明"),
        ("<math><mi xlink:href='javascript:1'>x</mi></math>文明", "文明"),
        ("<!-- [if mso]>x<![endif] -->文明", "文明"),
        ("<img src=x onerror=alert(1)>文明", "文明"),
        ("<o:p>文明</o:p>", "文明"),
        ('<a href="javascript:alert(1)">文明</a>', '<a rel="noopener noreferrer">文明</a>'),
        ('<a href=" java\nscript:alert(1)">文明</a>', '<a rel="noopener noreferrer">文明</a>'),
        ('<a href="data:text/html,x">文明</a>', '<a rel="noopener noreferrer">文明</a>'),
        ('<a href="/a/2020/1/">文明</a>', '<a href="/a/2020/1/" rel="noopener noreferrer">文明</a>'),
        (
            '<a href="https://a.cn/?a=1&b=2" target=_blank title="题">文</a>',
            '<a href="https://a.cn/?a=1&amp;b=2" title="题" rel="noopener noreferrer">文</a>',
        ),
        ('<ol start="3"><li>一</li></ol>', '<ol start="3"><li>一</li></ol>'),
        (
            '<table><tr><td colspan="2" bgcolor=red>一</td></tr></table>',
            '<table><tbody><tr><td colspan="2">一</td></tr></tbody></table>',
        ),
        ("<h1>题</h1><h2>题</h2>", "题<h2>题</h2>"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
        ("𠮷龘\u3000“文”", "𠮷龘\u3000“文”"),
        ("<p>没有关上", "<p>没有关上</p>"),
        ("", ""),
    ],
)
def test_body(html: str, expected: str) -> None:
    assert clean_html(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p><b>文</b><em>明</em></p>", "<b>文</b><em>明</em>"),
        ("<h2>文明</h2><ul><li>一</li></ul>", "文明\n\n一"),
        ("一<br>二", "一<br>二"),
        ("<script>alert(1)</script>文", "文"),
    ],
)
def test_inline(html: str, expected: str) -> None:
    assert clean_html(html, profile="inline") == expected


MUTATING = [
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<<script>script>alert(1)<</script>/script>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<template><script>alert(1)</script></template>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<p/onmouseover=alert(1)>x",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
]


@pytest.mark.parametrize("html", MUTATING)
def test_what_comes_out_holds_only_what_is_allowed(html: str) -> None:
    cleaned = clean_html(html)
    assert "onerror=" not in cleaned.replace("&lt;", "").partition("<img")[2]
    assert "<img" not in cleaned
    assert "<script" not in cleaned
    assert "javascript:" not in cleaned
    assert "onmouseover" not in cleaned


@given(st.text(st.sampled_from(list("<>/ab=\"'&;! -p明")), max_size=60))
def test_cleaning_is_stable(html: str) -> None:
    once = clean_html(html)
    assert clean_html(once) == once


def test_both_profiles_are_lists_that_nh3_accepts() -> None:
    assert {name: nh3.clean("<b>文</b>", tags=set(each.tags)) for name, each in PROFILES.items()} == {
        "body": "<b>文</b>",
        "inline": "<b>文</b>",
    }


def test_too_long_is_refused() -> None:
    with pytest.raises(HtmlTooLongError, match="at most 5000000"):
        clean_html("a" * (MAX_LENGTH + 1))


@pytest.mark.parametrize("tag", ["b", "p", "div", "a", "table", "ul", "script"])
def test_deep_nesting_comes_to_an_end(tag: str) -> None:
    assert clean_html(f"<{tag}>" * MAX_DEPTH + "文明").count("文明") == (tag != "script")


@pytest.mark.parametrize("tag", ["span", "b", "section class='x'", "DIV"])
def test_too_deep_is_refused_before_it_costs_anything(tag: str) -> None:
    assert clean_html(f"<{tag}>" * 400 + "文明") != ""
    with pytest.raises(HtmlTooLongError, match="more than 500 elements"):
        clean_html(f"<{tag}>" * 20_000 + "文明")


@pytest.mark.parametrize("piece", ["<p>文", "<b>文</b>", "<br>", "<br/>", "<li>文"])
def test_many_beside_each_other_are_not_deep(piece: str) -> None:
    assert clean_html(piece * 600) != "文明"
