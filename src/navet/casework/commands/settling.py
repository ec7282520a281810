"""When nothing more will be given of an item, its aid is lowered from what was promised to what was given."""

from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from navet.casework.models import AgreementItem, Delivery
from navet.directory.models import Membership
from navet.stateaid.commands import correct_aid, revoke_aid
from navet.stateaid.queries import changed_amount, find_entry

NOTHING = Decimal("0.00")


def given_of(item: AgreementItem, *, without: Delivery | None = None) -> tuple[Decimal, Decimal]:
    """How much has been given of an item, and the aid in it: the deliveries that stand."""
    standing = Delivery.objects.filter(item=item, replaced_at__isnull=True)
    if without is not None:
        standing = standing.exclude(id=without.id)
    sums = standing.aggregate(quantity=Sum("quantity"), aid=Sum("aid"))
    return sums["quantity"] or NOTHING, sums["aid"] or NOTHING


def settle(member: Membership, item: AgreementItem, *, reason: str, for_good: bool = False) -> None:
    """Bring the ledger to what was given, and close the item; `for_good`: a grant that came to nothing is revoked."""
    _quantity, aid = given_of(item)
    _bring_to(member, item, aid, reason, for_good=for_good)
    item.settled_at = timezone.now()
    item.save(update_fields=["settled_at"])


def unsettle(member: Membership, item: AgreementItem, *, reason: str) -> None:
    """More is to be given after all: the ledger goes back to what was promised, if there is still room."""
    _bring_to(member, item, item.aid, reason)
    item.settled_at = None
    item.save(update_fields=["settled_at"])


def _bring_to(member: Membership, item: AgreementItem, aid: Decimal, reason: str, *, for_good: bool = False) -> None:
    if item.aid_entry_id is None or not item.aid:
        return
    entry = find_entry(member, item.aid_entry_id)
    _euros, now = changed_amount(entry)
    if for_good and not aid:
        revoke_aid(member, entry, reason=reason)
    elif aid != now:
        correct_aid(member, entry, amount=aid, reason=reason)
