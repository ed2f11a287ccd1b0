"""Everybody of the newsroom records consents and honours and withdraws consent; publishers revoke. Nobody deletes."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

RECORD = ("view_honour", "add_honour", "view_consentrecord", "add_consentrecord", "change_consentrecord")
RIGHTS = {
    "编辑": RECORD,
    "审稿": RECORD,
    "签发": (*RECORD, "change_honour"),
    "管理员": (*RECORD, "change_honour"),
}


def give_rights(apps, schema_editor):
    """Add the rights to the roles that are there."""
    alias = schema_editor.connection.alias
    config = installed.get_app_config("exemplars")
    create_contenttypes(config, verbosity=0, using=alias)
    create_permissions(config, verbosity=0, using=alias)
    Permission = apps.get_model("auth", "Permission")
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=RIGHTS):
        found = Permission.objects.using(alias).filter(content_type__app_label="exemplars", codename__in=RIGHTS[group.name])
        group.permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [("exemplars", "0008_no_announcing_over_objections"), ("news", "0002_roles")]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False)]
