"""Factories of the ground floor's models."""

import factory
from factory.django import DjangoModelFactory

from foundation.enums import OrganisationKind, RegionLevel
from foundation.models import Organisation, Region, Topic, User


class UserFactory(DjangoModelFactory[User]):
    """An account without rights; ``password`` is set hashed."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"user{number}")
    name = factory.Sequence(lambda number: f"样例{number}")
    password = factory.django.Password("correct horse battery")


class RegionFactory(DjangoModelFactory[Region]):
    """A region of the invented city, in the code range outside GB/T 2260."""

    class Meta:
        model = Region

    code = factory.Sequence(lambda number: str(990_200 + number))
    name = factory.Sequence(lambda number: f"样例{number}区")
    short_name = factory.LazyAttribute(lambda region: region.name.removesuffix("区"))
    level = RegionLevel.COUNTY


class TopicFactory(DjangoModelFactory[Topic]):
    """A topic."""

    class Meta:
        model = Topic

    name = factory.Sequence(lambda number: f"样例主题{number}")
    slug = factory.Sequence(lambda number: f"sample-{number}")


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """An organisation without parent or region."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: f"样例文明办{number}")
    kind = OrganisationKind.CIVILISATION_OFFICE
