"""Exemplars: people, groups, families, units and places that were honoured, and the page that shows them all."""

import datetime as dt
from collections.abc import Callable
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import Panel
from wagtail.models import PageManager, PageQuerySet

from exemplars.enums import ConsentScope, SubjectKind
from exemplars.models.consents import ConsentRecord
from exemplars.panels import EXEMPLAR_PANELS, INDEX_PANELS
from exemplars.rules.likeness import name_key
from exemplars.rules.minors import names_address, names_birth_date, names_class
from foundation.blocks import BodyBlock, pictures_of, plain_text
from foundation.enums import NumberedKind
from foundation.fields import StreamField
from foundation.models import ListPage, NumberedPage
from foundation.models.addressed_pages import open_at

NEED_CONSENT = (SubjectKind.PERSON, SubjectKind.FAMILY)
"""Those who are shown only while they agree; a unit, a place or a group acts in public."""

MINOR_RULES: tuple[tuple[Callable[[str], bool], Any], ...] = (
    (names_class, _("The text names the school class of somebody under eighteen; take it out.")),
    (names_address, _("The text says where somebody under eighteen lives; take it out.")),
    (names_birth_date, _("The text gives the full date of birth of somebody under eighteen; take it out.")),
)


def judge_minor_text(text: str) -> None:
    """Raise ``ValidationError`` for each thing in the text that must not be published of somebody under eighteen."""
    if reasons := [reason for is_named, reason in MINOR_RULES if is_named(text)]:
        raise ValidationError(reasons)


class ExemplarIndexPage(ListPage):
    """The parent of all exemplars, whose page is the portrait wall."""

    address_name = "exemplars"
    template = "exemplars/index.html"
    subpage_types: ClassVar[list[str]] = ["exemplars.ExemplarPage"]
    page_description = _("The portraits of all exemplars; they are kept under it.")
    content_panels: ClassVar[list[Panel | str]] = [*ListPage.content_panels, *INDEX_PANELS]

    class Meta:
        verbose_name = _("portrait wall")
        verbose_name_plural = _("portrait walls")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the wall; the query stands above the models and is named by string."""
        wall = import_string("exemplars.queries.people.wall_context")
        context: dict[str, Any] = super().get_context(request, *args, **kwargs) | wall(request)
        return context


def permitted(scope: ConsentScope, today: dt.date | None = None) -> Q:
    """Return the condition that somebody's consent to ``scope`` stands on ``today``, or that none is needed."""
    records = ConsentRecord.objects.standing(today).filter(exemplar=OuterRef("pk"), scope=scope)
    return ~Q(subject__in=NEED_CONSENT) | Q(Exists(records))


class ExemplarQuerySet(PageQuerySet):
    """Exemplars."""

    def showable(self, now: dt.datetime | None = None) -> "ExemplarQuerySet":
        """Return those whom readers may see at ``now`` (default: the present).

        Consent is asked for at each reading, so that one that ends with a day ends without a scheduler.
        """
        moment = now or timezone.now()
        today = timezone.localdate(moment)
        unit = Q(unit_in_text=False) | permitted(ConsentScope.UNIT, today)
        found: ExemplarQuerySet = self.filter(open_at(moment) & permitted(ConsentScope.NAME, today) & unit)
        return found

    def with_permissions(self, today: dt.date | None = None) -> "ExemplarQuerySet":
        """Add ``may_show_photo``, ``may_show_unit`` and ``may_show_age``."""
        asked = (ConsentScope.PHOTO, ConsentScope.UNIT, ConsentScope.AGE)
        conditions: dict[str, Any] = {f"may_show_{scope}": permitted(scope, today) for scope in asked}
        found: ExemplarQuerySet = self.annotate(**conditions)
        return found


ExemplarManager = PageManager.from_queryset(ExemplarQuerySet)


class ExemplarPage(NumberedPage):
    """An exemplar; ``title`` is the name. The page stands at its number, so that no address ever carries a name."""

    numbered_kind = NumberedKind.EXEMPLAR
    address_name = "exemplar"

    subject = models.CharField(_("kind"), max_length=12, choices=SubjectKind, default=SubjectKind.PERSON)
    citation = models.TextField(_("citation"), blank=True, max_length=300)
    body = StreamField(BodyBlock(), verbose_name=_("deeds"), blank=True)
    portrait = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="exemplars",
        help_text=_("Upright, the face in the middle. Without one a drawn card stands in its place."),
    )
    unit = models.CharField(_("unit"), max_length=120, blank=True)
    age = models.PositiveSmallIntegerField(
        _("age when honoured"), null=True, blank=True, help_text=_("Shown only with consent to it.")
    )
    regions = ParentalManyToManyField(
        "foundation.Region", verbose_name=_("regions"), blank=True, related_name="exemplars"
    )
    topics = ParentalManyToManyField("foundation.Topic", verbose_name=_("topics"), blank=True, related_name="exemplars")
    is_deceased = models.BooleanField(
        _("deceased"), default=False, help_text=_("Honours recorded from now on are posthumous.")
    )
    is_minor = models.BooleanField(
        _("under eighteen"),
        default=False,
        help_text=_("Class, home address and full date of birth are refused at publication."),
    )
    unit_in_text = models.BooleanField(default=False, editable=False)
    name_key = models.CharField(max_length=200, blank=True, db_index=True, editable=False)

    objects = ExemplarManager()

    template = "exemplars/exemplar.html"
    parent_page_types: ClassVar[list[str]] = ["exemplars.ExemplarIndexPage"]
    page_description = _("Somebody who was honoured, with citation, deeds and honours.")
    content_panels: ClassVar[list[Panel]] = EXEMPLAR_PANELS
    promote_panels: ClassVar[list[Panel]] = []

    class Meta:
        verbose_name = _("exemplar")
        verbose_name_plural = _("exemplars")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(subject__in=SubjectKind.values), name="exemplar_subject_known"),
            models.CheckConstraint(
                condition=Q(is_minor=False) | Q(subject=SubjectKind.PERSON),
                name="exemplar_minor_is_person",
                violation_error_message=_("Only a single person can be under eighteen."),
            ),
        ]

    def clean(self) -> None:
        """Refuse to go public with what must not be told of a minor."""
        super().clean()
        if self.live and self.is_minor:
            self.judge_minor()

    def judge_minor(self) -> None:
        """Raise ``ValidationError`` for each thing that must not be published of somebody under eighteen."""
        told = [self.title, self.unit, self.search_description, self.seo_title, self.public_text()]
        numbers = self.honours.standing().values_list("document_number", flat=True) if self.pk else ()
        judge_minor_text("\n".join((*told, *self.media_texts(), *numbers)))

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the exemplar with what is told from its name and text."""
        self.name_key = name_key(self.title)
        self.unit_in_text = bool(self.unit) and self.unit in f"{self.title}\n{self.public_text()}"
        super().save(*args, **kwargs)

    def media_texts(self) -> list[str]:
        """Return what the page prints of its pictures, documents and recordings besides its own words."""
        pictures = [picture for picture in (self.portrait, *pictures_of(self.body)) if picture is not None]
        told = [text for each in pictures for text in (each.description, each.caption, each.credit_line)]
        for child in self.body:
            for name in ("document", "recording"):
                held = child.value.get(name) if hasattr(child.value, "get") else None
                told.append(getattr(held, "title", ""))
        return [text for text in told if text]

    def public_text(self) -> str:
        """Return citation and deeds as plain text."""
        return f"{self.citation}\n{plain_text(self.body)}"

    def is_showable(self, now: dt.datetime | None = None) -> bool:
        """Tell whether readers may see the page at ``now``."""
        return bool(type(self).objects.showable(now).filter(pk=self.pk).exists())

    def may_show(self, scope: ConsentScope, today: dt.date | None = None) -> bool:
        """Tell whether ``scope`` may be published; asks the database unless ``with_permissions`` has."""
        known = self.__dict__.get(f"may_show_{scope}")
        if known is not None:
            return bool(known)
        return bool(type(self).objects.filter(permitted(scope, today), pk=self.pk).exists())

    @property
    def shown_portrait(self) -> Any:
        """The portrait where consent and rights allow it, else None."""
        allowed = self.portrait is not None and self.portrait.is_usable() and self.may_show(ConsentScope.PHOTO)
        return self.portrait if allowed else None

    @property
    def shown_unit(self) -> str:
        """The unit where consent allows it, else nothing."""
        return self.unit if self.unit and self.may_show(ConsentScope.UNIT) else ""

    @property
    def shown_age(self) -> int | None:
        """The age where consent allows it, else None."""
        return self.age if self.age is not None and self.may_show(ConsentScope.AGE) else None

    @property
    def initial(self) -> str:
        """The sign on the drawn card: the first of the name."""
        return str(self.title)[:1]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the page shows; the query stands above the models and is named by string."""
        exemplar_context = import_string("exemplars.queries.people.exemplar_context")
        context: dict[str, Any] = super().get_context(request, *args, **kwargs) | exemplar_context(self)
        return context
