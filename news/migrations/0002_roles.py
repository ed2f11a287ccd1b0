"""The roles of the newsroom as groups; Wagtail's stock groups and workflow go.

Only publishers and administrators publish. Models of other apps are named where their app has them, so that this
migration needs nothing from apps above.
"""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

EDITOR, REVIEWER, PUBLISHER, ADMINISTRATOR = "编辑", "审稿", "签发", "管理员"

PAGE_RIGHTS = {
    EDITOR: ("add_page", "change_page"),
    REVIEWER: ("add_page", "change_page", "lock_page", "unlock_page"),
    PUBLISHER: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    ADMINISTRATOR: ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"),
}
DESK = (("news", "edition"), ("news", "printpage"))
KEPT_LISTS = (("foundation", "topic"), ("foundation", "organisation"), ("search", "synonym"))
# Wagtail asks for the rights of its own models, whichever model of ours stands in their place.
LIBRARY = (("wagtailimages", "image"), ("wagtaildocs", "document"), ("wagtailmedia", "media"))

MODEL_RIGHTS = {
    EDITOR: {"add": DESK, "change": DESK, "view": (("news", "correction"), *DESK)},
    REVIEWER: {"add": DESK, "change": DESK, "view": (("news", "correction"), *DESK)},
    PUBLISHER: {
        "add": (("news", "correction"), *DESK, *KEPT_LISTS),
        "change": (*DESK, *KEPT_LISTS),
        "view": (("news", "correction"), *DESK, *KEPT_LISTS),
        "delete": DESK,
    },
    ADMINISTRATOR: {
        "add": (("news", "correction"), *DESK, *KEPT_LISTS, ("foundation", "user"), ("auth", "group")),
        "change": (*DESK, *KEPT_LISTS, ("foundation", "user"), ("auth", "group"), ("foundation", "siteidentity")),
        "view": (("news", "correction"), *DESK, *KEPT_LISTS, ("foundation", "user"), ("auth", "group")),
        "delete": (*DESK, *KEPT_LISTS, ("foundation", "user")),
    },
}
LIBRARY_RIGHTS = {
    EDITOR: ("add", "choose"),
    REVIEWER: ("add", "choose"),
    PUBLISHER: ("add", "change", "choose"),
    ADMINISTRATOR: ("add", "change", "delete", "choose"),
}


def _permissions(Permission, alias, codename, model):
    app_label, name = model
    return Permission.objects.using(alias).filter(
        codename=f"{codename}_{name}", content_type__app_label=app_label, content_type__model=name
    )


def make_roles(apps, schema_editor):
    """Make the groups with their rights."""
    alias = schema_editor.connection.alias
    own = ("news", "foundation", "search", "media")
    others = ("wagtailadmin", "wagtailcore", "wagtailimages", "wagtaildocs", "wagtailmedia", "wagtailredirects", "auth")
    for label in (*own, *others):
        config = installed.get_app_config(label)
        create_contenttypes(config, verbosity=0, using=alias)
        create_permissions(config, verbosity=0, using=alias)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    Page = apps.get_model("wagtailcore", "Page")
    Collection = apps.get_model("wagtailcore", "Collection")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    root = Page.objects.using(alias).filter(depth=1).first()
    collection = Collection.objects.using(alias).filter(depth=1).first()
    for name, page_rights in PAGE_RIGHTS.items():
        group, _created = Group.objects.using(alias).get_or_create(name=name)
        group.permissions.add(*Permission.objects.using(alias).filter(codename="access_admin"))
        for codename, models in MODEL_RIGHTS[name].items():
            for model in models:
                group.permissions.add(*_permissions(Permission, alias, codename, model))
        if name == ADMINISTRATOR:
            redirects = Permission.objects.using(alias).filter(content_type__app_label="wagtailredirects")
            group.permissions.add(*redirects)
        for codename in page_rights:
            for permission in Permission.objects.using(alias).filter(
                codename=codename, content_type__app_label="wagtailcore", content_type__model="page"
            ):
                GroupPagePermission.objects.using(alias).get_or_create(group=group, page=root, permission=permission)
        for model in LIBRARY:
            for right in LIBRARY_RIGHTS[name]:
                for permission in _permissions(Permission, alias, right, model):
                    GroupCollectionPermission.objects.using(alias).get_or_create(
                        group=group, collection=collection, permission=permission
                    )


def remove_stock(apps, schema_editor):
    """Remove Wagtail's stock groups and its stock workflow, which let one person approve alone."""
    alias = schema_editor.connection.alias
    apps.get_model("wagtailcore", "WorkflowPage").objects.using(alias).all().delete()
    apps.get_model("wagtailcore", "WorkflowTask").objects.using(alias).all().delete()
    apps.get_model("wagtailcore", "Workflow").objects.using(alias).filter(name="Moderators approval").delete()
    apps.get_model("wagtailcore", "GroupApprovalTask").objects.using(alias).filter(name="Moderators approval").delete()
    apps.get_model("wagtailcore", "Task").objects.using(alias).filter(name="Moderators approval").delete()
    apps.get_model("auth", "Group").objects.using(alias).filter(name__in=("Moderators", "Editors")).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0001_initial"),
        ("foundation", "0001_initial"),
        ("media", "0001_initial"),
        ("search", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailredirects", "0001_initial"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailmedia", "0005_alter_media_options"),
    ]

    operations = [
        migrations.RunPython(remove_stock, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(make_roles, migrations.RunPython.noop, elidable=False),
    ]
