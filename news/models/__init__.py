"""The models of the newsroom; each file keeps one concern."""

from news.models.articles import ArticlePage, Credit
from news.models.columns import ColumnPage, UnsortedPage
from news.models.corrections import Correction
from news.models.cuttings import Cutting, CuttingSource, CuttingStep
from news.models.editions import Edition, Placement, PrintPage

__all__ = [
    "ArticlePage",
    "ColumnPage",
    "Correction",
    "Credit",
    "Cutting",
    "CuttingSource",
    "CuttingStep",
    "Edition",
    "Placement",
    "PrintPage",
    "UnsortedPage",
]
