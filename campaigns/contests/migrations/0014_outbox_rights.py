"""Who sees letters that could not be sent, and sends them again: editors and above, whose queue names them."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

RIGHTS = {name: ("view_outboxmail", "change_outboxmail") for name in ("编辑", "签发", "管理员")}


def give_rights(apps, schema_editor):
    """Add the rights to the roles that are there."""
    alias = schema_editor.connection.alias
    config = installed.get_app_config("foundation")
    create_contenttypes(config, verbosity=0, using=alias)
    create_permissions(config, verbosity=0, using=alias)
    Permission = apps.get_model("auth", "Permission")
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=RIGHTS):
        found = Permission.objects.using(alias).filter(
            content_type__app_label="foundation", codename__in=RIGHTS[group.name]
        )
        group.permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [("contests", "0013_batch_phone_index"), ("news", "0002_roles")]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False)]
