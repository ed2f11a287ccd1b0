"""The site's names, records, menus and grey days for templates: ``{% load identity %}``."""

from collections.abc import Mapping
from typing import Any

from django import template

from foundation.models import SiteIdentity
from foundation.queries.identity import Furniture, Link, furniture

register = template.Library()


class SiteView:
    """The identity together with the menus, as one object for a base template."""

    def __init__(self, kept: Furniture) -> None:
        self._kept = kept

    def __getattr__(self, name: str) -> Any:
        """Return what the furniture has under ``name``, else what the identity has."""
        if name.startswith("_"):
            raise AttributeError(name)
        if name in {"menu", "footer_links", "is_grey"}:
            return getattr(self._kept, name)
        return getattr(self._kept.identity, name)


@register.simple_tag(takes_context=True)
def site_identity(context: Mapping[str, Any]) -> SiteView:
    """Return the site's identity with ``menu``, ``footer_links`` and ``is_grey``."""
    return SiteView(_furniture(context))


@register.simple_tag(takes_context=True)
def identity(context: Mapping[str, Any]) -> SiteIdentity:
    """Return the site's identity: names, records, contact, switches."""
    return _furniture(context).identity


@register.simple_tag(takes_context=True)
def main_menu(context: Mapping[str, Any]) -> list[Link]:
    """Return the items of the main menu, each with ``label`` and ``url``."""
    return _furniture(context).menu


@register.simple_tag(takes_context=True)
def footer_links(context: Mapping[str, Any]) -> list[Link]:
    """Return the links of the footer, each with ``label`` and ``url``."""
    return _furniture(context).footer_links


@register.simple_tag(takes_context=True)
def is_grey_day(context: Mapping[str, Any]) -> bool:
    """Tell whether today's pages are shown without colour."""
    return _furniture(context).is_grey


def _furniture(context: Mapping[str, Any]) -> Furniture:
    return furniture(context.get("request"))
