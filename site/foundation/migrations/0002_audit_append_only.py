"""Triggers that keep the audit log append-only whatever code runs (docs/adr/0011-audit-log-append-only.md)."""

from django.db import migrations

POSTGRESQL = [
    """
    CREATE FUNCTION foundation_auditline_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'The audit log is append-only';
    END $$
    """,
    """
    CREATE TRIGGER foundation_auditline_append_only BEFORE UPDATE OR DELETE ON foundation_auditline
    FOR EACH ROW EXECUTE FUNCTION foundation_auditline_refuse()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER foundation_auditline_append_only ON foundation_auditline",
    "DROP FUNCTION foundation_auditline_refuse()",
]
SQLITE = [
    f"""
    CREATE TRIGGER foundation_auditline_no_{act} BEFORE {act} ON foundation_auditline
    BEGIN
        SELECT RAISE(ABORT, 'The audit log is append-only');
    END
    """
    for act in ("update", "delete")
]
SQLITE_BACK = [f"DROP TRIGGER foundation_auditline_no_{act}" for act in ("update", "delete")]


def run(statements):
    def execute(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return execute


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]

    operations = [
        migrations.RunPython(
            run({"postgresql": POSTGRESQL, "sqlite": SQLITE}),
            run({"postgresql": POSTGRESQL_BACK, "sqlite": SQLITE_BACK}),
            elidable=False,
        )
    ]
