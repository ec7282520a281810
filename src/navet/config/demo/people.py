"""The hub itself: its consortium, its staff, its customers and who owns whom."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from navet.config.demo.region import Region, Step
from navet.directory.commands import add_contact, register_customer, welcome
from navet.directory.models import (
    AccountYear,
    Contact,
    Customer,
    Membership,
    Organisation,
    OrganisationLink,
    Person,
    Role,
)
from navet.hubs.models import Hub, Partner
from navet.kit.commands import PLATFORM

# Rough rates: the accounts are invented too.
UNITS_FOR_ONE_EURO = {"SEK": Decimal("11.20"), "NOK": Decimal("11.70"), "EUR": Decimal(1)}
BANDS = ((9, "micro"), (49, "small"), (249, "medium"))
CENT = Decimal("0.01")


def open_hub(told: dict[str, Any]) -> Hub:
    """The hub as its first administrator would have filled it in; found again on a second run."""
    hub, _made = Hub.objects.get_or_create(
        slug=told["slug"],
        defaults={
            "name": told["name"][told["languages"][0]],
            "kind": told["kind"],
            "programme": told["programme"],
            "purpose": told["tagline"],
            "country": told["country"],
            "languages": told["languages"],
            "time_zone": told["time_zone"],
            "currency": told["currency"],
            "regions": [region["code"] for region in told["regions"]],
            "themes": [theme[told["languages"][0]] for theme in told["themes"]],
            "main_colour": told["colour"],
            "accent_colour": told["accent"],
            "email": told["email"],
            "phone": told["phone"],
            "address": told["address"],
            "settings": told["settings"],
        },
    )
    return hub


def consortium(told: dict[str, Any]) -> Iterator[Step]:
    for partner in told["partners"]:
        yield Step(f"partner:{partner['key']}", partner["since_days_ago"], partial(_join, told=partner))
    for person in told["staff"]:
        yield Step(f"staff:{person['key']}", 700, partial(_employ, told=person))


def customers(told: dict[str, Any], first_seen: dict[str, int]) -> Iterator[Step]:
    """Each customer on the day it first turns to the hub, with its accounts and the person who speaks for it."""
    for index, customer in enumerate(told["customers"]):
        days = first_seen.get(customer["key"], 40 + index * 11)
        yield Step(f"customer:{customer['key']}", days, partial(_register, told=customer))
        yield Step(f"contact:{customer['key']}", days, partial(_introduce, told=customer))
    for link in told["links"]:
        yield Step(f"link:{link['parent']}:{link['child']}", 0, partial(_link, told=link))


def _join(region: Region, told: dict[str, Any]) -> Partner:
    role = {"coordinator": Partner.Role.COORDINATOR, "associate": Partner.Role.ASSOCIATED}
    return Partner.objects.create(
        country=told["country"],
        register_number=told["register_number"],
        name=told["name"],
        role=role.get(told["roles"][0], Partner.Role.PARTNER),
        kind=told["kind"],
        region=told["nuts"],
        website=told["web"],
        since=region.day(told["since_days_ago"]),
    )


def _employ(region: Region, told: dict[str, Any]) -> Membership:
    person = Person.objects.filter(email=told["email"]).first() or Person.objects.create_user(
        told["email"], name=told["name"], language=region.language
    )
    ends = told.get("until_in_days")
    return Membership.objects.create(
        person=person,
        name=told["name"],
        email=told["email"],
        title=told["title"],
        language=region.language,
        role=Role(told["role"].upper()),
        partner_id=region.made[f"partner:{told['partner']}"] if told["partner"] else None,
        until=region.day(-ends) if ends else None,
    )


def _register(region: Region, told: dict[str, Any]) -> Customer:
    activity = told["nace"][0]
    customer = register_customer(
        PLATFORM,
        region.hub,
        country=told["country"],
        register_number=told["register_number"],
        legal_name=told["name"],
        details={
            "kind": Organisation.Kind.PUBLIC_BODY if told["public_body"] else Organisation.Kind.UNDERTAKING,
            "legal_form": told["legal_form"],
            "founded_year": told["founded"],
            "nace_scheme": f"NACE {activity['version']}",
            "nace_code": activity["code"],
            "region": told["nuts"]["code"],
            "nuts_year": told["nuts"]["year"],
            "municipality": told["municipality"],
            "website": told["web"],
        },
    )
    Customer.objects.filter(id=customer.id).update(sector=told["maturity_sector"], size=_size(told))
    AccountYear.objects.bulk_create(_account(region, customer.organisation, year) for year in told["years"])
    return customer


def _size(told: dict[str, Any]) -> str:
    """The band of the newest head count; the ledger and the SME test work the class out for themselves."""
    staff = told["years"][-1]["staff"]
    return next((band for limit, band in BANDS if staff <= limit), "large")


def _account(region: Region, organisation: Organisation, told: dict[str, Any]) -> AccountYear:
    rate = UNITS_FOR_ONE_EURO[told.get("currency", "EUR")]
    euros = {name: (Decimal(told[name]) / rate).quantize(CENT) for name in ("turnover", "balance") if name in told}
    year = region.day(0).year - told["years_ago"]
    return AccountYear(organisation=organisation, year=year, staff=told["staff"], source="demo", **euros)


def _introduce(region: Region, told: dict[str, Any]) -> Membership:
    speaks = told["contact"]
    member = welcome(email=speaks["email"], name=speaks["name"], language=region.language, phone=speaks["phone"])
    contact = add_contact(PLATFORM, region.customer(told["key"]), member=member, title=speaks["role"])
    Contact.objects.filter(id=contact.id).update(may_sign=True)
    return member


def _link(region: Region, told: dict[str, Any]) -> OrganisationLink:
    return OrganisationLink.objects.create(
        parent=region.customer(told["parent"]).organisation,
        child=region.customer(told["child"]).organisation,
        kind=told["kind"],
        share=Decimal(told["share"]),
        since=region.day(told["since_days_ago"]),
        source=told["source"],
    )
