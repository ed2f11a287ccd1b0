"""Who checks objections, and who keeps the calendar of working days."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

RIGHTS = {
    "编辑": ("view_calendarday",),
    "审稿": ("view_calendarday", "view_objection", "change_objection"),
    "签发": ("view_calendarday", "add_calendarday", "change_calendarday", "view_objection", "change_objection"),
    "管理员": ("view_calendarday", "add_calendarday", "change_calendarday", "view_objection", "change_objection"),
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
    dependencies = [("exemplars", "0006_notices_and_objections"), ("news", "0002_roles")]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False)]
