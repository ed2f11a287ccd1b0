"""Articles and their credits."""

import datetime as dt
from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import Panel
from wagtail.models import Orderable

from foundation.blocks import BodyBlock
from foundation.enums import NumberedKind
from foundation.fields import StreamField
from foundation.models import BasePage
from news.enums import ArticleKind, CreditRole, SourceKind
from news.models.permissions import ArticlePermissions
from news.panels import ARTICLE_PANELS, CREDIT_PANELS
from news.rules import CHANNEL_TITLE_LIMIT, article_path


class ArticlePage(BasePage):
    """An article. Its parent is its main column (or the tray of the unsorted); ``title`` is the main headline 主题.

    ``first_published_at`` is the moment of first publication and gives the year of its address. An embargo is the
    supplier's condition and is kept apart from ``go_live_at``, which is our own plan.
    """

    slug: str  # Wagtail's own field, said here for the type checker
    wanted_placing: Any = None  # what the edit form leaves for the hook that runs after saving

    numbered_kind = NumberedKind.ARTICLE
    own_in_each_copy: ClassVar[tuple[str, ...]] = ("archive_source", "archive_key", "archive_url", "retracted")
    exclude_fields_in_copy: ClassVar[list[str]] = ["number", *own_in_each_copy]

    kicker = models.CharField(_("kicker"), max_length=120, blank=True)
    deck = models.CharField(_("deck"), max_length=200, blank=True)
    short_title = models.CharField(
        _("short title"),
        max_length=CHANNEL_TITLE_LIMIT,
        blank=True,
        help_text=_("For channels that take 32 characters at most, such as WeChat."),
    )
    article_kind = models.CharField(_("kind"), max_length=20, choices=ArticleKind, default=ArticleKind.NEWS)
    dateline = models.CharField(
        _("dateline"), max_length=80, blank=True, help_text=_("What stands before the first sentence.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    lead_picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    summary = models.TextField(_("summary"), blank=True, validators=[MaxLengthValidator(200)])
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("responsible editor"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    source_kind = models.CharField(_("kind of source"), max_length=20, choices=SourceKind, default=SourceKind.ORIGINAL)
    source_name = models.CharField(_("source"), max_length=80, blank=True)
    source_title = models.CharField(_("original title"), max_length=200, blank=True)
    source_author = models.CharField(_("original author"), max_length=80, blank=True)
    source_url = models.URLField(_("original address"), max_length=500, blank=True)
    regions = ParentalManyToManyField(
        "foundation.Region", verbose_name=_("regions"), blank=True, related_name="articles"
    )
    topics = ParentalManyToManyField("foundation.Topic", verbose_name=_("topics"), blank=True, related_name="articles")
    organisations = ParentalManyToManyField(
        "foundation.Organisation", verbose_name=_("organisations"), blank=True, related_name="articles"
    )
    also_in = ParentalManyToManyField(
        "news.ColumnPage", verbose_name=_("also in columns"), blank=True, related_name="guest_articles"
    )
    embargo_until = models.DateTimeField(
        _("embargoed until"),
        null=True,
        blank=True,
        help_text=_("The supplier's condition: nothing shows the article before this moment."),
    )
    archive_source = models.CharField(_("archive"), max_length=80, blank=True, editable=False)
    archive_key = models.CharField(_("key in the archive"), max_length=120, blank=True, editable=False)
    archive_url = models.CharField(_("address in the archive"), max_length=500, blank=True, editable=False)
    retracted = models.BooleanField(_("retracted"), default=False, editable=False)
    import_notes = models.JSONField(_("notes of the importer"), default=list, blank=True, editable=False)

    template = "news/article.html"
    content_panels: ClassVar[list[Panel]] = ARTICLE_PANELS
    promote_panels: ClassVar[list[Panel]] = []
    page_description = _("A news item, feature, commentary, photo news or notice.")
    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["news.ColumnPage", "news.UnsortedPage"]
    allowed_http_methods: ClassVar[list[str]] = ["GET", "HEAD", "OPTIONS"]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = (
            models.UniqueConstraint(
                "archive_source", "archive_key", condition=~Q(archive_key=""), name="article_archive_key_once"
            ),
            models.CheckConstraint(condition=Q(article_kind__in=ArticleKind.values), name="article_kind_known"),
            models.CheckConstraint(condition=Q(source_kind__in=SourceKind.values), name="article_source_kind_known"),
        )

    def _set_core_field_defaults(self) -> None:
        """Give a page without an address part one of its own: a Chinese title yields none."""
        if not self.slug:
            self.slug = str(self.number_id or f"new-{uuid4().hex[:12]}")
        super()._set_core_field_defaults()

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the article; the address part of a new one is its number."""
        if self._state.adding:
            self.take_number()
            self.slug = str(self.number_id)
            if self.alias_of_id:
                self.archive_source = self.archive_key = self.archive_url = ""
                self.retracted = False
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Return the article with the content of a revision; address part and archive keys belong to the page."""
        page = super().with_content_json(content)
        for name in ("slug", "url_path", *self.own_in_each_copy):
            setattr(page, name, getattr(self, name))
        return page

    def path_on_site(self) -> str:
        """Return the canonical path; a draft gets the one it would have if it were published now."""
        moment = self.first_published_at or self.go_live_at or timezone.now()
        return article_path(number=self.number_id, first_published_at=moment)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str | None, str | None] | None:
        """Return the canonical address in place of the tree path."""
        parts: tuple[int, str | None, str | None] | None = super().get_url_parts(request)
        if parts is None or parts[2] is None:
            return parts
        return parts[0], parts[1], self.path_on_site()

    def permissions_for_user(self, user: Any) -> ArticlePermissions:
        """Return what ``user`` may do with the article."""
        return ArticlePermissions(user, self)

    def visible_from(self) -> dt.datetime | None:
        """Return the first moment at which readers may see the article, or None if nothing holds it back."""
        moments = [moment for moment in (self.embargo_until, self.go_live_at) if moment is not None]
        return max(moments, default=None)

    def is_visible(self, now: dt.datetime | None = None) -> bool:
        """Tell whether readers may see the article, even if the scheduler has been asleep."""
        now = now or timezone.now()
        start, end = self.visible_from(), self.expire_at
        is_on = self.live and not self.expired and not self.retracted
        return is_on and (start is None or start <= now) and (end is None or end > now)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the article's page shows; the query stands above the models and is named by string."""
        article_context = import_string("news.queries.articles.article_context")
        context: dict[str, Any] = super().get_context(request, *args, **kwargs) | article_context(self)
        return context


class Credit(Orderable):
    """One name of the byline, frozen as it was printed: later changes of post or unit do not touch it."""

    article = ParentalKey(ArticlePage, verbose_name=_("article"), on_delete=models.CASCADE, related_name="credits")
    role = models.CharField(_("role"), max_length=20, choices=CreditRole, default=CreditRole.REPORTER)
    name = models.CharField(_("name"), max_length=60)
    post_title = models.CharField(_("post title"), max_length=120, blank=True)
    unit = models.CharField(_("unit"), max_length=120, blank=True)

    panels: ClassVar[list[Panel]] = CREDIT_PANELS

    class Meta(Orderable.Meta):
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="credit_has_name"),
            models.CheckConstraint(condition=Q(role__in=CreditRole.values), name="credit_role_known"),
        )

    def __str__(self) -> str:
        return self.name
