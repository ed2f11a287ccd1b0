"""Factories of programmes and rounds."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from exemplars.enums import PeriodKind, ProgrammeLevel
from exemplars.models import Programme, ProgrammeCategory, Quota, Round


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
