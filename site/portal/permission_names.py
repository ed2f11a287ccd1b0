"""Chinese names of permissions, as the groups' screen of the desk shows them."""

from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.auth.models import Permission
from django.utils import translation
from django.utils.translation import gettext as _


def name_in_chinese(permission: Permission) -> str:
    """Return the permission's name in the interface language; Django names them in English, in the database.

    Wagtail's own names ("Publish any page") are messages. The others are made of an action and a model.
    """
    translated = _(permission.name)
    model = permission.content_type.model_class()
    action = permission.codename.removesuffix(f"_{permission.content_type.model}")
    forms = {
        "add": _("Can add %(name)s"),
        "change": _("Can change %(name)s"),
        "delete": _("Can delete %(name)s"),
        "view": _("Can view %(name)s"),
        "choose": _("Can choose %(name)s"),
    }
    if translated != permission.name or model is None or action not in forms:
        return translated
    return forms[action] % {"name": model._meta.verbose_name}  # noqa: SLF001 -- Django documents it


def name_permissions(sender: AppConfig, **_kwargs: Any) -> None:
    """After the last app's migrations, give every permission its Chinese name; the groups' screen shows it.

    The signal comes once for each app that has models, so the last of those tells that all permissions are there.
    """
    if sender is not [config for config in apps.get_app_configs() if config.models_module][-1]:
        return
    with translation.override(settings.LANGUAGE_CODE):
        renamed = []
        for permission in Permission.objects.select_related("content_type"):
            name = name_in_chinese(permission)
            if name != permission.name:
                permission.name = name
                renamed.append(permission)
    Permission.objects.bulk_update(renamed, ["name"], batch_size=200)
