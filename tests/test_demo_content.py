"""The demo region is content people meet first: it must be whole, plausible and consistent with itself."""

import json
import re
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from stdnum.eu import nace
from stdnum.no import orgnr as norwegian
from stdnum.se import orgnr as swedish

from navet.assessments.score_file import score_answers

SOURCE = Path(__file__).parents[1] / "src" / "navet"
DEMO = SOURCE / "config" / "demo"
HUBS = {"syd": ("sv", "en"), "trondelag": ("nb", "en")}
STATES = {
    "draft",
    "submitted",
    "asked-back",
    "declined",
    "withdrawn",
    "accepted",
    "planned",
    "agreement-proposed",
    "agreed",
    "delivering",
    "delivered",
    "closed",
}
LEAST = {"services": 40, "customers": 60, "cases": 40, "partners": 29}
SOLE_TRADER_FOR_TESTS = "1212121212"


def content(name: str) -> Any:
    return json.loads((DEMO / f"{name}.json").read_text(encoding="utf-8"))


def codes(taxonomy: str) -> set[str]:
    path = SOURCE / "catalogue" / "data" / "taxonomies" / f"{taxonomy}.json"
    return {entry["code"] for entry in json.loads(path.read_text(encoding="utf-8"))["entries"]}


def organisations() -> list[dict]:
    partners = chain.from_iterable(content(f"hub-{hub}")["partners"] for hub in HUBS)
    customers = chain.from_iterable(content(f"customers-{hub}")["customers"] for hub in HUBS)
    return [*partners, *customers]


def every_text(value: Any) -> list[str]:
    if isinstance(value, dict):
        return list(chain.from_iterable(every_text(inner) for inner in value.values()))
    if isinstance(value, list):
        return list(chain.from_iterable(every_text(inner) for inner in value))
    return [value] if isinstance(value, str) else []


def translated(value: Any, languages: tuple[str, ...]) -> list[dict]:
    """Every {language: text} inside."""
    if isinstance(value, list):
        return list(chain.from_iterable(translated(inner, languages) for inner in value))
    if not isinstance(value, dict):
        return []
    if "en" in value:
        return [value]
    return list(chain.from_iterable(translated(inner, languages) for inner in value.values()))


def test_there_is_as_much_as_promised() -> None:
    found = {
        "services": sum(len(content(f"services-{hub}")) for hub in HUBS),
        "customers": sum(len(content(f"customers-{hub}")["customers"]) for hub in HUBS),
        "cases": sum(len(content(f"cases-{hub}")) for hub in HUBS),
        "partners": len(content("hub-syd")["partners"]),
    }
    assert {name: found[name] >= count for name, count in LEAST.items()} == dict.fromkeys(LEAST, True)
    assert found["partners"] == 29
    assert found["customers"] == 60


def test_every_state_is_present() -> None:
    assert {case["state"] for hub in HUBS for case in content(f"cases-{hub}")} == STATES
    assert {case["state"] for case in content("cases-syd")} == STATES


def test_register_numbers_hold_their_check_digit_and_are_used_once() -> None:
    numbers = [(place["country"], place["register_number"]) for place in organisations()]
    assert len(set(numbers)) == len(numbers)
    for country, number in numbers:
        (swedish if country == "SE" else norwegian).validate(number)
    assert [place["key"] for place in organisations() if place.get("sole_trader")] == ["keramik"]
    assert ("SE", SOLE_TRADER_FOR_TESTS) in numbers
    assert [place["key"] for place in organisations() if not place["contact"]["email"].isascii()] == []


def test_activity_codes_and_regions_exist() -> None:
    for place in organisations():
        for activity in place.get("nace", []):
            nace.validate(activity["code"], revision=activity["version"] if activity["version"] != "2" else "2.0")
    regions = codes("nuts-2024")
    assert {
        place["nuts"] if isinstance(place["nuts"], str) else place["nuts"]["code"] for place in organisations()
    } <= regions


@pytest.mark.parametrize(("hub", "languages"), HUBS.items())
def test_texts_speak_the_hubs_languages(hub: str, languages: tuple[str, ...]) -> None:
    for name in ("hub", "services", "customers"):
        for text in translated(content(f"{name}-{hub}"), languages):
            assert set(text) == set(languages)
            said = [text[language] for language in languages]
            assert all(said)
            if isinstance(said[0], list):
                assert len(said[0]) == len(said[1])


@pytest.mark.parametrize("hub", HUBS)
def test_services_refer_to_what_exists(hub: str) -> None:
    services = content(f"services-{hub}")
    keys = [service["key"] for service in services]
    people = {person["key"] for person in content(f"hub-{hub}")["staff"]}
    partners = {partner["key"] for partner in content(f"hub-{hub}")["partners"]}
    assert len(set(keys)) == len({service["code"] for service in services}) == len(keys)
    for service in services:
        assert service["provider"] in partners
        assert service["contact"] in people
        assert {service["pillar"]} <= codes("pillars")
        assert set(service["technologies"]) <= codes("technologies")
        assert set(service["sectors"]) <= codes("catalogue-sectors")
        assert set(service["audience"]) <= codes("audience")
        assert {service["format"]} <= codes("formats")
        assert set(service["languages"]) <= codes("languages")
        assert set(service["requires"]) < set(keys)
        assert set(service["strengthens"]) <= codes("maturity-dimensions")
        assert service["ai_level"] in {"", "readiness", "application", "innovation"}


@pytest.mark.parametrize("hub", HUBS)
def test_prices_follow_on_one_another(hub: str) -> None:
    changed = 0
    for service in content(f"services-{hub}"):
        *earlier, last = service["prices"]
        assert last["until_days_ago"] is None
        for before, after in zip(earlier, service["prices"][1:], strict=True):
            assert before["until_days_ago"] == after["from_days_ago"] + 1
            changed += 1
    assert changed > 0


@pytest.mark.parametrize("hub", HUBS)
def test_cases_refer_to_what_exists(hub: str) -> None:
    cases = content(f"cases-{hub}")
    known = {service["key"] for service in content(f"services-{hub}")}
    customers = {customer["key"] for customer in content(f"customers-{hub}")["customers"]}
    people = {person["key"] for person in content(f"hub-{hub}")["staff"]}
    assert len({case["key"] for case in cases}) == len(cases)
    for case in cases:
        delivered = {delivery["service"] for delivery in case["deliveries"]}
        assert case["customer"] in customers
        assert {service["service"] for service in case["services"]} <= known
        assert delivered <= {service["service"] for service in case["services"]}
        assert {delivery["by"] for delivery in case["deliveries"]} <= people
        assert case["adviser"] in people | {""}
        assert all(delivery["days_ago"] <= case["started_days_ago"] for delivery in case["deliveries"])
        assert ("plan-proposed" in case["steps"]) == bool(case.get("greeting"))
        assert (case["state"] == "declined") == ("pointer" in case)
        assert (case["state"] == "closed") == (case["satisfaction"] is not None)


@pytest.mark.parametrize("hub", HUBS)
def test_a_cases_steps_come_in_order(hub: str) -> None:
    for case in content(f"cases-{hub}"):
        days = list(case["steps"].values())
        assert days == sorted(days, reverse=True)


def test_ownership_makes_one_group_near_the_ceiling() -> None:
    region = content("customers-syd")
    keys = {customer["key"] for customer in region["customers"]}
    links = {(link["parent"], link["child"]): link["share"] for link in region["links"]}
    assert set(chain.from_iterable(links)) <= keys
    group = {"gjuteriholding", "gjuteriet", "trydemek", "trydeyta"}
    assert {pair: share for pair, share in links.items() if set(pair) <= group} == {
        ("gjuteriholding", "gjuteriet"): "1.0000",
        ("gjuteriholding", "trydemek"): "0.8000",
        ("trydemek", "trydeyta"): "0.6000",
    }
    assert links["blekingehus", "listersnickeri"] == "0.3000"
    used = [aid["amount"] for aid in region["declared_aid"] if aid["customer"] in group]
    assert sum(round(float(amount) * 100) for amount in used) == 29_910_000
    owner = next(customer for customer in region["customers"] if customer["key"] == "ekhaga")
    assert owner["public_body"]
    assert sorted(child for parent, child in links if parent == "ekhaga") == ["ekhagabostad", "ekhagaenergi"]


def test_maturity_grew_where_help_was_given() -> None:
    grown: dict[str, list[float]] = {"sme": [], "pso": []}
    for hub in HUBS:
        customers = {customer["key"] for customer in content(f"customers-{hub}")["customers"]}
        for assessed in content(f"maturity-{hub}"):
            assert assessed["customer"] in customers
            scores = [
                score_answers({"form": assessed["form"], "answers": answered["answers"]})["overall"]
                for answered in assessed["rounds"]
            ]
            if len(scores) == 2:
                grown[assessed["form"]].append(scores[1] - scores[0])
    assert len(grown["sme"]) >= 12
    assert len(grown["pso"]) == 3
    assert all(5 < growth < 30 for growth in chain.from_iterable(grown.values()))


@pytest.mark.parametrize("hub", HUBS)
def test_staff_fill_every_role(hub: str) -> None:
    staff = content(f"hub-{hub}")["staff"]
    partners = {partner["key"] for partner in content(f"hub-{hub}")["partners"]}
    assert {person["role"] for person in staff} == {"coordinator", "administrator", "adviser", "partner", "auditor"}
    assert {person["partner"] for person in staff} <= partners | {""}
    assert len({person["email"] for person in staff}) == len(staff)
    assert all(person["email"].isascii() for person in staff)


def test_money_adds_up() -> None:
    for hub in HUBS:
        for project in content(f"hub-{hub}")["projects"]:
            cents = [round(float(financier["amount"]) * 100) for financier in project["financiers"]]
            assert sum(cents) == round(float(project["budget"]) * 100)
            assert sum(round(float(financier["share"]) * 10_000) for financier in project["financiers"]) == 10_000
        shares = [Decimal(each["share"]) for each in content(f"money-{hub}")["project"]["financiers"]]
        assert sum(shares) == 1
    eu = content("hub-syd")["projects"][0]["financiers"][0]
    assert (eu["kind"], eu["share"]) == ("eu-central", "0.50")


def test_nothing_is_empty_left_over_or_reachable_outside() -> None:
    for path in sorted(DEMO.glob("*.json")):
        texts = every_text(json.loads(path.read_text(encoding="utf-8")))
        whole = "\n".join(texts)
        assert not re.search(r"lorem|ipsum|todo|xxx|fixme", whole, re.IGNORECASE)
        assert not [text for text in texts if text != text.strip() or "  " in text]
        assert {address.rsplit(".", 1)[1] for address in re.findall(r"[\w.-]+@[\w.-]+\w", whole)} <= {"example"}
        assert {address.rsplit(".", 1)[1] for address in re.findall(r"https?://[\w.-]+\w", whole)} <= {"example"}


def test_no_two_applicants_tell_the_same_story() -> None:
    words = [case["words"] for hub in HUBS for case in content(f"cases-{hub}")]
    assert len(set(words)) == len(words)
    assert min(len(text.split()) for hub in HUBS for text in words) >= 8
