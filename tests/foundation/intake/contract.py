"""The contract of every kind of submission. A kind's tests subclass ``IntakeContract`` and say what a good form is.

Another app's tests write::

    class TestNominationContract(IntakeContract):
        kind_slug = "nomination"
        good = {"who": "…"}
        planted = {"contact_phone": "13955550123"}
"""

import re
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.intake import stamps
from foundation.intake.domain import access, drafts
from foundation.intake.domain.erasing import erase_submission
from foundation.intake.enums import Outcome
from foundation.intake.kinds import IntakeKind, get_kind
from foundation.models import AuditLine, Draft, OutboxMail, RawPost, Submission
from foundation.secrets.domain.rotation import sealed_models

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Page

CONTACT = {
    "contact_name": "样例𠮷",
    "contact_phone": "139-5555-0123",
    "contact_email": "planted@example.cn",
}
PLANTED = ("样例𠮷", "139-5555-0123", "13955550123", "planted@example.cn")


def stamp(kind: str, key: uuid.UUID | None = None, age: float = 60) -> str:
    """Return a stamp that was handed out ``age`` seconds ago."""
    return stamps.mint(kind, key, now=timezone.now().timestamp() - age)


def text(response: "Page") -> str:
    """Return a page's text."""
    return response.content.decode()


def sealed_values() -> list[str]:
    """Return everything that stands sealed in the database, opened."""
    opened = (
        getattr(item, field.attname).reveal()
        for model, fields in sealed_models()
        for item in model._base_manager.all()  # noqa: SLF001 - every row, as the database has it
        for field in fields
    )
    return sorted(str(value) for value in opened if value)


class IntakeContract:
    """What the machine promises for any kind."""

    kind_slug: ClassVar[str]
    good: ClassVar[Mapping[str, str]]
    required: ClassVar[str]

    @property
    def kind(self) -> IntakeKind:
        return get_kind(self.kind_slug)

    @property
    def url(self) -> str:
        return reverse(self.kind.form_url)

    def data(self, key: uuid.UUID | None = None, /, **changes: str) -> dict[str, str]:
        """Return a good form with contact."""
        return {**self.good, **CONTACT, "stamp": stamp(self.kind_slug, key), "action": "send", **changes}

    def send(self, client: Client, key: uuid.UUID | None = None, /, **changes: str) -> "Page":
        """Send a good form."""
        return client.post(self.url, self.data(key, **changes))

    def submission(self, client: Client) -> Submission:
        """Send a good form and return its row."""
        key = uuid.uuid4()
        assert self.send(client, key).status_code == 200
        return Submission.objects.get(submission_key=key)

    # -- the receipt -------------------------------------------------------------------------------------------------

    @pytest.mark.django_db
    def test_a_good_form_gets_a_receipt_with_everything(self, client: Client) -> None:
        key = uuid.uuid4()
        page = text(self.send(client, key))
        row = Submission.objects.get(kind=self.kind_slug)
        code = row.query_code.reveal()
        assert (row.kind, row.submission_key) == (self.kind_slug, key)
        assert row.number in page
        assert f"{code[:4]}-{code[4:]}" in page
        assert reverse("intake-link", args=[row.link_token.reveal()]) in page
        assert "<svg" in page
        assert [
            line.verb for line in AuditLine.objects.filter(subject_kind="foundation.submission", subject_id=str(row.pk))
        ] == [f"submit_{self.kind_slug.replace('-', '_')}"]

    @pytest.mark.django_db
    def test_the_receipt_is_kept_nowhere_else(self, client: Client) -> None:
        response = self.send(client)
        assert response["Cache-Control"] == "no-store, private"
        assert response["Referrer-Policy"] == "same-origin"
        assert "noindex" in response["X-Robots-Tag"]

    @pytest.mark.django_db
    def test_the_same_key_gives_the_same_receipt(self, client: Client) -> None:
        key = uuid.uuid4()
        pages = {re.sub(r"csrf\S+", "", text(self.send(client, key))) for _ in range(3)}
        assert len(pages) == 1
        assert Submission.objects.filter(kind=self.kind_slug).count() == 1
        assert sorted(RawPost.objects.values_list("outcome", flat=True)) == ["accepted", "repeated", "repeated"]

    @pytest.mark.django_db
    def test_numbers_follow_each_other(self, client: Client) -> None:
        numbers = [self.submission(client).number for _ in range(3)]
        year = timezone.localtime().year
        assert numbers == [f"{self.kind.prefix}{year}-{serial:05d}" for serial in (1, 2, 3)]

    # -- stored first, judged after ----------------------------------------------------------------------------------

    @pytest.mark.django_db
    def test_what_is_sent_back_is_stored_all_the_same(self, client: Client) -> None:
        response = self.send(client, **{self.required: ""})
        raw = RawPost.objects.get()
        assert response.status_code == 422
        assert (raw.outcome, raw.reasons) == (Outcome.REFUSED, [f"{self.required}:required"])
        assert b"planted%40example.cn" in raw.body.reveal() or b"planted@example.cn" in raw.body.reveal()
        assert Submission.objects.filter(kind=self.kind_slug).count() == 0

    @pytest.mark.django_db
    def test_what_is_sent_back_keeps_what_was_typed(self, client: Client) -> None:
        page = text(self.send(client, **{self.required: ""}))
        kept = [value for name, value in {**self.good, **CONTACT}.items() if name != self.required]
        assert [value for value in kept if value not in page] == []
        assert 'role="alert"' in page

    # -- bots and forgeries ------------------------------------------------------------------------------------------

    @pytest.mark.django_db
    @pytest.mark.parametrize("bad", ["", "x", "x" * 5000, "other-kind"])
    def test_a_stamp_that_is_not_ours_is_made_anew_without_loss(self, client: Client, bad: str) -> None:
        sent = stamps.mint("another") if bad == "other-kind" else bad
        page = self.send(client, stamp=sent)
        assert page.status_code == 422
        assert CONTACT["contact_email"] in text(page)
        fresh = re.search(r'name="stamp" value="([^"]+)"', text(page))
        assert fresh is not None
        read = stamps.read(fresh.group(1))
        assert read is not None
        assert read.kind == self.kind_slug
        assert Submission.objects.filter(kind=self.kind_slug).count() == 0

    @pytest.mark.django_db
    def test_faster_than_a_person_is_asked_again(self, client: Client) -> None:
        page = self.send(client, stamp=stamp(self.kind_slug, age=0.5))
        assert page.status_code == 422
        assert RawPost.objects.get().reasons == ["too_fast"]

    @pytest.mark.django_db
    def test_the_honeypot_is_shown_to_a_person_who_filled_it(self, client: Client) -> None:
        page = self.send(client, website="http://spam.example")
        assert page.status_code == 422
        assert RawPost.objects.get().reasons == ["honeypot"]
        assert "intake-aside" not in text(page)

    @pytest.mark.django_db
    def test_an_old_csrf_token_loses_nothing(self) -> None:
        client = Client(enforce_csrf_checks=True)
        key = uuid.uuid4()
        refused = client.post(self.url, {**self.data(key), "csrfmiddlewaretoken": "x" * 64})
        page = text(refused)
        assert refused.status_code == 403
        assert CONTACT["contact_email"] in page
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        again = re.search(r'name="stamp" value="([^"]+)"', page)
        assert token is not None
        assert again is not None
        sent = client.post(self.url, {**self.data(key), "stamp": again.group(1), "csrfmiddlewaretoken": token.group(1)})
        assert sent.status_code == 200
        assert Submission.objects.get(kind=self.kind_slug).submission_key == key

    @pytest.mark.django_db
    def test_one_form_cannot_be_sent_without_end(self, client: Client) -> None:
        key = uuid.uuid4()
        codes = [self.send(client, key).status_code for _ in range(self.kind.limits.per_form + 1)]
        assert codes == [*[200] * self.kind.limits.per_form, 429]

    @pytest.mark.django_db
    def test_one_device_cannot_send_without_end_but_its_neighbours_can(self, client: Client) -> None:
        client.get(self.url)
        codes = [self.send(client).status_code for _ in range(self.kind.limits.per_device + 1)]
        assert codes == [*[200] * self.kind.limits.per_device, 429]
        assert self.send(Client()).status_code == 200

    @pytest.mark.django_db
    def test_too_often_keeps_what_was_typed(self, client: Client) -> None:
        key = uuid.uuid4()
        for _ in range(self.kind.limits.per_form):
            self.send(client, key)
        page = text(self.send(client, key))
        assert (CONTACT["contact_email"] in page, "10 分钟后再试" in page) == (True, True)

    # -- looking up --------------------------------------------------------------------------------------------------

    @pytest.mark.django_db
    def test_number_and_code_show_the_progress(self, client: Client) -> None:
        row = self.submission(client)
        for number in (row.number, row.number.lower(), row.number.replace("-", " ")):
            page = client.post(reverse("intake-lookup"), {"number": number, "code": row.query_code.reveal().lower()})
            assert page.status_code == 200
            assert str(self.kind.status(row).label) in text(page)

    @pytest.mark.django_db
    def test_not_yours_and_not_there_look_the_same(self, client: Client) -> None:
        row = self.submission(client)
        other = row.number[:-5] + "99999"
        pages = []
        for number in (row.number, other):
            page = client.post(reverse("intake-lookup"), {"number": number, "code": "AAAA2222"})
            body = re.sub(r'csrfmiddlewaretoken" value="[^"]+', "", text(page))
            pages.append((page.status_code, body.replace(number, "N"), sorted(page.headers)))
        assert pages[0] == pages[1]

    @pytest.mark.django_db
    def test_a_number_locks_after_five_guesses_even_for_the_right_code(self, client: Client) -> None:
        row = self.submission(client)
        for number in (row.number, f"{self.kind.prefix}1999-00001"):
            codes = [
                client.post(reverse("intake-lookup"), {"number": number, "code": "AAAA2222"}).status_code
                for _ in range(6)
            ]
            assert codes == [404, 404, 404, 404, 404, 429]
        right = {"number": row.number, "code": row.query_code.reveal()}
        assert client.post(reverse("intake-lookup"), right).status_code == 429

    @pytest.mark.django_db
    def test_the_private_link_shows_the_progress_again_and_again(self, client: Client) -> None:
        row = self.submission(client)
        link = reverse("intake-link", args=[row.link_token.reveal()])
        assert [client.get(link).status_code for _ in range(3)] == [200, 200, 200]
        assert client.get(reverse("intake-link", args=["A" * 32])).status_code == 404

    @pytest.mark.django_db(transaction=True)
    def test_the_telephone_tail_only_sends_the_link_again(self, client: Client) -> None:
        row = self.submission(client)
        OutboxMail.objects.all().delete()
        pages = [
            re.sub(r"csrf\S+", "", text(client.post(reverse("intake-resend"), {"number": row.number, "tail": tail})))
            for tail in ("9999", "0123")
        ]
        assert pages[0] == pages[1]
        assert row.number not in pages[1]
        mail = OutboxMail.objects.get()
        assert mail.recipient.reveal() == CONTACT["contact_email"]
        assert row.link_token.reveal() in mail.body.reveal()

    # -- drafts ------------------------------------------------------------------------------------------------------

    @pytest.mark.django_db
    def test_a_draft_survives_a_closed_browser(self, client: Client) -> None:
        key = uuid.uuid4()
        saved = self.send(client, key, action="save", **{self.required: "写了一半𠮷"})
        token = Draft.objects.get().token.reveal()
        assert reverse(f"{self.kind.form_url}-draft", args=[token]) in text(saved)
        page = text(Client().get(reverse(f"{self.kind.form_url}-draft", args=[token])))
        assert "写了一半𠮷" in page
        assert Submission.objects.filter(kind=self.kind_slug).count() == 0

    @pytest.mark.django_db
    def test_a_draft_just_opened_may_be_sent_at_once(self, client: Client) -> None:
        saved = self.send(client, action="save", stamp=stamp(self.kind_slug, age=0))
        draft = Draft.objects.get()
        opened = client.get(reverse(f"{self.kind.form_url}-draft", args=[draft.token.reveal()]))
        for shown in (saved, opened):
            given = re.search(r'name="stamp" value="([^"]+)"', text(shown))
            read = stamps.read(given.group(1)) if given else None
            assert read is not None
            assert (read.key, read.too_fast) == (draft.submission_key, False)

    @pytest.mark.django_db
    def test_a_draft_sent_twice_makes_one_submission(self, client: Client) -> None:
        key = uuid.uuid4()
        self.send(client, key, action="save")
        draft = Draft.objects.get()
        token = draft.token.reveal()
        assert draft.submission_key == key
        assert self.send(client, key, draft=token).status_code == 200
        again = client.get(reverse(f"{self.kind.form_url}-draft", args=[token]))
        assert Submission.objects.get(kind=self.kind_slug).number in text(again)
        drafts.save_draft(kind=self.kind, values={self.required: "later"}, token=token)
        assert drafts.draft_values(Draft.objects.get())[self.required] != "later"

    @pytest.mark.django_db
    def test_autosave_answers_with_the_link_and_a_good_stamp(self, client: Client) -> None:
        url = reverse(f"{self.kind.form_url}-autosave")
        first = client.post(url, self.data()).json()
        second = client.post(url, {**self.data(), "stamp": first["stamp"], "draft": first["draft"]}).json()
        assert first["draft"] == second["draft"]
        assert first["link"].endswith(reverse(f"{self.kind.form_url}-draft", args=[first["draft"]]))
        assert Draft.objects.count() == 1

    @pytest.mark.django_db
    def test_autosave_with_an_old_csrf_token_gets_a_new_one(self) -> None:
        client = Client(enforce_csrf_checks=True)
        url = reverse(f"{self.kind.form_url}-autosave")
        refused = client.post(url, self.data())
        token = refused.json()["csrf"]
        assert refused.status_code == 403
        assert client.post(url, {**self.data(), "csrfmiddlewaretoken": token}).status_code == 200

    # -- privacy -----------------------------------------------------------------------------------------------------

    @pytest.mark.django_db
    def test_the_database_holds_no_contact_in_plain(self, client: Client) -> None:
        self.send(client, action="save")
        self.submission(client)
        for model, _fields in sealed_models():
            for row in model._base_manager.values():  # noqa: SLF001 - every row, as the database has it
                assert [planted for planted in PLANTED if planted in repr(row)] == []

    @pytest.mark.django_db
    def test_look_up_shows_no_contact(self, client: Client) -> None:
        row = self.submission(client)
        link = text(client.get(reverse("intake-link", args=[row.link_token.reveal()])))
        receipt = text(self.send(client, row.submission_key))
        assert [planted for planted in PLANTED if planted in link + receipt] == []

    @pytest.mark.django_db
    def test_logs_hold_no_contact(
        self, client: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.submission(client)

        def broken(*_args: object, **_kwargs: object) -> None:
            raise OSError(CONTACT["contact_email"])

        monkeypatch.setattr("foundation.intake.domain.submitting.submit", broken)
        page = self.send(client)
        assert page.status_code == 503
        assert CONTACT["contact_email"] in text(page)
        assert [planted for planted in PLANTED if planted in caplog.text] == []
        assert "OSError" in caplog.text

    @pytest.mark.django_db
    def test_nothing_typed_becomes_markup(self, client: Client) -> None:
        attack = "<script>alert(1)</script>\"'><img src=x>"
        pages = [
            self.send(client, **{self.required: attack}),
            self.send(client, **{self.required: attack, "contact_email": attack}),
            self.send(client, action="save", **{self.required: attack}),
        ]
        assert [page.status_code for page in pages] == [200, 422, 200]
        assert ["<script>alert" in text(page) or "<img src=x" in text(page) for page in pages] == [False] * 3

    # -- erasure -----------------------------------------------------------------------------------------------------

    @pytest.mark.django_db
    def test_erasure_leaves_number_and_time_only(self, client: Client) -> None:
        before = sealed_values()
        row = self.submission(client)
        code, token = row.query_code.reveal(), row.link_token.reveal()
        erase_submission(submission=row, actor=None)
        erased = Submission.objects.get(kind=self.kind_slug)
        assert sealed_values() == before
        assert (erased.number, erased.received_at) == (row.number, row.received_at)
        with pytest.raises(access.NotHereError):
            access.by_code(number=row.number, code=code)
        with pytest.raises(access.NotHereError):
            access.by_link(token=token)

    # -- the state table ---------------------------------------------------------------------------------------------

    def test_every_state_of_the_table_can_be_reached(self) -> None:
        reached, todo = set(), [self.kind.states.start]
        while todo:
            state = todo.pop()
            if state not in reached:
                reached.add(state)
                todo.extend(self.kind.states.moves[state])
        assert reached == set(self.kind.states.moves)
        assert self.kind.states.ends
