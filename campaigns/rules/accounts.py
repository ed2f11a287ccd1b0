"""The shape of a table of accounts: what stands in its rows and columns."""

from dataclasses import dataclass
from enum import StrEnum


class Axis(StrEnum):
    """What the figures are told apart by."""

    CATEGORY = "category"
    MEDIUM = "medium"
    REGION = "region"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True)
class Figure:
    """Placements that began in the period, times shown, and placements that were up in it at any time."""

    placements: int = 0
    times: int = 0
    up: int = 0

    def __add__(self, other: "Figure") -> "Figure":
        return Figure(self.placements + other.placements, self.times + other.times, self.up + other.up)

    @property
    def times_text(self) -> str:
        """The times with thousands apart, as tables print them; Django's own filter groups Chinese by four."""
        return f"{self.times:,}"

    @property
    def placements_text(self) -> str:
        """The placements that began, printed likewise."""
        return f"{self.placements:,}"

    @property
    def up_text(self) -> str:
        """The placements that were up, printed likewise."""
        return f"{self.up:,}"


@dataclass(frozen=True)
class Head:
    """A row's or column's key in links, and its name."""

    key: str
    name: str


@dataclass(frozen=True)
class Table:
    """Figures by two axes, with sums; ``cells`` holds those that are not empty, by the keys of row and column."""

    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: dict[tuple[str, str], Figure]
    row_sums: dict[str, Figure]
    column_sums: dict[str, Figure]
    total: Figure
