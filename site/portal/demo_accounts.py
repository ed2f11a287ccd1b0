"""The demo's log-ins. Their names and password are public, so outside DEBUG nobody gets in with them."""

from dataclasses import dataclass

USERNAME_PREFIX = "demo-"
"""Every demo account's user name begins so; an office's own accounts do not."""

PASSWORD = "chengchuan-2026"  # noqa: S105 -- printed on the screen by `make demo` and refused outside DEBUG


@dataclass(frozen=True)
class Account:
    """A log-in of the demo: what the console calls it, and its user name."""

    label: str
    username: str


EDITOR = Account("Editor", "demo-editor")
PUBLISHER = Account("Publisher", "demo-publisher")
ADMINISTRATOR = Account("Administrator", "demo-admin")

UNIT = Account("Placing unit", "demo-unit")

ACCOUNTS = (EDITOR, PUBLISHER, ADMINISTRATOR, UNIT)
