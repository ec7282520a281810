"""How figures, files, reports and room grow: `python -m benchmarks.scale` measures two data sets, one ten times the other.

The large one has 50 hubs, 200 000 organisations, 100 000 deliveries and 300 000 entries of aid, and one of its hubs
gave 20 000 of the deliveries; in the small one everything is a tenth. Each measurement runs in a process of its own,
as the serving role; processor time is that of the process and of the database together.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
LARGE = {"hubs": 50, "organisations": 200_000, "deliveries": 100_000, "entries": 300_000, "of_one_hub": 20_000}
SMALL = {name: number // 10 for name, number in LARGE.items()}
SIZES = {"1": SMALL, "10": LARGE}
CHAIN = 40
SINCE, UNTIL = date(2023, 1, 1), date(2025, 12, 31)
TARGETS = {
    "room for one of 40 linked firms": {"cpu_ms": 20},
    "figures": {"cpu_ms": 150},
    "one figure and its rows": {"cpu_ms": 150},
    "the 28 columns as XLSX": {"seconds": 10, "memory_mb": 200},
    "a frozen report": {"seconds": 60},
}
# What the n-th record of a kind is called; the first twelve digits grow with n, as the real ones do with time.
BENCH_ID = """CREATE OR REPLACE FUNCTION bench_id(kind int, n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS $$
SELECT (lpad(to_hex(1600000000000 + n), 12, '0') || '7' || lpad(to_hex(kind), 3, '0')
        || '8' || substr(md5(kind || '-' || n), 1, 15))::uuid $$"""


def settings(size: str) -> dict[str, str]:
    from benchmarks.__main__ import settings

    return settings() | {"NAVET_STATE": str(HERE.parent / ".navet" / f"scale-{size}")}


def run(size: str, code: str, **more: str) -> str:
    words = [sys.executable, "-c", f"import django; django.setup(); from benchmarks import scale; {code}"]
    return subprocess.run(words, env=settings(size) | more, stdout=subprocess.PIPE, text=True, check=True).stdout


def main() -> None:
    from benchmarks.report import write_page
    from navet.config.postgres import Server

    told: dict[str, Any] = {}
    for size in SIZES:
        server = Server(HERE.parent / ".navet" / f"scale-{size}")
        server.start()
        try:
            prepare(size, server)
            for what in TARGETS:
                code = f"scale.measure({what!r}, {server.process or 0})"
                told.setdefault(what, {})[size] = json.loads(run(size, code).splitlines()[-1])
                print(f"{what:34} {size:>3}×  {told[what][size]}", flush=True)
        finally:
            server.stop()
    (HERE / "scale.json").write_text(
        json.dumps({"sizes": SIZES, "targets": TARGETS, "measured": told}, indent=1) + "\n"
    )
    write_page(HERE)


def prepare(size: str, server: Any) -> None:
    """Tables and rows; the rows only once."""
    mark = server.data / "navet.scale"
    if mark.exists():
        return
    print(f"Making the {size}× data set …", flush=True)
    subprocess.run([sys.executable, "-m", "navet", "migrate"], env=settings(size), check=True)
    patterns = run(size, f"scale.make_patterns({SIZES[size]['hubs']})", NAVET_ACT_AS="owner").splitlines()[-1]
    multiply(server.url("postgres"), SIZES[size], json.loads(patterns))
    mark.write_text("made\n")


def make_patterns(hubs: int) -> None:
    """One record of each kind in every hub, through the models; prints their ids."""
    from django.utils import timezone

    from navet.casework.models import Application, Case, Delivery, IndicatorRow
    from navet.catalogue.models import Service
    from navet.directory.commands import open_hub
    from navet.directory.models import Customer, Membership, Organisation, Person, Role
    from navet.hubs.models import inside
    from navet.kit.commands import PLATFORM
    from navet.kit.records import new_id
    from navet.stateaid.models import AidEntry, ExchangeRate, Regime

    told = []
    firm = Organisation.objects.create(
        country="SE", register_number="5560000000", legal_name="Verkstaden AB", region="SE224"
    )
    ExchangeRate.objects.bulk_create(
        ExchangeRate(currency="SEK", day=date(2023 + n // 12, n % 12 + 1, day), rate=11, source="bench")
        for n in range(36)
        for day in (1, 10, 19, 28)
    )
    for number in range(hubs):
        hub = open_hub(PLATFORM, f"scale-{number}", name=f"Hub {number}", country="SE")
        hub.currency = "SEK"
        hub.save()
        with inside(hub.id):
            email = f"adviser{number}@bench.example"
            adviser = Membership.objects.create(
                person=Person.objects.create(email=email, name="Adviser"),
                name="Adviser",
                email=email,
                role=Role.COORDINATOR,
            )
            service = Service.objects.create(
                code="S", slug="s", title={"sv": "Hjälp"}, pillar="skills", technologies=["robotics"]
            )
            customer = Customer.objects.create(organisation=firm, sector="manufacturing", size="small", adviser=adviser)
            application = Application.objects.create(
                language="sv", secret_hash="x", status="ACCEPTED", customer=customer, need="Hjälp"
            )
            case = Case.objects.create(
                number="0", title="Robot", application=application, customer=customer, adviser=adviser
            )
            days = {"first_on": SINCE, "last_on": SINCE}
            money = {"value": 9000, "aid": 4500, "currency": "SEK"}
            delivery = Delivery.objects.create(
                case=case, service=service, delivered_by=adviser, hours=8, quantity=1, description="Mätte ugnarna",
                key=new_id(), **days, **money,
            )  # fmt: skip
            row = IndicatorRow.objects.create(
                delivery=delivery, case=case, customer=customer, customer_name="Verkstaden AB", service=service,
                register_number="5560000000", country="SE", region="SE224", sector="manufacturing", size="small",
                kind="SME", service_title={"sv": "Hjälp"}, adviser=adviser, pillar="skills", hours=8, attendees=3,
                category="Training and skills development", technologies=["robotics"], invoiced=0,
                aid_note="De minimis", technology_values=["Robotics"], description="Mätte ugnarna", status="Finalised", **days, **money,
            )  # fmt: skip
            entry = AidEntry.objects.create(
                number=f"B{number}", hub=hub, organisation=firm, beneficiary="Verkstaden AB", member_state="SE",
                register_number="5560000000", regime=Regime.objects.get(code="DE_MINIMIS_2023"), granted_on=SINCE,
                amount=400, original_amount=4400, currency="SEK", rate=11, rate_on=SINCE, authority="Region",
                total_after=400, about=delivery.id, group=[firm.id], entered_by_id=adviser.id,
            )  # fmt: skip
        records = {"customer": customer, "application": application, "case": case, "delivery": delivery, "row": row}
        told.append({"hub": str(hub.id), "firm": str(firm.id), "entry": str(entry.id), "at": str(timezone.now())}
                    | {name: str(record.id) for name, record in records.items()})  # fmt: skip
    print(json.dumps(told))


def multiply(url: str, size: dict[str, int], patterns: list[dict[str, str]]) -> None:
    """The patterns again and again, by the database itself."""
    import psycopg

    hubs = size["hubs"]
    firms, rest = size["organisations"] // hubs, (size["deliveries"] - size["of_one_hub"]) // (hubs - 1)
    with psycopg.connect(url, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute(BENCH_ID)
        cursor.execute("SET session_replication_role = replica")
        for number, made in enumerate(patterns):
            first = number * firms
            firm = f"bench_id(1, {first} + 1 + g %% {firms})"
            given = size["of_one_hub"] if number == 0 else rest
            begun = number * size["deliveries"]
            day = f"date '{SINCE}' + (g * 7 %% 1090)::int"
            case, customer = f"bench_id(4, {begun} + 1 + (g - 1) / 5)", f"bench_id(2, {first} + 1 + (g / 5) %% {firms})"
            clone(cursor, "directory_organisation", made["firm"], firms, id=f"bench_id(1, {first} + g)",
                  register_number=f"'556' || lpad(({first} + g)::text, 7, '0')", legal_name=f"'Verkstad ' || {first} + g || ' AB'")  # fmt: skip
            clone(cursor, "directory_customer", made["customer"], firms, id=f"bench_id(2, {first} + g)",
                  organisation_id=f"bench_id(1, {first} + g)")  # fmt: skip
            clone(cursor, "casework_application", made["application"], given // 5, id=f"bench_id(3, {begun} + g)",
                  secret_hash="md5(g::text)", customer_id=f"bench_id(2, {first} + 1 + g %% {firms})")  # fmt: skip
            clone(cursor, "casework_case", made["case"], given // 5, id=f"bench_id(4, {begun} + g)", number="'B' || g",
                  application_id=f"bench_id(3, {begun} + g)", customer_id=f"bench_id(2, {first} + 1 + g %% {firms})")  # fmt: skip
            clone(cursor, "casework_delivery", made["delivery"], given, id=f"bench_id(5, {begun} + g)", case_id=case,
                  key=f"bench_id(6, {begun} + g)", first_on=day, last_on=day)  # fmt: skip
            clone(cursor, "casework_indicatorrow", made["row"], given, id=f"bench_id(7, {begun} + g)", case_id=case,
                  delivery_id=f"bench_id(5, {begun} + g)", customer_id=customer, first_on=day, last_on=day,
                  customer_name=f"'Verkstad ' || {first} + 1 + (g / 5) %% {firms}", hours="1 + g %% 40",
                  pillar="(array['skills','finance','networking','test-before-invest'])[1 + g %% 4]")  # fmt: skip
            clone(cursor, "stateaid_aidentry", made["entry"], size["entries"] // hubs,
                  id=f"bench_id(8, {number} * 1000000 + g)", number=f"'B{number}-' || g", organisation_id=firm,
                  granted_on=day, group=f"array[{firm}]", about=f"bench_id(5, {begun} + 1 + g %% {given})")  # fmt: skip
        cursor.execute("SET session_replication_role = origin")
        cursor.execute(
            "INSERT INTO directory_organisationlink (id, created_at, parent_id, child_id, kind, since, source) "
            "SELECT bench_id(9, g), now(), bench_id(1, g), bench_id(1, g + 1), 'board', '2020-01-01', 'bench' "
            f"FROM generate_series(1, {CHAIN - 1}) g"
        )
        cursor.execute("VACUUM ANALYZE")


def clone(cursor: Any, table: str, pattern: str, times: int, **changed: str) -> None:
    """So many copies of a row; `changed`: column → expression of the copy's number `g`, from 1."""
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'", [table]
    )
    names = [name for (name,) in cursor.fetchall()]
    cells = [changed.get(name, f'p."{name}"') for name in names]
    columns = ", ".join(f'"{name}"' for name in names)
    cursor.execute(
        f"INSERT INTO {table} ({columns}) SELECT {', '.join(cells)} "
        f"FROM {table} p, generate_series(1, %s::bigint) g WHERE p.id = %s",
        [times, pattern],
    )


def measure(what: str, database: int) -> None:
    """One measurement, in this process; prints what it cost."""
    import resource

    from benchmarks.processes import processor_seconds
    from navet.hubs.models import inside
    from navet.hubs.queries import hub_by_slug

    hub = hub_by_slug("scale-0")
    assert hub is not None
    with inside(hub.id):
        act, times = ACTS[what](hub)
    warm = 3 if times > 1 else 0
    for _ in range(warm):
        with inside(hub.id):
            act()
    began, own, other = time.perf_counter(), time.process_time(), processor_seconds([database])
    for _ in range(times):
        with inside(hub.id):
            rows = act()
    used = time.process_time() - own + processor_seconds([database]) - other
    told = {"cpu_ms": round(1000 * used / times, 1), "seconds": round((time.perf_counter() - began) / times, 3)}
    told["memory_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(json.dumps(told | {"rows": rows}))


def room(_hub: Any) -> tuple[Callable[[], int], int]:
    from navet.directory.models import Organisation
    from navet.stateaid.queries import room_of

    firm = Organisation.objects.get(legal_name=f"Verkstad {CHAIN // 2} AB")
    return lambda: len(room_of(firm, UNTIL).members), 100


def opened(path: str, rows: int, staff: int = 0) -> Callable[[Any], tuple[Callable[[], int], int]]:
    """A page asked as a coordinator would, through the whole stack but the network."""

    def prepared(hub: Any) -> tuple[Callable[[], int], int]:
        from django.test import Client

        from navet.directory.doors import SECOND_FACTOR
        from navet.directory.models import Person

        client = Client(headers={"host": "localhost", "accept-language": "sv"})
        client.force_login(
            Person.objects.get(email="adviser0@bench.example"), "django.contrib.auth.backends.ModelBackend"
        )
        session = client.session
        session[SECOND_FACTOR] = True
        session.save()
        full = f"/h/{hub.slug}{path}?since={SINCE}&until={UNTIL}"

        def act() -> int:
            answer = client.get(full, secure=True)
            assert answer.status_code == 200, answer.status_code
            return rows

        return act, 20

    return prepared


def service_file(hub: Any) -> tuple[Callable[[], int], int]:
    from navet.kit.tables import as_xlsx
    from navet.reporting.queries import Asked, table_of_service_rows

    def act() -> int:
        head, rows = table_of_service_rows(hub, Asked(SINCE, UNTIL))
        counted = 0

        def counting() -> Any:
            nonlocal counted
            for row in rows:
                counted += 1
                yield row

        as_xlsx("EDIH services", head, counting())
        return counted

    return act, 1


def frozen_report(hub: Any) -> tuple[Callable[[], int], int]:
    from navet.directory.models import Membership
    from navet.kit.commands import PLATFORM
    from navet.kit.records import new_id
    from navet.reporting.commands import ask_report, make_part

    adviser = Membership.objects.get(email="adviser0@bench.example")

    def act() -> int:
        report = ask_report(adviser, hub, key=new_id(), name="Bench", since=SINCE, until=UNTIL)
        while not report.is_ready:
            report = make_part(PLATFORM, report)
        return int(report.figures["rows"]["rows"])

    return act, 1


ACTS = {
    "room for one of 40 linked firms": room,
    "figures": opened("/figures/", 0),
    "one figure and its rows": opened("/figures/services/", 50),
    "the 28 columns as XLSX": service_file,
    "a frozen report": frozen_report,
}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "navet.config.settings")
    main()
