"""``{% recording_player %}``: audio and video by the browser's own player."""

from typing import Any

from django import template

from media.models import Recording
from media.templatetags.pictures import picture_url

register = template.Library()


@register.inclusion_tag("media/recording_player.html")
def recording_player(recording: Recording | None) -> dict[str, Any]:
    """Render the recording with its captions and transcript; nothing for one that may not be shown."""
    if recording is None or not recording.is_usable():
        return {"recording": None}
    return {"recording": recording, "poster": picture_url(recording.poster, "figure")}
