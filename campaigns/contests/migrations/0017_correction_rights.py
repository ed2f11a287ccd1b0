"""Who puts entries right at the desk, withdraws and excludes them: editors and above."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

RIGHTS = {name: ("view_entrycorrection", "add_entrycorrection") for name in ("编辑", "签发", "管理员")}


def give_rights(apps, schema_editor):
    """Add the rights to the roles that are there."""
    alias = schema_editor.connection.alias
    config = installed.get_app_config("contests")
    create_contenttypes(config, verbosity=0, using=alias)
    create_permissions(config, verbosity=0, using=alias)
    Permission = apps.get_model("auth", "Permission")
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=RIGHTS):
        found = Permission.objects.using(alias).filter(
            content_type__app_label="contests", codename__in=RIGHTS[group.name]
        )
        group.permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [("contests", "0016_lines_append_only"), ("news", "0002_roles")]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False)]
