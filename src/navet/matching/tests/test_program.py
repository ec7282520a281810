"""`navet match status` and `navet match replay`, as an operator types them: what they print, and how they end."""

import os
import socket
import subprocess
import sys
from uuid import uuid4

import pytest
from conftest import STATE, made_world
from django.db import connection

from navet.catalogue.models import Service
from navet.config.postgres import APP_ROLE, Server
from navet.encoding.encoder.card import CARD
from navet.hubs.chosen import inside
from navet.kit.commands import PLATFORM
from navet.matching import clock
from navet.matching.commands import forget_needs, read_offer, remember_matches
from navet.matching.models import Showing
from navet.matching.queries import find_matches
from navet.matching.tests.conftest import make_offers
from navet.matching.tests.world import NEEDS, running

CAMERAS = NEEDS["cameras"]["sv"]
SILENT = (
    "encoder: the encoder process does not answer: FileNotFoundError; "
    "this is the plainer kind of matching, by letters alone: languages hardly meet\n"
)


@pytest.fixture
def world(transactional_db):
    """Committed, so that another process sees it."""
    with made_world() as world:
        pass
    return world


@pytest.fixture
def offers(world):
    with inside(world.hub.id):
        return make_offers(world)


@pytest.fixture
def navet(tmp_path, settings):
    """The program in a process of its own, on the tests' database."""
    settings.ENCODER = tmp_path / "encoder.socket"
    told = {name: value for name, value in os.environ.items() if not name.startswith("NAVET_")}
    told |= {"PYTHONPATH": os.pathsep.join(sys.path), "NAVET_STATE": str(tmp_path), "NAVET_TIME_ZONE": "UTC"}
    told |= {"NAVET_ENCODER": str(settings.ENCODER), "NAVET_MODELS": str(settings.MODELS)}

    def run(*words, database=None):
        address = database or Server(STATE, fast=True).url(APP_ROLE, connection.settings_dict["NAME"])
        done = subprocess.run(
            [sys.executable, "-m", "navet", "match", *map(str, words)],
            env=told | {"NAVET_DATABASE_URL": address},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.fixture
def shown(world, offers):
    """What Ana was shown in hub north: two offers."""
    with inside(world.hub.id):
        matches = find_matches(CAMERAS, reader_language="sv", hub=world.hub)
        return remember_matches(world.ana, world.hub, matches=matches)


def keep(world, showing, shown):
    """As if something else had been shown."""
    with inside(world.hub.id):
        Showing.objects.filter(id=showing.id).update(shown=shown)


def ranks(showing, again="the same"):
    return "".join(f"{rank}  {each['offer']}  {again}\n" for rank, each in enumerate(showing.shown, 1))


def test_status_tells_whether_the_encoder_answers_and_what_it_has_read(world, offers, navet, settings):
    assert navet("status") == (0, f"{SILENT}read: 0 of 13 texts on offer\n", "")
    with running(settings.ENCODER):
        answers = f"encoder: {CARD.model} {CARD.revision} answers\n"
        assert navet("status") == (0, f"{answers}read: 0 of 13 texts on offer\n", "")
        clock.embed_new_texts()
        assert navet("status") == (0, f"{answers}read: 13 of 13 texts on offer\n", "")


def test_status_where_nothing_is_on_offer(world, navet):
    assert navet("status") == (0, f"{SILENT}read: 0 of 0 texts on offer\n", "")


def test_replay_tells_rank_by_rank_that_nothing_moved(world, offers, shown, navet):
    words = ("replay", "--hub", "north", shown.id)
    assert len(shown.shown) == 2
    assert navet(*words) == (0, ranks(shown), "")
    with inside(world.hub.id):
        Service.objects.filter(id=offers["cameras"].id).update(is_open=False)
        read_offer(PLATFORM, world.hub, offer_id=offers["cameras"].id)
    assert navet(*words) == (0, ranks(shown), "")  # as it was on offer then


def test_replay_ends_with_one_where_a_rank_differs(world, offers, shown, navet):
    first, second = (each["offer"] for each in shown.shown)
    keep(world, shown, shown.shown[::-1])
    swapped = f"1  {second}  {first}\n2  {first}  {second}\n"
    assert navet("replay", "--hub", "north", shown.id) == (1, swapped, "")
    keep(world, shown, shown.shown[:1])
    more = f"1  {first}  the same\n2  nothing  {second}\n"
    assert navet("replay", "--hub", "north", shown.id) == (1, more, "")


def test_replay_says_in_one_line_what_it_cannot_do(world, offers, shown, navet):
    other = uuid4()
    assert navet("replay", "--hub", "north", other) == (
        1,
        "",
        f"navet match: hub 'north' has shown nothing under {other}\n",
    )
    # Behind the wall: the neighbour has shown nothing under that id.
    assert navet("replay", "--hub", "south", shown.id)[2] == (
        f"navet match: hub 'south' has shown nothing under {shown.id}\n"
    )
    assert navet("replay", "--hub", "nowhere", shown.id) == (1, "", "navet match: there is no hub 'nowhere'\n")
    world.hub.settings = {"draft_days": -1}
    with inside(world.hub.id):
        forget_needs(PLATFORM, world.hub)
    status, out, err = navet("replay", "--hub", "north", shown.id)
    assert (status, out) == (1, "")
    assert err == "navet match: The need was forgotten, as the hub has promised; its list cannot be made again.\n"


@pytest.mark.parametrize("words", [["x"], ["--hub", "north"], ["--hub", "north", "7"]])
def test_replay_of_what_is_no_id_is_wrong_input(navet, words):
    status, out, err = navet("replay", *words)
    assert (status, out) == (2, "")
    assert err.splitlines()[-1].startswith("navet match replay: error: ")


@pytest.mark.parametrize("words", [["status"], ["replay", "--hub", "north", "00000000-0000-0000-0000-000000000000"]])
def test_without_its_database_it_says_so_at_once_and_in_one_line(navet, words):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = f"postgresql://nobody@127.0.0.1:{probe.getsockname()[1]}/navet"
    status, out, err = navet(*words, database=nobody)
    assert (status, out) == (1, "")
    assert err.startswith("navet match: connection failed")
    assert err.count("\n") == 1
