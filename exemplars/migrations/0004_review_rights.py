"""Who reviews nominations: everybody of the newsroom; a decision needs two of them."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

RIGHTS = {
    "编辑": ("view", "change"),
    "审稿": ("view", "change"),
    "签发": ("view", "change"),
    "管理员": ("view", "change"),
}
MODELS = ("nomination",)


def give_rights(apps, schema_editor):
    """Add the rights to the roles that are there."""
    alias = schema_editor.connection.alias
    config = installed.get_app_config("exemplars")
    create_contenttypes(config, verbosity=0, using=alias)
    create_permissions(config, verbosity=0, using=alias)
    Permission = apps.get_model("auth", "Permission")
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=RIGHTS):
        codenames = [f"{act}_{model}" for act in RIGHTS[group.name] for model in MODELS]
        found = Permission.objects.using(alias).filter(content_type__app_label="exemplars", codename__in=codenames)
        group.permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [("exemplars", "0003_nominations"), ("news", "0002_roles")]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False)]
