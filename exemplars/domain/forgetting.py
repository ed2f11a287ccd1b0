"""Forgetting the account of an erased nomination where announcing has copied it: on the draft of the nominee's page."""

import json
import re
from typing import Any, Final

from exemplars.models import ExemplarPage, Nomination, NomineePage
from foundation.blocks import plain_text
from foundation.blocks.plain import text_of_html
from foundation.domain.audit import record

SENTENCE: Final = re.compile(r"[。！？!?；;\n]+")
LEAST_LENGTH: Final = 8
"""Characters from which a sentence counts as somebody's own words."""


def forget_account(*, nomination: Nomination) -> None:
    """Take the nominator's words off the draft made of them; erasing calls it before it overwrites the nomination.

    Until a page goes public, each paragraph block that is still the account word for word goes, from the page and from
    all its versions. A page that was public, and what an editor has rewritten, is the office's own text: it stays, and
    an audit line (``leave_account``) names it for an editor to look at. Name and honours stay as the record.
    """
    account = _bare(nomination.deeds)
    said = NomineePage.objects.filter(nomination=nomination, exemplar__isnull=False).first()
    if said is None or not account:
        return
    page = ExemplarPage.objects.select_for_update(of=("self",)).get(pk=said.exemplar_id)
    is_own = page.first_published_at is not None or page.approved_schedule
    if not is_own and _take_out(page, account):
        record(verb="forget_account", subject=page, actor=None, nomination=nomination.pk)
    if _tells(page, nomination.deeds):
        record(verb="leave_account", subject=page, actor=None, nomination=nomination.pk)


def _take_out(page: ExemplarPage, account: str) -> bool:
    """Take the copy off the page and its versions; return whether there was any."""
    is_found = False
    for version in page.revisions.all():
        blocks = json.loads(version.content["body"])
        kept = _without(blocks, account)
        if len(kept) < len(blocks):
            content = version.content | {"body": json.dumps(kept)}
            page.revisions.filter(pk=version.pk).update(content=content)
            is_found = True
    blocks = list(page.body.raw_data)
    kept = _without(blocks, account)
    if len(kept) < len(blocks):
        draft: Any = page  # the field takes its stored form as well
        draft.body = json.dumps(kept)
        draft.save(clean=False)  # whatever else is amiss with a draft must not hold up erasing
        is_found = True
    return is_found


def _without(blocks: list[Any], account: str) -> list[Any]:
    """Return the blocks without the copy; an editor's own form writes the same words with other markup."""
    return [each for each in blocks if each["type"] != "paragraph" or _bare(text_of_html(each["value"])) != account]


def _tells(page: ExemplarPage, deeds: str) -> bool:
    """Tell whether the page or one of its versions holds a sentence of the account."""
    sentences = [each for each in map(_bare, SENTENCE.split(deeds)) if len(each) >= LEAST_LENGTH]
    versions = (version.as_object() for version in page.revisions.all())
    texts = [_bare(f"{each.citation}{plain_text(each.body)}") for each in (page, *versions)]
    return any(sentence in text for sentence in sentences for text in texts)


def _bare(text: str) -> str:
    return "".join(text.split())
