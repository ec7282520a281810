from datetime import date
from decimal import Decimal

import pytest

from navet.catalogue.commands import create_service, publish_service
from navet.funding.commands import Part, open_project, set_financiers
from navet.funding.models import Financier


def particulars(**other) -> dict:
    return {
        "code": "TBI-1",
        "slug": "robot-test",
        "kind": "SERVICE",
        "title": {"sv": "Prova en robot", "en": "Try a robot"},
        "summary": {"sv": "Testa en robotcell på era egna delar.", "en": "Test a robot cell on your own parts."},
        "description": {"sv": "Två dagar i labbet."},
        "gives": {"sv": "En rapport med siffror."},
        "needs": {"sv": "Tio delar att testa med."},
        "pillar": "test-before-invest",
        "technologies": ["robotics"],
        "sectors": ["manufacturing"],
        "audience": ["small", "medium"],
        "languages": ["sv", "en"],
        "regions": ["SE224"],
        "strengthens": ["sme:D5"],
        "format": "on-site",
        "duration": {"sv": "två dagar"},
        "hours": Decimal(16),
        "capacity": 4,
        "contact_email": "robot@example.org",
    } | other


@pytest.fixture
def details():
    return particulars


@pytest.fixture
def make_service(world):
    def make(member=None, hub=None, *, needs=(), published=True, **other):
        member = member or world.cia
        service = create_service(member, hub or world.hub, details=particulars(**other), needs=needs)
        return publish_service(member, service) if published else service

    return make


@pytest.fixture
def service(make_service):
    return make_service()


@pytest.fixture
def make_project(world):
    """A project with one half-or-other of State resources, the rest the Commission's."""

    def make(public="0.5", *, code="P", currency="EUR", since=date(2022, 1, 1)):
        project = open_project(
            world.cia,
            world.hub,
            details={
                "code": code,
                "name": {"en": "The hub's project", "sv": "Navets projekt"},
                "since": since,
                "until": date(2029, 12, 31),
                "budget": Decimal(1000000),
                "currency": currency,
            },
        )
        share = Decimal(public)
        parts = [Part("The region", Financier.Kind.REGIONAL, share)] if share else []
        parts += [Part("The Commission", Financier.Kind.EU_CENTRAL, 1 - share)] if share < 1 else []
        return set_financiers(world.cia, project, parts=parts)

    return make
