"""Makes programmes, rounds, exemplars and honours for tests."""

import datetime as dt
from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from exemplars.domain.consents import record_consent
from exemplars.domain.honours import record_honour
from exemplars.domain.people import create_exemplar_draft, publish_exemplar
from exemplars.enums import ConsentGiver, ConsentScope, PeriodKind, ProgrammeLevel, RoundState, SubjectKind
from exemplars.models import (
    ConsentRecord,
    ExemplarIndexPage,
    ExemplarPage,
    Honour,
    Programme,
    ProgrammeCategory,
    Quota,
    Round,
)
from tests.factories.news import home


class ProgrammeFactory(DjangoModelFactory[Programme]):
    """A programme of the invented city, without categories."""

    class Meta:
        model = Programme

    name = factory.Sequence(lambda number: f"澄川好人{number}")
    level = ProgrammeLevel.CITY


class ProgrammeCategoryFactory(DjangoModelFactory[ProgrammeCategory]):
    """A category of a programme of its own."""

    class Meta:
        model = ProgrammeCategory

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda number: f"code-{number}")
    name = factory.Sequence(lambda number: f"样例类别{number}")


class RoundFactory(DjangoModelFactory[Round]):
    """A batch that collects nominations now."""

    class Meta:
        model = Round

    programme = factory.SubFactory(ProgrammeFactory)
    period_kind = PeriodKind.BATCH
    year = 2026
    period_number = factory.Sequence(lambda number: number % 30_000 + 1)
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))
    min_words = 10
    max_words = 200


class QuotaFactory(DjangoModelFactory[Quota]):
    """Two places on the shortlist and one winner."""

    class Meta:
        model = Quota

    round = factory.SubFactory(RoundFactory)
    category = factory.SubFactory(ProgrammeCategoryFactory, programme=factory.SelfAttribute("..round.programme"))
    shortlist = 2
    winners = 1


def wall() -> ExemplarIndexPage:
    """Return the portrait wall, made at first use."""
    found: ExemplarIndexPage | None = ExemplarIndexPage.objects.first()
    return found or home().add_child(instance=ExemplarIndexPage(title="身边榜样", slug="exemplars"))


def consent(exemplar: ExemplarPage, *scopes: ConsentScope, **fields: Any) -> list[ConsentRecord]:
    """Record consent to the scopes (default: all) as of yesterday."""
    giver = ConsentGiver.GUARDIAN if exemplar.is_minor else ConsentGiver.SELF
    values: dict[str, Any] = {
        "giver": giver,
        "given_on": timezone.localdate() - timedelta(days=1),
        "actor": None,
    } | fields
    return record_consent(exemplar=exemplar, scopes=scopes or tuple(ConsentScope), **values)


def exemplar(*, name: str = "样例甲明", scopes: tuple[ConsentScope, ...] = tuple(ConsentScope), **fields: Any) -> Any:
    """Return a published exemplar who agreed to the scopes."""
    wall()
    values = {"subject": SubjectKind.PERSON, "actor": None} | fields
    draft = create_exemplar_draft(name=name, **values)
    if scopes:
        consent(draft, *scopes)
    return publish_exemplar(exemplar=draft, actor=None)


def honour(page: ExemplarPage, **fields: Any) -> Honour:
    """Record an honour of this year; a programme is made unless one is given."""
    values = {"year": 2026, "actor": None} | fields
    programme = values.pop("programme", None) or ProgrammeFactory()
    round_ = values.get("round_")
    if round_ is not None and round_.state != RoundState.ANNOUNCED:
        # Honours are of announced rounds: this one has had its notice.
        day = dt.date(round_.year, 1, 5)
        round_.state, round_.announced_on = RoundState.ANNOUNCED, day
        round_.notice_starts_on = round_.notice_ends_on = day - dt.timedelta(days=1)
        round_.save()
    return record_honour(exemplar=page, programme=programme, **values)
