"""Forms of the newsroom's pages."""

from wagtail.admin.forms import WagtailAdminPageForm

from news.models import ArticlePage


class ArticlePageForm(WagtailAdminPageForm):
    """The edit form of an article."""


ArticlePage.base_form_class = ArticlePageForm
