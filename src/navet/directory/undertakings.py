"""Works out which firms are one single undertaking: Regulation (EU) 2023/2831, article 2(2).

Not the test of an SME (`sizes.py`): here only control counts, partners do not.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

MAJORITY = Decimal("0.50")


class Tie(StrEnum):
    """The four relationships of article 2(2), first subparagraph."""

    VOTES = "votes"  # (a) a majority of the votes
    BOARD = "board"  # (b) the right to appoint or remove a majority of the board
    CONTRACT = "contract"  # (c) dominant influence by contract or articles
    AGREEMENT = "agreement"  # (d) sole control of the votes by agreement with other owners


@dataclass(frozen=True, slots=True)
class Link:
    """One enterprise's hold on another, from `since` to `until`, both days included.

    `share` is the part of the votes, 0 to 1; only a tie by votes asks for it. Firms that merged are
    written as a link of the whole (share 1) without an end, so that their histories are added (article 3(8)).
    """

    parent: str
    child: str
    tie: Tie
    since: date
    until: date | None = None
    share: Decimal | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def gives_control(self) -> bool:
        """Exactly half of the votes is no majority."""
        return self.tie is not Tie.VOTES or (self.share is not None and self.share > MAJORITY)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a firm belongs: its link to `nearer`, a firm one step nearer to the one asked about."""

    nearer: str
    link: Link


def single_undertaking(
    enterprise: str, *, links: Iterable[Link], public_owners: Collection[str] = (), on: date
) -> frozenset[str]:
    """Every enterprise that is one single undertaking with this one on that day, itself included.

    Chains and both directions count (article 2(2), second subparagraph). A public body connects nothing:
    firms with only the same public owner in common are not linked (recital 5).
    """
    return frozenset(reasons_together(enterprise, links=links, public_owners=public_owners, on=on))


def reasons_together(
    enterprise: str, *, links: Iterable[Link], public_owners: Collection[str] = (), on: date
) -> dict[str, Reason | None]:
    """The same enterprises, nearest first, each with the link that brought it in (the first has none)."""
    ties = _ties(links, frozenset(public_owners), on)
    found: dict[str, Reason | None] = {enterprise: None}
    waiting = deque([enterprise])
    while waiting:
        nearer = waiting.popleft()
        for other, link in ties.get(nearer, ()):
            if other not in found:
                found[other] = Reason(nearer, link)
                waiting.append(other)
    return found


def _ties(links: Iterable[Link], public_owners: frozenset[str], on: date) -> Mapping[str, list[tuple[str, Link]]]:
    ties: dict[str, list[tuple[str, Link]]] = defaultdict(list)
    for link in _connecting(links, public_owners, on):
        ties[link.parent].append((link.child, link))
        ties[link.child].append((link.parent, link))
    return ties


def _connecting(links: Iterable[Link], public_owners: frozenset[str], on: date) -> Iterator[Link]:
    for link in links:
        if link.gives_control and link.holds_on(on) and public_owners.isdisjoint((link.parent, link.child)):
            yield link
