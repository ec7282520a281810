"""Many at once, in two hubs, and one last euro: exactly one may have it. Real threads, real PostgreSQL."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from threading import Barrier, Event
from time import sleep
from types import SimpleNamespace

import pytest
from conftest import make_hub, make_member
from django.db import connection, connections

from navet.directory.models import Contact, Customer, Role
from navet.directory.queries import hold
from navet.hubs.models import inside
from navet.kit.refusals import Refused
from navet.stateaid import commands, queries
from navet.stateaid.models import AidEntry
from navet.stateaid.tests.conftest import TODAY, grant, make_firm, tie

THREADS = 64
AT_ONCE = 48  # connections; the test server takes 100
REPETITIONS = int(os.environ.get("NAVET_RACES", "3"))

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def many_connections() -> Iterator[None]:
    """A pool wide enough for a real crowd."""
    options = connections["default"].settings_dict["OPTIONS"]
    before = options["pool"]
    connection.close()
    connection.close_pool()
    options["pool"] = {"min_size": 1, "max_size": AT_ONCE, "timeout": 120}
    yield
    connection.close()
    connection.close_pool()
    options["pool"] = before


@pytest.fixture
def group(many_connections) -> SimpleNamespace:
    """A mother and a daughter, each a customer of two hubs, with one euro left between them."""
    hubs = [make_hub("north"), make_hub("south")]
    mother, daughter = make_firm("Kvarnen AB", "5560360001"), make_firm("Bageriet AB", "5560360793")
    link = tie(mother, daughter)
    people = []
    for hub in hubs:
        with inside(hub.id):
            people.append(make_member(f"Adviser of {hub.slug}".replace(" ", "."), Role.ADVISER))
            signer = make_member(f"Signer.{hub.slug}")
            for firm in (mother, daughter):
                customer = Customer.objects.create(organisation=firm)
                Contact.objects.create(customer=customer, member=signer, may_sign=True)
                commands.declare_aid(signer, firm, rows=[])
    return SimpleNamespace(hubs=hubs, people=people, mother=mother, daughter=daughter, link=link)


@contextmanager
def own_connection() -> Iterator[None]:
    try:
        yield
    finally:
        connection.close()


@pytest.mark.parametrize("repetition", range(REPETITIONS))
def test_64_at_once_in_two_hubs_and_exactly_one_gets_the_last_euro(group, repetition):
    with inside(group.hubs[0].id):
        grant(group.people[0], group.mother, "299999.00")
    start = Barrier(THREADS)

    def ask(number: int) -> bool:
        firm = (group.mother, group.daughter)[number // 2 % 2]
        with own_connection():
            start.wait(60)
            try:
                with inside(group.hubs[number % 2].id):
                    grant(group.people[number % 2], firm, "1.00")
            except Refused:
                return False
            return True

    with ThreadPoolExecutor(THREADS) as crowd:
        won = list(crowd.map(ask, range(THREADS)))
    assert won.count(True) == 1
    assert AidEntry.objects.count() == 2
    room = queries.room_of(group.daughter)
    assert (room.used, room.left) == (300000, 0)


@pytest.mark.parametrize("repetition", range(REPETITIONS))
def test_64_at_once_on_days_past_and_present_never_fill_any_three_years_too_far(group, repetition):
    """Back-dated grants fall into windows that later grants filled: each must see all the others of its group."""
    some = Random(repetition)
    start = Barrier(THREADS)
    asks = [
        (
            number % 2,
            some.randrange(2),
            Decimal(some.randrange(5_000, 60_000)),
            TODAY + timedelta(some.randrange(-1_050, 900)),
        )
        for number in range(THREADS)
    ]

    def ask(asked: tuple[int, int, Decimal, date]) -> AidEntry | None:
        hub, firm, amount, on = asked
        with own_connection():
            start.wait(60)
            try:
                with inside(group.hubs[hub].id):
                    return grant(group.people[hub], (group.mother, group.daughter)[firm], amount, on=on)
            except Refused:
                return None

    with ThreadPoolExecutor(THREADS) as crowd:
        won = [entry for entry in crowd.map(ask, asks) if entry]
    kept = list(AidEntry.objects.values_list("id", "granted_on", "amount"))
    assert sorted(entry.id for entry in won) == sorted(id for id, _on, _amount in kept)
    assert THREADS > len(won) > 4
    for end in {on for _id, on, _amount in kept}:
        begin = end.replace(year=end.year - 3) if (end.month, end.day) != (2, 29) else date(end.year - 3, 2, 28)
        assert sum(amount for _id, on, amount in kept if begin <= on <= end) <= 300_000


def test_a_link_that_comes_while_we_wait_is_seen(group):
    group.link.delete()
    held, link_it = Event(), Event()

    def connect() -> None:
        with own_connection(), inside(group.hubs[0].id):
            hold([group.daughter.id])
            held.set()
            link_it.wait(60)
            tie(group.mother, group.daughter)

    def ask() -> AidEntry:
        with own_connection(), inside(group.hubs[1].id):
            return grant(group.people[1], group.daughter, "1.00")

    with ThreadPoolExecutor(2) as both:
        connecting = both.submit(connect)
        assert held.wait(60)
        asking = both.submit(ask)
        wait_until_somebody_waits()
        link_it.set()
        connecting.result(60)
        assert asking.result(60).group == sorted([group.mother.id, group.daughter.id])


def wait_until_somebody_waits() -> None:
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        sleep(0.05)
    raise AssertionError("nobody waited")
