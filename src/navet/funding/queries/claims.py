"""Financiers' terms, their calendars, and what their next claims come to."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from navet.funding.claims import Reckoning, State, Terms, reckon
from navet.funding.cost_options import Ceiling, Entry, Option, Rule, ceiling_of, cents, eligible
from navet.funding.models import (
    Claim,
    ClaimLine,
    Contribution,
    Cost,
    CostKind,
    CostRule,
    Financier,
    Period,
    Project,
    StatusAnswer,
    TimeEntry,
)
from navet.funding.queries.costs import NOTHING
from navet.kit.refusals import NotFound

How = CostRule.How
COLUMNS = (_("Day"), _("Kind of cost"), _("What it was"), _("Who worked"), _("Hours"), _("Amount"))
FIGURES = ("eligible", "held", "earned", "claimed", "parked", "cut")


def find_financier(id: UUID) -> Financier:
    financier = Financier.objects.filter(id=id).select_related("project").first()
    if financier is None:
        raise NotFound
    return financier


def find_period(id: UUID) -> Period:
    period = Period.objects.filter(id=id).select_related("financier__project").first()
    if period is None:
        raise NotFound
    return period


def find_claim(id: UUID) -> Claim:
    claim = Claim.objects.filter(id=id).select_related("period", "financier__project", "by").first()
    if claim is None:
        raise NotFound
    return claim


def claim_of(period: Period) -> Claim | None:
    return Claim.objects.filter(period=period).select_related("financier__project", "by", "period").first()


def lines_of(claim: Claim) -> QuerySet[ClaimLine]:
    """The rows of a claim; `line.cost.about` leads on to the delivery or the own work behind it."""
    return ClaimLine.objects.filter(claim=claim).select_related("cost").order_by("on", "id")


def claims_with(work: UUID) -> QuerySet[Claim]:
    """The claims that a piece of work stands in."""
    return Claim.objects.filter(lines__cost__about=work).select_related("financier", "period").order_by("id").distinct()


@dataclass(frozen=True)
class ToldClaim:
    """A period for the reader: the claim as it was sent or, until then, as it would be."""

    due: "Due"
    figures: Mapping[str, Decimal]
    terms: dict[str, Any]
    rows: Sequence[Cost | ClaimLine]
    waiting: Sequence[Cost] = ()
    unanswered: Sequence[str] = ()

    @property
    def claim(self) -> Claim | None:
        return self.due.claim

    @property
    def as_sent(self) -> bool:
        """Whether the figures and rows still are what they were when it was sent."""
        return self.claim is not None and is_as_sent(self.claim)

    @property
    def before(self) -> Decimal:
        return Decimal(self.terms["before"])

    @property
    def by_kind(self) -> list[tuple[str, Decimal]]:
        """What is recognised to date, under the kinds' names."""
        return [(CostKind(kind).label.capitalize(), Decimal(sum_)) for kind, sum_ in self.terms["by_kind"].items()]


def told_claim(period: Period) -> ToldClaim:
    """The claim of a period, frozen or not yet."""
    claim = claim_of(period)
    if claim:
        figures = {name: getattr(claim, name) for name in FIGURES}
        return ToldClaim(Due(period, claim), figures, claim.terms, list(lines_of(claim)))
    draft = draft_of(period)
    terms = terms_told(draft)
    return ToldClaim(Due(period, None), draft.figures, terms, draft.lines, draft.waiting, draft.unanswered)


def told_rows(rows: Iterable[Cost | ClaimLine]) -> list[tuple[Any, ...]]:
    """A claim's rows as a file has them, under `COLUMNS`."""
    return [(row.on, row.get_kind_display(), row.what, str(row.worker or ""), row.hours, row.amount) for row in rows]


def answers_of(period: Period) -> dict[str, str]:
    """Question → what has been answered for that period."""
    return dict(StatusAnswer.objects.filter(period=period).values_list("question", "answer"))


def contributions_of(financier: Financier) -> QuerySet[Contribution]:
    """What a financier has put in, the latest first."""
    return Contribution.objects.filter(financier=financier).order_by("-on", "-id")


def rules_above_the_law(financier: Financier) -> list[tuple[CostRule, Ceiling]]:
    """Flat rates above what the regulation allows without a calculation of one's own."""
    told = list(CostRule.objects.filter(financier=financier).order_by("kind"))
    reckoned, _kinds = rules_of(told)
    found = []
    for rule in told:
        flat = reckoned[rule.kind]
        ceiling = ceiling_of(rule.kind, flat.bases) if flat.bases else None
        if ceiling and flat.rate > ceiling.rate:
            found.append((rule, ceiling))
    return found


def terms_of(financier: Financier) -> Terms:
    """What a financier has decided; where nothing is written, its share of the budget."""
    rate = financier.share if financier.rate is None else financier.rate
    ceiling = financier.ceiling
    if ceiling is None:
        ceiling = cents(financier.share * financier.project.budget)
    return Terms(rate, ceiling, financier.if_others_pay)


def rules_of(rules: Iterable[CostRule]) -> tuple[dict[str, Rule], frozenset[str]]:
    """A financier's rules for reckoning, and the kinds it recognises: all of them where it has said nothing."""
    told = list(rules)
    if not told:
        return {}, frozenset(CostKind.values)
    direct = frozenset(rule.kind for rule in told if rule.how not in {How.FLAT_STAFF, How.FLAT_DIRECT})
    return {rule.kind: _rule(rule, direct) for rule in told}, frozenset(rule.kind for rule in told)


def _rule(rule: CostRule, direct: frozenset[str]) -> Rule:
    figure = rule.figure or NOTHING
    if rule.how == How.FLAT_STAFF:
        return Rule(Option.FLAT_RATE, rate=figure / 100, bases=frozenset({CostKind.STAFF.value}))
    if rule.how == How.FLAT_DIRECT:
        return Rule(Option.FLAT_RATE, rate=figure / 100, bases=direct)
    return Rule(Option(rule.how), amount=figure)


def claimable(project: Project, until: date) -> list[Cost]:
    """A project's costs and corrections up to a day, in its currency; those in another currency are not reckoned."""
    rows = Cost.objects.filter(project=project, on__lte=until, currency=project.currency)
    return list(rows.select_related("worker").order_by("on", "id"))


def works_waiting(costs: Iterable[Cost]) -> set[UUID]:
    """Work whose hours do not all stand on approved time sheets: not claimed before they do."""
    hours: dict[UUID, Decimal] = {}
    for cost in costs:
        if cost.worker_id and cost.hours:
            hours[cost.about] = hours.get(cost.about, NOTHING) + cost.hours
    works = [work for work, sum_of_hours in hours.items() if sum_of_hours > 0]
    entries = TimeEntry.objects.filter(about__in=works)
    approved = set(entries.filter(sheet__approved_at__isnull=False).values_list("about", flat=True))
    to_approve = set(entries.filter(sheet__approved_at__isnull=True).values_list("about", flat=True))
    return {work for work in works if work in to_approve or work not in approved}


def recognised(financier: Financier, costs: Iterable[Cost]) -> dict[str, Decimal]:
    """What a financier recognises of these costs, kind by kind."""
    rules, kinds = rules_of(financier.rules.all())
    entries = (Entry(cost.kind, cost.amount, cost.hours or NOTHING) for cost in costs)
    return eligible(entries, rules, kinds)


def paid_in(financiers: Iterable[Financier], until: date) -> Decimal:
    """What these have proved to have put in by that day: money, hours and things."""
    rows = Contribution.objects.filter(financier__in=list(financiers), on__lte=until)
    return rows.aggregate(paid=Sum("amount"))["paid"] or NOTHING


@dataclass(frozen=True)
class Draft:
    """The claim of a period as it would be sent now."""

    period: Period
    financier: Financier
    lines: list[Cost]
    waiting: list[Cost]
    by_kind: dict[str, Decimal]
    state: State
    before: Decimal
    reckoning: Reckoning
    answers: dict[str, str]

    @property
    def figures(self) -> dict[str, Decimal]:
        """What a claim keeps, under the names it keeps it by."""
        reckoned = self.reckoning
        return {
            "eligible": self.state.eligible,
            "held": self.state.held,
            "earned": reckoned.earned,
            "claimed": reckoned.claimed,
            "parked": reckoned.parked,
            "cut": reckoned.cut,
        }

    @property
    def unanswered(self) -> list[str]:
        return [question for question in self.financier.asked if question not in self.answers]


def draft_of(period: Period) -> Draft:
    """Reckon the claim of a period, from the project's first day to the period's last."""
    financier = period.financier
    costs = claimable(financier.project, period.until)
    asked_before = set(ClaimLine.objects.filter(financier=financier).values_list("cost_id", flat=True))
    waiting_works = works_waiting(cost for cost in costs if cost.id not in asked_before)
    _rules, kinds = rules_of(financier.rules.all())
    new = [cost for cost in costs if cost.id not in asked_before and cost.kind in kinds]
    waiting = [cost for cost in new if cost.about in waiting_works]
    held = {cost.id for cost in waiting}
    by_kind = recognised(financier, (cost for cost in costs if cost.id not in held))
    state = state_of(financier, costs, held=held, until=period.until)
    before = claimed_before(financier)
    return Draft(
        period=period,
        financier=financier,
        lines=[cost for cost in new if cost.id not in held],
        waiting=waiting,
        by_kind=by_kind,
        state=state,
        before=before,
        reckoning=reckon(terms_of(financier), state, before=before),
        answers=answers_of(period),
    )


def state_of(financier: Financier, costs: Sequence[Cost], *, held: set[UUID], until: date) -> State:
    """How a project stands for one financier on a day; `held` names the costs that wait for a proof."""
    whole = sum(recognised(financier, costs).values(), NOTHING)
    ready = sum(recognised(financier, [cost for cost in costs if cost.id not in held]).values(), NOTHING)
    others = list(Financier.objects.filter(project=financier.project).exclude(id=financier.id))
    for other in others:
        other.project = financier.project
    terms = [terms_of(other) for other in others]
    due = sum((min(cents(each.rate * whole), each.ceiling) for each in terms), NOTHING)
    return State(whole, whole - ready, others_due=due, others_paid=paid_in(others, until))


def claimed_before(financier: Financier) -> Decimal:
    """What stands as claimed: what was approved, and what was sent where no decision has come."""
    return sum((claim.stands for claim in Claim.objects.filter(financier=financier)), NOTHING)


def terms_told(draft: Draft) -> dict[str, Any]:
    """The terms, the sums by kind and the answers of a claim, as plain values to keep."""
    terms = terms_of(draft.financier)
    return {
        "rate": str(terms.rate),
        "ceiling": str(terms.ceiling),
        "if_others_pay": terms.if_others_pay,
        "others_due": str(draft.state.others_due),
        "others_paid": str(draft.state.others_paid),
        "before": str(draft.before),
        "currency": draft.financier.project.currency,
        "rules": [
            {"kind": rule.kind, "how": rule.how, "figure": rule.figure and str(rule.figure.normalize())}
            for rule in draft.financier.rules.order_by("kind")
        ],
        "by_kind": {kind: str(amount) for kind, amount in sorted(draft.by_kind.items())},
        "answers": [{"question": q, "answer": draft.answers.get(q, "")} for q in draft.financier.asked],
    }


def seal_of(claim: Claim, lines: Iterable[ClaimLine]) -> str:
    """SHA-256 of a claim's figures, terms and rows."""
    rows = [
        [
            str(line.cost_id),
            line.on.isoformat(),
            line.kind,
            line.what,
            line.worker,
            _told(line.hours),
            _told(line.amount),
        ]
        for line in lines
    ]
    told = {
        "period": str(claim.period_id),
        "figures": {name: _told(getattr(claim, name)) for name in FIGURES},
        "terms": claim.terms,
        "rows": sorted(rows),
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _told(amount: Decimal | None) -> str:
    """`7`, `7.0` and `7.00` are one amount, before and after the database."""
    return "" if amount is None else f"{amount:.2f}"


def is_as_sent(claim: Claim) -> bool:
    """Whether a claim's figures and rows still are what they were when it was sent."""
    return seal_of(claim, lines_of(claim)) == claim.seal


@dataclass(frozen=True)
class Due:
    """A period in a financier's calendar, and where it stands."""

    period: Period
    claim: Claim | None

    @property
    def standing(self) -> str:
        """`decided`, `sent`, `running`, `late`, or `open`: over, and still to be claimed."""
        today = timezone.localdate()
        if self.claim:
            return "sent" if self.claim.approved is None else "decided"
        if self.period.until >= today:
            return "coming" if self.period.since > today else "running"
        return "late" if self.period.due_on < today else "open"


def calendar_of(financiers: Iterable[Financier]) -> dict[UUID, list[Due]]:
    """Financier → its periods with their claims, the first one first: two questions, however many."""
    periods = Period.objects.filter(financier__in=list(financiers)).order_by("since")
    dues: dict[UUID, list[Due]] = {}
    for period in periods.prefetch_related(Prefetch("claims", Claim.objects.all())):
        claim = next(iter(period.claims.all()), None)
        dues.setdefault(period.financier_id, []).append(Due(period, claim))
    return dues
