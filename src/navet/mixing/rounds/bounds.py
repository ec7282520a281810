"""How few repeats are possible at all. Every bound here is a proof by counting; the largest is taken.

By person: somebody who sits with others M times, of whom there are D, repeats least when the M are spread evenly over
the D. By two rounds: the people of a table come from few earlier tables, and repeat least when they come evenly from all.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from navet.mixing.rounds.sizes import table_sizes, tables_for


def fewest_repeats(people: int, table_size: int, rounds: int) -> int:
    """No mix of so many people has fewer repeats (a pair that meets n times counts n(n - 1)/2)."""
    return fewest_repeats_at(people, tables_for(people, table_size), rounds)


def fewest_repeats_at(people: int, tables: int, rounds: int, strangers: Sequence[int] = ()) -> int:
    """The same for a number of tables; `strangers` tells with how many others each person must never sit."""
    sizes = table_sizes(people, tables)
    of_two_rounds = sum(_pairs_spread(size, tables) for size in sizes)
    partners = np.full(people, people - 1, np.int64)
    if strangers:
        partners -= np.array(strangers, np.int64)
    return max(rounds * (rounds - 1) // 2 * of_two_rounds, _repeats_by_person(partners, sizes, rounds))


def _pairs_spread(things: int, places: int) -> int:
    """Pairs that share a place when things are spread evenly over places."""
    each, more = divmod(things, places)
    return places * each * (each - 1) // 2 + more * each


def _repeats_by_person(partners: NDArray[np.int64], sizes: Sequence[int], rounds: int) -> int:
    """Everybody sits with others at least at the smallest table each round; who has room left takes the rest.

    A person's next seat neighbour costs as often as all partners were met by then, so seats go where that is least:
    step by step all who have met everybody n times, cheapest first.
    """
    met = np.full(len(partners), rounds * (sizes[-1] - 1), np.int64)
    most = rounds * (sizes[0] - 1)
    left = rounds * sum(size * (size - 1) for size in sizes) - int(met.sum())
    times = met // np.maximum(partners, 1)
    cost = int((partners * times * (times - 1) // 2 + (met - partners * times) * times).sum())
    for step in range(rounds + 1):
        room = np.clip(np.minimum((step + 1) * partners, most) - met, 0, None)
        taken = min(left, int(room.sum()))
        cost += step * taken
        left -= taken
        met += room
    return -(-cost // 2)
