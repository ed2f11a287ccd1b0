"""Models of the campaigns app, one module per noun."""

from campaigns.models.playlists import Playlist, PlaylistItem
from campaigns.models.psa_categories import PsaCategory, PsaLanguage
from campaigns.models.psa_files import PsaDownload, PsaFile
from campaigns.models.psas import PsaLibraryPage, PsaPage
from campaigns.models.screens import Play, Screen

__all__ = [
    "Play",
    "Playlist",
    "PlaylistItem",
    "PsaCategory",
    "PsaDownload",
    "PsaFile",
    "PsaLanguage",
    "PsaLibraryPage",
    "PsaPage",
    "Screen",
]
