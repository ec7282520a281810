"""Works out whose figures count with an enterprise's: 2003/361/EC, annex, articles 3 and 6."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

PARTNER = Decimal("0.25")
HALF = Decimal("0.50")
WHOLE = Decimal(1)
NOTHING = Decimal(0)
ANGELS_LIMIT = Decimal(1_250_000)
BUDGET_LIMIT = Decimal(10_000_000)
INHABITANTS_LIMIT = 5_000


class Nature(StrEnum):
    """What an owner is; all but the first two may hold up to half without being a partner (article 3(2))."""

    ORDINARY = "ordinary"
    PUBLIC_BODY = "public-body"
    INVESTMENT = "investment"  # (a) public investment corporation, venture capital company
    ANGEL = "angel"  # (a) business angel
    RESEARCH = "research"  # (b) university or non-profit research centre
    INSTITUTIONAL = "institutional"  # (c) institutional investor, regional development fund
    LOCAL_AUTHORITY = "local-authority"  # (d) autonomous local authority


EXCEPTED = (Nature.INVESTMENT, Nature.RESEARCH, Nature.INSTITUTIONAL)


@dataclass(frozen=True, slots=True)
class Enterprise:
    """An enterprise or an owner. Of a local authority also its yearly budget in euro and its inhabitants."""

    id: str
    nature: Nature = Nature.ORDINARY
    public: bool = False
    budget: Decimal | None = None
    inhabitants: int | None = None

    @property
    def is_small_authority(self) -> bool:
        """A budget below EUR 10 million and fewer than 5 000 inhabitants; both must be known."""
        return (
            self.nature is Nature.LOCAL_AUTHORITY
            and self.budget is not None
            and self.inhabitants is not None
            and self.budget < BUDGET_LIMIT
            and self.inhabitants < INHABITANTS_LIMIT
        )

    @property
    def is_public(self) -> bool:
        """A public body, or a public investor such as a state university."""
        return self.public or self.nature in (Nature.PUBLIC_BODY, Nature.LOCAL_AUTHORITY)


@dataclass(frozen=True, slots=True)
class Holding:
    """What `owner` holds of `owned`: the larger of its shares of capital and of votes, 0 to 1.

    `control`: article 3(3)(b) to (d), whatever the share. `invested`: a business angel's money, in euro.
    """

    owner: str
    owned: str
    share: Decimal
    control: bool = False
    invested: Decimal | None = None

    @property
    def links(self) -> bool:
        return self.control or self.share > HALF


@dataclass(frozen=True, slots=True)
class Part:
    """An enterprise whose figures are added, and how much of them: 1 for itself and linked ones."""

    enterprise: str
    share: Decimal


class Ownership:
    """Who owns what, asked for one enterprise at a time."""

    def __init__(self, enterprises: Iterable[Enterprise], holdings: Iterable[Holding]) -> None:
        self.enterprises = {each.id: each for each in enterprises}
        self.holdings = tuple(holdings)
        self.public = frozenset(each.id for each in self.enterprises.values() if each.is_public)
        self.groups = self._groups()

    def parts_of(self, enterprise: str) -> tuple[Part, ...]:
        """It, all linked to it, its partners and all linked to those; no partner's partner.

        Public bodies have no figures to add: from a quarter on they take the status away (article 3(4)).
        """
        own = self.groups.get(enterprise, frozenset({enterprise}))
        shares = dict.fromkeys(own, WHOLE)
        for group, share in self._partners(own):
            shares.update(dict.fromkeys(group, share))
        return tuple(Part(member, share) for member, share in sorted(shares.items()))

    def public_share_of(self, enterprise: str) -> Decimal:
        """What public bodies hold together of it, or of a firm that controls it (article 3(4))."""
        if enterprise in self.public:
            return WHOLE
        public = self._controlled_by(self.public)
        owners = self._controllers_of(enterprise)
        return max(self._share_held(owned, public) for owned in owners)

    def _share_held(self, owned: str, public: frozenset[str]) -> Decimal:
        held = [each for each in self.holdings if each.owned == owned and each.owner in public]
        if any(each.links for each in held):
            return WHOLE
        shares = (each.share for each in held if not self._is_excepted(each))
        return min(sum(shares, NOTHING), WHOLE)

    def _controlled_by(self, owners: frozenset[str]) -> frozenset[str]:
        """These owners and everything they control, alone or together, through any number of firms."""
        more = {each.owned for each in self.holdings if each.owner in owners and each.links}
        more |= {owned for owned, share in self._held_by(owners).items() if share > HALF}
        return owners if more <= owners else self._controlled_by(owners | more)

    def _controllers_of(self, enterprise: str) -> frozenset[str]:
        """The enterprise and every firm that controls it, step by step upwards."""
        found, waiting = {enterprise}, [enterprise]
        while waiting:
            owned = waiting.pop()
            above = {each.owner for each in self.holdings if each.owned == owned and each.links} - found
            found |= above
            waiting.extend(above)
        return frozenset(found)

    def _partners(self, own: frozenset[str]) -> Iterator[tuple[frozenset[str], Decimal]]:
        """Each group that holds a quarter to a half of one of these, or is so held, and the greater share."""
        below = self._held_by(own)
        for group in set(self.groups.values()) - {own}:
            above = self._held_by(group)
            shares = [above.get(member, NOTHING) for member in own]
            share = max(*shares, *(below.get(member, NOTHING) for member in group))
            if share >= PARTNER and self.public.isdisjoint(group):
                yield group, share

    def _held_by(self, owners: frozenset[str]) -> Mapping[str, Decimal]:
        """What these owners hold together of every other enterprise, outside the excepted holdings."""
        held: dict[str, Decimal] = defaultdict(lambda: NOTHING)
        for each in self.holdings:
            if each.owner in owners and each.owned not in owners and not self._is_excepted(each):
                held[each.owned] += each.share
        return held

    def _groups(self) -> dict[str, frozenset[str]]:
        """Every enterprise with all linked to it, in either direction and through chains (article 3(3))."""
        names = {name for each in self.holdings for name in (each.owner, each.owned)}
        groups = {name: frozenset({name}) for name in names | set(self.enterprises)}
        while joined := next(self._joining(groups), None):
            groups.update(dict.fromkeys(joined, joined))
        return groups

    def _joining(self, groups: Mapping[str, frozenset[str]]) -> Iterator[frozenset[str]]:
        """Two groups that are one: by a holding, or by what the firms of one hold together in another."""
        for each in self.holdings:
            if each.links and each.owner not in self.public and groups[each.owner] != groups[each.owned]:
                yield groups[each.owner] | groups[each.owned]
        for group in set(groups.values()):
            if self.public.isdisjoint(group):
                together = self._held_by(group).items()
                yield from (group | groups[owned] for owned, share in together if share > HALF)

    def _is_excepted(self, holding: Holding) -> bool:
        """An investor of article 3(2) without control counts neither as a partner nor as public."""
        owner = self.enterprises.get(holding.owner, Enterprise(holding.owner))
        if holding.links:
            return False
        if owner.nature is Nature.ANGEL:
            return self._angels_in(holding.owned) < ANGELS_LIMIT
        return owner.nature in EXCEPTED or owner.is_small_authority

    def _angels_in(self, owned: str) -> Decimal:
        """What all business angels put into the same enterprise; an unknown sum is taken as too much."""
        angels = {each.id for each in self.enterprises.values() if each.nature is Nature.ANGEL}
        invested = [each.invested for each in self.holdings if each.owned == owned and each.owner in angels]
        return sum((ANGELS_LIMIT if amount is None else amount for amount in invested), NOTHING)
