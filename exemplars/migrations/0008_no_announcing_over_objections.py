"""Triggers: no round is announced over an open objection, and none opens in an announced round (ADR 0082)."""

from django.db import migrations

OPEN = "('new', 'checking')"

POSTGRESQL = [
    f"""
    CREATE FUNCTION exemplars_round_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.state = 'announced' AND EXISTS (
            SELECT 1 FROM exemplars_objection WHERE round_id = NEW.id AND state IN {OPEN}
        ) THEN
            RAISE EXCEPTION 'round_has_open_objections' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER exemplars_round_objections BEFORE UPDATE ON exemplars_round
    FOR EACH ROW EXECUTE FUNCTION exemplars_round_refuse()
    """,
    f"""
    CREATE FUNCTION exemplars_objection_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.state IN {OPEN} AND EXISTS (
            SELECT 1 FROM exemplars_round WHERE id = NEW.round_id AND state = 'announced'
        ) THEN
            RAISE EXCEPTION 'objection_to_announced_round' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER exemplars_objection_round BEFORE INSERT OR UPDATE ON exemplars_objection
    FOR EACH ROW EXECUTE FUNCTION exemplars_objection_refuse()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER exemplars_objection_round ON exemplars_objection",
    "DROP FUNCTION exemplars_objection_refuse()",
    "DROP TRIGGER exemplars_round_objections ON exemplars_round",
    "DROP FUNCTION exemplars_round_refuse()",
]
SQLITE = [
    f"""
    CREATE TRIGGER exemplars_round_objections BEFORE UPDATE ON exemplars_round
    WHEN NEW.state = 'announced' AND EXISTS (
        SELECT 1 FROM exemplars_objection WHERE round_id = NEW.id AND state IN {OPEN}
    )
    BEGIN
        SELECT RAISE(ABORT, 'round_has_open_objections');
    END
    """,
    *(
        f"""
        CREATE TRIGGER exemplars_objection_round_{act} BEFORE {act} ON exemplars_objection
        WHEN NEW.state IN {OPEN} AND EXISTS (
            SELECT 1 FROM exemplars_round WHERE id = NEW.round_id AND state = 'announced'
        )
        BEGIN
            SELECT RAISE(ABORT, 'objection_to_announced_round');
        END
        """
        for act in ("insert", "update")
    ),
]
SQLITE_BACK = [
    "DROP TRIGGER exemplars_objection_round_insert",
    "DROP TRIGGER exemplars_objection_round_update",
    "DROP TRIGGER exemplars_round_objections",
]


def run(statements):
    """Return an operation that runs the statements of the database in use."""

    def execute(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return execute


class Migration(migrations.Migration):
    dependencies = [("exemplars", "0007_notice_rights")]

    operations = [
        migrations.RunPython(
            run({"postgresql": POSTGRESQL, "sqlite": SQLITE}),
            run({"postgresql": POSTGRESQL_BACK, "sqlite": SQLITE_BACK}),
            elidable=False,
        )
    ]
