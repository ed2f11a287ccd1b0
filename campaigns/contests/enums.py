"""Closed lists of the competitions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContestKind(models.TextChoices):
    """What is asked for."""

    ESSAY = "essay", _("Essays")
    PHOTO = "photo", _("Photographs")
    BOTH = "both", _("Essays and photographs")


class ContestState(models.TextChoices):
    """Where the competition as a whole stands; whether entries are taken follows from the rules' times."""

    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Announced")
    JUDGING = "judging", _("In judging")
    FINISHED = "finished", _("Finished competition")


class Standing(models.TextChoices):
    """Whether entries are taken at this moment, as the public reads it."""

    EARLY = "early", _("Not open yet")
    OPEN = "open", _("Open for entries")
    SOON = "soon", _("Closing soon")
    CLOSED = "closed", _("Closed")


class LatePolicy(models.TextChoices):
    """What the rules say beforehand of pieces that come after closing. All of them are kept and flagged."""

    DECIDE = "decide", _("Kept; the organiser decides by the published rule")
    OUT = "out", _("Kept, but not judged")


class TimeBasis(models.TextChoices):
    """Which time decides whether a piece is late."""

    ARRIVAL = "arrival", _("Arrival at our server or desk")
    SENT = "sent", _("Time of sending written on it, or the postmark")


class AiPolicy(models.TextChoices):
    """How the rules treat writing tools that make text."""

    FORBID = "forbid", _("Not allowed")
    DECLARE = "declare", _("To be declared")
    ALLOW = "allow", _("Allowed")


class MinorsPolicy(models.TextChoices):
    """Whether people under eighteen may take part."""

    CONSENT = "consent", _("With the consent of a guardian")
    ADULTS = "adults", _("Adults only")


class EntryChannel(models.TextChoices):
    """The way a piece came in."""

    WEB = "web", _("Website")
    MAIL = "mail", _("By e-mail")
    BATCH = "batch", _("In a unit's batch")
    POST = "post", _("By post")
    HAND = "hand", _("Delivered by hand")


class EntryState(models.TextChoices):
    """The intake axis alone. Round, award and publication are axes of their own; late is a flag."""

    DRAFT = "draft", _("Draft entry")
    RECEIVED = "received", _("Entry received")
    RETURNED = "returned", _("To be revised")
    ELIGIBLE = "eligible", _("Qualified")
    INELIGIBLE = "ineligible", _("Not qualified")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISQUALIFIED = "disqualified", _("Disqualified")


class ScreeningResult(models.TextChoices):
    """What a screener said of a piece; undoing is a line of its own."""

    ELIGIBLE = "eligible", _("Qualified")
    RETURNED = "returned", _("To be revised")
    INELIGIBLE = "ineligible", _("Not qualified")
    UNDONE = "undone", _("Decision undone")


class ScreeningReason(models.TextChoices):
    """Why a piece goes back or does not qualify; the author reads the label and the note."""

    SUBJECT = "subject", _("Not on the subject asked for")
    LENGTH = "length", _("The length does not fit the rules")
    INCOMPLETE = "incomplete", _("The text is not complete")
    UNREADABLE = "unreadable", _("The text or file cannot be read")
    DETAILS = "details", _("Author's details are missing or wrong")
    CONSENT = "consent", _("A guardian's consent is missing")
    COPIED = "copied", _("Not original")
    PUBLISHED = "published", _("Published before")
    REPEATED = "repeated", _("Handed in more than once")
    OTHER = "other", _("Another reason")


class CorrectionKind(models.TextChoices):
    """What the desk did to a piece that had been taken."""

    CORRECTED = "corrected", _("Put right")
    WITHDRAWN = "withdrawn", _("Withdrawn at the author's written wish")


class CorrectedField(models.TextChoices):
    """What the desk may put right."""

    TITLE = "title", _("Title of the work")
    TEXT = "text", _("Text")
    CAPTIONS = "captions", _("Captions")
    GROUP = "group", _("Group")
    GENRE = "genre", _("Genre")
    NAME = "name", _("Author's name")
    PHONE = "phone", _("Author's telephone")
    EMAIL = "email", _("Author's e-mail")
    UNIT = "unit", _("Unit or school")
    ADDRESS = "address", _("Postal address")
    POSTCODE = "postcode", _("Postcode")
    GUARDIAN_NAME = "guardian_name", _("Guardian's name")
    GUARDIAN_RELATION = "guardian_relation", _("Relation to the author")
    GUARDIAN_PHONE = "guardian_phone", _("Guardian's telephone")


class FindingKind(models.TextChoices):
    """How two works resemble each other."""

    EXACT = "exact", _("The same text")
    NEAR = "near", _("Nearly the same text")
    CONTAINED = "contained", _("Shared passages")
    PHOTO = "photo", _("Pictures alike")


class FindingState(models.TextChoices):
    """What a person said of a resemblance. None of these moves an entry."""

    OPEN = "open", _("To be looked at")
    DISMISSED = "dismissed", _("Nothing in it")
    UPHELD = "upheld", _("Is a copy")


class AskedField(models.TextChoices):
    """What the rules may ask for beyond name and telephone."""

    EMAIL = "email", _("E-mail address")
    ADDRESS = "address", _("Postal address")
    POSTCODE = "postcode", _("Postcode")
    UNIT = "unit", _("Unit or school")


class DeclarationKind(models.TextChoices):
    """What an author declares; the words accepted are kept with it."""

    ORIGINAL = "original", _("My own work")
    LICENCE = "licence", _("Consent to publication")
    AI_USE = "ai_use", _("Use of writing tools")
    GUARDIAN = "guardian", _("Guardian's consent")


class ConsentMethod(models.TextChoices):
    """How a guardian's consent reached us."""

    WEB = "web", _("Ticked on the web form")
    SCAN = "scan", _("Signed paper, scanned")
    SCHOOL = "school", _("Attested by the school")


class InboundState(models.TextChoices):
    """How far a received mail has come."""

    NEW = "new", _("Not read yet")
    PARSED = "parsed", _("Complete, to be entered")
    NEEDS_HUMAN = "needs_human", _("Needs a person")
    CONVERTED = "converted", _("Made into an entry")
    IGNORED = "ignored", _("Put aside")


class MailProblem(models.TextChoices):
    """Why a person has to look at a mail."""

    BOUNCE = "bounce", _("A mail of ours did not arrive")
    AUTOMATED = "automated", _("Automatic answer or mass mail")
    NO_SENDER = "no_sender", _("No sender's address")
    NO_LABEL = "no_label", _("The competition's label is missing")
    CLOUD_LINK = "cloud_link", _("Files behind a link that expires")
    FORWARDED = "forwarded", _("Forwarded mail")
    SEVERAL_WORKS = "several_works", _("Several works in one mail")
    ARCHIVE = "archive", _("Packed files")
    NOTHING = "nothing", _("No piece in it")
    REPEATED = "repeated", _("The same mail again")
    SAME_ID = "same_id", _("Another mail under the same identifier")
    UNREADABLE = "unreadable", _("Cannot be taken apart")
    TOO_LARGE = "too_large", _("Too large to fetch; it lies in the mailbox")
    NO_CONTEST = "no_contest", _("No open competition takes mail at this address")
    SEVERAL_CONTESTS = "several_contests", _("Several competitions may be meant")
    PHOTOGRAPHS = "photographs", _("Photographs, to be entered with their captions")
    INCOMPLETE = "incomplete", _("Name, telephone or other particulars are missing or said in two ways")
    NO_TITLE = "no_title", _("The title is not plain")
    NO_TEXT = "no_text", _("The text of the piece cannot be read")
    LETTER = "letter", _("Letter and piece in one text")
    NAMED = "named", _("The piece itself names its author")
    YOUNG = "young", _("The author may be under eighteen")
    GROUPING = "grouping", _("Group or genre is missing")
    LENGTH = "length", _("Outside the hard limit of words")
    FILES = "files", _("A file that entries do not take")
    ALREADY = "already", _("The same text is here already")
    TOO_MANY = "too_many", _("More entries of one author than the rules allow")


class FileType(models.TextChoices):
    """What the rules may name in ``file_types``; none named means all that suit the kind of competition."""

    DOCX = "docx", _("Word (.docx)")
    DOC = "doc", _("Word 97–2003 (.doc)")
    WPS = "wps", _("WPS Writer (.wps)")
    RTF = "rtf", _("Rich text (.rtf)")
    PDF = "pdf", "PDF"
    TXT = "txt", _("Plain text (.txt)")
    JPEG = "jpg", "JPEG"
    HEIC = "heic", "HEIC"
    PNG = "png", "PNG"
    TIFF = "tiff", "TIFF"


class WorkForm(models.TextChoices):
    """The form of one work."""

    ESSAY = "essay", _("Essay")
    SINGLE = "single", _("Single picture")
    SERIES = "series", _("Series of pictures")


class ReadingState(models.TextChoices):
    """How far the reading of a file has come."""

    WAITING = "waiting", _("Waiting to be read")
    DONE = "done", _("Read")
    REFUSED = "refused", _("Cannot be read")


class BatchState(models.TextChoices):
    """How far a unit's sheet has come."""

    WAITING = "waiting", _("In the queue")
    WORKING = "working", _("Being read")
    DONE = "done", _("Answered")
    FAILED = "failed", _("Could not be read")


class QueueKind(models.TextChoices):
    """Why something waits in the organiser's queue."""

    MAIL = "mail", _("Mail needing a person")
    RETURNED = "returned", _("Sent back, not yet returned")
    DUPLICATE = "duplicate", _("Resembling works")
    LATE = "late", _("Late pieces")
    FAILED = "failed", _("Receipts not delivered")
    BATCH = "batch", _("Batches not finished")
