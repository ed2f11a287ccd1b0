"""Views of the administration that leave a line in the audit log."""

from typing import Any

from django.db import models, transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from wagtail.admin import messages
from wagtail.admin.views import generic

from foundation.domain.audit import record


class AuditedCreateView(generic.CreateView):
    """Creates an object and records it."""

    @transaction.atomic
    def save_instance(self) -> models.Model:
        """Save and record in one transaction."""
        instance: models.Model = super().save_instance()
        record(verb="create", subject=instance, actor=self.request.user)
        return instance


class AuditedEditView(generic.EditView):
    """Changes an object and records which fields."""

    @transaction.atomic
    def save_instance(self) -> models.Model:
        """Save and record in one transaction."""
        instance: models.Model = super().save_instance()
        record(verb="change", subject=instance, actor=self.request.user, fields=sorted(self.form.changed_data))
        return instance


class AuditedDeleteView(generic.DeleteView):
    """Deletes an object and records it; what pages name is not deleted."""

    def refusal(self) -> str:
        """Return why the object is kept, or nothing.

        Wagtail's own count of uses sees foreign keys only: a topic of a hundred articles would have none.
        """
        uses = sum(
            getattr(self.object, relation.get_accessor_name()).count()
            for relation in self.object._meta.related_objects  # noqa: SLF001 -- Django's documented way
            if relation.many_to_many and not relation.hidden
        )
        sentence = gettext("It is named %(uses)d times on pages and is not deleted. Take it out there first.")
        return sentence % {"uses": uses} if uses else ""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Record and delete in one transaction, or say why not."""
        if sentence := self.refusal():
            messages.error(self.request, sentence)
            return redirect(self.get_success_url())
        record(verb="delete", subject=self.object, actor=self.request.user)
        response: HttpResponse = super().form_valid(form)
        return response
