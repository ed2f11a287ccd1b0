"""Name the roots that Wagtail's first migrations made; editors see them in every chooser."""

from django.db import migrations


def name_roots(apps, schema_editor):
    """Give the page tree's and the collections' root their Chinese names."""
    apps.get_model("wagtailcore.Page").objects.filter(depth=1).update(title="根", draft_title="根")
    apps.get_model("wagtailcore.Collection").objects.filter(depth=1).update(name="全部文件")


def name_them_as_before(apps, schema_editor):
    """Give them Wagtail's names again."""
    apps.get_model("wagtailcore.Page").objects.filter(depth=1).update(title="Root", draft_title="Root")
    apps.get_model("wagtailcore.Collection").objects.filter(depth=1).update(name="Root")


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_front_page")]

    operations = [migrations.RunPython(name_roots, name_them_as_before)]
