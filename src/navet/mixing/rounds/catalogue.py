"""First rounds that make tight designs when turned; each was found by our own search and is checked by a test.

Most are from the search in `starters`. 8 tables of 4 in 10 rounds: sixteen couples stand on two planes of order 4, with
no three on a line in both; so two couples sit together twice. Which of each couple sits at which of two tables is then
told by 120 equations in bits, one for each two couples: they meet crosswise once and not crosswise once.

An entry tells the number of tables, the size of a table, how often the rounds are turned, and the first rounds: a letter
for each person, which is the table. People who are more than a whole number of circles stay still.
"""

import re

import numpy as np

from navet.mixing.rounds.sizes import Seating
from navet.mixing.rounds.turning import Turning

FIRST_ROUNDS = """
5 3 7 abcbddcbeceeada
6 3 4 abcccdefbfeeafdbda abcdeccfadbebaffde
6 4 7 abcdaaefdceffabdfcbbedce
6 5 6 abccdbecffdcefebbdedacaeaadfbf
7 3 5 aabcddbeafgdeccbfgegf abcadefcfegcegbdfagdb
7 4 9 abacdeaffgdbebbdfceggadgfecc
8 3 11 abcddefedfgfbeghchhgcaba
8 4 1 abcdefgdefgdebchefghabchabchafgd abcdeafcgfhbfgbhhegfbhdgcdaedcea abcdedfgdcbfgahcfgehchabhegabfde
  abcdefbaghecfdhghgfedcghbadfceab aabbcddcefeeggghbbaadccdfeffhhhg abcdefebgghahcdfbadchghaffebedcg
  abbabbccdaaeecdcfggfgghheffddheh abcddefggbchaefhefhggabddfhceabc abcdaedfbfgecgaahgfehdecgcbdfbhh
  ababcdadacdcbcdbefefgheheghgfghf
9 4 11 abcdefgcafadaceghhebeihicfbgfiihdgbd
10 3 14 abcdefegfhiccgfadbibjjihgejdah
10 5 9 abbcdefghiegicfhijfebeecajdagjbiihbdfacgdhdcjhagfj
10 6 7 abcdeffgfdhibfcbgjhjdahhfidjhecaiigggcifejgbaebhceijbdajacde
12 3 17 abcdeecfghicjfagbhkjbjkklidhgflaeldi
12 5 11 abcdaaefgbhegdiijaiklfhgckhidbehjdjfkeccfbflgljcalhbkiljedkg
13 3 19 abcdefgahijklfhfbbeiedkmamlhcgmkjgdjcil
14 3 20 abcdcefghidjkbllajicbamdlgmknkfeijnnhmfheg
"""


def catalogued(people: int, tables: int) -> Seating:
    """The longest catalogued design for that many tables and at least that many people; no rounds if there is none."""
    size = -(-people // tables)
    found = [Turning(len(rows), turns, tables * size % turns).turned(rows) for turns, rows in designs_of(tables, size)]
    return max(found, key=len, default=np.zeros((0, people), np.int64))


def designs_of(tables: int, size: int) -> list[tuple[int, Seating]]:
    """How often to turn, and the first rounds, of each design for so many tables of that size."""
    entries = [entry.split() for entry in re.split(r"\n(?=\d)", FIRST_ROUNDS.strip())]
    return [
        (int(turns), np.array([[ord(letter) - ord("a") for letter in word] for word in words], np.int64))
        for of_tables, of_size, turns, *words in entries
        if (int(of_tables), int(of_size)) == (tables, size)
    ]
