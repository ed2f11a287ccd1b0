"""The outbox calls every mail by a name that a person understands."""

import re
from pathlib import Path

from foundation.mail.purposes import named_purposes, purpose_name

ROOT = Path(__file__).parents[3]
WRITTEN = re.compile(r'(?:purpose=|PURPOSE: Final = )"(\w+)"')


def test_every_purpose_in_the_code_has_a_name() -> None:
    sources = [path for app in ("site", "news", "exemplars", "campaigns") for path in (ROOT / app).rglob("*.py")]
    found = {purpose for path in sources for purpose in WRITTEN.findall(path.read_text("utf-8"))}
    assert found - named_purposes() == set()
    assert "entry_receipt" in found


def test_names_are_chinese_and_an_unknown_purpose_shows_no_code() -> None:
    assert [purpose_name(name) for name in ("entry_receipt", "ask_contest_mail", "of_another_time")] == [
        "稿件回执",
        "邮件来稿询问",
        "其他邮件",
    ]
