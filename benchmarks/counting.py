"""What is measured, and what each page asks the database. Runs as the serving role; writes JSON to standard output."""

import json
import os
import sys
from collections.abc import Iterator
from typing import Any

BUDGET = {"public": 10, "list": 20, "search": 20, "page": 20, "endpoint": 20}


def pages() -> Iterator[tuple[str, str, str, bool]]:
    """What, its address inside the hub, its kind, and whether staff must sign in. What is not built is left out."""
    from navet.casework.models import Case
    from navet.catalogue.models import Service

    service = Service.objects.order_by("code")[250]
    case = Case.objects.order_by("id")[1000]
    yield "front page", address("front:front"), "public", False
    yield "catalogue", address("catalogue:services"), "public", False
    yield "catalogue search", f"{address('catalogue:services')}?q=robot", "search", False
    yield "one service", address("catalogue:service", service.slug), "public", False
    yield "describe your problem", address("casework:start_application"), "public", False
    yield "inbox", address("casework:inbox"), "list", True
    yield "cases", address("casework:cases"), "list", True
    yield "one case", address("casework:case", case.id), "page", True
    yield "customers", address("directory:customers"), "list", True
    yield "customer search", f"{address('directory:customers')}?q=mejeri", "search", True
    yield "desk", address("desk:desk"), "page", True
    yield "figures", address("reporting:figures"), "page", True
    yield "endpoint: cases", "/api/v1/cases", "endpoint", True
    yield "endpoint: catalogue feed", address("catalogue:feed"), "endpoint", False


def address(name: str, *words: Any) -> str:
    from django.urls import NoReverseMatch, reverse

    try:
        return reverse(name, args=words)
    except NoReverseMatch:
        return ""


def signed_in() -> Any:
    """A browser in which an adviser has signed in, second factor and all."""
    from django.test import Client

    from navet.directory.doors import SECOND_FACTOR
    from navet.directory.models import Person

    client = Client(headers={"host": "localhost", "accept-language": "sv"})
    client.force_login(Person.objects.get(email="staff0@bench.example"), "django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()
    return client


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from benchmarks.dataset import HUB
    from navet.hubs.models import inside
    from navet.hubs.queries import hub_by_slug

    hub = hub_by_slug(HUB)
    assert hub is not None
    with inside(hub.id):
        wanted = [page for page in pages() if page[1] and not page[1].startswith("?")]
    staff, visitor = signed_in(), Client(headers={"host": "localhost", "accept-language": "sv"})
    told = []
    for name, path, kind, needs_staff in wanted:
        client = staff if needs_staff else visitor
        full = f"/h/{HUB}{path}"
        client.get(full)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(full)
        queries = [
            each["sql"]
            for each in asked
            if not each["sql"].startswith(("SET LOCAL", "BEGIN", "COMMIT", "SAVE", "RELEASE"))
        ]
        told.append(
            {
                "name": name,
                "path": full,
                "kind": kind,
                "staff": needs_staff,
                "status": answer.status_code,
                "queries": len(queries),
                "budget_ms": BUDGET[kind],
            }
        )
    cookie = f"{settings.SESSION_COOKIE_NAME}={staff.cookies[settings.SESSION_COOKIE_NAME].value}"
    json.dump({"pages": told, "cookie": cookie}, sys.stdout)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "navet.config.settings")
    main()
