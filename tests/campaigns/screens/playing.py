"""The table of cases that Python and the browser share, and what tests of screens build."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.utils import timezone

from campaigns.rules.showing import START, Frame, next_frame
from search.models import Document

TABLE = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = TABLE["cases"]


def program_for(case: dict[str, Any]) -> dict[str, Any]:
    """Return the program that a case is about."""
    return {
        "server_time": case.get("server_time", 0),
        "opens": case.get("opens", 0),
        "closes": case.get("closes", 0),
        "items": [TABLE["items"][name] for name in case["items"]],
    }


def played(program: dict[str, Any], instants: list[int]) -> list[Frame]:
    """Return what stands on the screen at each instant, one after the other."""
    frames, frame = [], START
    for now in instants:
        frame = next_frame(program, frame, now)
        frames.append(frame)
    return frames


def document(kind: str = "article", number: int = 1, **fields: Any) -> Document:
    """Make a document that readers may see since yesterday."""
    yesterday = timezone.now() - dt.timedelta(days=1)
    made: Document = Document.objects.create(
        **{
            "kind": kind,
            "object_key": f"{kind}-{number}",
            "number": number,
            "title": f"示例标题{number}",
            "url": f"/s/{number}",
            "date": yesterday,
            "year": yesterday.year,
            "updated_at": yesterday,
            "visible_from": yesterday,
            **fields,
        }
    )
    return made
