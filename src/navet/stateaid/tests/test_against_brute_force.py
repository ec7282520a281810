"""Ten thousand random histories, asked as files, against an oracle that knows only the contract's words.

The oracle shares no code with what it checks: amounts are whole cents, groups are found by asking for every pair
whether a way leads from one to the other, windows by trying every day as their end, and the day an ask fits by
going one day further until it does.
"""

import json
from collections import Counter
from datetime import date, timedelta
from random import Random

from navet.stateaid.check_file import check

HISTORIES = 10_000
FIRMS = "ABCDEF"
LEAP_DAYS = [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2027, 2, 28), date(2027, 3, 1)]
FIRST, DAYS = date(2023, 6, 1), 5 * 365


# --- Random histories, small enough that windows fill up ------------------------------------------------------


def a_day(some: Random) -> date:
    return some.choice(LEAP_DAYS) if some.random() < 0.2 else FIRST + timedelta(days=some.randrange(DAYS))


def money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def a_link(some: Random) -> dict:
    since = a_day(some)
    until = None if some.random() < 0.5 else since + timedelta(days=some.randrange(900))
    link = {
        "parent": some.choice(FIRMS),
        "child": some.choice(FIRMS),
        "kind": some.choice(["votes", "votes", "board", "contract", "agreement"]),
        "since": since.isoformat(),
        "until": until and until.isoformat(),
    }
    if link["kind"] == "votes" or some.random() < 0.2:
        link["share"] = some.choice(["0.49", "0.5", "0.50", "0.500001", "0.51", "1"])
    return link


def a_history(some: Random) -> dict:
    return {
        "member_state": "SE",
        "regime": {
            "code": "R",
            "ceiling": money(some.randrange(20, 130)),
            "currency": "EUR",
            "years": some.choice([1, 2, 3]),
        },
        "links": [a_link(some) for _ in range(some.randrange(7))],
        "public_owners": [firm for firm in FIRMS if some.random() < 0.08],
        "grants": [
            {
                "id": f"g{number}",
                "undertaking": some.choice(FIRMS),
                "member_state": some.choice(["SE", "SE", "SE", "NO"]),
                "amount": money(some.randrange(60)),
                "granted_on": a_day(some).isoformat(),
            }
            for number in range(some.randrange(12))
        ],
        "ask": {
            "undertaking": some.choice(FIRMS),
            "amount": money(some.randrange(70)),
            "on": a_day(some).isoformat(),
        },
    }


# --- The oracle ----------------------------------------------------------------------------------------------


def cents(text: str) -> int:
    return int(text.replace(".", ""))


def holds(link: dict, day: str, public: list[str]) -> bool:
    """ISO days sort as they follow each other."""
    if link["kind"] == "votes" and float(link["share"]) <= 0.5:
        return False
    if link["parent"] in public or link["child"] in public:
        return False
    return link["since"] <= day and (link["until"] is None or day <= link["until"])


def group_of(history: dict) -> set[str]:
    """Warshall's closure: a way from i to j, or one over k."""
    day = history["ask"]["on"]
    near = {(link["parent"], link["child"]) for link in history["links"] if holds(link, day, history["public_owners"])}
    way = {(i, j): i == j or (i, j) in near or (j, i) in near for i in FIRMS for j in FIRMS}
    for k in FIRMS:
        for i in FIRMS:
            for j in FIRMS:
                way[i, j] = way[i, j] or (way[i, k] and way[k, j])
    return {firm for firm in FIRMS if way[history["ask"]["undertaking"], firm]}


def begins(end: date, years: int) -> date:
    if end.month == 2 and end.day == 29:
        is_leap = (end.year - years) % 4 == 0
        return date(end.year - years, 2, 29 if is_leap else 28)
    return date(end.year - years, end.month, end.day)


def over(grants: list[tuple[date, int]], years: int, ceiling: int, amount: int, on: date) -> list[tuple[date, int]]:
    found = []
    for end in sorted({on, *(day for day, _ in grants)}):
        if end >= on >= begins(end, years):
            total = amount + sum(paid for day, paid in grants if begins(end, years) <= day <= end)
            if total > ceiling:
                found.append((end, total))
    return found


def oracle(history: dict) -> dict:
    ask, years = history["ask"], history["regime"]["years"]
    group, ceiling = group_of(history), cents(history["regime"]["ceiling"])
    amount, on = cents(ask["amount"]), date.fromisoformat(ask["on"])
    grants = [
        (date.fromisoformat(grant["granted_on"]), cents(grant["amount"]))
        for grant in history["grants"]
        if grant["member_state"] == history["member_state"] and grant["undertaking"] in group
    ]
    too_much = over(grants, years, ceiling, amount, on)
    fits_on = None
    if amount <= ceiling:
        fits_on = on
        while over(grants, years, ceiling, amount, fits_on):
            fits_on += timedelta(days=1)
    return {
        "allowed": not too_much,
        "group": sorted(group),
        "used": money(sum(paid for day, paid in grants if begins(on, years) <= day <= on)),
        "ceiling": money(ceiling),
        "room": money(next((each for each in range(ceiling, 0, -1) if not over(grants, years, ceiling, each, on)), 0)),
        "fits_on": fits_on and fits_on.isoformat(),
        "windows_over": [{"ends_on": end.isoformat(), "sum": money(total)} for end, total in too_much],
    }


def test_every_answer_is_the_oracles():
    some, seen = Random(20232831), Counter()
    for _ in range(HISTORIES):
        history = a_history(some)
        answer = check(json.dumps(history))
        assert answer == oracle(history), json.dumps(history)
        on = history["ask"]["on"]
        seen["allowed" if answer["allowed"] else "refused"] += 1
        seen["group"] += len(answer["group"]) > 1
        seen["a later window"] += any(window["ends_on"] > on for window in answer["windows_over"])
        seen["fits later"] += bool(answer["fits_on"] and answer["fits_on"] > on)
        seen["never fits"] += answer["fits_on"] is None
        seen["leap day"] += on.endswith("02-29") or any(g["granted_on"].endswith("02-29") for g in history["grants"])
    assert min(seen.values()) > HISTORIES // 20, seen
