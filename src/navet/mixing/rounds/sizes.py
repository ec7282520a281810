"""How many tables there are, and how many sit at each."""

import numpy as np
from numpy.typing import NDArray

# Rounds x people: the number of the table of each person in each round.
Seating = NDArray[np.int64]


def tables_for(people: int, table_size: int) -> int:
    """As few tables of at most that size as hold everybody; one fewer where somebody would sit alone."""
    tables = -(-people // table_size)
    return tables - 1 if people < 2 * tables and tables > 1 else tables


def table_sizes(people: int, tables: int) -> list[int]:
    """People at each table, larger tables first; sizes differ by one at the most."""
    size, larger = divmod(people, tables)
    return [size + 1] * larger + [size] * (tables - larger)
