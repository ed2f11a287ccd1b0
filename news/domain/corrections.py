"""Saying in public what was wrong."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.domain import audit
from foundation.models import User
from news.domain.refusals import Refused
from news.enums import CorrectionKind
from news.models import ArticlePage, Correction


@transaction.atomic
def publish_correction(
    *, article: ArticlePage, kind: CorrectionKind | str, public_text: str, actor: User | None, internal_note: str = ""
) -> Correction:
    """Publish a correction, supplement or retraction of ``article`` and return it.

    The text stands on the article and on the corrections page at once. A retraction takes the article off the site;
    its address then shows the notice. Raises Refused for an article that was never published or is retracted
    already, and for an empty text; PermissionDenied where the actor may not publish.
    """
    current = ArticlePage.objects.select_for_update(of=("self",)).get(pk=article.pk)
    kind = CorrectionKind(kind)
    if actor is not None and not current.permissions_for_user(actor).can_publish():
        raise PermissionDenied
    if current.first_published_at is None:
        raise Refused(_("The article was never published: correct the draft instead."))
    if current.retracted:
        raise Refused(_("The article was retracted already."))
    if not public_text.strip():
        raise Refused(_("Write what readers shall read."))
    correction = Correction.objects.create(
        article=current, kind=kind, public_text=public_text.strip(), internal_note=internal_note.strip(), made_by=actor
    )
    if kind == CorrectionKind.RETRACTION:
        current.retracted = True
        current.save(clean=False)
        current.unpublish(user=actor)
    audit.record(verb="publish_correction", subject=correction, actor=actor, article=current.pk, kind=kind.value)
    return correction
