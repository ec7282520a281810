"""From what people asked for to the meetings of a day, with a reason for each pair that is not to meet.

Weights are whole numbers. A wish has 10, 20 or 30 points by its strength. A pair that one side wished for weighs its
points, a pair that both wished for 70 more than the points of both. Where language or place only weighs, the points,
not the 70, are cut to a percentage. So one side makes 2 to 30, both sides make 71 to 130: whatever was cut, any mutual
wish weighs more than two of the strongest one-sided ones. A meeting with a helper weighs 1, less than any wish.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from navet.timetable.day import Meeting

POINTS = 10
MUTUAL = 70
LOWEST_WISH = 2
HELPER = 1

Pair = tuple[str, str]


class Way(StrEnum):
    """How somebody takes part."""

    ON_SITE = "on_site"
    ONLINE = "online"
    EITHER = "either"


class Effect(StrEnum):
    """What it does to a pair that it does not suit."""

    FORBIDS = "forbids"
    WEIGHS = "weighs"


class Why(StrEnum):
    """Why two people are not to meet, and whose names go with it."""

    UNKNOWN = "unknown"  # the people who are no guests
    ALONE = "alone"  # the person, who asked for a meeting with nobody else
    WANTS_NONE = "wants_none"  # the people who want no meetings
    SAME_ORGANISATION = "same_organisation"  # the organisation
    COMPETITORS = "competitors"  # the two who name each other
    COMPETITOR = "competitor"  # who names, and who is named
    NO_LANGUAGE = "no_language"  # the two people
    NO_WAY = "no_way"  # who is on site, and who is online
    NO_SESSION = "no_session"  # the two people
    NOT_IN_SESSION = "not_in_session"  # the people who are not there, then the session


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who may have meetings.

    `competitors` are the organisations and people who must never meet this one; `languages` is empty when nothing was
    said, and then stands in nobody's way; `cap` is the most meetings wanted, None for any number, 0 for who opted out;
    `away` are slots, and `sessions` those taken part in, None for all of them.
    """

    name: str
    organisation: str | None = None
    competitors: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    way: Way = Way.ON_SITE
    cap: int | None = None
    away: frozenset[int] = frozenset()
    sessions: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody wants to meet somebody: 1 gladly, 2 much, 3 very much. Raises ValueError for another strength."""

    asker: str
    asked: str
    strength: int = 1
    session: str | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.strength <= 3:
            raise ValueError(f"A wish has a strength from 1 to 3, not {self.strength}.")


@dataclass(frozen=True, slots=True)
class Rules:
    """What no common language, or one on site and one online, does to a pair.

    Where it only weighs, that many per cent (1 to 100) of the points are left. Raises ValueError for others.
    """

    language: Effect = Effect.WEIGHS
    language_percent: int = 50
    way: Effect = Effect.FORBIDS
    way_percent: int = 50

    def __post_init__(self) -> None:
        for percent in (self.language_percent, self.way_percent):
            if not 1 <= percent <= 100:
                raise ValueError(f"What is left is from 1 to 100 per cent, not {percent}.")


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """A pair that is not to meet, why, and the names that belong into the sentence (see `Why`)."""

    people: Pair
    why: Why
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wished:
    """What became of the wishes: each pair is one meeting, or refused for the first reason that holds.

    A pair can be both when one side's wish names a session the other is not at.
    """

    meetings: tuple[Meeting, ...]
    refused: tuple[Refusal, ...] = field(default=())


def meetings_from(guests: Iterable[Guest], wishes: Iterable[Wish], *, rules: Rules) -> Wished:
    """The meetings that were wished for and may be, and the pairs that may not, in the order of their people's names.

    A meeting's id depends on its two people only. The slots of sessions a guest is not at belong into the guest's
    `away`, which the day has beside the meetings. Raises ValueError when two guests have the same name.
    """
    known = _by_name(guests)
    wished: dict[Pair, list[Wish]] = defaultdict(list)
    for wish in wishes:
        wished[_pair(wish.asker, wish.asked)].append(wish)
    meetings: list[Meeting] = []
    refused: set[Refusal] = set()
    for pair in sorted(wished):
        reason = _reason(pair, known, rules)
        if reason:
            refused.add(reason)
            continue
        absent = {wish: _absent(wish, known) for wish in wished[pair]}
        refused.update(_not_in_session(pair, wish, names) for wish, names in absent.items() if names)
        granted = [wish for wish, names in absent.items() if not names]
        if granted:
            meetings.append(_meeting(known[pair[0]], known[pair[1]], granted, rules))
    return Wished(tuple(meetings), tuple(sorted(refused)))


def _by_name(guests: Iterable[Guest]) -> dict[str, Guest]:
    known: dict[str, Guest] = {}
    for guest in guests:
        if guest.name in known:
            raise ValueError(f"Two guests have the name {guest.name}.")
        known[guest.name] = guest
    return known


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


# --- Who may not meet ---------------------------------------------------------------------------------------


def _reason(pair: Pair, known: Mapping[str, Guest], rules: Rules) -> Refusal | None:
    unknown = tuple(dict.fromkeys(name for name in pair if name not in known))
    if unknown:
        return Refusal(pair, Why.UNKNOWN, unknown)
    if pair[0] == pair[1]:
        return Refusal(pair, Why.ALONE, pair[:1])
    one, other = known[pair[0]], known[pair[1]]
    return next((Refusal(pair, why, names) for why, names in _reasons(one, other, rules)), None)


def _reasons(one: Guest, other: Guest, rules: Rules) -> Iterator[tuple[Why, tuple[str, ...]]]:
    unwilling = tuple(guest.name for guest in (one, other) if guest.cap == 0)
    if unwilling:
        yield Why.WANTS_NONE, unwilling
    if one.organisation is not None and one.organisation == other.organisation:
        yield Why.SAME_ORGANISATION, (one.organisation,)
    yield from _rivalry(one, other)
    if rules.way is Effect.FORBIDS and _apart(one, other):
        yield Why.NO_WAY, tuple(guest.name for guest in sorted((one, other), key=lambda guest: guest.way is Way.ONLINE))
    if rules.language is Effect.FORBIDS and _strange(one, other):
        yield Why.NO_LANGUAGE, (one.name, other.name)
    if _shared_sessions(one, other) == frozenset():
        yield Why.NO_SESSION, (one.name, other.name)


def _rivalry(one: Guest, other: Guest) -> Iterator[tuple[Why, tuple[str, str]]]:
    first, second = _as_named(one, other), _as_named(other, one)
    if first and second:
        yield Why.COMPETITORS, (second, first)
    elif first:
        yield Why.COMPETITOR, (one.organisation or one.name, first)
    elif second:
        yield Why.COMPETITOR, (other.organisation or other.name, second)


def _as_named(namer: Guest, named: Guest) -> str | None:
    """The name under which somebody is on another's list of competitors."""
    names = (named.organisation, named.name)
    return next((name for name in names if name is not None and name in namer.competitors), None)


def _apart(one: Guest, other: Guest) -> bool:
    return {one.way, other.way} == {Way.ON_SITE, Way.ONLINE}


def _strange(one: Guest, other: Guest) -> bool:
    return bool(one.languages and other.languages) and one.languages.isdisjoint(other.languages)


def _shared_sessions(one: Guest, other: Guest) -> frozenset[str] | None:
    """The sessions both are at; None for all of them."""
    if one.sessions is None or other.sessions is None:
        return one.sessions if other.sessions is None else other.sessions
    return one.sessions & other.sessions


def _absent(wish: Wish, known: Mapping[str, Guest]) -> tuple[str, ...]:
    """Who of the two is not at the session the wish names."""
    people = (known[name] for name in _pair(wish.asker, wish.asked))
    return tuple(
        guest.name
        for guest in people
        if wish.session is not None and guest.sessions is not None and wish.session not in guest.sessions
    )


def _not_in_session(pair: Pair, wish: Wish, absent: tuple[str, ...]) -> Refusal:
    return Refusal(pair, Why.NOT_IN_SESSION, (*absent, str(wish.session)))


# --- What a meeting is worth --------------------------------------------------------------------------------


def _meeting(one: Guest, other: Guest, wishes: Collection[Wish], rules: Rules) -> Meeting:
    named = {wish.session for wish in wishes if wish.session is not None}
    return _between(
        one, other, session=named.pop() if len(named) == 1 else None, weight=_weight(one, other, wishes, rules)
    )


def _between(one: Guest, other: Guest, *, session: str | None = None, weight: int) -> Meeting:
    """Their meeting, in the session that is named or the only one they share; ~ keeps ids of odd names apart."""
    people = _pair(one.name, other.name)
    shared = _shared_sessions(one, other)
    if session is None and shared is not None and len(shared) == 1:
        session = next(iter(shared))
    id = "+".join(name.replace("~", "~~").replace("+", "~+") for name in people)
    return Meeting(id, people, session=session, weight=weight)


def _weight(one: Guest, other: Guest, wishes: Iterable[Wish], rules: Rules) -> int:
    strongest: dict[str, int] = {}
    for wish in wishes:
        strongest[wish.asker] = max(wish.strength, strongest.get(wish.asker, 0))
    language = rules.language_percent if _strange(one, other) else 100
    way = rules.way_percent if _apart(one, other) else 100
    points = POINTS * sum(strongest.values()) * language * way // 10_000
    return MUTUAL + max(points, 1) if len(strongest) == 2 else max(points, LOWEST_WISH)


# --- Nobody alone -------------------------------------------------------------------------------------------


def lonely(guests: Iterable[Guest], meetings: Iterable[Meeting]) -> tuple[str, ...]:
    """The people without any of these meetings who want some, by name."""
    busy = {person for meeting in meetings for person in meeting.people}
    return tuple(sorted(guest.name for guest in guests if guest.name not in busy and guest.cap != 0))


def with_helpers(
    guests: Iterable[Guest], meetings: Sequence[Meeting], helpers: Iterable[Guest], *, rules: Rules
) -> tuple[Meeting, ...]:
    """The meetings, and for each lonely person one with a helper whom nothing forbids.

    Helpers get equal shares: who has fewest such meetings is next, a common language and place come second. The same
    rules hold as for wishes, and a helper's cap. Who finds no helper stays lonely. A helper may be a guest too.
    Raises ValueError when two guests, or two helpers, have the same name.
    """
    staff = _by_name(helpers)
    known = {**_by_name(guests), **staff}
    alone = [name for name in lonely(known.values(), meetings) if name not in staff]
    choices = {
        name: [helper for helper in sorted(staff) if not _reason(_pair(name, helper), known, rules)] for name in alone
    }
    busy = Counter(person for meeting in meetings for person in meeting.people)
    shares = Counter[str]()
    added: list[Meeting] = []
    for name in sorted(alone, key=lambda name: (len(choices[name]), name)):
        helper = _next_helper(known[name], [staff[choice] for choice in choices[name]], busy, shares)
        if helper:
            shares[helper.name] += 1
            added.append(_between(known[name], helper, weight=HELPER))
    return (*meetings, *sorted(added, key=lambda meeting: meeting.people))


def _next_helper(guest: Guest, choices: Iterable[Guest], busy: Counter[str], shares: Counter[str]) -> Guest | None:
    free = [helper for helper in choices if helper.cap is None or busy[helper.name] + shares[helper.name] < helper.cap]
    return min(
        free,
        key=lambda helper: (shares[helper.name], _strange(guest, helper) + _apart(guest, helper), helper.name),
        default=None,
    )
