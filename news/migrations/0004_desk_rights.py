"""Rights that no role had: the desk of error reports for the newsroom, the site's own lists for administrators.

Regions are dated and succeed one another, so nobody deletes one. The audit log is read only.
"""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

REPORTS = ("view_errorreport", "change_errorreport")
RIGHTS = {
    "编辑": REPORTS,
    "审稿": REPORTS,
    "签发": REPORTS,
    "管理员": (
        *REPORTS,
        "change_navigation",
        "view_auditline",
        *(f"{right}_greyday" for right in ("view", "add", "change", "delete")),
        *(f"{right}_region" for right in ("view", "add", "change")),
    ),
}


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
    dependencies = [("news", "0003_cuttings"), ("foundation", "0007_files_and_drafts")]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False)]
