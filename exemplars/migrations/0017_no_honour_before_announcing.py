"""Triggers: an honour of a round stands only once the round is announced."""

from django.db import migrations

POSTGRESQL = [
    """
    CREATE FUNCTION exemplars_honour_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.round_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM exemplars_round WHERE id = NEW.round_id AND state = 'announced'
        ) THEN
            RAISE EXCEPTION 'honour_of_round_not_announced' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER exemplars_honour_round BEFORE INSERT OR UPDATE OF round_id ON exemplars_honour
    FOR EACH ROW EXECUTE FUNCTION exemplars_honour_refuse()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER exemplars_honour_round ON exemplars_honour",
    "DROP FUNCTION exemplars_honour_refuse()",
]
SQLITE = [
    f"""
    CREATE TRIGGER exemplars_honour_round_{name} BEFORE {act} ON exemplars_honour
    WHEN NEW.round_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM exemplars_round WHERE id = NEW.round_id AND state = 'announced'
    )
    BEGIN
        SELECT RAISE(ABORT, 'honour_of_round_not_announced');
    END
    """
    for name, act in (("insert", "INSERT"), ("update", "UPDATE OF round_id"))
]
SQLITE_BACK = ["DROP TRIGGER exemplars_honour_round_insert", "DROP TRIGGER exemplars_honour_round_update"]


def run(statements):
    """Return an operation that runs the statements of the database in use."""

    def execute(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return execute


class Migration(migrations.Migration):
    dependencies = [("exemplars", "0016_consent_withdrawn_by_nominee")]

    operations = [
        migrations.RunPython(
            run({"postgresql": POSTGRESQL, "sqlite": SQLITE}),
            run({"postgresql": POSTGRESQL_BACK, "sqlite": SQLITE_BACK}),
            elidable=False,
        )
    ]
