"""Two records of one legal body become one; nothing that hangs on either is lost."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from navet.directory import facts, permissions, queries
from navet.directory.commands.organisations import settle_sizes
from navet.directory.models import AccountYear, Contact, Customer, Establishment, Membership, Organisation
from navet.directory.models import OrganisationLink as Hold
from navet.hubs.models import HubOwned, inside
from navet.hubs.queries import every_hub
from navet.journal.commands import announce
from navet.kit.commands import command


@command(may=permissions.may_merge)
def merge_organisations(coordinator: Membership, keep: Customer, *, gone: Customer) -> Customer:
    """Make a duplicate one with the customer that is kept: accounts, holds, people and work move over in every hub.

    The duplicate's row stays and names the one it went into, so its number still leads there. Aid entries stay where
    they were granted: the ledger counts a merged pair as one undertaking. All or nothing (docs/decisions/0005).
    """
    kept, old = keep.organisation, gone.organisation
    if kept == old:
        raise ValidationError(_("These are the same organisation already."))
    queries.hold([kept.id, old.id])
    _move_shared(old, kept)
    for hub in every_hub():
        with inside(hub.id):
            _move_here(old, kept)
    Organisation.objects.filter(merged_into=old).update(merged_into=kept)
    Organisation.objects.filter(id=old.id).update(merged_into=kept)
    announce(
        facts.OrganisationsMerged(hub_id=keep.hub_id, about=keep.id, kept_id=kept.id, gone_id=old.id), by=coordinator
    )
    settle_sizes(kept)
    return keep


def _move_shared(old: Organisation, kept: Organisation) -> None:
    """Figures of a year both have stay the kept one's; a hold between the two is none."""
    known = AccountYear.objects.filter(organisation=kept).values("year")
    AccountYear.objects.filter(organisation=old).exclude(year__in=known).update(organisation=kept)
    Establishment.objects.filter(organisation=old).update(organisation=kept)
    Hold.objects.filter(parent=old, child=kept).delete()
    Hold.objects.filter(parent=kept, child=old).delete()
    Hold.objects.filter(parent=old).update(parent=kept)
    Hold.objects.filter(child=old).update(child=kept)


def _move_here(old: Organisation, kept: Organisation) -> None:
    """Within one hub: the duplicate's customer record hands everything over and goes."""
    theirs = Customer.objects.filter(organisation=old).first()
    ours = Customer.objects.filter(organisation=kept).first()
    if theirs is not None and ours is None:
        Customer.objects.filter(id=theirs.id).update(organisation=kept)
    elif theirs is not None and ours is not None:
        speaking = Contact.objects.filter(customer=ours).values("member")
        Contact.objects.filter(customer=theirs, member__in=speaking).delete()
        _repoint(Customer, theirs.id, ours.id)
        if not ours.note:
            Customer.objects.filter(id=ours.id).update(note=theirs.note)
        theirs.delete()
    _repoint(Organisation, old.id, kept.id, besides=Customer)


def _repoint(target: type[models.Model], old: Any, kept: Any, *, besides: type[models.Model] | None = None) -> None:
    """Let every hub-owned record, of whatever module, that points at the one point at the other.

    The tower forbids the directory to know those modules; their keys are found in Django's own register of models.
    """
    for relation in target._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if (
            not relation.auto_created
            or not isinstance(model, type)
            or not issubclass(model, HubOwned)
            or model is besides
        ):
            continue
        name = relation.remote_field.name  # type: ignore[union-attr]
        try:
            with transaction.atomic():
                model.objects.filter(**{name: old}).update(**{name: kept})
        except IntegrityError as clash:
            what = str(model._meta.verbose_name)
            raise ValidationError(
                _("Both have a record that there can be only one of (%(what)s). Settle that first, then merge.")
                % {"what": what}
            ) from clash
