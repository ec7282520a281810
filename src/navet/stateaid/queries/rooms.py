"""How much aid a single undertaking has had and may still get, over all hubs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from navet.directory.models import Organisation
from navet.directory.queries import Ties, ties_around
from navet.directory.undertakings import Reason, reasons_together
from navet.kit.refusals import NotFound
from navet.stateaid.ceilings import NOTHING, Answer, History, years_before
from navet.stateaid.models import AidEntry, Declaration, DeclaredAid, OrganisationSplit, Regime
from navet.stateaid.queries.regimes import regime_on
from navet.stateaid.splits import Counted, Split, after_splits, those_before

DE_MINIMIS = "DE_MINIMIS_2023"


@dataclass(frozen=True, slots=True)
class Member:
    """One organisation of a single undertaking, with the link to `nearer` that brought it in."""

    id: UUID
    name: str
    number: str
    nearer: str
    reason: Reason | None

    @property
    def holder(self) -> str:
        """Who has the hold: this one or the nearer one."""
        return self.name if self.reason and self.reason.link.parent == str(self.id) else self.nearer

    @property
    def held(self) -> str:
        return self.nearer if self.holder == self.name else self.name

    @property
    def tie(self) -> str:
        """The kind of link, or `same` for a duplicate that was merged; nothing for the one asked about."""
        if self.reason is None:
            return ""
        return "same" if self.reason.link.since == date.min else self.reason.link.tie


@dataclass(frozen=True, slots=True)
class Room:
    """What a single undertaking may still get on a day in one state, in euro, and where that comes from."""

    on: date
    member_state: str
    regime: Regime
    members: tuple[Member, ...]
    history: History
    rows: tuple[Counted, ...]

    @property
    def group(self) -> tuple[UUID, ...]:
        return tuple(sorted(member.id for member in self.members))

    @property
    def ceiling(self) -> Decimal:
        return self.history.ceiling.amount

    @property
    def used(self) -> Decimal:
        """The aid in the window that ends on the day."""
        return self.history.used(self.on)

    @property
    def left(self) -> Decimal:
        """The most that can be granted on the day."""
        return self.history.room(self.on)

    @property
    def full_room_on(self) -> date | None:
        """The first day on which the whole ceiling is free again."""
        return self.history.fits_on(self.ceiling, self.on)

    @property
    def per_cent(self) -> int:
        """How much of the ceiling is used, 0 to 100."""
        return min(100, int(self.used * 100 / self.ceiling))

    def used_through(self, hub_id: UUID) -> Decimal:
        """The part of what is used that one hub granted, or had declared to it."""
        since = years_before(self.on, self.history.ceiling.years)
        return sum((row.amount for row in self.rows if row.hub_id == hub_id and since <= row.day <= self.on), NOTHING)

    def answer(self, amount: Decimal) -> Answer:
        """Would this amount, in euro, keep to the ceiling on the day?"""
        over = self.history.windows_over(amount, self.on)
        return Answer(
            allowed=not over,
            group=tuple(map(str, self.group)),
            used=self.used,
            ceiling=self.ceiling,
            room=self.left,
            fits_on=self.history.fits_on(amount, self.on),
            windows_over=over,
        )


def group_of(organisation: Organisation, on: date) -> tuple[Member, ...]:
    """The organisation's single undertaking on a day, itself first, each member with its reason."""
    ties = ties_around(organisation)
    reasons = reasons_together(str(organisation.id), links=ties.links, public_owners=ties.public_owners, on=on)
    return tuple(_member(ties, id, reason) for id, reason in reasons.items())


def room_of(
    organisation: Organisation,
    on: date | None = None,
    member_state: str | None = None,
    regime: str = DE_MINIMIS,
) -> Room:
    """What a single undertaking may still get on a day (default: today) in a state (default: its own).

    Grants of every hub count, and what the members declared last. Five questions to the database, however many
    grants there are. Raises NotFound when no such rule with a ceiling holds on that day.
    """
    day = on or timezone.localdate()
    rule = regime_on(regime, day)
    if rule is None or rule.ceiling_rule is None:
        raise NotFound
    members = group_of(organisation, day)
    state = member_state or organisation.country
    granted = granted_to([member.id for member in members], family=rule.family, member_state=state)
    history = History(rule.ceiling_rule, ((row.day, row.amount) for row in granted))
    return Room(day, state, rule, members, history, granted)


def granted_to(organisations: Collection[UUID], *, family: str, member_state: str) -> tuple[Counted, ...]:
    """Every grant, correction and declared grant that counts together, divided as their undertakings split up."""
    splits = splits_around(organisations)
    rows = _rows_of(those_before(organisations, splits), family=family, member_state=member_state)
    counted = after_splits(rows, splits)
    return tuple(row for id in organisations for row in counted.get(id, ()))


def splits_around(organisations: Collection[UUID]) -> list[Split]:
    """The splits these came out of or that took from them, and those before; one question where there are none."""
    found: dict[UUID, OrganisationSplit] = {}
    known, wanted = set(organisations), set(organisations)
    while wanted:
        touching = OrganisationSplit.objects.filter(Q(parent__in=wanted) | Q(child__in=wanted), undone_at=None)
        new = list(touching)
        found |= {each.id: each for each in new}
        wanted = {each.parent_id for each in new} - known
        known |= wanted
    return [Split(each.parent_id, each.child_id, each.on, each.part) for each in found.values()]


def splits_of(organisation: Organisation) -> QuerySet[OrganisationSplit]:
    """The splits an organisation was part of, those that do not count as well, the latest first."""
    touching = OrganisationSplit.objects.filter(Q(parent=organisation) | Q(child=organisation))
    return touching.select_related("parent", "child").order_by("-on", "-id")


def find_split(organisation: Organisation, id: UUID) -> OrganisationSplit:
    split = splits_of(organisation).filter(id=id).first()
    if split is None:
        raise NotFound
    return split


def _rows_of(organisations: Iterable[UUID], *, family: str, member_state: str) -> dict[UUID, list[Counted]]:
    """Each organisation's own rows, granted and declared, in one question."""
    entries = AidEntry.objects.filter(organisation__in=organisations, regime__family=family, member_state=member_state)
    declared = counting_declared(organisations).filter(regime__family=family, member_state=member_state)
    both = entries.values_list("organisation_id", "granted_on", "amount", "hub_id").union(
        declared.values_list("declaration__organisation_id", "granted_on", "amount", "declaration__hub_id"), all=True
    )
    rows: dict[UUID, list[Counted]] = {}
    for organisation, day, amount, hub_id in both:
        rows.setdefault(organisation, []).append(Counted(day, amount, hub_id))
    return rows


def counting_declared(organisations: Iterable[UUID]) -> QuerySet[DeclaredAid]:
    """What each organisation's newest declaration tells of that the ledger does not know itself."""
    newest = Declaration.objects.filter(organisation=OuterRef("declaration__organisation"))
    return DeclaredAid.objects.filter(
        declaration__organisation__in=organisations,
        declaration=Subquery(newest.order_by("-signed_at", "-id").values("id")[:1]),
        is_known=False,
    )


def _member(ties: Ties, id: str, reason: Reason | None) -> Member:
    name, number = ties.names[id]
    nearer = ties.names[reason.nearer][0] if reason else ""
    return Member(UUID(id), name, number, nearer, reason)
