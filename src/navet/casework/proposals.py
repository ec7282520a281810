"""Works out which services could help whom, each with its reasons. Rules, no statistics; knows no framework.

Four things speak for a service: the customer asked for it; it strengthens what the maturity assessment found weak;
its technologies are named in the need; the need and the service use the same rare words. Being made for the
customer's sector adds to these and is never enough alone. What a service requires comes before it.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

ALL_SECTORS = "all-sectors"
WORD = re.compile(r"[^\W\d_]{5,}")
STEM = 5
# Words that say nothing of what somebody needs, in the three languages, by their beginnings.
EMPTY = frozenset(
    "about after again alltid alltså andra andre annan annat annen arbet atter behöv behov bland bruke brukar bruker"
    " eller efter enkel etter everyg every first flera flere först först gange gånge gärna gjerne gjøre göra hadde"
    " heller hjälp hjelp hvord hvorf ibland ikke inget ingen inte komme kommer kunne kunna lite liten mange många"
    " menar mener mycket måste måtte might never noen något noget often ofte other prova prove provat provar saker"
    " samma should since sidan siden skulle some something sometimes säger start stort stora store svært tenk their"
    " there these thing think those tänk under uten utan vanlig varje vår våra veldig vilja ville vilken what when"
    " where which while will without work would virksom verksam företag foretak bedrift company firms".split()
)
# A word in more than a third of all services tells nothing.
COMMON = 3
WEAK_BELOW = 70

ASKED, WEAK, TECHNOLOGY, WORDS, SECTOR, BEFORE = "asked", "weak", "technology", "words", "sector", "before"
WEIGHTS = {ASKED: 100, WEAK: 40, TECHNOLOGY: 12, WORDS: 6, SECTOR: 4}


NOTHING_SAID = frozenset(word[:STEM] for word in EMPTY)


@dataclass(frozen=True)
class Offer:
    """A service: `text` is what is written about it in every language, `technologies` code → its names."""

    id: str
    text: str = ""
    technologies: Mapping[str, str] = field(default_factory=dict)
    sectors: frozenset[str] = frozenset()
    strengthens: frozenset[str] = frozenset()
    requires: tuple[str, ...] = ()


@dataclass(frozen=True)
class Need:
    """What a customer says and is: `weak` is sub-dimension code → score 0 to 100, `had` the services already given."""

    text: str = ""
    asked: str = ""
    sectors: frozenset[str] = frozenset()
    weak: Mapping[str, float] = field(default_factory=dict)
    had: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reason:
    """Why: a code and its details, to be told in any language."""

    code: str
    details: Mapping[str, Any] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        return {"code": self.code, **self.details}


@dataclass(frozen=True)
class Proposal:
    """One service for this need, and why; a service that only comes before another has that as its reason."""

    offer: str
    score: float
    reasons: tuple[Reason, ...]


def propose(need: Need, offers: Sequence[Offer], *, most: int = 5) -> tuple[Proposal, ...]:
    """The services that fit best, at most so many and what they require, in an order in which they can be given."""
    known = {offer.id: offer for offer in offers}
    rare = _rare_words(offers)
    found = {offer.id: _weigh(need, offer, rare) for offer in offers if _may_be_given(need, offer)}
    best = sorted((each for each in found.values() if each.reasons), key=lambda each: (-each.score, each.offer))[:most]
    return tuple(_in_order(best, known, need.had))


def _may_be_given(need: Need, offer: Offer) -> bool:
    """Not given already, and not made for other sectors than the customer's."""
    if offer.id in need.had:
        return False
    anybody = not need.sectors or not offer.sectors or ALL_SECTORS in offer.sectors
    return anybody or bool(offer.sectors & need.sectors) or offer.id == need.asked


def _weigh(need: Need, offer: Offer, rare: Mapping[str, int]) -> Proposal:
    reasons = [*_asked(need, offer), *_weak(need, offer), *_technologies(need, offer), *_same_words(need, offer, rare)]
    if reasons:
        reasons += _same_sector(need, offer)
    return Proposal(offer.id, sum(_worth(reason) for reason in reasons), tuple(reasons))


def _worth(reason: Reason) -> float:
    if reason.code == WEAK:
        return WEIGHTS[WEAK] * (100 - float(reason.details["score"])) / 100
    if reason.code == WORDS:
        return float(WEIGHTS[WORDS] * len(reason.details["words"]))
    return WEIGHTS[reason.code]


def _asked(need: Need, offer: Offer) -> Iterator[Reason]:
    if offer.id == need.asked:
        yield Reason(ASKED)


def _weak(need: Need, offer: Offer) -> Iterator[Reason]:
    """The weakest sub-dimension the service strengthens; a service for the whole dimension helps its parts."""
    hits = [
        (score, code)
        for code, score in need.weak.items()
        if score < WEAK_BELOW and (code in offer.strengthens or code.split(".")[0] in offer.strengthens)
    ]
    if hits:
        score, code = min(hits)
        yield Reason(WEAK, {"part": code, "score": round(score)})


def _technologies(need: Need, offer: Offer) -> Iterator[Reason]:
    said = _stems(need.text)
    for code in sorted(offer.technologies):
        if _stems(offer.technologies[code]) & said:
            yield Reason(TECHNOLOGY, {"technology": code})
            return


def _same_words(need: Need, offer: Offer, rare: Mapping[str, int]) -> Iterator[Reason]:
    """At most three words, the rarest first, as the customer wrote them."""
    theirs = {_stem(word): word for word in WORD.findall(need.text.casefold())}
    same = sorted(
        (stem for stem in theirs if stem in rare and stem in _stems(offer.text)), key=lambda stem: (rare[stem], stem)
    )
    if same:
        yield Reason(WORDS, {"words": [theirs[stem] for stem in same[:3]]})


def _same_sector(need: Need, offer: Offer) -> list[Reason]:
    same = sorted(offer.sectors & need.sectors - {ALL_SECTORS})
    return [Reason(SECTOR, {"sector": same[0]})] if same else []


def _rare_words(offers: Sequence[Offer]) -> dict[str, int]:
    counts = Counter(stem for offer in offers for stem in _stems(offer.text))
    most = max(len(offers) / COMMON, 2)
    return {stem: count for stem, count in counts.items() if count <= most}


def _stems(text: str) -> set[str]:
    return {_stem(word) for word in WORD.findall(text.casefold())} - NOTHING_SAID


def _stem(word: str) -> str:
    """The beginning of a word: enough to meet its other forms in the three languages."""
    return word[:STEM]


def _in_order(best: Iterable[Proposal], known: Mapping[str, Offer], had: Collection[str]) -> Iterator[Proposal]:
    """Each after what it requires, directly or through others; a circle in the catalogue is cut."""
    chosen = {each.offer: each for each in best}
    done: set[str] = set(had)
    for each in list(chosen.values()):
        yield from _with_required(each, chosen, known, done, ())


def _with_required(
    each: Proposal, chosen: Mapping[str, Proposal], known: Mapping[str, Offer], done: set[str], above: tuple[str, ...]
) -> Iterator[Proposal]:
    if each.offer in done or each.offer in above:
        return
    for required in known[each.offer].requires:
        if required in known:
            before = chosen.get(required) or Proposal(required, 0, (Reason(BEFORE, {"service": each.offer}),))
            yield from _with_required(before, chosen, known, done, (*above, each.offer))
    done.add(each.offer)
    yield each
