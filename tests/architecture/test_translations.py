"""The user interface is Chinese throughout; a new Wagtail cannot bring English in unseen."""

import polib
import pytest

from scripts import messages

PACKAGES = (*messages.CATALOGUED, *messages.SHIPPED, *messages.SCANNED)


@pytest.fixture(scope="module")
def known() -> set[messages.Key]:
    return {key for _path, key, _entry in messages.sources()} | messages.shipped()


@pytest.mark.parametrize("package", PACKAGES)
def test_each_string_of_an_installed_package_has_its_chinese(package: str, known: set[messages.Key]) -> None:
    needed = {key for key, place in messages.wanted().items() if place == package}

    assert needed or package == "django_tasks"
    assert sorted(key.text for key in needed - known) == []


def test_a_string_that_nobody_translates_is_found(known: set[messages.Key]) -> None:
    foreign = messages.Key("django", None, "A string that Wagtail 9 brings")

    assert foreign not in known


def test_nothing_of_ours_is_missing_fuzzy_contradictory_or_left_over() -> None:
    assert messages.faults() == []


def test_values_are_named_alike_on_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    def entry(text: str, chinese: str, flags: list[str]) -> tuple[object, messages.Key, polib.POEntry]:
        made = polib.POEntry(msgid=text, msgstr=chinese, flags=flags)
        return messages.SOURCES / "news.po", messages.Key("django", None, text), made

    wrong = [
        entry("%(count)s pages", "%(number)s 页", []),
        entry("Good", "好", ["fuzzy"]),
        entry("Empty", "", []),
        entry("Twice", "两次", []),
        entry("Twice", "二次", []),
        entry("%(name)s wins", "%(name)s 获奖", []),
    ]
    monkeypatch.setattr(messages, "sources", lambda: iter(wrong))

    assert list(messages.faults_of_sources()) == [
        "news.po: '%(count)s pages' and its translation name different values",
        "news.po: 'Good' is marked fuzzy",
        "news.po: 'Empty' is empty",
        "news.po: 'Twice' is translated otherwise in news.po",
    ]
