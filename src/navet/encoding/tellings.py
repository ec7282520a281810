"""Of a long text what it says of its title: an offer is known by that; a page of welcome would bring it near to every need."""

from collections.abc import Sequence

import numpy as np

from navet.encoding.providers import Floats, Provider
from navet.encoding.texts import passages

MOST, IN_ANY_CASE = 400, 200  # characters
PASSAGES = 40


def tellings(provider: Provider, texts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Cleaned titles and texts, the long texts made short. Raises ProviderTrouble.

    The plainer kind reads them whole: letters are laid out anew with every edition, and passages would take eight times as long.
    """
    told = list(texts)
    long = [at for at, (_, text) in enumerate(told) if len(text) > MOST]
    if provider.card.plain or not long:
        return told
    parts = {at: passages(told[at][1], PASSAGES) for at in long}
    titles = provider.embed([told[at][0] for at in parts], "offer")
    vectors = provider.embed([part for each in parts.values() for part in each], "offer")
    near = np.split(vectors, np.cumsum([len(each) for each in parts.values()])[:-1])
    for (at, each), title, own in zip(parts.items(), titles, near, strict=True):
        told[at] = told[at][0], telling(each, own @ title)
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
