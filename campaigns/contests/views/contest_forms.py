"""The organiser's forms on screen: a new competition, its facts, its rules, an extension, a copy, its public page."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from campaigns.contests.domain.contest_pages import NoIndexError, PageExistsError, open_page
from campaigns.contests.domain.contests import (
    change_contest,
    copy_contest,
    extend_contest,
    open_contest,
    revise_rules,
)
from campaigns.contests.forms.contests import ContestForm, CopyForm, ExtendForm, ReviseForm, RulesForm
from campaigns.contests.models import Contest
from campaigns.contests.queries.contests import rules_of
from campaigns.contests.rules.next_year import next_words, years_later, years_until
from campaigns.contests.views.contest_desk import CHANGE_PERMISSION, DeskMixin, contest_url
from foundation.views.desk import desk_user


class ContestFormView(DeskMixin, View):
    """A screen of one or more forms that together make one act. What was typed comes back with its errors."""

    template_name = "contests/desk/contest_form.html"
    submit_label: Any = gettext_lazy("Save")
    done: Any = ""

    def forms(self) -> list[Any]:
        """Return the forms, bound when the request is a post."""
        raise NotImplementedError

    def act(self, forms: list[Any]) -> Contest:
        """Do it; returns the competition to show. May raise ``ValidationError``."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the competition, where the address names one."""
        if "pk" in kwargs:
            self.contest = get_object_or_404(Contest, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **_kwargs: Any) -> TemplateResponse:
        """Show the forms."""
        return self._show(request, self.forms())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Do what the forms say, or show what is wrong."""
        forms = self.forms()
        if all([form.is_valid() for form in forms]):  # noqa: C419 - each form is to say what is wrong with it
            try:
                contest = self.act(forms)
            except ValidationError as refusal:
                _refuse(forms, refusal)
            else:
                messages.success(request, self.done)
                return redirect(contest_url(contest))
        messages.error(request, _("Nothing is saved yet. Please look at the fields marked below."))
        return self._show(request, forms)

    @property
    def current(self) -> Contest:
        """The competition that the address names."""
        if self.contest is None:
            raise PermissionDenied
        return self.contest

    def _show(self, request: HttpRequest, forms: list[Any]) -> TemplateResponse:
        sections = [section for form in forms for section in form.sections()]
        errors = [error for form in forms for error in form.non_field_errors()]
        context = self.get_context_data(
            sections=sections, errors=errors, submit_label=self.submit_label, contest=self.contest
        )
        return TemplateResponse(request, self.template_name, context)

    def data(self) -> Any:
        """Return what was sent, None for a form that is only shown."""
        return self.request.POST if self.request.method == "POST" else None


def _refuse(found: list[forms.BaseForm], refusal: ValidationError) -> None:
    """Put a verb's refusal beside the field it speaks of."""
    fields = {"earlier": "closes_at", "reason": "reason", "retention": "retention_months"}
    name = fields.get(str(refusal.code))
    for form in found:
        if name in form.fields:
            form.add_error(name, refusal)
            return
    found[0].add_error(None, refusal)


class CreateContestView(ContestFormView):
    """A new competition with its first rules."""

    any_permission_required: ClassVar[list[str]] = ["add"]
    page_title = gettext_lazy("New competition")
    submit_label = gettext_lazy("Create")
    done = gettext_lazy("The competition is made. It is public once it is announced.")

    def forms(self) -> list[Any]:
        """Return facts and rules."""
        return [ContestForm(self.data()), RulesForm(self.data())]

    def act(self, forms: list[Any]) -> Contest:
        """Open the competition."""
        facts, rules = forms[0].facts(), forms[1].values()
        groups = tuple(rules.pop("groups"))
        return open_contest(**facts, rules=rules, groups=groups, actor=desk_user(self.request))


class ChangeContestView(ContestFormView):
    """What is said of a competition besides its rules."""

    page_title = gettext_lazy("Title and organisers")
    done = gettext_lazy("Saved.")

    def forms(self) -> list[Any]:
        """Return the facts."""
        return [ContestForm(self.data(), instance=Contest.objects.get(pk=self.current.pk))]

    def act(self, forms: list[Any]) -> Contest:
        """Change the facts."""
        return change_contest(contest=self.current, actor=desk_user(self.request), **forms[0].facts())


class ReviseRulesView(ContestFormView):
    """A new version of the rules."""

    page_title = gettext_lazy("New version of the rules")
    done = gettext_lazy("The new version holds from now on. Entries keep the version they were made under.")

    def forms(self) -> list[Any]:
        """Return every rule, as it stands."""
        return [ReviseForm(self.data(), rules=rules_of(self.current))]

    def act(self, forms: list[Any]) -> Contest:
        """Add the version; only what differs is handed over."""
        before = rules_of(self.current)
        changes = {name: value for name, value in forms[0].values().items() if getattr(before, name) != value}
        if before.groups is None and changes.get("groups") == forms[0].initial["groups"]:
            del changes["groups"]
        reason = forms[0].cleaned_data["reason"]
        revise_rules(contest=self.current, reason=reason, actor=desk_user(self.request), **changes)
        return self.current


class ExtendContestView(ContestFormView):
    """A later closing."""

    page_title = gettext_lazy("Extend the closing time")
    submit_label = gettext_lazy("Extend")
    done = gettext_lazy(
        "The closing time is extended; the page says so, with the reason. Pieces that are in time by it are no longer"
        " late."
    )

    def forms(self) -> list[Any]:
        """Return the closing that holds, to be moved."""
        return [ExtendForm(self.data(), initial={"closes_at": rules_of(self.current).closes_at})]

    def act(self, forms: list[Any]) -> Contest:
        """Extend."""
        values = forms[0].cleaned_data
        extend_contest(contest=self.current, actor=desk_user(self.request), **values)
        return self.current


class CopyContestView(ContestFormView):
    """The same competition again, a year later."""

    any_permission_required: ClassVar[list[str]] = ["add"]
    page_title = gettext_lazy("Copy as a new competition")
    submit_label = gettext_lazy("Copy")
    done = gettext_lazy("The copy is made, with rules, groups and a draft of the page. Please check the times.")

    def forms(self) -> list[Any]:
        """Propose name and times."""
        rules = rules_of(self.current)
        years = years_until(rules.closes_at, timezone.now())
        initial = {
            "title": next_words(self.current.title, _(" (new)")),
            "slug": next_words(self.current.slug, "-2"),
            "opens_at": years_later(rules.opens_at, years),
            "closes_at": years_later(rules.closes_at, years),
        }
        return [CopyForm(self.data(), initial=initial)]

    def act(self, forms: list[Any]) -> Contest:
        """Copy."""
        return copy_contest(contest=self.current, actor=desk_user(self.request), **forms[0].cleaned_data)


@require_POST
def make_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the competition's public page as a draft and open it for writing."""
    if not request.user.has_perm(CHANGE_PERMISSION):
        raise PermissionDenied
    contest = get_object_or_404(Contest, pk=pk)
    try:
        page = open_page(contest=contest, actor=desk_user(request))
    except PageExistsError:
        return redirect("wagtailadmin_pages:edit", contest.page.pk)
    except NoIndexError:
        messages.error(request, _("There is no list of competitions yet; please make one under the front page first."))
        return redirect(contest_url(contest))
    return redirect("wagtailadmin_pages:edit", page.pk)
