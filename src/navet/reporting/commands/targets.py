from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from navet.directory.models import Membership
from navet.hubs.models import Hub
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.reporting import facts, permissions
from navet.reporting.models import Target
from navet.reporting.queries import indicators


@command(may=permissions.may_set_target)
def set_target(
    coordinator: Membership,
    hub: Hub,
    *,
    indicator: str,
    amount: Decimal,
    since: date,
    due_on: date,
    promised_to: str = "",
) -> Target:
    """Write down how much of an indicator is promised by a day; set again for the same day it is changed."""
    if indicator not in indicators():
        raise ValidationError({"indicator": _("There is no such indicator.")})
    target = Target.objects.filter(indicator=indicator, due_on=due_on).first() or Target(
        indicator=indicator, due_on=due_on
    )
    target.amount, target.since, target.promised_to = amount, since, promised_to
    target.full_clean()
    target.save()
    announce(
        facts.TargetSet(hub_id=hub.id, about=target.id, indicator=indicator, amount=str(amount), due_on=due_on),
        by=coordinator,
    )
    return target


@command(may=permissions.may_set_target)
def drop_target(coordinator: Membership, target: Target) -> None:
    """Owe a target no longer; the journal keeps that it was owed."""
    announce(facts.TargetDropped(hub_id=target.hub_id, about=target.id, indicator=target.indicator), by=coordinator)
    target.delete()
