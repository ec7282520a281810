"""The large hub that everything is measured on: 10 000 organisations, 2 000 cases, 500 services. The same every time."""

import json
import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

ORGANISATIONS, CASES, WAITING, SERVICES, PARTNERS = 10_000, 2_000, 500, 500, 30
ROWS_AT_ONCE = 1_000
HUB = "bench"
TEXTS = Path(__file__).parent.parent / "src" / "navet" / "config" / "demo"

T = TypeVar("T")
CHANCE = random.Random(20_23_28_31)

TRADES = ("Bageri", "Verkstad", "Gjuteri", "Snickeri", "Mejeri", "Tryckeri", "Fiske", "Åkeri", "Plåt", "Elektronik")
PLACES = ("Åhus", "Osby", "Växjö", "Ronneby", "Lund", "Älmhult", "Ystad", "Karlshamn", "Malmö", "Tingsryd", "Höör")
NEEDS = (
    "Vi skriver in varje order tre gånger och skickar ändå fel varor.",
    "Maskinerna stannar utan att vi vet varför, och ingen hinner titta efter.",
    "Vi vill pröva om en robot kan packa det vi packar för hand i dag.",
    "Kunderna frågar efter siffror på klimatet som vi inte har.",
)
REGIONS = ("SE224", "SE221", "SE212")


def pick(choices: Sequence[T]) -> T:
    return CHANCE.choice(choices)


def fill() -> None:
    """Fill an empty database, as the owner, in bulk."""
    from navet.directory.commands import open_hub
    from navet.hubs.models import inside
    from navet.kit.commands import PLATFORM

    hub = open_hub(PLATFORM, HUB, name="Storhuset", country="SE")
    with inside(hub.id):
        partners = make_partners()
        staff = make_staff(partners)
        customers = make_customers(staff)
        make_services(partners, staff)
        make_cases(customers, staff)


def keep(model: Any, rows: Iterator[Any]) -> list[Any]:
    return model.objects.bulk_create(list(rows), batch_size=ROWS_AT_ONCE)


def make_partners() -> list[Any]:
    from navet.hubs.models import Partner

    return keep(
        Partner,
        (
            Partner(country="SE", register_number=f"802{number:07}", name=f"Partner {number} i {pick(PLACES)}")
            for number in range(PARTNERS)
        ),
    )


def make_staff(partners: list[Any]) -> list[Any]:
    """Twenty of the hub's own and one person from each partner."""
    from navet.directory.models import Membership, Person, Role

    roles = [Role.COORDINATOR, Role.ADMINISTRATOR, *[Role.ADVISER] * 18, *[Role.PARTNER] * len(partners)]
    people = keep(Person, (Person(email=f"staff{n}@bench.example", name=f"Staff {n}") for n in range(len(roles))))
    return keep(
        Membership,
        (
            Membership(
                person=person,
                name=person.name,
                email=person.email,
                role=role,
                partner=partners[number - 20] if role == Role.PARTNER else None,
            )
            for number, (person, role) in enumerate(zip(people, roles, strict=True))
        ),
    )


def make_customers(staff: list[Any]) -> list[Any]:
    from navet.directory.models import AccountYear, Contact, Customer, Membership, Organisation, Person

    organisations = keep(
        Organisation,
        (
            Organisation(
                country="SE",
                register_number=f"556{number:07}",
                legal_name=f"{pick(TRADES)} {number} i {pick(PLACES)} AB",
                region=pick(REGIONS),
                municipality=pick(PLACES),
                nace_scheme="NACE 2.1",
                nace_code="10.71",
            )
            for number in range(ORGANISATIONS)
        ),
    )
    keep(
        AccountYear,
        (AccountYear(organisation=o, year=2025, staff=CHANCE.randrange(1, 200)) for o in organisations),
    )
    customers = keep(
        Customer,
        (
            Customer(
                organisation=o,
                sector="manufacturing",
                size=pick(("micro", "small", "medium")),
                adviser=pick(staff[:20]),
            )
            for o in organisations
        ),
    )
    served = customers[: CASES + WAITING]
    people = keep(Person, (Person(email=f"contact{n}@bench.example", name=f"Contact {n}") for n in range(len(served))))
    members = keep(Membership, (Membership(person=p, name=p.name, email=p.email) for p in people))
    keep(
        Contact,
        (Contact(customer=c, member=m, title="VD", may_sign=True) for c, m in zip(served, members, strict=True)),
    )
    return customers


def make_services(partners: list[Any], staff: list[Any]) -> None:
    """The demo's services again and again, each time under another place's name."""
    from django.utils import timezone

    from navet.catalogue.models import Service

    told = json.loads((TEXTS / "services-syd.json").read_text())
    now = timezone.now()

    def service(number: int) -> Service:
        one = told[number % len(told)]
        place = pick(PLACES)
        return Service(
            code=f"B-{number:04}",
            slug=f"tjanst-{number:04}",
            title={language: f"{text} ({place} {number})" for language, text in one["title"].items()},
            summary=one["summary"],
            description=one["description"],
            gives=one.get("gives", {}),
            pillar=one["pillar"],
            technologies=one["technologies"],
            sectors=one["sectors"],
            audience=one["audience"],
            languages=one["languages"],
            regions=[pick(REGIONS)],
            format=one["format"],
            provider=pick(partners),
            contact=pick(staff[:20]),
            contact_email="staff1@bench.example",
            is_open=True,
            published_at=now,
        )

    keep(Service, (service(number) for number in range(SERVICES)))


def make_cases(customers: list[Any], staff: list[Any]) -> None:
    from django.utils import timezone

    from navet.casework.models import Application, Case, Note, Task, TimeSpent
    from navet.journal.models import Entry

    now = timezone.now()
    served = customers[: CASES + WAITING]

    def application(number: int, customer: Any) -> Application:
        sent = now - timedelta(hours=number + 1)
        return Application(
            number=f"A26-{number:05}",
            status=Application.Status.ACCEPTED if number < CASES else Application.Status.SUBMITTED,
            language="sv",
            secret_hash=f"{number:064x}",
            need=pick(NEEDS),
            wish="Att vi slipper.",
            country="SE",
            register_number=customer.organisation.register_number,
            organisation_name=customer.organisation.legal_name,
            applicant_name=f"Contact {number}",
            applicant_email=f"contact{number}@bench.example",
            customer=customer,
            adviser=pick(staff[:20]),
            submitted_at=sent,
            answer_due_at=sent + timedelta(days=2),
        )

    applications = keep(Application, (application(n, c) for n, c in enumerate(served)))
    cases = keep(
        Case,
        (
            Case(
                number=f"C26-{number:05}",
                title=a.need[:60],
                application=a,
                customer=a.customer,
                adviser=a.adviser,
                stage=pick(Case.Stage.values[:4]),
                next_step="Ring och boka besök",
                next_step_on=(now + timedelta(days=number % 30)).date(),
            )
            for number, a in enumerate(applications[:CASES])
        ),
    )
    keep(Note, (Note(case=c, author=c.adviser, text=pick(NEEDS)) for c in cases for _ in range(3)))
    keep(
        Task,
        (
            Task(case=c, text="Skicka underlag", due_on=(now + timedelta(days=7)).date(), assigned_to=c.adviser)
            for c in cases
            for _ in range(2)
        ),
    )
    keep(
        TimeSpent,
        (TimeSpent(case=c, member=c.adviser, on=now.date(), hours=1, what="Samtal") for c in cases for _ in range(3)),
    )
    keep(
        Entry,
        (
            Entry(fact="NoteWritten", about=c.id, by=c.adviser.name, by_id=c.adviser_id)
            for c in cases
            for _ in range(10)
        ),
    )
