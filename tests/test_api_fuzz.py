"""Machines send junk to every endpoint: none may fail, and each answers as its description says.

The ids are those of a hub in which everything has happened once, the keys those of one person of each role. Examples are
derandomised: the same on every run until a description changes. `FUZZ_EXAMPLES=300` makes a long scan.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from random import Random
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import strategies
from schemathesis.checks import load_all_checks
from schemathesis.generation import GenerationMode
from tests.walking import API, NAMED, ids_of, key_of, lived_in_world, nothing_kept, signed_in

from navet.config.api import api

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "8"))
load_all_checks()
OURS = ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"]
CHECKS = schemathesis.checks.CHECKS.get_by_names(OURS)

schema = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix=f"{API}/"))
schema.app = WSGIHandler()
OPERATIONS = {each.ok().label: each.ok() for each in schema.get_all_operations()}

# What is no id but a word, by the segment before it; and which record a field of a body names.
WORDS = {
    "figures": ["customers", "aid"],
    "terms": ["pillars", "nace"],
    "answers": ["A1", "q1"],
    "consents": ["contact"],
}
FIELDS = {
    "adviser": "Membership",
    "assigned_to": "Membership",
    "gone": "Customer",
    "item": "AgreementItem",
    "partner": "Partner",
    "project": "Project",
    "provider": "Partner",
    "service": "Service",
}


@contextmanager
def one_connection() -> Iterator[None]:
    """Requests share the connection of the transaction that is undone, as Django's own test client lets them."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def lived_in(django_db_setup, django_db_blocker) -> Iterator[Any]:
    """The world, once for all endpoints; every request is undone."""
    with django_db_blocker.unblock(), lived_in_world() as world:
        who = (world.dag, world.cia, world.ben, world.eva, world.fia, world.ana)
        keys = [{"Authorization": f"Bearer {key_of(member)}"} for member in who]
        names = {*NAMED.values(), *FIELDS.values()}
        known = {name: ids_of(name) for name in names}
        yield keys, known


def aim(case: Any, known: dict[str, list[str]], dice: Random) -> None:
    """Put real ids where ids belong, three times of four."""
    segments = case.operation.path.strip("/").split("/")
    for before, segment in pairwise(segments):
        name = segment.strip("{}").rpartition(":")[2]
        if segment.startswith("{") and dice.random() < 0.75:
            case.path_parameters[name] = dice.choice(WORDS.get(before) or known.get(NAMED.get(before, "")) or ["none"])
    if isinstance(case.body, dict):
        for field in case.body:
            record = FIELDS.get(field.removesuffix("_id"))
            if record and field.endswith("_id") and dice.random() < 0.75:
                case.body[field] = dice.choice(known[record])


@pytest.mark.parametrize("label", OPERATIONS)
def test_an_endpoint_bears_junk_and_keeps_its_word(lived_in, label):
    keys, known = lived_in
    operation = OPERATIONS[label]
    cases = strategies.one_of(
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
        operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
    )

    @hypothesis.settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=cases, dice=strategies.randoms(use_true_random=False))
    def send(case: Any, dice: Random) -> None:
        aim(case, known, dice)
        with one_connection(), nothing_kept():
            case.call_and_validate(headers=dice.choice(keys), checks=CHECKS, base_url="http://testserver")

    send()


@pytest.mark.parametrize("path", sorted({operation.path for operation in OPERATIONS.values()}))
def test_a_method_that_an_address_does_not_know_is_told_as_such(lived_in, path):
    keys, known = lived_in
    operation = next(each for each in OPERATIONS.values() if each.path == path)
    case = operation.Case(path_parameters=dict.fromkeys(re.findall(r"{(?:\w+:)?(\w+)}", path), known["Case"][0]))
    offered = {each.method.upper() for each in OPERATIONS.values() if each.path == path}
    (method, *_others) = sorted({"DELETE", "GET", "PATCH", "POST", "PUT"} - offered)
    with nothing_kept():
        answer = signed_in(None).generic(method, case.formatted_path, headers=keys[0])
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    assert set(answer["Allow"].replace(" ", "").split(",")) >= offered
