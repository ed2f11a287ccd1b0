"""``{% tells_of_people %}``: says that this page shows people by their consent."""

from typing import Any

from django import template

from exemplars.rules.consents import TELLS_OF_PEOPLE

register = template.Library()


@register.simple_tag(takes_context=True)
def tells_of_people(context: dict[str, Any]) -> str:
    """Mark the request, so that no shared cache keeps the answer; prints nothing."""
    request = context.get("request")
    if request is not None:
        setattr(request, TELLS_OF_PEOPLE, True)
    return ""
