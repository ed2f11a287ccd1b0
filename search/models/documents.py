"""The search document: one row for each public thing, and the tables that link it to places and subjects.

It is the read model of search, of lists, hubs, "related" and feeds. Nothing private is ever written to it, so a
query needs no permission check: it only compares the clock with ``visible_from`` and ``visible_until``.
"""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LEAN = ("id", "visible_from", "visible_until", "kind", "article_kind", "year", "date")
"""What search asks of every hit, in an index of its own."""


class DocumentQuerySet(models.QuerySet["Document"]):
    """Queries on documents."""

    def visible(self, now: datetime | None = None) -> Self:
        """Return the documents whose time has come and is not over, at ``now`` (default: the present)."""
        moment = now or timezone.now()
        return self.filter(visible_from__lte=moment).filter(Q(visible_until__isnull=True) | Q(visible_until__gt=moment))

    def for_lists(self) -> Self:
        """Return documents ready to be listed: newest first, pictures and renditions fetched, long text left out.

        It costs three queries however many documents are shown.
        """
        return self.defer("text").prefetch_related("picture__renditions").order_by("-date", "-id")


class Document(models.Model):
    """One public thing as readers find it, keyed by its kind and its own key."""

    kind = models.CharField(_("kind"), max_length=20)
    object_key = models.CharField(_("object"), max_length=60)
    number = models.BigIntegerField(_("public number"), null=True)
    archive_key = models.CharField(_("archive key"), max_length=120, blank=True)
    url = models.CharField(_("address"), max_length=500)
    title = models.CharField(_("title"), max_length=500)
    kicker = models.CharField(_("kicker"), max_length=500, blank=True)
    deck = models.CharField(_("deck"), max_length=1000, blank=True)
    short_title = models.CharField(_("short title"), max_length=120, blank=True)
    summary = models.CharField(_("summary"), max_length=400, blank=True)
    people = models.TextField(_("people"), blank=True)
    article_kind = models.CharField(_("kind of article"), max_length=30, blank=True)
    source_name = models.CharField(_("source"), max_length=200, blank=True)
    column_id = models.BigIntegerField(_("column"), null=True)
    edition_date = models.DateField(_("edition"), null=True)
    date = models.DateTimeField(_("published"))
    year = models.PositiveSmallIntegerField(_("year"), help_text=_("The year on the calendar of Asia/Shanghai."))
    updated_at = models.DateTimeField(_("updated"))
    visible_from = models.DateTimeField(_("visible from"))
    visible_until = models.DateTimeField(_("visible until"), null=True)
    picture = models.ForeignKey(
        "media.Picture", verbose_name=_("picture"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    regions = models.ManyToManyField(
        "foundation.Region", verbose_name=_("regions"), through="search.DocumentRegion", related_name="+"
    )
    topics = models.ManyToManyField(
        "foundation.Topic", verbose_name=_("topics"), through="search.DocumentTopic", related_name="+"
    )
    organisations = models.ManyToManyField("foundation.Organisation", verbose_name=_("organisations"), related_name="+")
    text = models.TextField(_("text"), blank=True)

    objects: ClassVar[models.Manager[Any]] = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        constraints = (
            models.UniqueConstraint("kind", "object_key", name="document_once_per_object"),
            models.CheckConstraint(
                condition=Q(visible_until__isnull=True) | Q(visible_until__gt=F("visible_from")),
                name="document_visible_in_order",
            ),
        )
        indexes = (
            models.Index(F("date").desc(), F("id").desc(), name="document_newest"),
            models.Index("kind", F("date").desc(), F("id").desc(), name="document_newest_of_kind"),
            models.Index("article_kind", F("date").desc(), F("id").desc(), name="document_newest_of_genre"),
            models.Index("edition_date", name="document_edition"),
            models.Index("number", name="document_number"),
            # Search joins the hits to this narrow index instead of to rows that carry whole texts.
            models.Index(*LEAN, name="document_lean"),
            # And leaves out those that are not to be seen yet or any more, few of all.
            models.Index("visible_from", name="document_begins"),
            models.Index("visible_until", condition=Q(visible_until__isnull=False), name="document_ends"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """The key readers of the API see: the archive's own where there is one, else the public number."""
        return self.archive_key or str(self.number or self.object_key)


class DocumentColumn(models.Model):
    """A column the document stands in: its main one, and those it also appears in.

    ``date`` repeats the document's, so that a column's newest are read from one index.
    """

    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.CASCADE, related_name="column_links"
    )
    column_id = models.BigIntegerField(_("column"))
    is_main = models.BooleanField(_("main column"), default=False)
    date = models.DateTimeField(_("published"))

    class Meta:
        verbose_name = _("column of a document")
        verbose_name_plural = _("columns of documents")
        constraints = (models.UniqueConstraint("document", "column_id", name="document_column_once"),)
        indexes = (models.Index("column_id", F("date").desc(), F("document").desc(), name="column_newest"),)

    def __str__(self) -> str:
        return f"{self.document_id}: {self.column_id}"


class DocumentRegion(models.Model):
    """A region the document is about, or (not ``is_direct``) an ancestor of one."""

    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.CASCADE, related_name="region_links"
    )
    region = models.ForeignKey(
        "foundation.Region", verbose_name=_("region"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    is_direct = models.BooleanField(_("named itself"), default=True)
    date = models.DateTimeField(_("published"))

    class Meta:
        verbose_name = _("region of a document")
        verbose_name_plural = _("regions of documents")
        constraints = (models.UniqueConstraint("document", "region", name="document_region_once"),)
        indexes = (models.Index("region", F("date").desc(), F("document").desc(), name="region_newest"),)

    def __str__(self) -> str:
        return f"{self.document_id}: {self.region_id}"


class DocumentTopic(models.Model):
    """A topic the document treats."""

    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.CASCADE, related_name="topic_links"
    )
    topic = models.ForeignKey(
        "foundation.Topic", verbose_name=_("topic"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    date = models.DateTimeField(_("published"))

    class Meta:
        verbose_name = _("topic of a document")
        verbose_name_plural = _("topics of documents")
        constraints = (models.UniqueConstraint("document", "topic", name="document_topic_once"),)
        indexes = (models.Index("topic", F("date").desc(), F("document").desc(), name="topic_newest"),)

    def __str__(self) -> str:
        return f"{self.document_id}: {self.topic_id}"


class IndexedText(models.Model):
    """The normalised texts an engine has indexed, kept apart from the document so that its rows stay small.

    They are what ranking reads, and what SQLite needs to take a document out of its contentless index again.
    """

    document = models.OneToOneField(
        Document, verbose_name=_("document"), primary_key=True, on_delete=models.CASCADE, related_name="indexed"
    )
    ntitle = models.TextField(_("normalised headline"), blank=True)
    nbody = models.TextField(_("normalised text"), blank=True)

    class Meta:
        verbose_name = _("indexed text")
        verbose_name_plural = _("indexed texts")

    def __str__(self) -> str:
        return self.ntitle
