from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from navet.directory.models import Membership
from navet.funding import facts, permissions
from navet.funding.models import (
    Claim,
    ClaimLine,
    Contribution,
    CostRule,
    Financier,
    Period,
    Project,
    StatusAnswer,
)
from navet.funding.periods import calendar
from navet.funding.queries import Draft, draft_of, seal_of, terms_told
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import Refused


@dataclass(frozen=True)
class Recognised:
    """How one kind of cost is recognised; `figure`: a price, a lump sum or per cent, and none for real costs."""

    kind: str
    how: str
    figure: Decimal | None = None


@dataclass(frozen=True)
class Decided:
    """What a financier's decision says. `rate`: 0 to 1; None: the share of the budget, and no more than that share.

    `months`: the length of a period; None when nothing is claimed. `rules`: none at all means every kind, as real costs.
    """

    rate: Decimal | None = None
    ceiling: Decimal | None = None
    if_others_pay: bool = False
    months: int | None = None
    days_to_claim: int = 60
    questions: str = ""
    rules: Sequence[Recognised] = ()


@dataclass(frozen=True)
class PaidIn:
    """Money, hours or things put in: how, how much in the project's currency, when, and what proves it."""

    form: str
    amount: Decimal
    on: date
    proof: str


@command(may=permissions.may_edit_projects)
def set_terms(coordinator: Membership, financier: Financier, *, decided: Decided) -> Financier:
    """Write down what a financier has decided, and lay out its calendar; what is claimed already stays as it is."""
    _hold(financier)
    for name in ("rate", "ceiling", "if_others_pay", "months", "days_to_claim", "questions"):
        setattr(financier, name, getattr(decided, name))
    financier.full_clean()
    financier.save()
    CostRule.objects.filter(financier=financier).delete()
    for told in decided.rules:
        rule = CostRule(financier=financier, kind=told.kind, how=told.how, figure=told.figure)
        rule.full_clean()
        rule.save()
    _lay_out(financier)
    announce(
        facts.TermsSet(hub_id=financier.hub_id, about=financier.id, project_id=financier.project_id), by=coordinator
    )
    return financier


@command(may=permissions.may_edit_projects)
def enter_contribution(coordinator: Membership, financier: Financier, *, key: UUID, paid: PaidIn) -> Contribution:
    """Note what a financier has put in, with its proof; the same key again is the same money."""
    _hold(financier)
    already = Contribution.objects.filter(key=key).first()
    if already:
        return already
    contribution = Contribution(
        financier=financier,
        key=key,
        form=paid.form,
        amount=paid.amount,
        on=paid.on,
        proof=paid.proof,
        by=coordinator,
    )
    contribution.full_clean()
    contribution.save()
    fact = facts.ContributionEntered(
        hub_id=financier.hub_id, about=contribution.id, financier_id=financier.id, amount=paid.amount
    )
    announce(fact, by=coordinator)
    return contribution


@command(may=permissions.may_answer_status)
def answer_status(member: Membership, period: Period, *, answers: Mapping[str, str]) -> Period:
    """Answer a financier's questions while the period runs; an empty answer is none yet."""
    _hold(period.financier)
    if Claim.objects.filter(period=period).exists():
        raise Refused(_("This period is claimed, and its answers are sent."))
    for question in period.financier.asked:
        told = answers.get(question, "").strip()
        kept = StatusAnswer.objects.filter(period=period, question=question).first()
        answer = kept or StatusAnswer(period=period, question=question)
        answer.answer, answer.by = told, member
        if told:
            answer.full_clean()
            answer.save()
        elif kept:
            kept.delete()
    announce(facts.StatusAnswered(hub_id=period.hub_id, about=period.id), by=member)
    return period


@command(may=permissions.may_edit_projects)
def submit_claim(coordinator: Membership, period: Period) -> Claim:
    """Freeze the claim of a period as it is sent: its costs, its figures, its answers. Twice is once."""
    _hold(period.financier)
    already = Claim.objects.filter(period=period).first()
    if already:
        return already
    draft = draft_of(period)
    _check_ready(draft)
    claim = Claim(
        period=period,
        financier=period.financier,
        submitted_at=timezone.now(),
        by=coordinator,
        **draft.figures,
        terms=terms_told(draft),
    )
    lines = [
        ClaimLine(
            claim=claim,
            financier=period.financier,
            cost=cost,
            on=cost.on,
            kind=cost.kind,
            what=cost.what,
            worker=str(cost.worker or ""),
            hours=cost.hours,
            amount=cost.amount,
        )
        for cost in draft.lines
    ]
    claim.seal = seal_of(claim, lines)
    claim.full_clean()
    claim.save()
    ClaimLine.objects.bulk_create(lines)
    fact = facts.ClaimSubmitted(
        hub_id=claim.hub_id,
        about=claim.id,
        financier_id=claim.financier_id,
        period_id=period.id,
        claimed=claim.claimed,
        seal=claim.seal,
    )
    announce(fact, by=coordinator)
    return claim


@command(may=permissions.may_edit_projects)
def decide_claim(coordinator: Membership, claim: Claim, *, approved: Decimal, on: date, decision: str = "") -> Claim:
    """Note what the financier approved; the next claim is reckoned from that."""
    claim = Claim.objects.select_for_update().get(id=claim.id)
    if claim.approved is not None:
        if (claim.approved, claim.decided_on) == (approved, on):
            return claim
        raise Refused(_("The decision on this claim is written down already. Put a change in the next claim."))
    if approved > max(claim.claimed, Decimal(0)) and claim.claimed >= 0:
        raise Refused(fields={"approved": [_("More than was claimed cannot be approved.")]})
    claim.approved, claim.decided_on, claim.decision = approved, on, decision
    claim.save(update_fields=["approved", "decided_on", "decision"])
    fact = facts.ClaimDecided(hub_id=claim.hub_id, about=claim.id, claimed=claim.claimed, approved=approved)
    announce(fact, by=coordinator)
    return claim


def _hold(financier: Financier) -> None:
    """Whoever reckons with a project's money does so alone, and with what holds now."""
    project = Project.objects.select_for_update().get(id=financier.project_id)
    financier.refresh_from_db()
    financier.project = project


def _lay_out(financier: Financier) -> None:
    """Periods that are claimed or answered stay, and those before them; the days after are laid out anew."""
    periods = Period.objects.filter(financier=financier)
    used = Q(id__in=Claim.objects.values("period")) | Q(id__in=StatusAnswer.objects.values("period"))
    last = periods.filter(used).order_by("-until").first()
    since = last.until + timedelta(days=1) if last else financier.project.since
    periods.filter(since__gte=since).delete()
    if not financier.months:
        return
    stretches = calendar(since, financier.project.until, months=financier.months, days_to_claim=financier.days_to_claim)
    Period.objects.bulk_create(
        Period(financier=financier, since=each.since, until=each.until, due_on=each.due_on) for each in stretches
    )


def _check_ready(draft: Draft) -> None:
    """A claim is sent after its last day, after the one before it, and with its questions answered."""
    period = draft.period
    if period.until >= timezone.localdate():
        raise Refused(_("The period is not over yet: it runs until %(day)s.") % {"day": date_format(period.until)})
    earlier = Period.objects.filter(financier=period.financier, until__lt=period.since, claims__isnull=True)
    first = earlier.order_by("since").first()
    if first:
        days = {"since": date_format(first.since), "until": date_format(first.until)}
        raise Refused(_("Claim the period from %(since)s to %(until)s first.") % days)
    if draft.unanswered:
        raise Refused(_("Answer the questions on the status first: %(question)s") % {"question": draft.unanswered[0]})
