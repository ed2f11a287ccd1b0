"""Public URLs of the campaigns app; ``portal.urls`` includes them at the root."""

from django.urls import include, path, re_path, register_converter

from campaigns.feeds import HubFeed
from campaigns.views import embedding, hubs, psas, screens
from campaigns.views.damage import DamageView
from campaigns.views.offers import OfferView
from foundation.intake.urls import kind_urls


class ScreenTokenConverter:
    """The secret part of a screen's address."""

    regex = r"[A-Za-z0-9_-]{43}"

    def to_python(self, value: str) -> str:
        """Return the token."""
        return value

    def to_url(self, value: str) -> str:
        """Return the token."""
        return value


register_converter(ScreenTokenConverter, "screen")

urlpatterns = [
    path("campaigns/", hubs.campaigns, name="campaigns"),
    re_path(r"^c/(?P<number>[0-9]{1,18})/$", hubs.campaign, name="campaign"),
    re_path(r"^feeds/campaigns/(?P<number>[0-9]{1,18})\.xml$", HubFeed(), name="campaign_feed"),
    path("psa/", psas.library, name="psa_library"),
    path("psa/offer/", include(kind_urls("psa-offer", "offer-psa", OfferView))),
    path("psa/embed/", embedding.embedding, name="psa_embedding"),
    path("psa/frame/", embedding.frame, name="psa_frame_now"),
    path("psa/feed.json", embedding.json_feed, name="psa_json"),
    path("psa/feed.xml", embedding.LibraryFeed(), name="psa_feed"),
    re_path(r"^psa/(?P<number>[0-9]{1,18})/$", psas.psa, name="psa"),
    re_path(r"^psa/(?P<number>[0-9]{1,18})/frame/$", embedding.frame, name="psa_frame"),
    re_path(r"^psa/(?P<number>[0-9]{1,18})/film/$", psas.film, name="psa_film"),
    re_path(r"^psa/(?P<number>[0-9]{1,18})/download/$", psas.download, name="psa_download"),
    re_path(r"^d/(?P<code>[0-9A-Za-z-]{8,9})/$", DamageView.as_view(), name="damage-code"),
    path("d/", include(kind_urls("damage-report", "report-damage", DamageView))),
    path("screens/<screen:token>/", screens.player, name="screen"),
    path("screens/<screen:token>/worker.js", screens.worker, name="screen_worker"),
    path("screens/<screen:token>/program.json", screens.program, name="screen_program"),
    re_path(
        r"^screens/(?P<token>[A-Za-z0-9_-]{43})/files/(?P<key>[0-9]{1,18})-(?P<mark>[0-9a-f]{8})/$",
        screens.screen_file,
        name="screen_file",
    ),
    path("screens/<screen:token>/plays/", screens.plays, name="screen_plays"),
]
