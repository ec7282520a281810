from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from navet.catalogue import facts, permissions
from navet.catalogue.models import Prerequisite, Service
from navet.catalogue.queries import SCHEMES, contacts, words
from navet.directory.models import Membership
from navet.hubs.models import Hub
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import NotAllowed, Refused
from navet.kit.translated import told


@command(may=permissions.may_create_service)
def create_service(member: Membership, hub: Hub, *, details: dict[str, Any], needs: Iterable[UUID] = ()) -> Service:
    """Write a new service into the catalogue; it is shown when it is published."""
    service = Service(**details)
    _check_provider(member, service)
    _check_contact(service)
    _check_last_day(service)
    _save(service)
    _set_prerequisites(service, needs)
    announce(facts.ServiceCreated(hub_id=hub.id, about=service.id, code=service.code), by=member)
    return service


@command(may=permissions.may_edit_service)
def edit_service(
    member: Membership, service: Service, *, details: dict[str, Any], needs: Iterable[UUID] | None = None
) -> Service:
    """Change a service's texts and particulars, and what comes before it."""
    changed = sorted(name for name, value in details.items() if getattr(service, name) != value)
    for name in changed:
        setattr(service, name, details[name])
    _check_provider(member, service)
    if "contact" in changed:
        _check_contact(service)
    if "apply_by" in changed:
        _check_last_day(service)
    _save(service)
    if needs is not None:
        _set_prerequisites(service, needs)
        changed.append("prerequisites")
    announce(facts.ServiceEdited(hub_id=service.hub_id, about=service.id, changed=changed), by=member)
    return service


@command(may=permissions.may_edit_service)
def publish_service(member: Membership, service: Service) -> Service:
    """Show a service to everybody and take requests for it."""
    if service.is_open:
        return service
    if not any(service.summary.values()):
        raise Refused(
            _("Say in a sentence or two what the service is before it is shown."),
            fields={"summary": [_("Write a sentence or two, in at least one language.")]},
        )
    _check_last_day(service)
    service.is_open = True
    service.published_at = service.published_at or timezone.now()
    _save(service)
    announce(facts.ServicePublished(hub_id=service.hub_id, about=service.id), by=member)
    return service


@command(may=permissions.may_edit_service)
def close_service(member: Membership, service: Service) -> Service:
    """Take a service out of the public catalogue; what was promised of it stands."""
    if not service.is_open:
        return service
    service.is_open = False
    _save(service)
    announce(facts.ServiceClosed(hub_id=service.hub_id, about=service.id), by=member)
    return service


def _check_provider(member: Membership, service: Service) -> None:
    """A partner's staff may not give a service away, nor take another's."""
    if not member.is_coordinator and service.provider_id != member.partner_id:
        raise NotAllowed(_("You may only write your own partner's services."))


def _check_contact(service: Service) -> None:
    if service.contact and service.contact not in contacts():
        raise Refused(fields={"contact": [_("Choose somebody who works in the hub or for a partner.")]})


def _check_last_day(service: Service) -> None:
    if service.is_over:
        words = _("The last day to apply is over: choose a later one, or none.")
        raise Refused(words, fields={"apply_by": [words]})


def _save(service: Service) -> None:
    service.slug = service.slug or _address(service)
    _check_codes(service)
    service.full_clean()
    service.save()


def _address(service: Service) -> str:
    """Made of the title; with the code behind it when another service has that address."""
    address = slugify(told(service.title).text)[:60] or slugify(service.code)
    taken = Service.objects.filter(slug=address).exclude(id=service.id).exists()
    return slugify(f"{address}-{service.code}") if taken else address


def _check_codes(service: Service) -> None:
    """Every code is a word of its list."""
    wrong: dict[str, list[str]] = {}
    for field, scheme in SCHEMES.items():
        value = getattr(service, field)
        unknown = [code for code in ([value] if isinstance(value, str) else value) if code not in words(scheme)]
        if unknown:
            wrong[field] = [_("Not in the list: %(codes)s.") % {"codes": ", ".join(unknown)}]
    if wrong:
        raise Refused(_("Some words are not in their lists."), fields=wrong)


def _set_prerequisites(service: Service, needs: Iterable[UUID]) -> None:
    wanted = list(dict.fromkeys(needs))
    if Service.objects.filter(id__in=wanted).count() != len(wanted):
        raise Refused(_("One of those services is not in the catalogue."))
    if service.id in _all_before(wanted):
        raise Refused(_("A service cannot come before itself, not even by way of others."))
    Prerequisite.objects.filter(service=service).delete()
    Prerequisite.objects.bulk_create(Prerequisite(service=service, needs_id=id) for id in wanted)


def _all_before(start: list[UUID]) -> set[UUID]:
    """These services and everything that comes before them, however far back."""
    before: dict[UUID, list[UUID]] = {}
    for service_id, needs_id in Prerequisite.objects.values_list("service_id", "needs_id"):
        before.setdefault(service_id, []).append(needs_id)
    seen: set[UUID] = set()
    waiting = list(start)
    while waiting:
        id = waiting.pop()
        if id not in seen:
            seen.add(id)
            waiting += before.get(id, [])
    return seen
