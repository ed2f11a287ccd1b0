"""What the desk writes about a received mail."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.contests.domain.mail_entries import Work
from campaigns.contests.enums import ContestKind
from campaigns.contests.forms.pictures import CAPTION_CHARACTERS
from campaigns.contests.forms.pieces import DeskForm, PieceForm
from campaigns.contests.models import RuleSet
from campaigns.contests.queries.contests import groups_offered
from campaigns.contests.rules.letters import (
    ADDRESS,
    GENRE,
    GROUP,
    NAME,
    PHONE,
    POSTCODE,
    UNIT,
    fold,
    read_letter,
    split_particulars,
    tells_the_author,
)
from campaigns.contests.rules.signs import PHOTOS, ending
from foundation.intake.forms import CleanTextField

MOST_PLACES: Final = 1000
PER_PICTURE: Final = ("order", "caption")


class DecisionForm(DeskForm):
    """Putting a mail aside: a short note says why."""

    note = CleanTextField(
        label=_("Note"),
        max_length=300,
        help_text=_("Why the mail is put aside. Only the desk sees it."),
    )


class QuestionForm(DeskForm):
    """A question to the sender."""

    text = CleanTextField(
        label=_("Question to the sender"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Goes out as plain text with the outgoing mail. The sender of a mail is asked once."),
    )


class WorkForm(PieceForm):
    """A piece of a mail, filled in with what the mail shows; the desk compares and corrects.

    Each picture of the mail has a place in the order (``order_N``) and a caption (``caption_N``), by its index.
    """

    attachments = forms.TypedMultipleChoiceField(
        label=_("Files that belong to it"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    names_stay = forms.BooleanField(
        label=_("I have read the text: the name or telephone in it belongs to the work."), required=False
    )

    def __init__(self, *args: Any, contents: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts: list[dict[str, Any]] = contents.get("attachments", [])
        choices = [(each["index"], each["name"]) for each in self.parts]
        self.fields["attachments"].choices = choices  # type: ignore[attr-defined]
        self.pictures = [each["index"] for each in self.parts if ending(each["name"]) in PHOTOS]
        for place, index in enumerate(self.pictures, start=1):
            self.fields[f"order_{index}"] = forms.IntegerField(
                label=_("Place of the picture"), min_value=1, max_value=999, required=False, initial=place
            )
            self.fields[f"caption_{index}"] = CleanTextField(
                label=_("Caption"), max_length=CAPTION_CHARACTERS, required=False
            )
        self.asks_about_names = False

    def plain_fields(self) -> list[forms.BoundField]:
        """Return what is asked besides the files."""
        apart = {"attachments", "names_stay", *(f"{kind}_{index}" for index in self.pictures for kind in PER_PICTURE)}
        return [field for field in self if field.name not in apart]

    def clean(self) -> dict[str, Any]:
        """Ask for a text or a file, for captions of a photograph, and for a look at names that judges would read."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("text") and not cleaned.get("attachments"):
            self.add_error("text", _("A piece needs a text or a file."))
        contest = cleaned.get("contest")
        if contest is not None and contest.kind != ContestKind.ESSAY and not cleaned.get("text"):
            self._check_captions(cleaned)
        self._check_names(cleaned)
        return cleaned

    def _check_captions(self, cleaned: dict[str, Any]) -> None:
        chosen = set(cleaned.get("attachments") or ())
        for index in self.pictures:
            if index in chosen and not cleaned.get(f"caption_{index}"):
                self.add_error(f"caption_{index}", _("Please give this picture a caption: what, where, when."))

    def _check_names(self, cleaned: dict[str, Any]) -> None:
        text = cleaned.get("text") or ""
        told = (cleaned.get("name") or "", cleaned.get("phone") or "")
        said, _rest = split_particulars(text)
        if not (tells_the_author(text, told) or {NAME, PHONE} & set(said)):
            return
        self.asks_about_names = True
        if not cleaned.get("names_stay"):
            message = _("The text names its author or a telephone: judges would read it. Please take it out.")
            self.add_error("text", message)

    def rows(self) -> list[dict[str, Any]]:
        """Return the files of the mail, each with its tick, and a picture with its place and caption."""
        ticks = {str(each.data["value"]): each for each in self["attachments"]}
        return [
            {
                "part": each,
                "tick": ticks[str(each["index"])],
                "order": self[f"order_{each['index']}"] if each["index"] in self.pictures else None,
                "caption": self[f"caption_{each['index']}"] if each["index"] in self.pictures else None,
            }
            for each in self.parts
        ]

    def work(self) -> Work:
        """Return what was written, for the verb."""
        cleaned = self.cleaned_data
        chosen = sorted(cleaned["attachments"], key=self._place)
        return Work(
            contest=cleaned["contest"],
            title=cleaned["title"],
            text=cleaned["text"],
            author=self.author(),
            files=tuple(chosen),
            captions=tuple(cleaned.get(f"caption_{index}", "") for index in chosen),
            group=cleaned["group"],
            genre=cleaned["genre"],
        )

    def _place(self, index: int) -> tuple[int, int]:
        """Manuscripts first, then the pictures by the places given; of equals the earlier in the mail."""
        if index not in self.pictures:
            return 0, index
        place: int | None = self.cleaned_data.get(f"order_{index}")
        return place if place is not None else MOST_PLACES, index


def proposed(contents: dict[str, Any], manuscript: str = "", rules: RuleSet | None = None) -> dict[str, Any]:
    """Return what the mail lets us fill in: a guess, put before a person.

    ``manuscript`` is the text of its one file, ``rules`` those of the competition that seems to be meant. Title and
    particulars are taken off the text, from the body too: judges read it without.
    """
    label = rules.label if rules is not None else ""
    letter = read_letter(
        subject=contents.get("subject", ""),
        label=label,
        body=contents.get("text", ""),
        manuscript=manuscript or None,
        stem="",
    )
    said = letter.said
    groups = {fold(group.name): group.pk for group in groups_offered(rules)} if rules is not None else {}
    return {
        "contest": rules.contest_id if rules is not None else None,
        "group": groups.get(fold(said[GROUP])) if said[GROUP] else None,
        "title": (letter.title or contents.get("subject", ""))[:200],
        "text": letter.text,
        "genre": said[GENRE],
        "name": (said[NAME] or contents.get("sender_name", ""))[:60],
        "phone": said[PHONE],
        "email": contents.get("sender", ""),
        "unit": said[UNIT],
        "address": said[ADDRESS],
        "postcode": said[POSTCODE],
        "attachments": [each["index"] for each in contents.get("attachments", []) if not each["inline"]],
    }
