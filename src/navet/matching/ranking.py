"""Everything on offer against one need: who is nearest, how well the best fits, what the need seems to be about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from navet.encoding.encoder.card import CARD
from navet.encoding.offsets import Offsets, shrunken
from navet.encoding.providers import Floats, Provider
from navet.encoding.texts import any_needs, cleaned
from navet.matching import fusion, verdicts
from navet.matching.grams import Grams, spelled
from navet.matching.offers import Asked, Offer, embed_offers
from navet.matching.topics import Topics, topics_of
from navet.vectors.index.scans import COMPILED, Rows, best, similarities
from navet.vectors.index.stored import Stamp, Stored

MEASURED = 0.0166  # `spread` of the encoder that the words were measured with (docs/matching.md)
HALF = 0.5
TITLES_READ = 200  # of a short search, the best by letters
BY_LETTERS = 200  # weighed beside the near ones
MEASURED_BY = 5_000  # offers: a standard deviation is told within a hundredth by so many


@dataclass(frozen=True)
class Anyway:
    """How near each offer is to a need of any kind, by meaning and by letters (those of the nearest language).

    Chatter lifts an offer for every need alike, so half of this is taken off; all of it made needs rank worse.
    """

    meaning: Floats
    letters: Floats

    @classmethod
    def of(cls, vectors: Floats, offsets: Offsets, grams: Grams) -> "Anyway":
        """Of offers on a shelf. Nothing where the provider has read no such needs, so what was shown before is found again."""
        if offsets.need is None:
            return cls(np.zeros(len(vectors), np.float32), np.zeros(len(vectors), np.float32))
        letters = [np.mean([grams.score(need) for need in needs], axis=0) for needs in any_needs().values()]
        return cls(HALF * (vectors @ offsets.need), HALF * np.max(letters, axis=0))


@dataclass(frozen=True)
class Shelf:
    """Everything on offer, ready to be asked: row n of each part is the same offer."""

    stored: Stored
    languages: NDArray[np.int64]
    grams: Grams
    topics: Topics
    titles: Sequence[str]
    anyway: Anyway
    # How many times as far apart this provider's vectors lie as those that the thresholds of the words were measured with.
    scale: float = 1.0


@dataclass(frozen=True)
class Ranked:
    """Rows of the shelf, best first, and their scores (standard scores: they compare offers, not needs).

    `words` says of each row how well it fits; `evidence` compares needs; `suggested` are the topics nearest to the need.
    """

    rows: NDArray[np.int64]
    scores: Floats
    words: Sequence[verdicts.Verdict]
    evidence: float
    verdict: verdicts.Verdict
    suggested: Sequence[str]


@dataclass(frozen=True)
class Part:
    """The rows of a shelf that are weighed: `asked` may be answered with, by `measured` they are put on one scale."""

    rows: Any
    measured: fusion.Mask
    asked: fusion.Mask

    @classmethod
    def of(cls, mask: fusion.Mask) -> "Part":
        """All of them."""
        return cls(slice(None), mask, mask)

    @classmethod
    def near(cls, mask: fusion.Mask, near: Rows, letters: Floats) -> "Part":
        """The near ones and the best by letters, measured by every so many-th of all."""
        chosen = np.union1d(near[mask[near]], best(np.where(mask, letters, -np.inf).astype(np.float32), BY_LETTERS))
        passing = np.flatnonzero(mask)
        sample = passing[:: max(1, len(passing) // MEASURED_BY)]
        rows = np.union1d(chosen, sample)
        return cls(rows, np.isin(rows, sample), np.isin(rows, chosen))

    def number(self, places: Rows) -> Rows:
        """The shelf's rows at these places of the part."""
        return places if isinstance(self.rows, slice) else self.rows[places]

    def places(self, rows: Sequence[int]) -> Rows:
        """The places of these rows of the shelf, as far as they are weighed."""
        return np.array(rows, np.int64) if isinstance(self.rows, slice) else np.flatnonzero(np.isin(self.rows, rows))


def fill_shelf(provider: Provider, told: Offsets, offers: Sequence[Offer], labels: Mapping[str, Floats]) -> Shelf:
    """Put the offers on a shelf. `told`: the language offsets before these offers are known."""
    vectors = embed_offers(provider, offers)
    offsets = shrunken(told, vectors, [offer.lang for offer in offers])
    return shelve(provider.card.stamp, offsets, offers, vectors, labels)


def shelve(
    provider: str, offsets: Offsets, offers: Sequence[Offer], vectors: Floats, labels: Mapping[str, Floats]
) -> Shelf:
    """Put offers on a shelf whose vectors there are already. `provider`: the stamp of who made them, as they came."""
    spoken = [offer.lang for offer in offers]
    vectors = offsets.take_off(vectors, spoken)
    stored = Stored.of(Stamp(provider, offsets.version), [offer.id for offer in offers], vectors)
    if len(offers) < COMPILED:  # at most 150 MB, once a machine
        stored = stored.written_out()
    languages = np.unique(spoken, return_inverse=True)[1].astype(np.int64)
    topics = topics_of(vectors, [offer.tags for offer in offers], labels)
    grams, titles = Grams.of([offer.whole for offer in offers]), [offer.title for offer in offers]
    anyway = Anyway.of(vectors, offsets, grams)
    return Shelf(
        stored, languages, grams, topics, titles, anyway, 1.0 if provider == CARD.stamp else spread(labels) / MEASURED
    )


def spread(labels: Mapping[str, Floats]) -> float:
    """The standard deviation of how alike two topics' labels are: the same texts for every provider."""
    if len(labels) <= 1:
        return MEASURED
    sounds = np.array(list(labels.values()))
    return float((sounds @ sounds.T)[~np.eye(len(sounds), dtype=bool)].std())


def rank(
    shelf: Shelf,
    asked: Asked,
    *,
    confirmed: Sequence[str] = (),
    mask: fusion.Mask | None = None,
    near: Rows | None = None,
    most: int = 10,
) -> Ranked:
    """The `most` best offers for a need, out of those in the mask; none are left out for being bad.

    near: rows among which the best are by meaning; then only these, and the best by letters, are weighed at all.
    Raises Incomparable when the shelf was filled by another provider than the one that was asked.
    """
    shelf.stored.expect(Stamp(asked.card.stamp, shelf.stored.stamp.offsets))
    mask = np.ones(len(shelf.titles), bool) if mask is None else mask
    if not (words := spelled(asked.text).split()) or not mask.any():
        rows = np.flatnonzero(mask)[:most]
        return Ranked(rows, np.zeros(len(rows), np.float32), ["none"] * len(rows), 0.0, "none", [])
    need, letters = asked.vector, shelf.grams.score(asked.text)
    known = [code for code in confirmed if code in shelf.topics.codes]
    topical = shelf.topics.confirmed(known) if known else shelf.topics.shared(need)
    weights = fusion.PLAINER if asked.card.plain else fusion.WITH_MEANING
    short = len(words) <= fusion.SHORT
    titled = _titled(shelf, " ".join(words), np.where(mask, letters, 0)) if short else []
    part = Part.of(mask) if near is None else Part.near(mask, near, letters)
    at, letters = part.rows, letters[part.rows]
    meaning = similarities(shelf.stored.vectors[at], need)
    scores = fusion.standard(meaning - shelf.anyway.meaning[at], part.measured)
    weight = weights.letters_in_short if short else weights.letters
    levelled = fusion.levelled(letters - shelf.anyway.letters[at], shelf.languages[at], part.measured)
    scores += weight * fusion.standard(levelled, part.measured)
    weight = weights.confirmed_topics if known else weights.guessed_topics
    scores += weight * fusion.standard(topical[at], part.measured)
    in_title = part.places(titled)
    scores[in_title] += fusion.IN_TITLE
    rows = best(np.where(part.asked, scores, -np.inf).astype(np.float32), most)
    fits, thresholds = (
        (letters, verdicts.PLAINER) if asked.card.plain else (meaning, verdicts.WITH_MEANING.times(shelf.scale))
    )
    evidence = float(fits[part.asked].max())
    said = [_word(thresholds.word(float(fits[row]), evidence), in_title=row in in_title) for row in rows.tolist()]
    return Ranked(
        part.number(rows), scores[rows], said, evidence, thresholds.verdict(evidence), shelf.topics.suggest(need)
    )


def _word(word: verdicts.Verdict, *, in_title: bool) -> verdicts.Verdict:
    """A short search that stands in the title is answered, however far apart the two mean."""
    return "possible" if in_title and word in {"weak", "none"} else word


def _titled(shelf: Shelf, words: str, letters: Floats) -> list[int]:
    """The rows whose title holds the words as they stand."""
    likely = best(np.where(letters > 0, letters, -np.inf).astype(np.float32), TITLES_READ)
    return [row for row in likely.tolist() if f" {words} " in spelled(cleaned(shelf.titles[row]))]
