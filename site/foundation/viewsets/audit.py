"""The audit log in the administration: to read, never to change."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, UserColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from foundation.models import AuditLine, User
from foundation.viewsets.audit_words import DETAILS, VERBS


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Grants whoever may view the model that, and nobody anything else."""

    def user_has_permission(self, user: User, action: str) -> bool:
        """Tell whether ``user`` may do ``action``."""
        return action == "view" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: User, actions: list[str]) -> bool:
        """Tell whether ``user`` may do one of ``actions``."""
        return any(self.user_has_permission(user, action) for action in actions)


def kind_words(line: AuditLine) -> str:
    """Return what the line's subject is called; that of a model which is gone stands as it was written."""
    try:
        return str(apps.get_model(line.subject_kind)._meta.verbose_name)  # noqa: SLF001 -- Django's documented way
    except LookupError:
        return line.subject_kind


def verb_words(line: AuditLine) -> str:
    """Return what was done, in the reader's language."""
    return str(VERBS.get(line.verb, line.verb))


def codes_of(model: type[Model]) -> Iterator[tuple[str, Any]]:
    """Yield the codes of the model's states and kinds with their labels."""
    for field in model._meta.get_fields():  # noqa: SLF001 -- as above
        for code, label in getattr(field, "flatchoices", None) or ():
            if isinstance(code, str):
                yield code, label


@cache
def code_words(kind: str) -> dict[str, Any]:
    """Return the labels of codes in lines about ``kind``: its own, and of others those that mean one thing alone."""
    labels: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for model in apps.get_models():
        for code, label in codes_of(model):
            labels[code][str(label)] = label
    words = {code: next(iter(found.values())) for code, found in labels.items() if len(found) == 1}
    try:
        return words | dict(codes_of(apps.get_model(kind)))
    except LookupError:
        return words


def place_of(name: str) -> tuple[int, str]:
    """Return where a detail stands: what was before, what is after, then by name, for PostgreSQL keeps no order."""
    return {"before": 0, "after": 1}.get(name, 2), name


def detail_words(line: AuditLine) -> str:
    """Return the details as ``name value`` pairs: states and kinds by their labels, keys as they are."""
    words = code_words(line.subject_kind)
    pairs = []
    for name in sorted(line.detail, key=place_of):
        value = line.detail[name]
        values = value if isinstance(value, list) else [value]
        said = gettext(", ").join(str(words.get(each, each)) for each in values if each not in (None, ""))
        if said:
            pairs.append(f"{DETAILS.get(name, name)} {said}")
    return pgettext("between details", "; ").join(pairs)


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of the lines that there are, by their names."""
    codes = AuditLine.objects.order_by().values_list("subject_kind", flat=True).distinct()
    return sorted(((code, kind_words(AuditLine(subject_kind=code))) for code in codes), key=lambda pair: pair[1])


class AuditFilterSet(WagtailFilterSet):
    """What was done, and to which kind of thing."""

    verb = ChoiceFilter(label=_("verb"), choices=lambda: sorted(VERBS.items(), key=lambda pair: str(pair[1])))
    subject_kind = ChoiceFilter(label=_("kind"), choices=kinds)

    class Meta:
        model = AuditLine
        fields = ("verb", "subject_kind")


class AuditIndexView(generic.IndexView):
    """The list of audit lines, the newest first."""

    def get_base_queryset(self) -> QuerySet[AuditLine]:
        """Read the actors along."""
        return AuditLine.objects.select_related("actor", "actor__wagtail_userprofile")


class AuditViewSet(ModelViewSet):
    """The audit log among the reports."""

    model = AuditLine
    icon = "history"
    menu_label = _("Audit log")
    menu_order = 900
    menu_hook = "register_reports_menu_item"
    index_view_class = AuditIndexView
    copy_view_enabled = False
    add_to_reference_index = False
    exclude_form_fields: ClassVar[list[str]] = ["detail"]
    list_per_page = 100
    list_display: ClassVar[list[Any]] = [
        DateColumn("at", label=_("at"), sort_key="at"),
        Column("verb", label=_("verb"), accessor=verb_words, sort_key="verb"),
        Column("subject_kind", label=_("kind"), accessor=kind_words, sort_key="subject_kind"),
        Column("subject_id", label=_("key")),
        UserColumn("actor", label=_("by"), blank_display_name=_("the system")),
        Column("detail", label=_("detail"), accessor=detail_words),
    ]
    filterset_class = AuditFilterSet
    list_export: ClassVar[list[str]] = ["at", "verb", "subject_kind", "subject_id", "actor", "detail"]
    search_fields: ClassVar[list[str]] = ["verb", "subject_kind", "subject_id"]
    ordering: ClassVar[tuple[str, ...]] = ("-at", "-pk")
