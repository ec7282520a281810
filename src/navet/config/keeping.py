"""What keeps an installation in order: migrate, load the demo, check, tell the settings."""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from navet.config.trouble import FAILED, HOUSE, Trouble, WrongInput

CHANGELOG = HOUSE.parent.parent / "CHANGELOG.md"


def version() -> str:
    """The newest version the change log tells of."""
    if CHANGELOG.exists():
        for line in CHANGELOG.read_text().splitlines():
            if line.startswith("## ") and line[3:4].isdigit():
                return line.split()[1]
    return "unreleased"


def wake_django() -> None:
    """Load the whole project; takes a second."""
    import django

    django.setup()


def ready_database() -> None:
    """Make sure that the database answers, and load the project."""
    from navet.config.options import options
    from navet.config.serving import reach_database

    reach_database(options)
    wake_django()


def migrate(_: argparse.Namespace) -> int:
    """Bring the database in step with the code, as the owner of the tables, and gather the static files."""
    ready_database()
    from django.core.management import call_command

    with told("Bringing the database in step"):
        call_command("migrate", verbosity=0, interactive=False)
    with told("Gathering the static files"):
        call_command("collectstatic", verbosity=0, interactive=False, clear=False)
    return 0


def load_demo(_: argparse.Namespace) -> int:
    """Load the demo region; what is there already is left alone."""
    ready_database()
    from navet.config.demo.loader import load_demo as load
    from navet.config.demo.welcome import write_welcome
    from navet.config.options import options

    with told("Loading the demo region"):
        load(quiet=not sys.stdout.isatty())
    write_welcome(options.state)
    return 0


def prepare_demo(_: argparse.Namespace) -> int:
    """Everything a demo needs before it starts, in one process."""
    migrate(_)
    return load_demo(_)


def run_django(arguments: argparse.Namespace) -> int:
    """Run one of Django's own commands."""
    ready_database()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["navet django", *arguments.words])
    return 0


def show_settings(arguments: argparse.Namespace) -> int:
    """Print every setting."""
    from navet.config.options import describe_options

    if arguments.markdown:
        print("| variable | default | meaning |\n|---|---|---|")
        for told_one in describe_options(os.environ):
            print(f"| `{told_one.name}` | {told_one.default} | {told_one.meaning} |")
        return 0
    for told_one in describe_options(os.environ):
        value = told_one.value if told_one.changed else f"{told_one.default} (default)"
        print(f"{told_one.name} = {value}\n    {told_one.meaning}")
    return 0


class told:  # noqa: N801 - reads as a verb
    """Say what is being done, and that it is done. Nothing fancy: this may go to a log."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __enter__(self) -> None:
        print(f"{self.what} …", flush=True)

    def __exit__(self, *_: object) -> None:
        return None


def check(_: argparse.Namespace) -> int:
    """Tell, line by line, whether this installation is fit to serve; 1 when anything is wrong."""
    from navet.config.options import options
    from navet.config.safety import unsafe

    found = [(False, reason) for reason in unsafe(options)] or [(True, "the settings are safe")]
    try:
        ready_database()
        found += list(check_database())
    except Exception as error:
        if type(error).__name__ not in {"OperationalError", "DatabaseTrouble"}:
            raise
        found.append((False, f"the database does not answer: {' '.join(str(error).split())}"))
    for good, line in found:
        print(f"{'ok  ' if good else 'NOT '} {line}")
    return 0 if all(good for good, _line in found) else FAILED


def check_database() -> Iterator[tuple[bool, str]]:
    """What the database says of itself: its version, our tables, the role, the wall."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    with connection.cursor() as cursor:
        yield True, f"PostgreSQL {ask(cursor, 'show server_version')} answers"
        bypass = ask(cursor, "select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
        yield not bypass, f"the role {'passes' if bypass else 'cannot pass'} the wall between hubs"
        owned = ask(cursor, "select count(*) from pg_tables where schemaname = 'public' and tableowner = current_user")
        yield owned == 0, f"the role owns {owned or 'no'} tables"
        cursor.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity and relforcerowsecurity"
        )
        walled = {row[0] for row in cursor.fetchall()}
        outside = sorted(tables_of_hubs() - walled)
        yield not outside, f"tables outside the wall: {', '.join(outside) or 'none'}"
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    yield waiting == 0, f"{waiting or 'no'} migrations wait (navet migrate)"


def tables_of_hubs() -> set[str]:
    """Every table whose rows belong to one hub."""
    from django.apps import apps

    from navet.hubs.models import HubOwned

    return {model._meta.db_table for model in apps.get_models() if issubclass(model, HubOwned)}


def ask(cursor: Any, question: str) -> Any:
    """The one answer to one question."""
    cursor.execute(question)
    return cursor.fetchone()[0]


def show_database(arguments: argparse.Namespace) -> int:
    """Start the embedded PostgreSQL and print its address, for PostgreSQL's own programs."""
    from navet.config.options import options
    from navet.config.postgres import DATABASE, OWNER_ROLE, SUPERUSER

    if not options.embedded:
        raise Trouble("NAVET_DATABASE_URL names a server of your own")
    if arguments.programs:
        print(options.server.binaries)
        return 0
    options.server.start()
    print(options.server.url(SUPERUSER if arguments.superuser else OWNER_ROLE, DATABASE))
    return 0


def invite_administrator(arguments: argparse.Namespace) -> int:
    """Open the hub if it is new, make the person its administrator, and tell where to sign in."""
    ready_database()
    from navet.directory.commands import appoint_administrator, open_hub
    from navet.hubs.models import inside
    from navet.hubs.queries import hub_by_slug
    from navet.kit.commands import PLATFORM

    hub = hub_by_slug(arguments.hub)
    if hub is None:
        if not arguments.name:
            raise WrongInput(f"there is no hub '{arguments.hub}'; to open it, say its --name too")
        hub = open_hub(PLATFORM, arguments.hub, name=arguments.name, country=arguments.country)
    with inside(hub.id):
        appoint_administrator(PLATFORM, hub, email=arguments.email)
    print(f"{arguments.email} is an administrator of {hub.name}. Sign in at {hub.web_address}/account/login/")
    return 0


def write_secret(path: Path) -> str:
    """The secret kept in this file, made the first time; only its owner may read it."""
    import secrets

    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text()
