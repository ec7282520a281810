"""Of a long text what it says of its title: an offer is known by that; a page of welcome would bring it near to every need."""

from collections.abc import Sequence

import numpy as np

from navet.encoding.providers import Floats, Provider
from navet.encoding.texts import passages

MOST, IN_ANY_CASE = 400, 200  # characters
PASSAGES = 40


def tellings(provider: Provider, texts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Cleaned titles and texts, the long texts made short. Raises ProviderTrouble."""
    told = list(texts)
    parts = {at: passages(text, PASSAGES) for at, (_, text) in enumerate(told) if len(text) > MOST}
    if not parts:
        return told
    titles = provider.embed([told[at][0] for at in parts], "offer")
    vectors = provider.embed([part for each in parts.values() for part in each], "offer")
    starts = np.cumsum([0, *(len(each) for each in parts.values())])
    for (at, each), title, start in zip(parts.items(), titles, starts, strict=False):
        told[at] = told[at][0], telling(each, vectors[start : start + len(each)] @ title)
    return told


def telling(parts: Sequence[str], nearness: Floats) -> str:
    """The parts nearest to the title, in the order they stand: some in any case, and what stands out as far as there is room."""
    stands_out = (float(nearness.mean()) + float(nearness.max())) / 2
    kept: list[int] = []
    for part in np.argsort(-nearness, kind="stable").tolist():
        long = sum(len(parts[each]) for each in kept) + len(parts[part])
        if not kept or long <= (MOST if nearness[part] >= stands_out else IN_ANY_CASE):
            kept.append(part)
    return " ".join(parts[each] for each in sorted(kept))
