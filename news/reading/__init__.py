"""Reading a newspaper page: one page's text layer to proposed articles.

The one door is `read`; the stages behind it are described in docs/reading.md.
"""

from news.reading.decoding import UnreadablePage
from news.reading.page import read
from news.reading.records import Credit, Furniture, Guess, Item, PageReading, RegionGuess

__all__ = ["Credit", "Furniture", "Guess", "Item", "PageReading", "RegionGuess", "UnreadablePage", "read"]
