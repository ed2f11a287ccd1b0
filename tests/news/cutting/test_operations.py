"""What an editor does to a page: no line is lost or doubled, whatever is done."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.cutting.comparing import changes
from news.cutting.operations import OPERATIONS, OperationError, apply
from news.cutting.state import State, lines_of, proposed, text_of
from news.domain.cutting import line_texts
from news.reading import read
from portal.demo import paper

TEXT = paper.page_file(paper.EDITIONS[0][0], 1).read_text(encoding="utf-8")
LINES = line_texts(TEXT)
PROPOSAL = proposed(read(TEXT))

SMALL_LINES = {
    1: "引题",
    2: "主题文明新风",
    4: "第一段开头,",
    5: "接着写。",
    7: "第二段。",
    9: "另一题",
    11: "另一稿。",
    13: "报花",
}


def piece(role: str, *lines: int, text: str | None = None) -> dict[str, Any]:
    whole = "".join(SMALL_LINES[line] for line in lines)
    return {"role": role, "lines": list(lines), "text": whole if text is None else text}


def article(number: int, *pieces: dict[str, Any], **fields: Any) -> dict[str, Any]:
    empty = {"kind": "feature", "dateline": "", "source": "", "column": ""}
    lists: dict[str, list[Any]] = {"regions": [], "topics": [], "organisations": [], "credits": []}
    return {"id": number, "pieces": list(pieces), "fields": {**empty, **lists, **fields}, "sure": {}, "doubts": []}


def small() -> State:
    first = article(
        1, piece("kicker", 1), piece("headline", 2), piece("paragraph", 4, 5), piece("paragraph", 7), regions=["990101"]
    )
    second = article(2, piece("headline", 9), piece("paragraph", 11), topics=["文明实践"])
    return {"next": 3, "items": [first, second], "aside": [13]}


def do(state: State, operation: str, **arguments: Any) -> State:
    return apply(state, operation, arguments, SMALL_LINES)


def pieces(state: State, place: int) -> list[tuple[str, list[int], str]]:
    return [(each["role"], each["lines"], each["text"]) for each in state["items"][place]["pieces"]]


def test_a_proposal_holds_each_line_once() -> None:
    held = [line for item in PROPOSAL["items"] for line in lines_of(item)]
    assert sorted(held + PROPOSAL["aside"]) == sorted(LINES)
    assert len(PROPOSAL["items"]) == len(read(TEXT).items)


def test_split_divides_a_paragraph_and_begins_an_article() -> None:
    new = do(small(), "split", line=5)
    assert pieces(new, 0) == [
        ("kicker", [1], "引题"),
        ("headline", [2], "主题文明新风"),
        ("paragraph", [4], "第一段开头,"),
    ]
    assert pieces(new, 1) == [("paragraph", [5], "接着写。"), ("paragraph", [7], "第二段。")]
    assert [item["id"] for item in new["items"]] == [1, 3, 2]


def test_a_headline_printed_behind_the_body_stays_with_its_article() -> None:
    state = small()
    state["items"][0]["pieces"] = [piece("headline", 9), piece("paragraph", 4, 5), piece("paragraph", 7)]
    state["items"][1]["pieces"] = [piece("paragraph", 11)]
    new = do(state, "split", line=7)
    assert [each[:2] for each in pieces(new, 0)] == [("headline", [9]), ("paragraph", [4, 5])]
    assert [each[:2] for each in pieces(new, 1)] == [("paragraph", [7])]


def test_credit_lines_name_people_or_are_refused() -> None:
    lines = {**SMALL_LINES, 14: "岑屏山 摄"}
    state = small()
    state["aside"] = [13, 14]
    new = apply(state, "role", {"chosen": [14], "into": 1, "role": "credit"}, lines)
    credits_ = new["items"][0]["fields"]["credits"]
    assert [(each["role"], each["name"]) for each in credits_] == [("photographer", "岑屏山")]
    with pytest.raises(OperationError, match="no-credit"):
        do(small(), "role", chosen=[11], into=1, role="credit")
    long = {**SMALL_LINES, 15: "长" * 121}
    with pytest.raises(OperationError, match="too-long"):
        apply({**small(), "aside": [13, 15]}, "role", {"chosen": [15], "into": 1, "role": "kicker"}, long)


def test_an_answered_doubt_goes_and_an_unchanged_field_stays_a_guess() -> None:
    state = small()
    state["items"][0] |= {"doubts": ["headline", "region"], "sure": {"headline": 0.6, "region": 0.3, "kind": 0.5}}
    new = do(state, "edit", item=1, values={"headline": "新题", "kind": "feature", "regions": ["990102"]})
    assert new["items"][0]["doubts"] == []
    assert new["items"][0]["sure"] == {"headline": 1.0, "region": 1.0, "kind": 0.5}
    tidied = do(small(), "tidy", item=1)
    same = do(tidied, "edit", item=1, values={"headline": "主题文明新风", "kicker": "引题"})
    assert do(same, "untidy", item=1)["items"] == small()["items"]


def test_merge_keeps_the_other_headline_as_a_subhead() -> None:
    new = do(small(), "merge", item=2, into=1)
    assert [role for role, _lines, _text in pieces(new, 0)] == [
        "kicker",
        "headline",
        "paragraph",
        "paragraph",
        "subhead",
        "paragraph",
    ]
    assert (new["items"][0]["fields"]["topics"], len(new["items"])) == (["文明实践"], 1)
    upwards = do(small(), "merge", item=1, into=2)
    assert [each[:2] for each in pieces(upwards, 0)] == [
        ("kicker", [1]),
        ("headline", [9]),
        ("subhead", [2]),
        ("paragraph", [4, 5]),
        ("paragraph", [7]),
        ("paragraph", [11]),
    ]


def test_lines_move_to_another_article_in_the_order_of_the_page() -> None:
    new = do(small(), "move", chosen=[7, 5], into=2)
    assert pieces(new, 1) == [
        ("headline", [9], "另一题"),
        ("paragraph", [5, 7], "接着写。第二段。"),
        ("paragraph", [11], "另一稿。"),
    ]
    assert pieces(new, 0)[-1] == ("paragraph", [4], "第一段开头,")


def test_lines_make_an_article_of_their_own_and_come_back_from_aside() -> None:
    new = do(small(), "move", chosen=[13], into=0)
    assert (pieces(new, 2), new["aside"]) == ([("paragraph", [13], "报花")], [])
    gone = do(new, "drop_item", item=3)
    assert (len(gone["items"]), gone["aside"]) == (2, [13])


def test_another_headline_is_picked_from_another_article() -> None:
    new = do(small(), "role", chosen=[9], into=1, role="headline")
    assert [each[:2] for each in pieces(new, 0)] == [
        ("kicker", [1]),
        ("headline", [9]),
        ("subhead", [2]),
        ("paragraph", [4, 5]),
        ("paragraph", [7]),
    ]
    assert [each[:2] for each in pieces(new, 1)] == [("paragraph", [11])]


def test_paragraphs_part_and_join() -> None:
    parted = do(small(), "part", line=5)
    assert [lines for role, lines, _text in pieces(parted, 0) if role == "paragraph"] == [[4], [5], [7]]
    assert pieces(do(parted, "join", line=5), 0) == pieces(small(), 0)


def test_swap_edit_and_tidy() -> None:
    swapped = do(small(), "swap", item=1)
    assert (text_of(swapped["items"][0], "kicker"), text_of(swapped["items"][0], "headline")) == (
        "主题文明新风",
        "引题",
    )
    edited = do(
        small(), "edit", item=1, values={"headline": " 新题𠮷 ", "deck": "副题", "kind": "notice", "regions": []}
    )
    assert (text_of(edited["items"][0], "headline"), text_of(edited["items"][0], "deck")) == ("新题𠮷", "副题")
    assert (edited["items"][0]["fields"]["kind"], edited["items"][0]["fields"]["regions"]) == ("notice", [])
    tidied = do(small(), "tidy", item=1)
    assert text_of(tidied["items"][0], "paragraph") == "第一段开头，接着写。第二段。"
    assert do(tidied, "untidy", item=1)["items"] == small()["items"]


@pytest.mark.parametrize(
    ("operation", "arguments", "code"),
    [
        ("fly", {}, "unknown"),
        ("split", {"line": 1}, "first-line"),
        ("split", {"line": 13}, "line-aside"),
        ("split", {"line": 99}, "line-aside"),
        ("split", {}, "arguments"),
        ("part", {"line": 4}, "already-first"),
        ("join", {"line": 4}, "nothing-before"),
        ("merge", {"item": 1, "into": 1}, "same-article"),
        ("merge", {"item": 1, "into": 9}, "no-such-article"),
        ("move", {"chosen": [], "into": 1}, "no-such-line"),
        ("move", {"chosen": [3], "into": 1}, "no-such-line"),
        ("role", {"chosen": [1], "into": 1, "role": "king"}, "arguments"),
        ("swap", {"item": 2}, "no-kicker"),
        ("edit", {"item": 1, "values": {"id": 7}}, "arguments"),
        ("edit", {"item": 1, "values": {"regions": "x"}}, "arguments"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    operation: str, arguments: dict[str, Any], code: str
) -> None:
    state = small()
    with pytest.raises(OperationError, match=f"^{code}$"):
        apply(state, operation, arguments, SMALL_LINES)
    assert state == small()


@st.composite
def steps(draw: st.DrawFn) -> list[tuple[str, dict[str, Any]]]:
    line = st.sampled_from(sorted(LINES))
    item = st.integers(1, 12)
    chosen = st.lists(line, min_size=1, max_size=4)
    role = st.sampled_from(["kicker", "headline", "deck", "credit", "subhead", "paragraph"])
    one: dict[str, st.SearchStrategy[dict[str, Any]]] = {
        **{name: st.fixed_dictionaries({"line": line}) for name in ("split", "part", "join")},
        **{name: st.fixed_dictionaries({"item": item}) for name in ("swap", "drop_item", "tidy", "untidy")},
        "merge": st.fixed_dictionaries({"item": item, "into": item}),
        "move": st.fixed_dictionaries({"chosen": chosen, "into": st.integers(0, 12)}),
        "aside": st.fixed_dictionaries({"chosen": chosen}),
        "role": st.fixed_dictionaries({"chosen": chosen, "into": item, "role": role}),
        "edit": st.fixed_dictionaries(
            {"item": item, "values": st.dictionaries(st.sampled_from(["headline", "kicker", "source"]), st.text())}
        ),
    }
    assert set(one) == set(OPERATIONS)
    names = draw(st.lists(st.sampled_from(sorted(one)), max_size=12))
    return [(name, draw(one[name])) for name in names]


@given(steps())
def test_whatever_is_done_every_line_stands_in_one_place(taken: list[tuple[str, dict[str, Any]]]) -> None:
    state = PROPOSAL
    before = copy.deepcopy(PROPOSAL)
    for operation, arguments in taken:
        try:
            state = apply(state, operation, arguments, LINES)
        except OperationError:
            continue
        held = [line for item in state["items"] for line in lines_of(item)]
        assert sorted(held + state["aside"]) == sorted(LINES)
        assert len({item["id"] for item in state["items"]}) == len(state["items"])
        assert all(item["id"] < state["next"] for item in state["items"])
    assert before == PROPOSAL


def test_what_was_changed_is_counted() -> None:
    made = do(small(), "edit", item=1, values={"kind": "notice", "headline": "新题"})
    made = do(do(made, "tidy", item=1), "part", line=5)
    counted = {name: count for name, count in changes(small(), made).items() if count["made"]}
    assert counted == {
        "cut": {"made": 2, "changed": 0},
        "headline": {"made": 2, "changed": 1},
        "kicker": {"made": 1, "changed": 0},
        "paragraphs": {"made": 3, "changed": 1},
        "kind": {"made": 2, "changed": 1},
        "regions": {"made": 1, "changed": 0},
        "topics": {"made": 1, "changed": 0},
    }
    gone = changes(small(), do(small(), "drop_item", item=2))
    assert gone["cut"] == {"made": 2, "changed": 1}
