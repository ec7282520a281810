"""A worker is killed at ten moments of a report: nothing is half-done, and it is finished after a restart."""

import asyncio
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from conftest import STATE, made_world
from django.db import connection
from procrastinate.contrib.django import app

from navet.casework.models import Outcome
from navet.catalogue.models import Service
from navet.config.postgres import APP_ROLE, Server
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.jobs import take_up_again
from navet.kit.records import new_id
from navet.reporting.commands import ask_report
from navet.reporting.models import Report
from navet.reporting.queries import is_as_made
from navet.reporting.tests.test_figures import TODAY, deliver, make_case

KILLED, WELL = -9, 0


@pytest.fixture
def region(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with made_world() as world:
        service = Service.objects.create(code="S1", slug="s1", title={"sv": "Hjälp"}, pillar="skills")
        case = make_case(world, world.customer, "2026-0001")
        for _ in range(5):
            deliver(world, case, service)
        Outcome.objects.create(case=case, kind="JOB", count=2, on=TODAY, told_by="STAFF", told_by_name="Ben")
    return world


@pytest.fixture
def settings_elsewhere(region, tmp_path):
    """What another process must know to work on this test's records and files."""
    database = Server(STATE, fast=True).url(APP_ROLE, connection.settings_dict["NAME"])
    mine = {name: value for name, value in os.environ.items() if not name.startswith("NAVET_")}
    mine |= {"NAVET_DATABASE_URL": database, "NAVET_FILES": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    return mine | {"DJANGO_SETTINGS_MODULE": "navet.config.settings"}


@pytest.fixture
def make(region, settings_elsewhere):
    """`make(report, moment)`: in a process of its own; how it ended and how many moments it lived through."""
    command = [sys.executable, "-m", "navet.reporting.tests.dying", str(region.hub.id)]
    with subprocess.Popen(
        command, env=settings_elsewhere, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:

        def act(report, moment):
            process.stdin.write(json.dumps([str(report.id), moment]) + "\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield act
        process.stdin.close()


def ask(region):
    with inside(region.hub.id):
        return ask_report(region.cia, region.hub, key=new_id(), name="Month 18", since=TODAY, until=TODAY)


def test_killed_at_ten_moments_it_is_finished_after_a_restart(region, make):
    whole = ask(region)
    ended, moments = make(whole, 0)
    assert (ended, moments > 40) == (WELL, True)
    stages = set()
    for moment in sorted(Random(3).sample(range(1, moments + 1), 10)):
        report = ask(region)
        assert make(report, moment) == [KILLED, moment]
        with inside(region.hub.id):
            left = Report.objects.get(id=report.id)
            stages.add(left.stage)
            assert (left.seal != "") == (left.stage > 0)
            assert [entry.fact for entry in time_line(report.id)].count("ReportMade") == (left.stage == 3)
        assert make(report, 0)[0] == WELL
        with inside(region.hub.id):
            done = Report.objects.select_related("hub").get(id=report.id)
            assert is_as_made(done)
            unkilled = Report.objects.get(id=whole.id)
            assert (done.rows_sha256, done.figures) == (unkilled.rows_sha256, unkilled.figures)
            assert [entry.fact for entry in time_line(report.id)] == ["ReportAsked", "ReportMade"]
    assert len(stages) > 2, "the moments did not reach into every part"


def test_the_worker_makes_what_was_asked_for(region, settings_elsewhere):
    report = ask(region)
    # As `navet worker` begins: no page's address is read, so nothing but the apps themselves makes jobs known.
    words = "import django; django.setup(); from django.core.management import call_command; "
    words += "call_command('procrastinate', 'worker', '--one-shot')"
    done = subprocess.run(
        [sys.executable, "-c", words], env=settings_elsewhere, timeout=60, capture_output=True, check=False
    )
    with inside(region.hub.id):
        assert Report.objects.get(id=report.id).is_ready, done.stderr.decode()[-2000:]


def test_the_jobs_of_a_dead_worker_are_taken_up_again(region):
    report = ask(region)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        )
        (dead,) = cursor.fetchone()
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now()) RETURNING id")
        (alive,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [alive])
        cursor.execute(
            "UPDATE procrastinate_jobs SET worker_id = %s WHERE args->>'report_id' = %s", [dead, str(report.id)]
        )

    def standing():
        with connection.cursor() as cursor:
            cursor.execute("SELECT args->>'report_id', status FROM procrastinate_jobs")
            return dict(cursor.fetchall())

    ask_alive = ask(region)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE args->>'report_id' = %s",
            [alive, str(ask_alive.id)],
        )
    # In a thread of its own: the browser of the journeys keeps a loop running in this one.
    with ThreadPoolExecutor(1) as worker:
        worker.submit(asyncio.run, take_up_again.func(Context(app), 0)).result()
    assert (standing()[str(report.id)], standing()[str(ask_alive.id)]) == ("todo", "doing")


class Context:
    def __init__(self, app):
        self.app = app
