"""What would help an offer be found: from what it says, and from what people did when it was shown. Nothing is ranked by it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

FEWEST = 3  # of fewer cases nothing is said: it may be chance, and it may be one customer
OFTEN = 10  # shown among the first; fewer say little of an offer that nobody opened
LAST_OF_FIRST, LAST_OF_LOW = 5, 20  # ranks: as many as a page shows, and as far as a machine's list is read
SHORTEST = 150  # characters: about two sentences, of which one says who offers it

Code = Literal["unread", "short", "topics", "language", "declined", "low", "unopened", "words"]


class Case(NamedTuple):
    """The offer in one list: its rank, the reader's language, what became of it, and how it was searched for.

    `is_missed`: a short search led to it none of whose words stands in it.
    """

    rank: int
    reader: str
    is_opened: bool
    is_taken: bool
    is_missed: bool


@dataclass(frozen=True)
class Hint:
    """What would help, in how many cases; `about`: the language, or the reason it was declined for."""

    code: Code
    count: int = 0
    about: str = ""


@dataclass(frozen=True)
class Reading:
    """An offer as needs are held against it: characters by language, whether it has topics, and the hub's languages."""

    lengths: Mapping[str, int]
    has_topics: bool
    languages: Sequence[str]


def hints(reading: Reading, cases: Sequence[Case], declined: Iterable[str]) -> list[Hint]:
    """What is wrong with the texts first, then what people did. `declined`: a reason for each time."""
    found = [*_of_texts(reading), *_of_readers(reading, cases), *_of_deeds(cases)]
    found += [Hint("declined", count, reason) for reason, count in Counter(declined).most_common() if reason]
    return [hint for hint in found if not hint.count or hint.count >= FEWEST]


def _of_texts(reading: Reading) -> Iterator[Hint]:
    if not reading.lengths:
        yield Hint("unread")
        return
    yield from (Hint("short", about=language) for language, length in reading.lengths.items() if length < SHORTEST)
    if not reading.has_topics:
        yield Hint("topics")


def _of_readers(reading: Reading, cases: Sequence[Case]) -> Iterator[Hint]:
    readers = Counter(case.reader for case in cases)
    for language in reading.languages:
        if readers[language] and language not in reading.lengths:
            yield Hint("language", readers[language], language)


def _of_deeds(cases: Sequence[Case]) -> Iterator[Hint]:
    first = [case for case in cases if case.rank <= LAST_OF_FIRST]
    low = [case for case in cases if LAST_OF_FIRST < case.rank <= LAST_OF_LOW]
    if low and not any(case.is_taken for case in cases):
        yield Hint("low", len(low))
    if len(first) >= OFTEN and not any(case.is_opened or case.is_taken for case in cases):
        yield Hint("unopened", len(first))
    missed = sum(case.is_missed for case in cases)
    if missed:
        yield Hint("words", missed)
