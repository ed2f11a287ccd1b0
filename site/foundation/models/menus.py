"""The main menu and the links of the footer, in the order that an editor gives them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from foundation.validators import validate_link


@register_setting(icon="list-ul", order=20)
class Navigation(BaseSiteSetting, ClusterableModel):
    """The holder of both lists, edited as one form."""

    class Meta:
        verbose_name = _("menu and footer")
        verbose_name_plural = _("menus and footers")

    panels = [
        InlinePanel("menu_items", heading=_("Main menu"), label=_("Menu item"), max_num=16),
        InlinePanel("footer_links", heading=_("Footer"), label=_("Footer link"), max_num=24),
    ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class MenuLink(Orderable):
    """A link to a page of the site or to an address, never to both."""

    label = models.CharField(
        _("label"), max_length=30, blank=True, help_text=_("Where it is empty, the title of the page is shown.")
    )
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    url = models.CharField(
        _("address"),
        max_length=300,
        blank=True,
        validators=[validate_link],
        help_text=_("A page of this site (/editions/) or another site (https://…)."),
    )

    panels = [FieldPanel("label"), FieldPanel("page"), FieldPanel("url")]

    class Meta(Orderable.Meta):
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=Q(page__isnull=False, url="") | (Q(page__isnull=True) & ~Q(url="") & ~Q(label="")),
                name="%(class)s_leads_to_one_place",
                violation_error_message=_("Choose a page, or give an address and a label."),
            ),
        )

    def __str__(self) -> str:
        return self.label or (self.page.title if self.page else self.url)

    def clean(self) -> None:
        """Refuse a link that leads nowhere or to two places."""
        super().clean()
        if bool(self.page_id) == bool(self.url):
            raise ValidationError(_("Choose a page, or give an address and a label."))
        if self.url and not self.label:
            raise ValidationError({"label": _("An address needs a label.")})


class MenuItem(MenuLink):
    """An item of the main menu."""

    navigation = ParentalKey(Navigation, on_delete=models.CASCADE, related_name="menu_items")

    class Meta(MenuLink.Meta):
        verbose_name = _("menu item")
        verbose_name_plural = _("menu items")


class FooterLink(MenuLink):
    """A link in the footer."""

    navigation = ParentalKey(Navigation, on_delete=models.CASCADE, related_name="footer_links")

    class Meta(MenuLink.Meta):
        verbose_name = _("footer link")
        verbose_name_plural = _("footer links")
