"""What the site says of itself, and the days on which it mourns."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from foundation.enums import SITE_CODE_PATTERN


@register_setting(icon="site", order=10)
class SiteIdentity(BaseSiteSetting):
    """Names, record numbers, contact and switches of the one site of an installation."""

    site_name = models.CharField(_("name of the site"), max_length=60, default="文宣")
    newspaper_name = models.CharField(
        _("name of the newspaper"),
        max_length=60,
        default="文宣",
        help_text=_("Shown in the masthead and as the source."),
    )
    slogan = models.CharField(_("slogan"), max_length=60, blank=True)
    organiser = models.CharField(_("organiser"), max_length=120, blank=True)
    domain = models.CharField(_("domain"), max_length=120, blank=True, help_text=_("As registered, without https://"))

    icp_record = models.CharField(_("ICP record number"), max_length=60, blank=True)
    police_record = models.CharField(_("police record number"), max_length=60, blank=True)
    site_code = models.CharField(
        _("site identification code"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(SITE_CODE_PATTERN, _("The site identification code has ten letters or digits."))],
    )
    government_tags = models.BooleanField(
        _("print the page tags of government sites"),
        default=False,
        help_text=_("For sites of government offices only; a news site does not carry them."),
    )

    contact_address = models.CharField(_("address"), max_length=200, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=60, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    wechat_qr = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("QR code of the WeChat account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("site identity")
        verbose_name_plural = _("site identities")

    names_panels = [
        FieldPanel("site_name"),
        FieldPanel("newspaper_name"),
        FieldPanel("slogan"),
        FieldPanel("organiser"),
        FieldPanel("domain"),
    ]
    records_panels = [
        MultiFieldPanel(
            [FieldPanel("icp_record"), FieldPanel("police_record"), FieldPanel("site_code")], heading=_("Records")
        ),
        FieldPanel("government_tags"),
    ]
    contact_panels = [
        HelpPanel(_("What is entered here stands in the footer of every page.")),
        FieldPanel("contact_address"),
        FieldPanel("contact_phone"),
        FieldPanel("contact_email"),
        FieldPanel("wechat_qr"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(names_panels, heading=_("Names")),
            ObjectList(records_panels, heading=_("Records")),
            ObjectList(contact_panels, heading=_("Contact")),
        ]
    )

    def __str__(self) -> str:
        return self.site_name


class GreyDay(models.Model):
    """A range of days on which every public page is shown without colour."""

    from_date = models.DateField(_("first day"))
    until_date = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=120)

    class Meta:
        verbose_name = _("grey day")
        verbose_name_plural = _("grey days")
        ordering = ("-from_date",)
        constraints = (
            models.CheckConstraint(
                condition=Q(until_date__gte=F("from_date")),
                name="grey_day_dates_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
        )

    def __str__(self) -> str:
        return self.reason
