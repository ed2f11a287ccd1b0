"""What two texts share: properties of the exact comparison and of the sketches that find candidates."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.contests.enums import FindingKind
from campaigns.contests.rules.likeness import (
    LEAST_PASSAGE,
    PLACES,
    comparable,
    comparable_text,
    compare,
    marked,
    may_tell,
    passages,
)
from campaigns.contests.rules.sketches import (
    COMMON,
    EARLIEST,
    HITS,
    NEAREST,
    Grams,
    Pairs,
    Signatures,
    grams,
    signature,
)

HAN = [chr(code) for code in range(0x4E00, 0x5A00)] + ["𠮷", "龘", "𠀀"]
MARKS = "，。！？、；：“”……——\u3000 \n\t,.!?()（）《》\u200b\ufe00"
few = st.text(alphabet="甲乙丙", max_size=60)
any_text = st.text(max_size=200)


def essay(seed: int, length: int = 600) -> str:
    """Return invented text without meaning, the same for the same seed."""
    draw = random.Random(seed)  # noqa: S311 - examples, not secrets
    return "".join(draw.choice(HAN) + ("，" if draw.random() < 0.08 else "") for _ in range(length))


def told(pairs: Pairs) -> set[tuple[int, int]]:
    """Return pairs as numbers."""
    return set(zip(pairs.one.tolist(), pairs.other.tolist(), strict=True))


@given(any_text)
def test_comparing_twice_over_is_comparing_once(text: str) -> None:
    once = comparable_text(text)
    assert comparable_text(once) == once
    assert all(character.isalnum() for character in once)


@given(st.text(alphabet="甲乙丙丁𠮷龘abcＡ１２", max_size=60), st.text(alphabet=MARKS, max_size=8), st.integers(0, 60))
def test_punctuation_and_spaces_hide_nothing(text: str, marks: str, place: int) -> None:
    place = min(place, len(text))
    # A variation selector or a zero-width character belongs to what stands before it, so it changes nothing either.
    assert comparable_text(text[:place] + marks + text[place:]) == comparable_text(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("“文明，”城市", "文明城市"),
        ("𠮷日，龘字", "𠮷 日龘字"),
        ("㈱", "(株)"),
        ("澄\u200b川", "澄川"),
    ],
)
def test_width_case_and_rare_characters(one: str, other: str) -> None:
    assert comparable_text(one) == comparable_text(other)


def test_traditional_is_simplified() -> None:
    assert comparable_text("這是鄉村的燈") == comparable_text("这是乡村的灯")


@given(any_text)
def test_spans_lead_back_into_the_original(text: str) -> None:
    source = comparable(text)
    for place in range(len(source.text)):
        start, end = source.span(place, place + 1)
        assert 0 <= start < end <= len(text)
    assert len(source.places) == len(source.text)


@given(few, few)
def test_passages_stand_in_both_texts_and_do_not_overlap(first: str, second: str) -> None:
    done = 0
    for passage in passages(first, second, least=4):
        run = first[passage.first : passage.first + passage.length]
        assert run == second[passage.second : passage.second + passage.length]
        assert passage.length >= 4
        assert passage.first >= done
        done = passage.first + passage.length


@given(few, few)
def test_shares_are_parts(first: str, second: str) -> None:
    likeness = compare(first, second)
    assert 0 <= likeness.share <= 1000
    assert 0 <= likeness.share_of_longer <= 1000
    assert likeness.shared <= min(len(first), len(second))


@given(st.text(alphabet="甲乙丙丁", min_size=1, max_size=80))
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert compare(text, text).kind == FindingKind.EXACT


@given(st.integers(0, 50), st.integers(0, 500), st.integers(40, 200), st.integers(0, 600))
def test_a_lifted_paragraph_is_found_wherever_it_stands(seed: int, start: int, length: int, place: int) -> None:
    source, host = comparable_text(essay(seed)), comparable_text(essay(seed + 1000))
    lifted = source[start : start + length]
    if len(lifted) < 40:
        return
    copy = host[:place] + lifted + host[place:]

    likeness = compare(copy, source)

    assert likeness.longest >= len(lifted)
    assert likeness.kind in {FindingKind.CONTAINED, FindingKind.NEAR}
    assert lifted in copy[likeness.passages[0].first :]


@given(st.integers(0, 300))
def test_texts_that_have_nothing_in_common_are_not_told(seed: int) -> None:
    likeness = compare(comparable_text(essay(seed)), comparable_text(essay(seed + 5000)))
    assert (likeness.passages, likeness.kind) == ((), None)


def test_kinds() -> None:
    text = comparable_text(essay(1))
    changed = "".join("新" if place % 40 == 0 else character for place, character in enumerate(text))
    assert compare(text, changed).kind == FindingKind.NEAR
    assert compare(text, text[:200] + comparable_text(essay(2))).kind == FindingKind.CONTAINED
    assert compare(text, text[:30] + comparable_text(essay(2))).kind is None
    assert compare("", "").kind is None
    assert compare("甲" * 11, "甲" * 12).kind is None


def test_a_text_that_repeats_itself_costs_no_square() -> None:
    found = passages("的" * 20_000, "的" * 20_000)
    assert [(passage.first, passage.length) for passage in found] == [(0, 20_000)]
    assert PLACES * len(found) < 100


@given(st.integers(0, 40), st.text(alphabet=MARKS, max_size=5))
def test_marked_texts_are_whole_and_their_passages_agree(seed: int, marks: str) -> None:
    source = essay(seed, 200)
    first, second = f"甲{marks}{source[20:120]}乙", f"丙{source[:150]}{marks}丁"
    left, right = marked(first, second)
    assert "".join(segment.text for segment in left) == first
    assert "".join(segment.text for segment in right) == second
    sides = [{segment.passage: comparable_text(segment.text) for segment in side} for side in (left, right)]
    numbers = {number for number in sides[0] if number}
    assert numbers
    assert {number: sides[0][number] for number in numbers} == {number: sides[1][number] for number in numbers}


def test_a_passage_used_twice_is_marked_once_on_the_other_side() -> None:
    run = essay(3, 60).replace("，", "")
    left, right = marked(f"{run}甲乙{run}", run)
    assert [segment.passage for segment in left] == [1, 0, 2]
    assert [segment.passage for segment in right] == [1]
    likeness = compare(comparable_text(f"{run}甲乙{run}"), comparable_text(run))
    assert (likeness.shared, likeness.share) == (60, 1000)


@pytest.mark.parametrize("share", [0.0, 0.04, 0.08])
def test_a_minhash_finds_what_was_slightly_changed(share: float) -> None:
    draw = random.Random(7)  # noqa: S311 - examples, not secrets
    text = comparable_text(essay(1, 1200))
    changed = "".join(draw.choice(HAN) if draw.random() < share else character for character in text)
    found = Signatures({1: signature(text), 2: signature(comparable_text(essay(9)))})
    assert told(found.asked([7], [signature(changed)])) == {(7, 1)}
    assert told(Signatures({4: signature(text), 6: signature(changed)}).among()) == {(6, 4)}


def test_signatures_do_not_depend_on_the_run_and_short_texts_have_none() -> None:
    text = comparable_text(essay(1))
    assert signature(text) == signature(text)
    assert len(signature(text)) == 512
    assert signature("四个字呢") == b""
    assert told(Signatures({1: b""}).among()) == told(Signatures({1: b""}).asked([2], [b""])) == set()
    assert told(Signatures({1: signature(text)}).asked([2, 3], [b"", signature(text)])) == {(3, 1)}


def test_a_long_text_is_taken_in_blocks() -> None:
    text = comparable_text(essay(1, 9000))
    assert told(Signatures({1: signature(text)}).asked([2], [signature(text)])) == {(2, 1)}


def test_among_thousands_of_copies_each_is_asked_about_few() -> None:
    made = signature(comparable_text(essay(1)))
    pairs = Signatures(dict.fromkeys(range(500), made)).among()
    assert len(pairs.one) <= 500 * (NEAREST + EARLIEST)
    assert {(499, number) for number in range(EARLIEST)} <= told(pairs)
    assert {one for one, _other in told(pairs)} == set(range(1, 500))
    asked = Signatures(dict.fromkeys(range(500), made)).asked([900], [made])
    assert told(asked) == {(900, number) for number in range(NEAREST)}


@given(st.integers(0, 60), st.integers(60, 200))
def test_grams_find_a_lifted_paragraph(seed: int, length: int) -> None:
    source = comparable_text(essay(seed))
    copy = comparable_text(essay(seed + 100)) + source[50 : 50 + length]
    others = [(1, grams(source)), (2, grams(comparable_text(essay(seed + 200))))]
    # One gram in four by its hash: among fifty there are at least two but for one text in fifty thousand.
    assert told(Grams(others).asked([(3, grams(copy))])) == {(3, 1)} or length < 70
    assert told(Grams([*others, (3, grams(copy))]).among()) == {(3, 1)} or length < 70


@given(st.lists(st.text(alphabet="甲乙", min_size=10, max_size=40), max_size=8))
def test_shared_grams_are_counted_as_by_hand(texts: list[str]) -> None:
    sketches = [set(grams(text).tolist()) for text in texts]
    pairs = {
        (later, earlier)
        for later in range(len(texts))
        for earlier in range(later)
        if len(sketches[later] & sketches[earlier]) >= HITS
    }
    rows = [(number, grams(text)) for number, text in enumerate(texts)]
    assert told(Grams(rows).among()) == pairs
    one_by_one = [told(Grams([row]).asked(rows[row[0] + 1 :])) for row in rows]
    assert set().union(*one_by_one) == pairs


@given(few, few)
def test_the_quick_look_never_misses(first: str, second: str) -> None:
    for one, other in ((first, second), (first * 3, second * 2), (second, first + second)):
        assert may_tell(one, other) or compare(one, other).kind is None


@given(st.integers(0, 40), st.integers(5, 60), st.integers(100, 600))
def test_the_quick_look_spares_the_exact_one(seed: int, length: int, whole: int) -> None:
    source = comparable_text(essay(seed))
    other = comparable_text(essay(seed + 100, whole)) + source[40 : 40 + length]
    told_exactly = compare(source, other).kind is not None
    assert may_tell(source, other) == may_tell(other, source)
    assert may_tell(source, other) or not told_exactly


def test_phrases_that_all_use_make_no_candidates() -> None:
    phrase = comparable_text(essay(1, 80))
    everybody = [(key, grams(phrase + comparable_text(essay(key + 10, 100)))) for key in range(COMMON + 1)]
    assert told(Grams(everybody).asked([(99, grams(phrase))])) == told(Grams(everybody).among()) == set()
    assert len(told(Grams(everybody[1:]).asked([(99, grams(phrase))]))) == COMMON


def test_nothing_to_look_in() -> None:
    assert told(Grams([]).asked([(1, grams("甲乙丙丁" * 20))])) == told(Grams([]).among()) == set()
    assert told(Grams([(1, grams("甲"))]).asked([(2, grams(""))])) == set()
    assert told(Grams([(1, grams(essay(1)))]).asked([])) == set()
    assert len(grams("字" * (LEAST_PASSAGE - 1))) == 0
