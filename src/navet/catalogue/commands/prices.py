from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from navet.catalogue import facts, permissions
from navet.catalogue.models import Price, Service
from navet.directory.models import Membership
from navet.funding.models import Project
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import Refused


@command(may=permissions.may_set_price)
def set_price(
    coordinator: Membership,
    service: Service,
    *,
    project: Project,
    amount: Decimal,
    unit: str,
    since: date,
    until: date | None = None,
    invoiced: Decimal = Decimal(0),
    aid_step: Decimal = Decimal("0.01"),
) -> Price:
    """Give a service its price from a day on, in the project's currency; the price that stood before ends the day before, unchanged otherwise."""
    price = Price(
        service=service,
        project=project,
        amount=amount,
        invoiced=invoiced,
        currency=project.currency,
        unit=unit,
        since=since,
        until=until,
        aid_step=aid_step,
    )
    price.full_clean(validate_constraints=False)
    ended = _end_standing(service, since)
    price.validate_constraints()
    price.save()
    fact = facts.PriceSet(
        hub_id=service.hub_id,
        about=service.id,
        price_id=price.id,
        amount=price.amount,
        currency=price.currency,
        since=since,
        ended=ended.id if ended else None,
    )
    announce(fact, by=coordinator)
    return price


def _end_standing(service: Service, since: date) -> Price | None:
    """The price that holds the day before the new one begins ends that day."""
    Service.objects.select_for_update().get(id=service.id)
    later = Price.objects.filter(service=service, since__gte=since).order_by("since").first()
    if later is not None:
        raise Refused(
            _("A price already begins on %(day)s; a new one begins after it.") % {"day": later.since},
            fields={"since": [_("Choose a later day.")]},
        )
    day_before = since - timedelta(days=1)
    standing = Price.objects.filter(Q(until__isnull=True) | Q(until__gte=since), service=service).first()
    if standing is not None:
        standing.until = day_before
        standing.save(update_fields=["until"])
    return standing
