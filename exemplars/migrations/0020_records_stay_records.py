"""Triggers: whether a round was entered from the records is said once, at its beginning (ADR 0086)."""

from django.db import migrations

POSTGRESQL = [
    """
    CREATE FUNCTION exemplars_round_record_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.is_record IS DISTINCT FROM OLD.is_record THEN
            RAISE EXCEPTION 'round_is_record_or_not' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER exemplars_round_record BEFORE UPDATE ON exemplars_round
    FOR EACH ROW EXECUTE FUNCTION exemplars_round_record_refuse()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER exemplars_round_record ON exemplars_round",
    "DROP FUNCTION exemplars_round_record_refuse()",
]
SQLITE = [
    """
    CREATE TRIGGER exemplars_round_record BEFORE UPDATE ON exemplars_round
    WHEN NEW.is_record IS NOT OLD.is_record
    BEGIN
        SELECT RAISE(ABORT, 'round_is_record_or_not');
    END
    """
]
SQLITE_BACK = ["DROP TRIGGER exemplars_round_record"]


def run(statements):
    """Return an operation that runs the statements of the database in use."""

    def execute(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return execute


class Migration(migrations.Migration):
    dependencies = [("exemplars", "0019_deceased_nominees_and_corrected_honours")]

    operations = [
        migrations.RunPython(
            run({"postgresql": POSTGRESQL, "sqlite": SQLITE}),
            run({"postgresql": POSTGRESQL_BACK, "sqlite": SQLITE_BACK}),
            elidable=False,
        )
    ]
