"""Models of the campaigns app, one module per noun."""

from campaigns.models.damage import DamageReport, DamageTask
from campaigns.models.festivals import Festival
from campaigns.models.hubs import CampaignIndexPage, CampaignPage, HubMatch
from campaigns.models.mediums import Medium
from campaigns.models.offers import PsaOffer
from campaigns.models.placements import Placement, PlacementPhoto
from campaigns.models.playlists import Playlist, PlaylistItem
from campaigns.models.psa_categories import PsaCategory, PsaLanguage
from campaigns.models.psa_files import PsaDownload, PsaFile
from campaigns.models.psa_pictures import PsaPicture
from campaigns.models.psas import PsaLibraryPage, PsaPage
from campaigns.models.screens import Handout, Play, Screen
from campaigns.models.sticker_prints import StickerPrint
from campaigns.models.tallies import ShowingTally

__all__ = [
    "CampaignIndexPage",
    "CampaignPage",
    "DamageReport",
    "DamageTask",
    "Festival",
    "Handout",
    "HubMatch",
    "Medium",
    "Placement",
    "PlacementPhoto",
    "Play",
    "Playlist",
    "PlaylistItem",
    "PsaCategory",
    "PsaDownload",
    "PsaFile",
    "PsaLanguage",
    "PsaLibraryPage",
    "PsaOffer",
    "PsaPage",
    "PsaPicture",
    "Screen",
    "ShowingTally",
    "StickerPrint",
]
