"""The forms of the newsroom."""

from news.forms.articles import ArticlePageForm
from news.forms.desk import DocxImportForm, PageImportForm, PasteForm

__all__ = ["ArticlePageForm", "DocxImportForm", "PageImportForm", "PasteForm"]
