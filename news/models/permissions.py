"""Who may do what with an article."""

from wagtail.models import PagePermissionTester


class ArticlePermissions(PagePermissionTester):
    """Wagtail's rules, without asking the tree what stands below each article of a list: nothing does."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Tell whether the person may delete the article; a published one takes the right to publish."""
        by_wagtail = not self.user.is_active or self.user.is_superuser or not self.page.is_leaf()
        if by_wagtail or "change" not in self.permissions:
            return bool(super().can_delete(ignore_bulk))
        return "publish" in self.permissions or not self.page.live
