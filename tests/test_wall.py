"""The wall between hubs, as the database itself keeps it: the ten schema rules, read from its catalogue."""

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction

from navet.directory.models import Contact, Customer
from navet.hubs.models import HubOwned, NoHubChosen
from navet.hubs.records import hub_keys

HUB_TABLES = {m._meta.db_table: m for m in apps.get_models() if issubclass(m, HubOwned)}


def ask(sql: str, *values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


@pytest.fixture(params=sorted(HUB_TABLES))
def table(request, db) -> str:
    return request.param


def constraints(table: str, kind: str) -> list[str]:
    rows = ask(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = %s",
        f'"{table}"',
        kind,
    )
    return [row[0] for row in rows]


def test_1_has_a_hub_an_id_and_both_together_unique(table):
    columns = dict(
        ask(
            "SELECT column_name, data_type || is_nullable FROM information_schema.columns WHERE table_name = %s",
            table,
        )
    )
    assert columns["hub_id"] == columns["id"] == "uuidNO"
    assert "UNIQUE (hub_id, id)" in constraints(table, "u")


def test_2_every_unique_or_exclusion_rule_contains_the_hub(table):
    rules = ask(
        "SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %s::regclass AND indisunique AND NOT indisprimary",
        f'"{table}"',
    )
    assert [rule for (rule,) in rules if "hub_id" not in rule] == []
    assert [rule for rule in constraints(table, "x") if "hub_id WITH =" not in rule] == []


def test_3_keys_between_hub_tables_are_composite_immediate_and_never_set_null(table):
    keys = constraints(table, "f")
    owned = {k.column: k.related_model._meta.db_table for k in hub_keys(HUB_TABLES[table])}
    for column, target in owned.items():
        key = next(k for k in keys if k.startswith(f"FOREIGN KEY (hub_id, {column}) REFERENCES {target}(hub_id, id)"))
        assert "DEFERRABLE" not in key
        assert "SET NULL" not in key
    targets = [k.split("REFERENCES ")[1].split("(")[0] for k in keys if "(hub_id, " not in k]
    assert set(targets) & set(HUB_TABLES) == set()


def test_4_no_key_to_the_table_of_logins(table):
    assert [k for k in constraints(table, "f") if "directory_person" in k] == []
    columns = [row[0] for row in ask("SELECT column_name FROM information_schema.columns WHERE table_name = %s", table)]
    assert ("person_id" in columns) == (table == "directory_membership")


def test_6_no_triggers_no_rules(table):
    assert ask("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", f'"{table}"') == []
    assert ask("SELECT rulename FROM pg_rules WHERE tablename = %s", table) == []


def test_7_row_level_security_is_forced_and_the_runtime_role_can_not_bypass_it(table):
    ((enabled, forced),) = ask(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", f'"{table}"'
    )
    ((superuser, bypasses),) = ask("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
    assert (enabled, forced, superuser, bypasses) == (True, True, False, False)


def test_10_no_identity_keys(table):
    assert (
        ask(
            "SELECT 1 FROM information_schema.columns WHERE table_name = %s AND (is_identity = 'YES' OR column_default LIKE 'nextval%%')",
            table,
        )
        == []
    )


def test_shared_tables_never_point_at_hub_tables(db):
    """Rule 5."""
    found = ask(
        "SELECT c.relname, t.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
        "JOIN pg_class t ON t.oid = k.confrelid WHERE k.contype = 'f'"
    )
    assert [(a, b) for a, b in found if a not in HUB_TABLES and b in HUB_TABLES] == []


def test_no_hub_chosen_no_answer(db):
    with pytest.raises(NoHubChosen):
        Customer.objects.count()


def test_the_database_shows_no_rows_without_a_hub_and_only_its_own_with_one(world):
    from navet.hubs.chosen import tell_database

    assert ask("SELECT count(*) FROM directory_customer") == [(2,)]
    tell_database(world.other.id)
    assert ask("SELECT count(*) FROM directory_customer") == [(1,)]
    tell_database(None)
    assert ask("SELECT count(*) FROM directory_customer") == [(0,)]


def test_the_database_refuses_a_row_for_another_hub(world):
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Customer.objects.create(hub=world.other, organisation=world.town)


def test_the_database_refuses_a_reference_into_another_hub(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.create(customer_id=world.neighbours_customer.id, member=world.ben)


def test_the_runtime_role_makes_and_drops_nothing(world):
    for statement in (
        "CREATE TABLE mine (id int)",
        "DROP TABLE directory_customer",
        "ALTER TABLE directory_customer DISABLE ROW LEVEL SECURITY",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
