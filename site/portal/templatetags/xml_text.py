"""A filter for text that stands in XML."""

from django import template

from foundation.text import xml

register = template.Library()


@register.filter
def xml_text(value: object) -> str:
    """Return the text without characters that XML cannot hold."""
    return xml.xml_text(str(value))
