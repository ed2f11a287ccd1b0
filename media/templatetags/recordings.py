"""``{% recording_player %}``: audio and video by the browser's own player."""

from typing import Any

from django import template

from media.domain.rights import rights_state
from media.models import Recording
from media.templatetags.pictures import picture_url

register = template.Library()
register.filter("rights_state", rights_state)


@register.inclusion_tag("media/recording_player.html")
def recording_player(recording: Recording | None, replaced_by: str = "") -> dict[str, Any]:
    """Render the recording with its captions and transcript; nothing for one that may not be shown.

    ``replaced_by`` is a transcript that the page shows itself; the library's is then left out.
    """
    if recording is None or not recording.is_usable():
        return {"recording": None}
    transcript = "" if replaced_by else recording.transcript
    return {"recording": recording, "transcript": transcript, "poster": picture_url(recording.poster, "figure")}
