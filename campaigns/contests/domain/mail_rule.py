"""Well-formed mails become entries by themselves; every other one waits for a person.

What "well-formed" means is written down in ``docs/adr/0106-well-formed-mails-become-entries.md``; ``RULE`` names that
version of it and is stored with the mail.
"""

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction

from campaigns.contests.domain.inbound_mails import arrived_at, pass_on, read_mail
from campaigns.contests.domain.mail_entries import FileRefusedError, Work, enter_by_rule, join_known, read_attachment
from campaigns.contests.domain.manuscripts import read_manuscript
from campaigns.contests.domain.pieces import Person
from campaigns.contests.enums import AskedField, ContestKind, InboundState, MailProblem
from campaigns.contests.models import Contest, Contributor, EntryGroup, EntryRevision, InboundMail, RuleSet
from campaigns.contests.queries.contests import contests_of_mailbox, current_rules, groups_offered
from campaigns.contests.queries.limits import is_early, is_refused
from campaigns.contests.rules import letters
from campaigns.contests.rules.letters import Letter
from campaigns.contests.rules.signs import LEAST_TEXT, MANUSCRIPTS, PHOTOS, ending
from foundation.intake.forms import clean_text
from foundation.intake.states import ForbiddenMoveError
from foundation.limited import LimitedError
from foundation.secrets.indexing import index_candidates, telephone
from foundation.text import counting

RULE: Final = "mail-entry-2"
PHONE_DIGITS: Final = range(7, 16)
TITLE_CHARACTERS: Final = 200
TEXT_CHARACTERS: Final = 200_000
MOST_READ: Final = 10
"""Manuscripts of one mail whose texts are laid beside it."""


class NotWellFormedError(Exception):
    """The mail does not fit the rule; ``problems`` says why."""

    def __init__(self, *problems: MailProblem) -> None:
        super().__init__(*problems)
        self.problems = problems


@dataclass(frozen=True)
class _Found:
    """What the rule has made out so far."""

    contest: Contest
    rules: RuleSet
    contents: dict[str, Any]
    letter: Letter
    body: str
    files: tuple[int, ...]
    is_body: bool
    problems: list[MailProblem] = field(default_factory=list)


def take_mail(*, mail: InboundMail, label: str = "") -> InboundMail:
    """Take a kept mail apart and enter it where it is well-formed; must not be called inside a transaction.

    One that waits for a person gets the texts of its manuscripts laid beside it, old formats converted: this takes
    seconds and belongs in a command or task, never in a request.
    """
    row = enter_mail(mail=read_mail(mail=mail, label=label))
    if row.state == InboundState.NEEDS_HUMAN and row.erased_at is None:
        lay_texts_beside(mail=row)
    return row


def enter_mail(*, mail: InboundMail) -> InboundMail:
    """Make an entry of a complete mail by the rule, or put it before a person with the reasons; returns its row.

    Doing it again, or in two processes at once, makes one entry.
    """
    if mail.state != InboundState.PARSED:
        return mail
    try:
        if not join_known(mail=mail, rule=RULE):
            enter_by_rule(mail=mail, work=well_formed(mail), rule=RULE)
    except NotWellFormedError as error:
        _pass_on(mail, list(error.problems))
    except FileRefusedError:
        _pass_on(mail, [MailProblem.FILES])
    except ForbiddenMoveError:
        pass  # somebody at the desk was faster; what they decided stands
    mail.refresh_from_db()
    return mail


def _pass_on(mail: InboundMail, problems: list[MailProblem]) -> None:
    try:
        pass_on(mail=mail, problems=problems)
    except ForbiddenMoveError:
        return  # as above


def well_formed(mail: InboundMail) -> Work:
    """Return the one piece of a mail; raises ``NotWellFormedError`` with everything a person has to look at."""
    contents = json.loads(mail.contents.reveal() or "{}")
    contest, rules = _contest(mail, contents)
    files = [each for each in contents["attachments"] if not each["inline"]]
    found = _read(mail, contest, rules, contents, files)
    group, genre = _grouping(found)
    author = _author(found)
    _check_text(found, author)
    _check_limits(found, author, arrived=arrived_at(mail))
    if found.problems:
        raise NotWellFormedError(*dict.fromkeys(found.problems))
    return Work(
        contest=contest,
        title=found.letter.title,
        text=found.letter.text,
        author=author,
        files=found.files,
        group=group,
        genre=genre,
    )


def _contest(mail: InboundMail, contents: dict[str, Any]) -> tuple[Contest, RuleSet]:
    """Return the one open competition whose rules name the mailbox and whose label stands in the mail."""
    owner = mail.mailbox.partition("/")[0].lower()
    at_box = contests_of_mailbox([owner]) if "@" in owner else []
    named = at_box or contests_of_mailbox(contents.get("recipients", []))
    if not named:
        raise NotWellFormedError(MailProblem.NO_CONTEST)
    written = letters.fold(f"{contents['subject']}\n{contents['text']}")
    labelled = [rules for rules in named if letters.fold(rules.label) in written]
    if not labelled:
        raise NotWellFormedError(MailProblem.NO_LABEL)
    if len(labelled) > 1:
        raise NotWellFormedError(MailProblem.SEVERAL_CONTESTS)
    return labelled[0].contest, labelled[0]


def _read(
    mail: InboundMail, contest: Contest, rules: RuleSet, contents: dict[str, Any], files: list[dict[str, Any]]
) -> _Found:
    manuscripts = [each for each in files if ending(each["name"]) in MANUSCRIPTS]
    if contest.kind == ContestKind.PHOTO or (not manuscripts and any(ending(each["name"]) in PHOTOS for each in files)):
        raise NotWellFormedError(MailProblem.PHOTOGRAPHS)
    text = _manuscript(mail, manuscripts[0]["index"], convert=True) if manuscripts else None
    letter = letters.read_letter(
        subject=contents["subject"],
        label=rules.label,
        body=contents["text"],
        manuscript=text,
        stem=manuscripts[0]["name"].rpartition(".")[0] if manuscripts else "",
    )
    letter = replace(letter, title=clean_text(letter.title)[:TITLE_CHARACTERS], text=clean_text(letter.text))
    # The manuscript first: it is what the judges' text was read from.
    order = [*manuscripts, *(each for each in files if each not in manuscripts)]
    indexes = tuple(each["index"] for each in order)
    return _Found(contest, rules, contents, letter, text or contents["text"], indexes, is_body=text is None)


def _manuscript(mail: InboundMail, index: int, *, convert: bool = False) -> str:
    """Return the text of an attachment; ``convert`` takes old formats too, for seconds: never in a request."""
    try:
        return read_manuscript(data=read_attachment(mail=mail, index=index), convert=convert)
    except (ValidationError, LimitedError):
        raise NotWellFormedError(MailProblem.NO_TEXT) from None


def lay_texts_beside(*, mail: InboundMail) -> InboundMail:
    """Read the manuscripts of a mail and keep their texts with its contents, for the desk to see side by side."""
    contents = json.loads(mail.contents.reveal() or "{}")
    found = [each["index"] for each in contents.get("attachments", []) if ending(each["name"]) in MANUSCRIPTS]
    texts = {str(index): _readable(mail, index)[:TEXT_CHARACTERS] for index in found[:MOST_READ]}
    if not texts:
        return mail
    with transaction.atomic():
        row = InboundMail.objects.select_for_update().get(pk=mail.pk)
        if row.erased_at is None:
            row.contents = json.dumps({**contents, "texts": texts}, ensure_ascii=False)
            row.save(update_fields=["contents"])
    return row


def _readable(mail: InboundMail, index: int) -> str:
    try:
        return _manuscript(mail, index, convert=True)
    except NotWellFormedError:
        return ""


def manuscript_of(*, mail: InboundMail) -> str:
    """Return the text of the one manuscript of a mail, or nothing where there is none, several, or one not readable."""
    contents = json.loads(mail.contents.reveal() or "{}")
    found = [each["index"] for each in contents.get("attachments", []) if ending(each["name"]) in MANUSCRIPTS]
    if len(found) != 1:
        return ""
    known: str | None = contents.get("texts", {}).get(str(found[0]))
    if known is not None:
        return known
    try:
        return _manuscript(mail, found[0])
    except NotWellFormedError:
        return ""


def contest_meant(mail: InboundMail, contents: dict[str, Any]) -> RuleSet | None:
    """Return the rules of the competition that mailbox or label names; None where none or several are named.

    This only proposes: a person decides.
    """
    try:
        return _contest(mail, contents)[1]
    except NotWellFormedError:
        owner = mail.mailbox.partition("/")[0]
        named = contests_of_mailbox([owner, *contents.get("recipients", [])])
    written = letters.fold(f"{contents.get('subject', '')}\n{contents.get('text', '')}")
    labelled = [rules for rules in current_rules() if rules.label and letters.fold(rules.label) in written]
    for found in (labelled, named):
        if len(found) == 1:
            return found[0]
    return None


def _grouping(found: _Found) -> tuple[EntryGroup | None, str]:
    """Return group and genre as the mail names them; either is a problem where the rules have some and it has none."""
    said = found.letter.said
    groups = {letters.fold(group.name): group for group in groups_offered(found.rules)}
    genres = {letters.fold(name): name for name in found.rules.genres}
    group = groups.get(letters.fold(said[letters.GROUP]))
    genre = genres.get(letters.fold(said[letters.GENRE]), "")
    if (groups and group is None) or (genres and not genre):
        found.problems.append(MailProblem.GROUPING)
    return group, genre


def _author(found: _Found) -> Person:
    said = found.letter.said
    given = {
        AskedField.EMAIL: found.contents["sender"],
        AskedField.ADDRESS: said[letters.ADDRESS],
        AskedField.POSTCODE: said[letters.POSTCODE],
        AskedField.UNIT: said[letters.UNIT],
    }
    asked = [AskedField(name) for name in found.rules.asked]
    name, phone = said[letters.NAME], said[letters.PHONE]
    if not name or len(telephone(phone)) not in PHONE_DIGITS or not all(given[each] for each in asked):
        found.problems.append(MailProblem.INCOMPLETE)
    return Person(
        name=name,
        phone=phone,
        email=found.contents["sender"],
        address=given[AskedField.ADDRESS] if AskedField.ADDRESS in asked else "",
        postcode=given[AskedField.POSTCODE] if AskedField.POSTCODE in asked else "",
        unit=given[AskedField.UNIT],
    )


def _check_text(found: _Found, author: Person) -> None:
    letter, is_body = found.letter, found.is_body
    text = letter.text
    about = "\n".join([found.contents["text"], found.body])
    checks = {
        MailProblem.NO_TITLE: not letter.title,
        MailProblem.NO_TEXT: not text or (is_body and len(text) < LEAST_TEXT),
        MailProblem.FILES: is_body and bool(found.files),
        MailProblem.LETTER: is_body and letters.looks_like_a_letter(text),
        MailProblem.NAMED: letters.tells_the_author(text, (author.name, author.phone)),
        MailProblem.YOUNG: letters.may_be_young(about),
        MailProblem.LENGTH: is_refused(found.rules, counting.count(text).words),
    }
    found.problems.extend(problem for problem, holds in checks.items() if holds)


def _check_limits(found: _Found, author: Person, *, arrived: datetime) -> None:
    digest = hashlib.sha256(found.letter.text.encode("utf-8", "surrogatepass")).hexdigest()
    of_contest = EntryRevision.objects.filter(entry__contest=found.contest, text_sha256=digest)
    if found.letter.text and of_contest.exists():
        found.problems.append(MailProblem.ALREADY)
    if is_early(found.rules, arrived):
        found.problems.append(MailProblem.NO_CONTEST)
    most = found.rules.per_author
    if most is None or not author.phone:
        return
    rows = Contributor.objects.filter(
        entry__contest=found.contest, phone_index__in=index_candidates(author.phone, "telephone"), is_instructor=False
    )
    if rows.values("entry").distinct().count() >= most:
        found.problems.append(MailProblem.TOO_MANY)
