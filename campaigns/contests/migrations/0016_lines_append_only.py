"""Triggers: lines of screening, declaring and correcting are added only, and rules keep entries a while.

Erasure alone may empty what tells of a person: a screener's note, what was added to a declaration, reason and values of
a correction. The sealed values of a correction may be written anew besides, because rotating keys does so.
"""

from django.db import migrations

SAME = {
    "screening": ("entry_id", "revision_id", "result", "code", "letter_id", "made_at", "made_by_id"),
    "declaration": ("entry_id", "kind", "text", "made_at"),
    "entrycorrection": ("public_id", "entry_id", "kind", "revision_id", "fields", "made_at", "made_by_id"),
}
EMPTIED = "(NEW.erased_at IS NOT NULL AND NEW.{word} = '')"
MAY = {
    "screening": EMPTIED.format(word="note"),
    "declaration": "NEW.detail = ''",
    "entrycorrection": EMPTIED.format(word="reason")
    + " OR (NEW.reason = OLD.reason AND OLD.erased_at IS NULL AND NEW.erased_at IS NULL)",
}
SAYS = {
    "screening": "A line of screening is never changed",
    "declaration": "A declaration is never changed",
    "entrycorrection": "A correction is never changed",
}


def _allowed(name, same, cast=""):
    kept = [
        f"NEW.{column}{cast if column == 'fields' else ''} {same} OLD.{column}{cast if column == 'fields' else ''}"
        for column in ("id", *SAME[name])
    ]
    return " AND ".join([*kept, f"({MAY[name]})"])


def _postgresql(name):
    table = f"contests_{name}"
    return [
        f"""
        CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND {_allowed(name, "IS NOT DISTINCT FROM", "::text")} THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION '{SAYS[name]}';
        END $$
        """,
        f"""
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_refuse()
        """,
    ]


def _sqlite(name):
    table = f"contests_{name}"
    return [
        f"""
        CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
        WHEN NOT ({_allowed(name, "IS")})
        BEGIN
            SELECT RAISE(ABORT, '{SAYS[name]}');
        END
        """,
        f"""
        CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
        BEGIN
            SELECT RAISE(ABORT, '{SAYS[name]}');
        END
        """,
    ]


POSTGRESQL = [
    *(statement for name in SAME for statement in _postgresql(name)),
    """
    CREATE FUNCTION contests_ruleset_keep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.retention_months < 1 THEN
            RAISE EXCEPTION 'Entries are kept at least a month' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER contests_ruleset_kept BEFORE INSERT ON contests_ruleset
    FOR EACH ROW EXECUTE FUNCTION contests_ruleset_keep()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER contests_ruleset_kept ON contests_ruleset",
    "DROP FUNCTION contests_ruleset_keep()",
    *(
        statement
        for name in SAME
        for statement in (
            f"DROP TRIGGER contests_{name}_append_only ON contests_{name}",
            f"DROP FUNCTION contests_{name}_refuse()",
        )
    ),
]
SQLITE = [
    *(statement for name in SAME for statement in _sqlite(name)),
    """
    CREATE TRIGGER contests_ruleset_kept BEFORE INSERT ON contests_ruleset
    WHEN NEW.retention_months < 1
    BEGIN
        SELECT RAISE(ABORT, 'Entries are kept at least a month');
    END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER contests_ruleset_kept",
    *(f"DROP TRIGGER contests_{name}_no_{act}" for name in SAME for act in ("update", "delete")),
]


def run(statements):
    def execute(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return execute


class Migration(migrations.Migration):
    dependencies = [("contests", "0015_corrections")]

    operations = [
        migrations.RunPython(
            run({"postgresql": POSTGRESQL, "sqlite": SQLITE}),
            run({"postgresql": POSTGRESQL_BACK, "sqlite": SQLITE_BACK}),
            elidable=False,
        )
    ]
