"""The usual categories and languages, and who keeps the library."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

CATEGORIES = (
    "核心价值观",
    "未成年人",
    "生态文明",
    "节约粮食",
    "文明交通",
    "文明旅游",
    "志愿服务",
    "诚信建设",
    "移风易俗",
    "我们的节日",
)
LANGUAGES = (
    "国家通用语言",
    "蒙古语",
    "藏语",
    "维吾尔语",
    "哈萨克语",
    "朝鲜语",
    "彝语",
    "壮语",
    "英语",
)
RIGHTS = {
    "编辑": {"psacategory": ("view",), "psalanguage": ("view",), "psadownload": ("view",)},
    "审稿": {"psacategory": ("view",), "psalanguage": ("view",), "psadownload": ("view",)},
    "签发": {
        "psacategory": ("view", "add", "change"),
        "psalanguage": ("view", "add", "change"),
        "psadownload": ("view",),
    },
    "管理员": {
        "psacategory": ("view", "add", "change", "delete"),
        "psalanguage": ("view", "add", "change", "delete"),
        "psadownload": ("view",),
    },
}


def fill_lists(apps, schema_editor):
    """Enter the lists that are empty, and add the rights to the roles that are there."""
    alias = schema_editor.connection.alias
    for model, names in (("PsaCategory", CATEGORIES), ("PsaLanguage", LANGUAGES)):
        rows = apps.get_model("campaigns", model).objects.using(alias)
        for order, name in enumerate(names):
            rows.get_or_create(name=name, defaults={"sort_order": order})
    config = installed.get_app_config("campaigns")
    create_contenttypes(config, verbosity=0, using=alias)
    create_permissions(config, verbosity=0, using=alias)
    Permission = apps.get_model("auth", "Permission")
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=RIGHTS):
        codenames = [f"{act}_{model}" for model, acts in RIGHTS[group.name].items() for act in acts]
        found = Permission.objects.using(alias).filter(content_type__app_label="campaigns", codename__in=codenames)
        group.permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_psas"), ("news", "0002_roles")]

    operations = [migrations.RunPython(fill_lists, migrations.RunPython.noop, elidable=False)]
