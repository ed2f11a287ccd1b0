"""Models of the campaigns app, one module per noun."""

from campaigns.models.playlists import Playlist, PlaylistItem
from campaigns.models.screens import Play, Screen

__all__ = [
    "Play",
    "Playlist",
    "PlaylistItem",
    "Screen",
]
