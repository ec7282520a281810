"""What every test stands on: a real PostgreSQL, a small shared world, two hubs and the wall between them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import hypothesis
import psycopg
import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from scripts import messages

from navet.config.addresses import read_database
from navet.config.postgres import APP_ROLE, DATABASE, OWNER_ROLE, SUPERUSER, Server
from navet.directory.models import Contact, Customer, Membership, Organisation, Person, Role
from navet.hubs.models import Hub, Partner, inside
from navet.vectors.table import make_table

STATE = Path(__file__).parent / ".navet" / "tests"


# A test is never timed: how long an example takes says how busy the machine is.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """Build the translations that are older than their text."""
    if not hasattr(config, "workerinput"):
        messages.build()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last to leave (not a worker of xdist) stops the test server."""
    if not hasattr(config, "workerinput"):
        Server(STATE, fast=True).stop()


def as_role(role: str) -> None:
    """Connect as the owner (who makes tables) or as the runtime role (who can not bypass the wall)."""
    connection.close()
    connection.close_pool()
    address = read_database(Server(STATE, fast=True).url(role, DATABASE))
    connections["default"].settings_dict |= {"HOST": address.host, "PORT": address.port, "USER": role}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """One database a worker; made by the owner."""


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings) -> Iterator[None]:
    from django.test.utils import setup_databases, teardown_databases

    Server(STATE, fast=True).start()
    with django_db_blocker.unblock():
        as_role(OWNER_ROLE)
        made = setup_databases(verbosity=0, interactive=False)
        name = connection.settings_dict["NAME"]
        with psycopg.connect(Server(STATE, fast=True).url(SUPERUSER, name), autocommit=True) as superuser:
            superuser.execute("CREATE EXTENSION IF NOT EXISTS vector")
        make_table(using="default")
        with connection.cursor() as cursor:
            # Only tests truncate; the runtime role of a real installation may not.
            cursor.execute("GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO navet_app")
        as_role(APP_ROLE)
    yield
    with django_db_blocker.unblock():
        as_role(OWNER_ROLE)
        end_sessions(connection.settings_dict["NAME"])
        teardown_databases(made, verbosity=0)


def end_sessions(database: str) -> None:
    """Threads of a race, or a live server's, may have left connections behind; a database in use cannot be dropped."""
    with psycopg.connect(Server(STATE, fast=True).url(SUPERUSER, "postgres"), autocommit=True) as superuser:
        superuser.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database])


def make_hub(slug: str, **details) -> Hub:
    return Hub.objects.create(slug=slug, name=f"{slug.title()} hub", languages=["sv", "en"], country="SE", **details)


def make_member(name: str, role: Role = Role.CONTACT, **details) -> Membership:
    """A person with a login, and what she is in the chosen hub."""
    email = f"{name.lower()}@example.org"
    person = Person.objects.filter(email=email).first() or Person.objects.create_user(email, name=name)
    return Membership.objects.create(person=person, name=name, email=email, role=role, **details)


@pytest.fixture
def world(db: None) -> Iterator[SimpleNamespace]:
    """Hub `north` with its people and two customers, and the neighbour `south`. The test runs inside `north`.

    The queue is empty: after a test that commits, what it made is cleared away, but not the jobs that came of it.
    """
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    with made_world() as world:
        yield world


@contextmanager
def made_world() -> Iterator[SimpleNamespace]:
    """Make the small shared world; the block runs inside `north`, and leaving it commits."""
    hub, other = make_hub("north"), make_hub("south")
    bakery = Organisation.objects.create(
        country="SE",
        register_number="5560360793",
        legal_name="Bageriet AB",
        nace_code="10.71",
        region="SE224",
    )
    town = Organisation.objects.create(
        country="SE",
        register_number="2120001355",
        legal_name="Staden",
        kind=Organisation.Kind.PUBLIC_BODY,
    )
    with inside(other.id):
        neighbour = make_member("Nils", Role.COORDINATOR)
        neighbours_customer = Customer.objects.create(organisation=bakery)
    with inside(hub.id):
        partner = Partner.objects.create(country="SE", register_number="8020001234", name="Science Park")
        ana = make_member("Ana")
        customer = Customer.objects.create(organisation=bakery)
        Contact.objects.create(customer=customer, member=ana, may_sign=True)
        yield SimpleNamespace(
            hub=hub,
            other=other,
            neighbour=neighbour,
            neighbours_customer=neighbours_customer,
            partner=partner,
            bakery=bakery,
            town=town,
            customer=customer,
            public_customer=Customer.objects.create(organisation=town),
            ana=ana,
            ben=make_member("Ben", Role.ADVISER),
            cia=make_member("Cia", Role.COORDINATOR),
            dag=make_member("Dag", Role.ADMINISTRATOR),
            eva=make_member("Eva", Role.PARTNER, partner=partner),
            fia=make_member("Fia", Role.AUDITOR, until=date(2099, 12, 31)),
        )


@pytest.fixture
def as_member(settings):
    """`as_member(world.ana)`: a browser in which that person has signed in; `as_member(None)`: a visitor."""
    settings.STAFF_SECOND_FACTOR = "off"

    def sign_in(member: Membership | None, **details) -> Client:
        client = Client(headers={"accept-language": "en"}, **details)
        if member is not None:
            client.force_login(member.person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def queries_of():
    """`queries_of(lambda: client.get(path))`: how many questions that asks the database."""

    def count(act) -> int:
        with CaptureQueriesContext(connection) as asked:
            act()
        return len(asked)

    return count
