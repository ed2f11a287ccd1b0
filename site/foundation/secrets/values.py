"""What a sealed field holds in memory: an envelope that has to be opened by name."""

from typing import Generic, NoReturn, TypeVar

PlainT = TypeVar("PlainT", str, bytes)


class SealedText(str):
    """Ciphertext of a text field as it stands in the database."""

    __slots__ = ()


class SealedBlob(bytes):
    """Ciphertext of a bytes field as it stands in the database."""

    __slots__ = ()


class Envelope(Generic[PlainT]):
    """A sealed value. Printing, logging, formatting or pickling it never shows what is inside.

    Subclasses know how to open and seal; ``fields`` makes them.
    """

    __slots__ = ("_plain",)
    _plain: PlainT | None

    def reveal(self) -> PlainT:
        """Return the plaintext; raises ``SealError`` when it does not open."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return "<sealed>"

    def __str__(self) -> str:
        return "••••••"

    def __format__(self, _spec: str) -> str:
        return str(self)

    def __reduce__(self) -> NoReturn:
        message = "a sealed value is neither pickled nor copied into a cache"
        raise TypeError(message)
