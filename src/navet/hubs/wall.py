"""Builds the wall between hubs in the database, from the records themselves, after every migration.

Three things per hub-owned table: UNIQUE (hub_id, id); each reference to another hub-owned table a key of
(hub_id, x_id); row-level security by the hub that SET LOCAL names. Running it again changes nothing.
A runtime role that is neither owner nor superuser reads and writes rows and does nothing else.
"""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db import connections, models

from navet.hubs.records import HubFK, HubOwned, hub_keys

HUB_POLICY = "hub_id = nullif(current_setting('app.hub_id', true), '')::uuid"


def build_wall(sender: AppConfig, using: str, **_: Any) -> None:
    """Bring one module's tables behind the wall; listens to Django's post_migrate."""
    with connections[using].cursor() as cursor:
        for model in sender.get_models():
            if issubclass(model, HubOwned) and model._meta.managed:
                for statement in _statements(cursor, model):
                    cursor.execute(statement)
        _let_the_runtime_role_in(cursor)


def _statements(cursor: Any, model: type[models.Model]) -> list[str]:
    table = model._meta.db_table
    known = _constraints(cursor, table)
    wanted = {_name(table, "own"): f"UNIQUE (hub_id, {model._meta.pk.column})"}
    wanted |= {_name(table, key.column): _key(key) for key in hub_keys(model)}
    added = [
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {what}' for name, what in wanted.items() if name not in known
    ]
    return [*added, *_security(cursor, table)]


def _key(key: HubFK) -> str:
    target = key.related_model._meta.db_table
    cascade = "CASCADE" if key.remote_field.on_delete is models.CASCADE else "NO ACTION"
    where = f'REFERENCES "{target}" (hub_id, id)'
    return f"FOREIGN KEY (hub_id, {key.column}) {where} ON DELETE {cascade} NOT DEFERRABLE"


def _security(cursor: Any, table: str) -> list[str]:
    cursor.execute("SELECT relrowsecurity FROM pg_class WHERE oid = %s::regclass", [f'"{table}"'])
    if cursor.fetchone()[0]:
        return []
    return [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        f'CREATE POLICY hub_wall ON "{table}" USING ({HUB_POLICY}) WITH CHECK ({HUB_POLICY})',
    ]


def _constraints(cursor: Any, table: str) -> set[str]:
    cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass", [f'"{table}"'])
    return {row[0] for row in cursor.fetchall()}


def _name(table: str, column: str) -> str:
    """PostgreSQL keeps 63 bytes of a name."""
    return f"wall_{table}_{column}"[:63]


def _let_the_runtime_role_in(cursor: Any) -> None:
    role = settings.RUNTIME_ROLE
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND rolname <> current_user", [role])
    if not cursor.fetchone():
        return
    cursor.execute(f'GRANT USAGE ON SCHEMA public TO "{role}"')
    cursor.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "{role}"')
    cursor.execute(f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{role}"')
