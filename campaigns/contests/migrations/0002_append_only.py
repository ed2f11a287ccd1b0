"""Triggers: rules and revisions are written once, and closing never moves earlier (docs/adr/0100-rules-by-version.md)."""

from django.db import migrations

POSTGRESQL = [
    """
    CREATE FUNCTION contests_ruleset_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'A version of the rules is never changed';
    END $$
    """,
    """
    CREATE TRIGGER contests_ruleset_append_only BEFORE UPDATE OR DELETE ON contests_ruleset
    FOR EACH ROW EXECUTE FUNCTION contests_ruleset_refuse()
    """,
    """
    CREATE FUNCTION contests_ruleset_not_earlier() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM contests_ruleset r JOIN contests_contest c ON c.id = r.contest_id
            WHERE r.contest_id = NEW.contest_id AND c.state <> 'draft' AND r.closes_at > NEW.closes_at
        ) THEN
            RAISE EXCEPTION 'Closing never moves earlier' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER contests_ruleset_later BEFORE INSERT ON contests_ruleset
    FOR EACH ROW EXECUTE FUNCTION contests_ruleset_not_earlier()
    """,
    """
    CREATE FUNCTION contests_entryrevision_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND NEW.title = ''
            AND NEW.text = '' AND NEW.entry_id = OLD.entry_id AND NEW.sequence = OLD.sequence
            AND NEW.text_sha256 = OLD.text_sha256 AND NEW.words = OLD.words AND NEW.received_at = OLD.received_at
        THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'A revision is never changed';
    END $$
    """,
    """
    CREATE TRIGGER contests_entryrevision_append_only BEFORE UPDATE OR DELETE ON contests_entryrevision
    FOR EACH ROW EXECUTE FUNCTION contests_entryrevision_refuse()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER contests_entryrevision_append_only ON contests_entryrevision",
    "DROP FUNCTION contests_entryrevision_refuse()",
    "DROP TRIGGER contests_ruleset_later ON contests_ruleset",
    "DROP FUNCTION contests_ruleset_not_earlier()",
    "DROP TRIGGER contests_ruleset_append_only ON contests_ruleset",
    "DROP FUNCTION contests_ruleset_refuse()",
]
SQLITE = [
    *(
        f"""
        CREATE TRIGGER contests_ruleset_no_{act} BEFORE {act} ON contests_ruleset
        BEGIN
            SELECT RAISE(ABORT, 'A version of the rules is never changed');
        END
        """
        for act in ("update", "delete")
    ),
    """
    CREATE TRIGGER contests_ruleset_later BEFORE INSERT ON contests_ruleset
    WHEN EXISTS (
        SELECT 1 FROM contests_ruleset r JOIN contests_contest c ON c.id = r.contest_id
        WHERE r.contest_id = NEW.contest_id AND c.state <> 'draft' AND r.closes_at > NEW.closes_at
    )
    BEGIN
        SELECT RAISE(ABORT, 'Closing never moves earlier');
    END
    """,
    """
    CREATE TRIGGER contests_entryrevision_no_update BEFORE UPDATE ON contests_entryrevision
    WHEN NOT (
        OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND NEW.title = '' AND NEW.text = ''
        AND NEW.entry_id = OLD.entry_id AND NEW.sequence = OLD.sequence AND NEW.text_sha256 = OLD.text_sha256
        AND NEW.words = OLD.words AND NEW.received_at = OLD.received_at
    )
    BEGIN
        SELECT RAISE(ABORT, 'A revision is never changed');
    END
    """,
    """
    CREATE TRIGGER contests_entryrevision_no_delete BEFORE DELETE ON contests_entryrevision
    BEGIN
        SELECT RAISE(ABORT, 'A revision is never changed');
    END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER contests_entryrevision_no_delete",
    "DROP TRIGGER contests_entryrevision_no_update",
    "DROP TRIGGER contests_ruleset_later",
    "DROP TRIGGER contests_ruleset_no_update",
    "DROP TRIGGER contests_ruleset_no_delete",
]


def run(statements):
    def execute(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return execute


class Migration(migrations.Migration):
    dependencies = [("contests", "0001_competitions")]

    operations = [
        migrations.RunPython(
            run({"postgresql": POSTGRESQL, "sqlite": SQLITE}),
            run({"postgresql": POSTGRESQL_BACK, "sqlite": SQLITE_BACK}),
            elidable=False,
        )
    ]
