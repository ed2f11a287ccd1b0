"""How names sound and how they are typed: surnames, rare shapes, initials; and rows of before that are keyed anew."""

import importlib

import pytest
from django.apps import apps
from django.test import Client

from exemplars.models import ExemplarPage, Nomination, RollRow
from exemplars.rules.likeness import name_key, typed_names
from tests.exemplars.nominating import nominated
from tests.exemplars.test_roll import names
from tests.factories.exemplars import exemplar, honour


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("茶半山", ["chabanshan", "cbs"]),
        ("单小满", ["shanxiaoman", "sxm", "danxiaoman", "dxm"]),
        ("解放路社区", ["jiefanglushequ", "jflsq"]),
        ("万俟明", ["moqiming", "mqm"]),
        ("单于明", ["chanyuming", "cym"]),
        ("曾", ["ceng", "c"]),
        ("𠮷山", ["jishan", "js"]),
        ("阿依·古丽", ["ayiguli", "aygl"]),
        ("□", []),
    ],
)
def test_a_name_is_typed_in_full_and_by_initials(name: str, typed: list[str]) -> None:
    assert typed_names(name) == typed


def test_surnames_sound_as_surnames_do() -> None:
    assert [name_key(name) for name in ("曾国样", "仇样例", "区样例", "尉迟样")] == [
        "zengguoyang",
        "qiuyangli",
        "ouyangli",
        "yuchiyang",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("cbs", "茶半山"),
        ("CBS", "茶半山"),
        ("ｃｂｓ", "茶半山"),
        ("chabanshan", "茶半山"),
        ("sxm", "单小满"),
        ("dxm", "单小满"),
        ("shanxiaoman", "单小满"),
    ],
)
def test_initials_find_a_person_on_the_roll(client: Client, typed: str, name: str) -> None:
    for each in ("茶半山", "单小满", "禾样例"):
        honour(exemplar(name=each))

    assert names(client, f"?q={typed}") == [name]


@pytest.mark.django_db
def test_rows_of_before_are_keyed_anew() -> None:
    honour(exemplar(name="单小满"))
    nominated(name="𠮷山")
    Nomination.objects.update(name_key="𠮷shan")
    ExemplarPage.objects.update(name_key="danxiaoman")
    RollRow.objects.update(words="单小满 danxiaoman")

    migration = importlib.import_module("exemplars.migrations.0021_names_keyed_anew")
    migration.key_names(apps, None)

    assert list(Nomination.objects.values_list("name_key", flat=True)) == ["jishan"]
    assert list(ExemplarPage.objects.values_list("name_key", flat=True)) == ["shanxiaoman"]
    assert set(RollRow.objects.values_list("words", flat=True)) == {"单小满 danxiaoman shanxiaoman sxm dxm"}
