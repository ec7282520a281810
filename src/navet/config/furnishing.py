"""Roles, database and extensions of a PostgreSQL server: what a superuser makes once before Navet moves in."""

import psycopg
from psycopg import sql

EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent", "citext", "pg_stat_statements")

APP_RIGHTS = (
    (
        "alter default privileges for role {owner} in schema public "
        "grant select, insert, update, delete on tables to {app}"
    ),
    "alter default privileges for role {owner} in schema public grant usage, select on sequences to {app}",
)


def furnish(address: str, *, database: str, owner: str, app: str) -> None:
    """Make what is missing. ``address`` is a superuser's URL with ``{database}`` in its database's place.

    The owner's role makes and changes tables; the app's role reads and writes rows and can neither pass row-level
    security nor make anything. Extensions go to ``template1`` too, so that test databases have them.
    """
    names = {"owner": sql.Identifier(owner), "app": sql.Identifier(app), "database": sql.Identifier(database)}
    with psycopg.connect(address.replace("{database}", "postgres"), autocommit=True) as connection:
        _make_role(connection, owner, "createdb")
        _make_role(connection, app, "nocreatedb")
        if not _known(connection, "select 1 from pg_database where datname = %s", database):
            _furnish_inside(address.replace("{database}", "template1"), names)
            connection.execute(sql.SQL("create database {database} owner {owner}").format(**names))
    for inside in ("template1", database):
        _furnish_inside(address.replace("{database}", inside), names)


def _make_role(connection: psycopg.Connection, name: str, creates: str) -> None:
    if not _known(connection, "select 1 from pg_roles where rolname = %s", name):
        rights = f"login nosuperuser nobypassrls nocreaterole noreplication {creates}"
        connection.execute(sql.SQL("create role {} " + rights).format(sql.Identifier(name)))


def _known(connection: psycopg.Connection, question: str, name: str) -> bool:
    return connection.execute(question, [name]).fetchone() is not None


def _furnish_inside(address: str, names: dict[str, sql.Identifier]) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        for extension in EXTENSIONS:
            connection.execute(sql.SQL("create extension if not exists {}").format(sql.Identifier(extension)))
        for statement in APP_RIGHTS:
            connection.execute(sql.SQL(statement).format(**names))
