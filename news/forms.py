"""Forms of the newsroom's pages."""

from wagtail.admin.forms import WagtailAdminPageForm


class ArticlePageForm(WagtailAdminPageForm):
    """The edit form of an article."""
