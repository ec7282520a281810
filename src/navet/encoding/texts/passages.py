"""Where a text may be cut: at sentences, at clauses, into windows that the encoder can hold."""

import re

WINDOW = 1400  # characters; within the encoder's 384 tokens in European languages
MOST_PARTS = 12
MOST_CLAUSES = 4  # each is read for itself while somebody waits
_SHORTEST = 12  # characters; less is an abbreviation or a number, not a sentence
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'»”)\]]*\s+|\n+")
_CLAUSE = re.compile(r"(?<=[.!?…])[\"'»”)\]]*\s+|\n+|(?<=[,;:])\s+|(?<=\s[–—-])\s")


def sentences(text: str) -> list[str]:
    """The sentences of a cleaned text, in order; at most twelve, the last then being the rest."""
    return _pieces(text, _SENTENCE)


def passages(text: str, most: int) -> list[str]:
    """The sentences of a cleaned text, so many of them together that there are at most `most` passages of about one length."""
    return _pieces(text, _SENTENCE, most, max(_SHORTEST, len(text) // most))


def clauses(text: str) -> list[str]:
    """The clauses of a cleaned text, in order; where there are more than four, its sentences, the fourth then being the rest."""
    found = _pieces(text, _CLAUSE)
    return found if len(found) <= MOST_CLAUSES else _pieces(text, _SENTENCE, MOST_CLAUSES)


def windows(title: str, text: str) -> list[str]:
    """The text in pieces that the encoder can hold, each begun by the title."""
    head = f"{title}. " if title else ""
    room = max(WINDOW - len(head), WINDOW // 2)
    found = []
    while len(text) > room:
        end = max((cut.end() for cut in _SENTENCE.finditer(text, room // 2, room)), default=0)
        end = end or text.rfind(" ", room // 2, room) + 1 or room
        found.append(head + text[:end].strip())
        text = text[end:]
    return [*found, (head + text).strip()]


def _pieces(text: str, at: re.Pattern[str], most: int = MOST_PARTS, shortest: int = _SHORTEST) -> list[str]:
    """The text cut at the places, too short a piece staying with the one before it."""
    starts = [0]
    for cut in at.finditer(text):
        if cut.end() - starts[-1] > shortest and len(text) - cut.end() > _SHORTEST and len(starts) < most:
            starts.append(cut.end())
    ends = [*starts[1:], len(text)]
    return [piece for start, end in zip(starts, ends, strict=True) if (piece := text[start:end].strip())]
