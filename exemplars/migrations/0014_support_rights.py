"""Who lets messages of support through: everybody of the newsroom; the switch is the administrators'."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

RIGHTS = {
    "编辑": ("view_supportmessage", "change_supportmessage"),
    "审稿": ("view_supportmessage", "change_supportmessage"),
    "签发": ("view_supportmessage", "change_supportmessage"),
    "管理员": ("view_supportmessage", "change_supportmessage", "change_supportsettings"),
}


def give_rights(apps, schema_editor):
    """Add the rights to the roles that are there."""
    alias = schema_editor.connection.alias
    config = installed.get_app_config("exemplars")
    create_contenttypes(config, verbosity=0, using=alias)
    create_permissions(config, verbosity=0, using=alias)
    Permission = apps.get_model("auth", "Permission")
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=RIGHTS):
        found = Permission.objects.using(alias).filter(
            content_type__app_label="exemplars", codename__in=RIGHTS[group.name]
        )
        group.permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [("exemplars", "0013_support_messages"), ("news", "0002_roles")]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False)]
