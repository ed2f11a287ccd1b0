"""Put our front page in the place of Wagtail's welcome page, and the default site on it."""

from django.db import migrations


def make_front_page(apps, schema_editor):
    """Replace the page and the site that Wagtail's own first migration made."""
    ContentType = apps.get_model("contenttypes.ContentType")
    Locale = apps.get_model("wagtailcore.Locale")
    Page = apps.get_model("wagtailcore.Page")
    Site = apps.get_model("wagtailcore.Site")
    HomePage = apps.get_model("portal.HomePage")
    PublicNumber = apps.get_model("foundation.PublicNumber")

    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    kind, _created = ContentType.objects.get_or_create(app_label="portal", model="homepage")
    home = HomePage.objects.create(
        title="首页",
        draft_title="首页",
        slug="home",
        content_type=kind,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/home/",
        locale=Locale.objects.first(),
        sections=[],
        number=PublicNumber.objects.create(kind="page"),
    )
    Page.objects.filter(depth=1).update(numchild=1)
    Site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True)


def remove_front_page(apps, schema_editor):
    """Remove the site and the front page with everything below it."""
    apps.get_model("wagtailcore.Site").objects.all().delete()
    apps.get_model("wagtailcore.Page").objects.filter(depth__gte=2).delete()
    apps.get_model("wagtailcore.Page").objects.filter(depth=1).update(numchild=0)


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0001_initial"),
        ("foundation", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_front_page, remove_front_page)]
