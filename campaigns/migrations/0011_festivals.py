"""The calendar of festivals and civic days, and who keeps it.

Where each day comes from (all are public documents):

- 元旦, 春节 (with its eve), 清明, 劳动节, 端午, 中秋, 国庆: 《全国年节及纪念日放假办法》, State Council, as amended 2024-11.
- 元宵, 七夕, 重阳: named among the traditional festivals (我们的节日) in 《关于运用传统节日弘扬民族文化的优秀传统的意见》, 2005; 重阳 is
  also 老年节, 《老年人权益保障法》 art. 12.
- 学雷锋纪念日: the inscription printed on 1963-03-05; since 2000 also 中国青年志愿者服务日.
- 国际妇女节, 青年节, 儿童节, 建军节: the memorial days of the same 《放假办法》.
- 植树节: decision of the NPC Standing Committee 1979-02; 《森林法》 art. 10.
- 全民国家安全教育日: 《国家安全法》 art. 14. 世界读书日: UNESCO, 1995. 全国防灾减灾日: State Council, 2009.
- 全国助残日, third Sunday of May: 《残疾人保障法》 art. 14. 世界环境日: 《环境保护法》 art. 12.
- 文化和自然遗产日, second Saturday of June: State Council, 2016. 建党纪念日: 1941 decision of the Central Committee.
- 全国生态日: decision of the NPC Standing Committee, 2023. 抗战胜利纪念日, 烈士纪念日, 国家公祭日: its decisions of 2014.
- 中华慈善日: 《慈善法》 art. 7. 教师节: decision of the NPC Standing Committee, 1985.
- 全民国防教育日, third Saturday of September: decision of the NPC Standing Committee, 2001.
- 公民道德宣传日: Central Civilisation Commission, 2003. 中国农民丰收节, on 秋分: State Council, 2018.
- 国家扶贫日: State Council, 2014. 记者节: State Council, 2000. 国家宪法日: NPC Standing Committee, 2014.
- 全国交通安全日: State Council, 2012. 国际志愿者日: United Nations, A/RES/40/212, 1985.
"""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

HOLIDAYS = "国务院《全国年节及纪念日放假办法》"
OURS = "中央宣传部、中央文明办等《关于运用传统节日弘扬民族文化的优秀传统的意见》"
CONGRESS = "全国人大常委会决定"

# Name, month, day, days of notice, days before, days after, source.
SOLAR = (
    ("元旦", 1, 1, 30, 3, 3, HOLIDAYS),
    ("学雷锋纪念日", 3, 5, 45, 4, 26, "1963年3月5日题词发表；同为中国青年志愿者服务日"),
    ("国际妇女节", 3, 8, 30, 3, 3, HOLIDAYS),
    ("植树节", 3, 12, 30, 3, 7, "全国人大常委会1979年决议；《森林法》第十条"),
    ("全民国家安全教育日", 4, 15, 30, 3, 3, "《国家安全法》第十四条"),
    ("世界读书日", 4, 23, 45, 7, 7, "联合国教科文组织1995年宣布"),
    ("劳动节", 5, 1, 45, 5, 5, HOLIDAYS),
    ("青年节", 5, 4, 30, 3, 3, HOLIDAYS),
    ("全国防灾减灾日", 5, 12, 30, 3, 4, "国务院2009年批准"),
    ("国际儿童节", 6, 1, 45, 7, 7, HOLIDAYS),
    ("世界环境日", 6, 5, 30, 3, 3, "《环境保护法》第十二条"),
    ("建党纪念日", 7, 1, 60, 15, 15, "中共中央1941年决定"),
    ("建军节", 8, 1, 45, 7, 7, HOLIDAYS),
    ("全国生态日", 8, 15, 30, 3, 3, f"{CONGRESS}（2023年）"),
    ("抗战胜利纪念日", 9, 3, 45, 7, 7, f"{CONGRESS}（2014年）"),
    ("中华慈善日", 9, 5, 30, 3, 3, "《慈善法》第七条"),
    ("教师节", 9, 10, 45, 5, 5, f"{CONGRESS}（1985年）"),
    ("公民道德宣传日", 9, 20, 45, 7, 7, "中央文明委2003年确定"),
    ("烈士纪念日", 9, 30, 30, 3, 3, f"{CONGRESS}（2014年）"),
    ("国庆节", 10, 1, 60, 10, 7, HOLIDAYS),
    ("国家扶贫日", 10, 17, 30, 3, 3, "国务院2014年设立"),
    ("记者节", 11, 8, 30, 3, 3, "国务院2000年批复"),
    ("全国交通安全日", 12, 2, 30, 3, 3, "国务院2012年批复"),
    ("国家宪法日", 12, 4, 30, 3, 3, f"{CONGRESS}（2014年）"),
    ("国际志愿者日", 12, 5, 45, 5, 5, "联合国大会第40/212号决议"),
    ("国家公祭日", 12, 13, 30, 3, 3, f"{CONGRESS}（2014年）"),
)
LUNAR = (
    ("除夕", 12, 30, 60, 7, 1, HOLIDAYS),
    ("春节", 1, 1, 90, 15, 7, HOLIDAYS),
    ("元宵节", 1, 15, 60, 5, 3, OURS),
    ("端午节", 5, 5, 60, 7, 5, HOLIDAYS),
    ("七夕节", 7, 7, 45, 5, 3, OURS),
    ("中秋节", 8, 15, 60, 7, 5, HOLIDAYS),
    ("重阳节", 9, 9, 60, 7, 7, f"{OURS}；《老年人权益保障法》第十二条"),
)
TERMS = (
    ("清明节", "清明", True, 60, 10, 5, HOLIDAYS),
    ("中国农民丰收节", "秋分", False, 45, 7, 7, "国务院2018年批复"),
)
# Monday is 0.
WEEKDAYS = (
    ("全国助残日", 5, 3, 6, 30, 3, 4, "《残疾人保障法》第十四条"),
    ("文化和自然遗产日", 6, 2, 5, 30, 3, 4, "国务院2016年批复"),
    ("全民国防教育日", 9, 3, 5, 30, 3, 4, f"{CONGRESS}（2001年）"),
)
RIGHTS = {
    "编辑": ("view",),
    "审稿": ("view",),
    "签发": ("view", "add", "change"),
    "管理员": ("view", "add", "change", "delete"),
}


def fill_calendar(apps, schema_editor):
    """Enter the days; the table is the office's own from then on."""
    rows = apps.get_model("campaigns", "Festival").objects.using(schema_editor.connection.alias)

    def enter(name, days, **fields):
        notice, before, after, source = days
        rows.get_or_create(
            name=name,
            defaults={
                "lead_days": notice,
                "days_before": before,
                "days_after": after,
                "source": source,
                **fields,
            },
        )

    for name, month, day, *days in SOLAR:
        enter(name, days, way="solar", month=month, day=day)
    for name, month, day, *days in LUNAR:
        enter(name, days, way="lunar", month=month, day=day, is_traditional=True)
    for name, term, traditional, *days in TERMS:
        enter(name, days, way="term", term=term, is_traditional=traditional)
    for name, month, week, weekday, *days in WEEKDAYS:
        enter(name, days, way="weekday", month=month, week=week, weekday=weekday)


def give_rights(apps, schema_editor):
    """Add the rights to the roles that are there."""
    alias = schema_editor.connection.alias
    config = installed.get_app_config("campaigns")
    create_contenttypes(config, verbosity=0, using=alias)
    create_permissions(config, verbosity=0, using=alias)
    Permission = apps.get_model("auth", "Permission")
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=RIGHTS):
        codenames = [f"{act}_festival" for act in RIGHTS[group.name]]
        found = Permission.objects.using(alias).filter(content_type__app_label="campaigns", codename__in=codenames)
        group.permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0010_hubs"), ("news", "0002_roles")]

    operations = [
        migrations.RunPython(fill_calendar, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False),
    ]
