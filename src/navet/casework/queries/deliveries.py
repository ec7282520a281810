from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from navet.casework.models import Agreement, AgreementItem, Case, Delivery, DeliveryDraft, IndicatorRow
from navet.casework.queries.cases import cases_seen_by
from navet.directory.models import Membership, Visitor
from navet.kit.refusals import NotFound

NOTHING = Decimal(0)


def find_delivery(member: Membership | Visitor, id: UUID) -> Delivery:
    """A delivery this person may know of: a partner the own ones."""
    found = Delivery.objects.filter(id=id, case__in=cases_seen_by(member))
    if not member.may_read:
        found = found.filter(partner=getattr(member, "partner_id", None))
    delivery = found.select_related(
        "case__customer__organisation", "case__adviser", "service", "item__agreement", "delivered_by", "partner"
    ).first()
    if delivery is None:
        raise NotFound
    return delivery


def deliveries_of(member: Membership | Visitor, case: Case) -> QuerySet[Delivery]:
    """What has been given and stands, newest first."""
    standing = Delivery.objects.filter(case=case, replaced_at__isnull=True)
    if not member.may_read:
        standing = standing.filter(partner=getattr(member, "partner_id", None))
    return standing.select_related("service", "delivered_by", "partner", "item").order_by("-last_on", "-id")


def items_to_deliver(member: Membership | Visitor, case: Case | None = None) -> QuerySet[AgreementItem]:
    """What is promised and not all given yet: in one case, or in every case this person sees."""
    items = AgreementItem.objects.filter(agreement__status=Agreement.Status.CONFIRMED, settled_at__isnull=True)
    items = items.exclude(agreement__case__stage=Case.Stage.CLOSED)
    if case is not None:
        items = items.filter(agreement__case=case)
    if not member.may_read:
        items = items.filter(partner=getattr(member, "partner_id", None), agreement__case__in=cases_seen_by(member))
    return items.select_related("service", "partner", "agreement__case__customer__organisation").order_by("id")


def left_of(items: list[AgreementItem]) -> dict[UUID, Decimal]:
    """How much of each is still to be given, in one question."""
    given = dict(
        Delivery.objects.filter(item__in=items, replaced_at__isnull=True)
        .values_list("item")
        .annotate(Sum("quantity"))
        .order_by()
    )
    return {item.id: item.quantity - (given.get(item.id) or NOTHING) for item in items}


def draft_of(member: Membership, case: Case, item: AgreementItem | None) -> DeliveryDraft | None:
    return DeliveryDraft.objects.filter(member=member, case=case, item=item).first()


def indicator_rows(asked: Mapping[str, Any] | None = None) -> QuerySet[IndicatorRow]:
    """The rows that count: one a delivery that stands. `since` and `until` narrow by the last day; the rest by column."""
    rows = IndicatorRow.objects.filter(replaced_at__isnull=True).order_by("last_on", "id")
    for name, value in (asked or {}).items():
        column = {"since": "last_on__gte", "until": "last_on__lte"}.get(name, name)
        if value:
            rows = rows.filter(**{column: value})
    return rows


def help_days(case: Case) -> date | None:
    """The last day on which help was given."""
    last = Delivery.objects.filter(case=case, replaced_at__isnull=True).order_by("-last_on").first()
    return last.last_on if last else None
