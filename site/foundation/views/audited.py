"""Views of the administration that leave a line in the audit log."""

from typing import Any

from django.db import models, transaction
from django.http import HttpResponse
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
    """Deletes an object and records it."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Record and delete in one transaction."""
        record(verb="delete", subject=self.object, actor=self.request.user)
        response: HttpResponse = super().form_valid(form)
        return response
