"""The ledger is only added to: the database itself refuses to change or delete its rows.

These are platform tables, outside the rule that hubs' own tables carry no triggers.
"""

from django.db import migrations

KEPT = ["stateaid_aidentry", "stateaid_declaration", "stateaid_declaredaid"]

REFUSE = """
CREATE FUNCTION stateaid_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the state-aid ledger is only added to' USING ERRCODE = 'restrict_violation'; END $$
"""
KEEP = """
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION stateaid_refuse_change()
"""


class Migration(migrations.Migration):
    dependencies = [("stateaid", "0001_initial")]

    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION stateaid_refuse_change"),
        *(
            migrations.RunSQL(KEEP.format(table=table), f"DROP TRIGGER only_added_to ON {table}")
            for table in KEPT
        ),
    ]
