from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from navet.assessments.queries import latest_submitted, weaknesses_of
from navet.casework.models import Case, Delivery, Guest, Plan, PlanItem
from navet.casework.permissions import speaks_for_customer
from navet.casework.proposals import Need, Offer, Proposal, propose
from navet.casework.queries.cases import cases_seen_by
from navet.catalogue.models import Service
from navet.catalogue.queries import label, open_services, requirements, sectors_of_nace, words
from navet.directory.models import Membership, Visitor
from navet.kit.links import SignedLinks
from navet.kit.refusals import NotFound
from navet.kit.translated import told

LINKS = SignedLinks("casework.plan")


def find_plan(member: Membership | Visitor, id: UUID) -> Plan:
    """A plan of a case this person sees; a partner sees the help, not how the plan came about."""
    plans = Plan.objects.select_related("case__customer__organisation", "case__application")
    plan = plans.filter(id=id, case__in=cases_seen_by(member)).first() if member.may_read else None
    if plan is None:
        raise NotFound
    return plan


def find_plan_item(member: Membership | Visitor, id: UUID) -> PlanItem:
    item = PlanItem.objects.select_related("plan__case").filter(id=id).first() if member.may_read else None
    if item is None:
        raise NotFound
    return item


def link_to_plan(plan: Plan) -> str:
    """The secret part of the customer's link."""
    return LINKS.to(plan.id)


def find_plan_by_link(link: str) -> Plan:
    """The plan a link belongs to, once it has been sent."""
    id = LINKS.id_behind(link)
    plans = Plan.objects.select_related("case__customer__organisation", "case__adviser", "case__application")
    plan = plans.filter(id=id, sent_at__isnull=False).first()
    if plan is None:
        raise NotFound
    return plan


def holder_of_link(case: Case) -> Guest:
    """Who acts through the customer's link."""
    return Guest(application_id=case.application_id)


def items_of(plan: Plan) -> QuerySet[PlanItem]:
    items = PlanItem.objects.filter(plan=plan).select_related("service", "partner").order_by("place", "id")
    return items.defer("service__search_nb", "service__search_sv", "service__search_en", "service__search_text")


def plan_of(case: Case) -> Plan | None:
    """The plan that matters now: the newest one."""
    return Plan.objects.filter(case=case).order_by("-version").first()


def plan_rows(plan: Plan) -> list[dict[str, Any]]:
    """Each item with its reasons in the reader's language."""
    items = list(items_of(plan))
    titles = {str(item.service_id): told(item.service.title).text for item in items}
    return [{"item": item, "reasons": [told_reason(reason, titles) for reason in item.reasons]} for item in items]


def told_reason(reason: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """Why a service is in a plan, as a sentence."""
    code = reason["code"]
    if code == "weak":
        where = label("maturity-dimensions", reason["part"])
        return _("The assessment shows room to grow in %(where)s (%(score)s of 100).") % {
            "where": where.split(" (")[0],
            "score": reason["score"],
        }
    if code == "before":
        return _("Comes before “%(service)s”.") % {"service": titles.get(reason["service"], _("another piece of help"))}
    return _told_simply(code, reason)


def _told_simply(code: str, reason: Mapping[str, Any]) -> str:
    if code == "words":
        return _("You wrote about %(words)s.") % {"words": ", ".join(reason["words"])}
    if code == "technology":
        return _("You mention %(technology)s.") % {"technology": label("technologies", reason["technology"])}
    if code == "sector":
        return _("Made for %(sector)s.") % {"sector": label("catalogue-sectors", reason["sector"])}
    return {"asked": _("You asked for it."), "chosen": _("Your adviser suggests it.")}.get(code, "")


def services_had(customer_id: UUID) -> set[UUID]:
    """What the customer has been given, in this case or an earlier one."""
    given = Delivery.objects.filter(case__customer=customer_id, replaced_at__isnull=True)
    return set(given.values_list("service_id", flat=True))


def proposed_for(case: Case) -> tuple[Proposal, ...]:
    """What the rules suggest for this case today."""
    return propose(_need_of(case), _offers())


def _need_of(case: Case) -> Need:
    organisation, application = case.customer.organisation, case.application
    scheme = "2.1" if organisation.nace_scheme.endswith("2.1") else "2"
    sectors = sectors_of_nace(organisation.nace_code, scheme)[1] if organisation.nace_code else []
    return Need(
        text=f"{application.need} {application.wish} {case.title}",
        asked=str(application.service_id or ""),
        sectors=frozenset(sectors),
        weak=_weak_parts(organisation.id),
        had=frozenset(map(str, services_had(case.customer_id))),
    )


def _weak_parts(organisation_id: UUID) -> dict[str, float]:
    latest = latest_submitted(organisation_id)
    if latest is None or not latest.part_scores:
        return {}
    form = latest.questionnaire.code
    return {f"{form}:{each.part}": float(each.score) for each in weaknesses_of(latest)}


def _offers() -> list[Offer]:
    services = list(open_services())
    needed = requirements([service.id for service in services])
    return [_offer(service, needed.get(service.id, set())) for service in services]


def _offer(service: Service, requires: set[UUID]) -> Offer:
    texts = (service.title, service.summary, service.gives)
    names = words("technologies")
    return Offer(
        id=str(service.id),
        text=" ".join(text for by_language in texts for text in by_language.values()),
        technologies={
            code: " ".join(names[code].labels.values()) if code in names else "" for code in service.technologies
        },
        sectors=frozenset(service.sectors),
        strengthens=frozenset(service.strengthens),
        requires=tuple(sorted(map(str, requires))),
    )


def plan_to_send(id: UUID) -> Plan:
    """The plan a letter is written about."""
    return Plan.objects.select_related("case__application", "case__adviser", "case__hub").get(id=id)


def find_plan_for_customer(member: Membership, id: UUID) -> Plan:
    """A sent plan, for those who speak for its customer."""
    plan = Plan.objects.select_related("case__application").filter(id=id, sent_at__isnull=False).first()
    if plan is None or not speaks_for_customer(member, plan.case):
        raise NotFound
    return plan
