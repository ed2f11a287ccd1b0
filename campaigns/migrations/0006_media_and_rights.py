"""The usual media of public-service ads, and who keeps placements."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

# Name, other names in sheets, hangs at a place, has a share of the surface.
MEDIA = (
    ("报纸", ["日报", "晚报"], False, False),
    ("电视", ["电视台"], False, False),
    ("广播", ["电台"], False, False),
    ("期刊", ["杂志"], False, False),
    ("LED 屏", ["LED屏", "LED", "大屏", "户外大屏"], True, False),
    ("单立柱", ["高炮", "擎天柱"], True, False),
    ("站牌", ["公交站牌"], True, False),
    ("车体", ["公交车体", "车身"], True, False),
    ("候车亭", ["公交候车亭"], True, False),
    ("出租车顶灯", ["顶灯", "出租车"], True, False),
    ("地铁", ["地铁站", "地铁车厢"], True, False),
    ("网站", ["网络", "政府网站"], False, False),
    ("新媒体", ["微信", "微博", "客户端", "抖音"], False, False),
    ("宣传栏", ["公示栏", "阅报栏"], True, False),
    ("围挡", ["建筑围挡", "工地围挡"], True, True),
    ("楼宇", ["楼宇电视", "电梯", "电梯广告"], True, False),
    ("其他", [], True, False),
)
KEPT = ("placement", "placementphoto")
RIGHTS = {
    "编辑": {"view": KEPT, "add": KEPT, "change": (*KEPT, "damagetask")},
    "审稿": {"view": KEPT, "change": ("damagetask",)},
    "签发": {"view": KEPT, "add": KEPT, "change": (*KEPT, "damagetask", "medium"), "delete": KEPT},
    "管理员": {
        "view": (*KEPT, "medium"),
        "add": (*KEPT, "medium"),
        "change": (*KEPT, "damagetask", "medium"),
        "delete": (*KEPT, "medium"),
    },
}


def enter_media(apps, schema_editor):
    """Enter the media; the list is the office's own from then on."""
    Medium = apps.get_model("campaigns", "Medium")
    for order, (name, aliases, physical, share) in enumerate(MEDIA):
        Medium.objects.using(schema_editor.connection.alias).get_or_create(
            name=name,
            defaults={"aliases": aliases, "is_physical": physical, "has_share": share, "sort_order": order},
        )


def give_rights(apps, schema_editor):
    """Add the rights to the roles that are there, and open a role for units that mend their own ads."""
    alias = schema_editor.connection.alias
    config = installed.get_app_config("campaigns")
    create_contenttypes(config, verbosity=0, using=alias)
    create_permissions(config, verbosity=0, using=alias)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, rights in RIGHTS.items():
        codenames = [f"{act}_{model}" for act, models in rights.items() for model in models]
        found = Permission.objects.using(alias).filter(content_type__app_label="campaigns", codename__in=codenames)
        for group in Group.objects.using(alias).filter(name=name):
            group.permissions.add(*found)
    unit, _made = Group.objects.using(alias).get_or_create(name="投放单位")
    unit.permissions.add(
        *Permission.objects.using(alias).filter(codename="access_admin"),
        *Permission.objects.using(alias).filter(content_type__app_label="campaigns", codename="change_damagetask"),
    )


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0005_placements"), ("news", "0002_roles")]

    operations = [
        migrations.RunPython(enter_media, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False),
    ]
