from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Query, Router, Status

from navet.catalogue import commands, queries
from navet.catalogue.facets import FACETS
from navet.catalogue.schemas import (
    AskedServices,
    NewPrice,
    ServiceOut,
    ServicesOut,
    StoredPrice,
    StoredService,
    TermOut,
    WrittenService,
)
from navet.directory.doors import MemberRequest
from navet.directory.queries import find_member
from navet.directory.schemas import NOS
from navet.funding.queries import find_project
from navet.hubs.queries import find_partner
from navet.kit.refusals import NotFound
from navet.kit.translated import LANGUAGES

router = Router(tags=["catalogue"])


@router.get("/services", auth=None, response={200: ServicesOut, **NOS})
def services(request: HttpRequest, asked: Query[AskedServices]) -> dict[str, Any]:
    """The open services, fifty a page: `q` searches, the lists narrow, `spoken` by the languages one can be helped in."""
    lists = (asked.pillar, asked.technology, asked.sector, asked.audience, asked.region, asked.spoken, asked.format)
    choices = queries.read_choices(dict(zip(FACETS, lists, strict=True)))
    return queries.page_of_rows(asked.q.replace("\x00", ""), choices, reader_language(asked.language), asked.after)


@router.get("/services/{uuid:service_id}", auth=None, response={200: ServiceOut, **NOS})
def service(request: HttpRequest, service_id: UUID, language: str = "") -> dict[str, Any]:
    """One open service."""
    found = queries.find_open_service(service_id)
    return queries.service_row(found, queries.price_of(found), reader_language(language))


@router.get("/terms/{scheme}", auth=None, response={200: list[TermOut], **NOS})
def terms(request: HttpRequest, scheme: str, version: str | None = None) -> list[queries.Word]:
    """A word list (pillars, technologies, catalogue-sectors, nace …), the newest version unless told which."""
    known = queries.words(scheme[:60], version)
    if not known:
        raise NotFound
    return list(known.values())


@router.post("/offers", response={201: StoredService, **NOS})
def create_service(request: MemberRequest, written: WrittenService) -> Any:
    """Write a new service; it is shown when it is published."""
    details, before = particulars(written)
    return Status(201, commands.create_service(request.member, request.hub, details=details, needs=before))


@router.get("/offers/{uuid:service_id}", response={200: StoredService, **NOS})
def offer(request: MemberRequest, service_id: UUID) -> Any:
    """A service as those who offer it see it, open or not."""
    return queries.find_own_service(request.member, service_id)


@router.put("/offers/{uuid:service_id}", response={200: StoredService, **NOS})
def edit_service(request: MemberRequest, service_id: UUID, written: WrittenService) -> Any:
    """Write a service anew."""
    found = queries.find_own_service(request.member, service_id)
    details, before = particulars(written)
    details["slug"] = details["slug"] or found.slug
    return commands.edit_service(request.member, found, details=details, needs=before)


@router.put("/offers/{uuid:service_id}/publication", response={200: StoredService, **NOS})
def publish_service(request: MemberRequest, service_id: UUID) -> Any:
    """Show it to everybody and take requests for it."""
    return commands.publish_service(request.member, queries.find_own_service(request.member, service_id))


@router.delete("/offers/{uuid:service_id}/publication", response={200: StoredService, **NOS})
def close_service(request: MemberRequest, service_id: UUID) -> Any:
    """Take it out of the public catalogue."""
    return commands.close_service(request.member, queries.find_own_service(request.member, service_id))


@router.get("/offers/{uuid:service_id}/prices", response={200: list[StoredPrice], **NOS})
def prices(request: MemberRequest, service_id: UUID) -> Any:
    """The whole price list of a service, the latest first."""
    return list(queries.prices_of(queries.find_own_service(request.member, service_id)))


@router.post("/offers/{uuid:service_id}/prices", response={201: StoredPrice, **NOS})
def set_price(request: MemberRequest, service_id: UUID, new: NewPrice) -> Any:
    """A price from a day on; the one that stood before ends the day before."""
    found = queries.find_own_service(request.member, service_id)
    details = new.dict()
    project = find_project(details.pop("project_id"))
    return Status(201, commands.set_price(request.member, found, project=project, **details))


def reader_language(asked: str) -> str:
    return asked if asked in LANGUAGES else (get_language() or "en").split("-")[0]


def particulars(written: WrittenService) -> tuple[dict[str, Any], list[UUID]]:
    """What was written, as the command takes it: the particulars, and what comes first."""
    details = written.dict()
    provider_id, contact_id = details.pop("provider_id"), details.pop("contact_id")
    details["provider"] = find_partner(provider_id) if provider_id else None
    details["contact"] = find_member(contact_id) if contact_id else None
    return details, details.pop("before")
