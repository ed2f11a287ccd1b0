"""The tables of the engines, each database its own. They hold nothing that ``rebuild_search`` cannot make again."""

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE search_fts USING fts5(headline, body, content='', "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* P* S* C*'\")",
    "CREATE VIRTUAL TABLE search_fts_terms USING fts5vocab(search_fts, row)",
)
SQLITE_BACK = (
    "DROP TABLE search_fts_terms",
    "DROP TABLE IF EXISTS search_fts_next",
    "DROP TABLE search_fts",
)
POSTGRES = (
    "CREATE TABLE search_index (document_id bigint PRIMARY KEY, tt tsvector NOT NULL, tsv tsvector NOT NULL)",
    "CREATE INDEX search_index_tsv ON search_index USING gin (tsv) WITH (fastupdate = off)",
    "CREATE TABLE search_frequency (token text PRIMARY KEY, documents integer NOT NULL)",
)
POSTGRES_BACK = ("DROP TABLE search_frequency", "DROP TABLE search_index")


def run(statements):
    def execute(apps, schema_editor):
        for statement in statements.get(schema_editor.connection.vendor, ()):
            schema_editor.execute(statement)

    return execute


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [
        migrations.RunPython(
            run({"sqlite": SQLITE, "postgresql": POSTGRES}), run({"sqlite": SQLITE_BACK, "postgresql": POSTGRES_BACK})
        )
    ]
