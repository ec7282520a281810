"""The work log, the cost and the indicator row of a delivery; their corrections point back and delete nothing."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from navet.casework.models import Delivery, IndicatorRow, WorkLog
from navet.catalogue.queries import reporting_value
from navet.directory.models import Membership, Organisation
from navet.funding.commands import correct_cost, enter_cost, log_delivered_hours
from navet.funding.models import Cost, Project
from navet.funding.queries import find_cost
from navet.kit.translated import told
from navet.stateaid.queries import find_entry

AID_NOTES = {
    True: "{regime}: {basis}",
    False: "No aid. {basis}",
}


def log_work(delivery: Delivery, *, hours: Decimal | None = None, corrects: WorkLog | None = None) -> WorkLog:
    return WorkLog.objects.create(
        delivery=delivery,
        member=corrects.member if corrects else delivery.delivered_by,
        on=delivery.last_on,
        hours=delivery.hours if hours is None else hours,
        what=_title(delivery)[:300],
        corrects=corrects,
    )


def correct_work(old: Delivery, new: Delivery) -> None:
    """The difference, for the person who is logged; another person's hours are taken back and logged anew."""
    first = WorkLog.objects.filter(delivery=old, corrects__isnull=True).first() or _root_work(old)
    if old.delivered_by_id == new.delivered_by_id:
        log_work(new, hours=new.hours - old.hours, corrects=first)
    else:
        log_work(new, hours=-old.hours, corrects=first)
        log_work(new)


def _root_work(delivery: Delivery) -> WorkLog:
    """The row that a chain of corrections began with."""
    row = WorkLog.objects.filter(delivery=delivery).select_related("corrects").latest("id")
    return row.corrects or row


def enter_cost_of(member: Membership, delivery: Delivery, project: Project) -> Cost:
    """What the project pays, the value by the price list less what the customer pays; and whose time it was."""
    cost = enter_cost(
        member,
        project,
        about=delivery.id,
        on=delivery.last_on,
        amount=delivery.value - delivery.invoiced,
        currency=delivery.currency,
        what=_title(delivery),
        hours=delivery.hours,
        worker=delivery.delivered_by,
    )
    _log_hours(member, cost, delivery)
    return cost


def correct_cost_of(member: Membership, new: Delivery) -> None:
    assert new.cost_id is not None
    cost = find_cost(new.cost_id)
    correct_cost(member, cost, amount=new.value - new.invoiced, hours=new.hours, reason=new.reason)
    _log_hours(member, cost, new)


def _log_hours(member: Membership, cost: Cost, delivery: Delivery) -> None:
    log_delivered_hours(member, cost, worker=delivery.delivered_by, since=delivery.first_on, until=delivery.last_on)


def make_row(member: Membership, delivery: Delivery, *, corrects: IndicatorRow | None = None) -> IndicatorRow:
    """Everything that is reported of a delivery, as it is today; nothing later changes it."""
    case, service = delivery.case, delivery.service
    organisation = case.customer.organisation
    public = organisation.kind == Organisation.Kind.PUBLIC_BODY
    row = IndicatorRow(
        delivery=delivery,
        corrects=corrects,
        case=case,
        customer=case.customer,
        customer_name=organisation.legal_name,
        register_number=organisation.shown_number,
        country=organisation.country,
        region=organisation.region,
        sector=case.customer.sector,
        size=case.customer.size,
        kind=IndicatorRow.Kind.PSO if public else IndicatorRow.Kind.SME,
        service=service,
        service_title=service.title,
        partner=delivery.partner,
        adviser=case.adviser,
        pillar=service.pillar,
        category=reporting_value("pillars", service.pillar) or service.pillar,
        technologies=service.technologies,
        technology_values=[reporting_value("technologies", code) or code for code in service.technologies],
        first_on=delivery.first_on,
        last_on=delivery.last_on,
        hours=delivery.hours,
        attendees=delivery.participants,
        description=delivery.description,
        value=delivery.value,
        invoiced=delivery.invoiced,
        aid=delivery.aid,
        currency=delivery.currency,
        aid_note=_aid_note(member, delivery),
        status=IndicatorRow.Status.INVOICED if delivery.invoiced else IndicatorRow.Status.FINALISED,
    )
    row.full_clean()
    row.save()
    return row


def correct_row(member: Membership, old: Delivery, new: Delivery) -> IndicatorRow:
    """The old row counts no longer, and stays; the new one points at it."""
    row = IndicatorRow.objects.get(delivery=old)
    row.replaced_at = timezone.now()
    row.save(update_fields=["replaced_at"])
    return make_row(member, new, corrects=row)


def _aid_note(member: Membership, delivery: Delivery) -> str:
    """The legal basis, in English: the reporting tool knows no other language."""
    assert delivery.aid_entry_id is not None
    rule = find_entry(member, delivery.aid_entry_id).regime
    return AID_NOTES[rule.is_aid].format(regime=rule.code, basis=told(rule.legal_basis, "en").text)[:300]


def _title(delivery: Delivery) -> str:
    return told(delivery.service.title, delivery.case.hub.first_language).text or _("Help")
