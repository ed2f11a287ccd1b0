"""The accounts also say how many placements were up in a period."""

from collections import Counter

from django.db import migrations, models
from django.db.models import Count, DateField
from django.db.models.functions import Coalesce, Greatest, Least, TruncMonth

BATCH = 2000


def count_what_stands(apps, schema_editor):
    """Enter when the placements that are there went up and were up for the last time."""
    alias = schema_editor.connection.alias
    Placement, Tally = (apps.get_model("campaigns", name) for name in ("Placement", "ShowingTally"))
    regions = apps.get_model("foundation", "Region").objects.using(alias)
    lineages = {key: [int(above) for above in path.split("/") if above] for key, path in regions.values_list("pk", "path")}
    up = Placement.objects.using(alias).filter(went_up_on__isnull=False).order_by()
    over = Least(Coalesce("came_down_on", "ends_on"), Coalesce("ends_on", "came_down_on"))
    ending = up.exclude(came_down_on=None, ends_on=None)
    ending = ending.annotate(last_up=Greatest("went_up_on", over, output_field=DateField()))
    found = {"began": Counter(), "ended": Counter()}
    for figure, rows, day in (("began", up, "went_up_on"), ("ended", ending, "last_up")):
        groups = rows.values_list("region_id", TruncMonth(day), "medium_id", "category_id").annotate(count=Count("pk"))
        for region, month, medium, category, count in groups:
            for above in lineages[region]:
                found[figure][above, month, medium, category] += count
    tallies = Tally.objects.using(alias)
    kept = {(row.region_id, row.month, row.medium_id, row.category_id): row for row in tallies.all()}
    fresh = []
    for key in found["began"].keys() | found["ended"].keys():
        row = kept.get(key)
        if row is None:
            row = Tally(region_id=key[0], month=key[1], medium_id=key[2], category_id=key[3])
            fresh.append(row)
        row.began, row.ended = found["began"][key], found["ended"][key]
    tallies.bulk_update(
        [row for row in kept.values() if row.began or row.ended], ["began", "ended"], batch_size=BATCH
    )
    tallies.bulk_create(fresh, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0012_handouts")]

    operations = [
        migrations.AddField("showingtally", "began", models.BigIntegerField(default=0)),
        migrations.AddField("showingtally", "ended", models.BigIntegerField(default=0)),
        migrations.RemoveConstraint("showingtally", "tally_not_below_zero"),
        migrations.AddConstraint(
            "showingtally",
            models.CheckConstraint(
                name="tally_not_below_zero",
                condition=models.Q(placements__gte=0, times__gte=0, began__gte=0, ended__gte=0),
            ),
        ),
        migrations.RunPython(count_what_stands, migrations.RunPython.noop, elidable=False),
    ]
