"""Stored keys of names follow the rules of today: shapes of rare characters, surnames' readings, initials on the roll."""

from django.db import migrations

from exemplars.rules.likeness import name_key, typed_names

WORDS_LENGTH = 400


def key_names(apps, schema_editor):
    """Write the keys of nominees and exemplars anew, and beside each name on the roll how it is typed."""
    for model, field in (("Nomination", "name"), ("ExemplarPage", "title")):
        rows = apps.get_model("exemplars", model).objects
        for pk, name, key in rows.values_list("pk", field, "name_key").iterator():
            if key != name_key(name):
                rows.filter(pk=pk).update(name_key=name_key(name))
    roll = apps.get_model("exemplars", "RollRow").objects
    for pk, words, name in roll.values_list("pk", "words", "exemplar__title").iterator():
        missing = [typed for typed in typed_names(name) if typed not in words.split()]
        if missing:
            roll.filter(pk=pk).update(words=" ".join((words, *missing))[:WORDS_LENGTH])


class Migration(migrations.Migration):
    dependencies = [("exemplars", "0020_records_stay_records")]

    operations = [migrations.RunPython(key_names, migrations.RunPython.noop, elidable=True)]
