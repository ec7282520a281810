"""Rounds for numbers of tables that are no prime power: people are words, and two words agree in one place at most.

Place m of a word is the table in round m. The last place tells whose turn it is to be left out where a table has fewer
seats than there are tables. Some letters walk in a circle; the others stay where they are.
"""

import numpy as np
from numpy.typing import NDArray

from navet.mixing.rounds.sizes import Seating

Words = NDArray[np.int64]

# Ten letters: 0 to 7 are numbers of three bits, added without carry; 8 and 9, written "-", stay, one of them in each
# column of the block. Brouwer (1984, Four MOLS of order 10 with a hole of order 2) told that such a block exists; this
# one was found by our own annealing, and a test checks it.
BLOCK_OF_EIGHT = ("--2725003704", "21--75767425", "6720--436622", "556176--1674", "25532715--32", "0467421264--")
# The four words of letters 8 and 9 only, which must agree somewhere: as rarely as can be in six places, and not within
# the first two or the last two words in five places.
RARELY, NEVER_WITHIN = ("888888", "999988", "889999", "998899"), ("888888", "999998", "888999", "999889")


def squares(people: int, tables: int) -> list[Seating]:
    """All rounds that such words make for so many people and tables; none for most numbers of tables."""
    found: list[Words] = []
    if tables == 10:
        found = [words_of_eight(RARELY), words_of_eight(NEVER_WITHIN)]
    if tables % 12 == 10:
        found.append(words_of_circle(tables))
    return [rounds_of_words(words, people, tables) for words in found]


def rounds_of_words(words: Words, people: int, tables: int) -> Seating:
    """A round for each place but the last; one for the last too where it makes whole tables."""
    rows = words[np.argsort(words[:, -1], kind="stable")][np.arange(people) % len(words)].T
    at_tables = np.bincount(rows[-1], minlength=tables)
    return rows if max(at_tables) - min(at_tables) <= 1 else rows[:-1]


def words_of_eight(rest: tuple[str, ...]) -> Words:
    """100 words of six places in ten letters; two of the first 96 agree in one place at most."""
    columns = [
        [-1 if letter == "-" else int(letter) for letter in column] for column in zip(*BLOCK_OF_EIGHT, strict=True)
    ]
    walked = [
        [8 + number % 2 if letter < 0 else letter ^ step for letter in column]
        for number, column in enumerate(columns)
        for step in range(8)
    ]
    return np.array(walked + [[int(letter) for letter in word] for word in rest], np.int64)


def words_of_circle(letters: int) -> Words:
    """Words of four places, of which two agree in one place at most, in 10, 22, 34 … letters.

    Source: Parker 1959, Orthogonal Latin squares; Bose, Shrikhande and Parker 1960.
    """
    stay = (letters - 1) // 3
    walk = 2 * stay + 1
    found = [(step,) * 4 for step in range(walk)]
    for step in range(walk):
        for number in range(stay):
            a, b, c, d = step, (step + number + 1) % walk, (step - number - 1) % walk, walk + number
            found += [(a, b, c, d), (b, a, d, c), (c, d, a, b), (d, c, b, a)]
    for one in range(stay):
        for other in range(stay):
            found.append((walk + one, walk + other, walk + (one + other) % stay, walk + (one + 2 * other) % stay))
    return np.array(found, np.int64)
