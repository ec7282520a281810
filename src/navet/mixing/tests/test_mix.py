"""Mixed tables, against a second reckoning that counts pairs one by one, and against published designs."""

import threading
import time
from collections import Counter
from itertools import combinations, combinations_with_replacement

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from navet.mixing.rounds import Mix, Status, Unmixable, fewest_repeats, mix, search, starters
from navet.mixing.rounds import apart as keeping
from navet.mixing.rounds.apart import MOST_LINKED, Apart, TooLong, first_tables
from navet.mixing.rounds.catalogue import FIRST_ROUNDS, catalogued
from navet.mixing.rounds.sizes import table_sizes, tables_for

FEW = settings(max_examples=40, deadline=None)


def times_met(seated):
    return Counter(pair for a_round in seated for table in a_round for pair in combinations(table, 2))


def repeats(seated):
    return sum(times * (times - 1) // 2 for times in times_met(seated).values())


def is_seating(seated, people, tables):
    sizes = table_sizes(people, tables)
    return all(
        sorted(person for table in a_round for person in table) == list(range(people))
        and sorted((len(table) for table in a_round), reverse=True) == sizes
        and all(list(table) == sorted(table) for table in a_round)
        for a_round in seated
    )


def is_right(found: Mix, people, table_size, how_many, apart=()):
    met = times_met(found.rounds)
    return (
        len(found.rounds) == how_many
        and is_seating(found.rounds, people, tables_for(people, table_size))
        and repeats(found.rounds) == found.repeats >= found.bound
        and (found.status == Status.OPTIMAL) == (found.repeats == found.bound)
        and not any(met[min(pair), max(pair)] for pair in apart)
    )


@pytest.fixture
def short(monkeypatch):
    """Little work, whatever the clock says."""
    monkeypatch.setattr(search, "COURSES", (50, 500))


# --- Published designs ------------------------------------------------------------------------------------

# Tables, size, most rounds without repeats: OEIS A107431, rows 2 to 8 where closed; larger from finite geometry.
CLEAN = [
    *[(2, 2, 3), (3, 2, 5), (3, 3, 4), (4, 2, 7), (4, 3, 4), (4, 4, 5), (5, 2, 9), (5, 3, 7), (5, 4, 5), (5, 5, 6)],
    *[(6, 2, 11), (6, 3, 8), (6, 4, 7), (6, 5, 6), (6, 6, 3), (7, 2, 13), (7, 3, 10), (7, 4, 9), (7, 5, 7), (7, 6, 7)],
    *[(7, 7, 8), (8, 3, 11), (8, 4, 9), (8, 4, 10), (8, 5, 8), (8, 8, 9), (9, 3, 13), (9, 9, 10), (16, 4, 21)],
    *[
        (25, 25, 26),
        (27, 9, 27),
        (32, 31, 32),
        (49, 20, 49),
        (10, 8, 5),
        (10, 9, 5),
        (10, 10, 4),
        (22, 22, 4),
        (12, 12, 3),
    ],
    *[(10, 5, 9), (10, 6, 7), (10, 3, 14), (9, 4, 11), (12, 3, 17), (13, 3, 19), (14, 3, 20), (12, 9, 3), (15, 3, 15)],
]


@pytest.mark.parametrize(("tables", "size", "how_many"), CLEAN)
def test_nobody_meets_twice_where_that_is_known_to_be_possible(tables, size, how_many):
    found = mix(tables * size, size, how_many, seconds=20)
    assert (found.repeats, found.bound, found.status) == (0, 0, Status.OPTIMAL)
    assert is_right(found, tables * size, size, how_many)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_thirty_two_people_at_tables_of_four_for_ten_rounds(seed):
    assert mix(32, 4, 10, seed=seed, seconds=10).repeats == 0


def test_every_catalogued_design_has_no_repeats():
    entries = [entry.split()[:2] for entry in FIRST_ROUNDS.strip().splitlines() if entry[0].isdigit()]
    for tables, size in ((int(tables), int(size)) for tables, size in entries):
        design = catalogued(tables * size, tables)
        seated = [[tuple(np.flatnonzero(row == table).tolist()) for table in range(tables)] for row in design]
        assert is_seating(seated, tables * size, tables)
        assert repeats(seated) == 0
    assert len(entries) >= 12


@pytest.mark.parametrize(
    ("people", "table_size", "how_many", "fewest"),
    [(50, 10, 4, 150), (50, 10, 6, 375), (27, 9, 4, 162), (6, 6, 5, 150), (2, 2, 3, 3), (12, 2, 22, 66), (20, 4, 1, 0)],
)
def test_few_tables_repeat_as_few_pairs_as_any_rounds_can(people, table_size, how_many, fewest):
    found = mix(people, table_size, how_many, seconds=20)
    assert (found.repeats, found.bound, found.status) == (fewest, fewest, Status.OPTIMAL)
    assert is_right(found, people, table_size, how_many)


def test_ten_tables_of_ten_for_five_and_six_rounds():
    assert mix(100, 10, 5, seconds=0.2).repeats <= 4
    assert mix(100, 10, 6, seconds=0.2).repeats <= 6


@pytest.mark.parametrize(("people", "table_size", "how_many"), [(108, 9, 4), (500, 10, 8), (200, 8, 6), (33, 3, 9)])
def test_roomy_days_are_found_by_swapping(people, table_size, how_many):
    found = mix(people, table_size, how_many, seconds=30)
    assert found.repeats == 0
    assert is_right(found, people, table_size, how_many)


def test_a_thousand_people_are_mixed_at_once():
    mix(1000, 32, 32)
    begun = time.perf_counter()
    found = mix(1000, 32, 32)
    assert time.perf_counter() - begun < 1
    assert (found.repeats, found.status) == (0, Status.OPTIMAL)


@pytest.mark.parametrize(("people", "how_many"), [(31, 10), (30, 10), (27, 9), (23, 7)])
def test_people_who_did_not_come_leave_a_design_without_repeats(people, how_many):
    found = mix(people, 4, how_many, seconds=0.01)
    assert found.repeats == 0
    assert is_right(found, people, 4, how_many)


def test_who_leaves_a_full_design_must_not_empty_a_table_twice(short):
    found = mix(29, 4, 10, seconds=None)
    assert is_right(found, 29, 4, 10)


def test_first_rounds_are_turned_where_nothing_is_known_of_a_number(short):
    found = mix(54, 3, 10, seconds=30)
    assert found.repeats == 0
    assert is_right(found, 54, 3, 10)


def test_a_search_for_first_rounds_in_vain_ends(monkeypatch):
    monkeypatch.setattr(starters, "MOVES", 1000)
    found = list(starters.started(12, 3, 5, np.random.default_rng(1), lambda: False))
    assert len(found) == starters.TRIALS * len(starters.turnings(12, 3, 5))
    assert {design.shape for design in found} == {(5, 12)}


# --- Any question -----------------------------------------------------------------------------------------


@st.composite
def questions(draw):
    people = draw(st.integers(2, 26))
    table_size = draw(st.integers(2, 9))
    pair = st.tuples(st.integers(0, people - 1), st.integers(0, people - 1)).filter(lambda two: two[0] != two[1])
    return people, table_size, draw(st.integers(1, 6)), draw(st.lists(pair, max_size=people))


@FEW
@given(questions(), st.integers(0, 9))
def test_everybody_sits_once_a_round_and_nobody_with_whom_he_must_not(question, seed):
    people, table_size, how_many, apart = question
    found = mix(people, table_size, how_many, apart=apart, seed=seed, seconds=0.1)
    if found.status == Status.INFEASIBLE:
        assert found.because
        assert not can_sit(people, table_size, apart)
    else:
        assert is_right(found, people, table_size, how_many, apart)


def can_sit(people, table_size, apart):
    """Whether one round keeps all pairs apart: person after person, any table; shares no code with the search."""
    sizes = table_sizes(people, tables_for(people, table_size))
    foes = {person: {a + b - person for a, b in apart if person in {a, b}} for person in range(people)}
    seen = set()

    def seat(order, tables):
        if not order:
            return True
        key = (len(order), frozenset((frozenset(table), size) for table, size in zip(tables, sizes, strict=True)))
        if key in seen:
            return False
        seen.add(key)
        return any(
            seat(order[1:], [*tables[:number], table | {order[0]}, *tables[number + 1 :]])
            for number, table in enumerate(tables)
            if len(table) < sizes[number] and not table & foes[order[0]]
        )

    return seat(sorted(range(people), key=lambda person: -len(foes[person])), [set() for _ in sizes])


@FEW
@given(st.integers(2, 60), st.integers(2, 12), st.integers(1, 12))
def test_no_design_has_fewer_repeats_than_the_bound(people, table_size, how_many):
    found = mix(people, table_size, how_many, seconds=0.02)
    assert is_right(found, people, table_size, how_many)
    assert found.bound == fewest_repeats(people, table_size, how_many)


def ways(people, sizes):
    if not sizes:
        yield ()
        return
    for table in combinations(sorted(people), sizes[0]):
        rest = people - set(table)
        for others in ways(rest, sizes[1:]):
            yield (table, *others)


@pytest.mark.parametrize(
    ("people", "table_size", "how_many", "is_tight"),
    [
        *[(4, 2, 3, True), (4, 2, 4, True), (4, 2, 5, True), (6, 3, 2, True), (6, 3, 3, True), (6, 2, 3, True)],
        *[(5, 3, 2, True), (5, 3, 3, True), (5, 2, 3, True), (7, 4, 2, True), (7, 4, 3, True), (8, 4, 3, True)],
        *[(7, 3, 2, True), (3, 2, 4, True), (6, 3, 4, True), (5, 3, 4, True), (7, 2, 2, True), (6, 4, 3, True)],
    ],
)
def test_the_bound_is_the_best_of_all_ways_of_tiny_rounds(people, table_size, how_many, is_tight):
    sizes = table_sizes(people, tables_for(people, table_size))
    all_ways = sorted({tuple(sorted(way)) for way in ways(set(range(people)), sizes)})
    best = min(repeats([all_ways[0], *rest]) for rest in combinations_with_replacement(all_ways, how_many - 1))
    found = mix(people, table_size, how_many, seconds=1)
    assert found.repeats == best
    assert fewest_repeats(people, table_size, how_many) <= best
    assert (fewest_repeats(people, table_size, how_many) == best) == is_tight


# --- Pairs that stay apart --------------------------------------------------------------------------------


def firms(sizes):
    """Everybody apart from those of the same firm; people of a firm stand far from each other in the numbering."""
    firm_of = [firm for firm, size in enumerate(sizes) for _ in range(size)]
    chance = np.random.default_rng(7)
    chance.shuffle(firm_of)
    return [(a, b) for a, b in combinations(range(len(firm_of)), 2) if firm_of[a] == firm_of[b]]


@pytest.mark.parametrize(
    ("sizes", "table_size", "how_many"),
    [([8] * 4, 4, 8), ([5, 3] * 4, 4, 8), ([7] * 7, 7, 7), ([2] * 16, 4, 8), ([6, 4, 3, 2] * 6, 6, 6)],
)
def test_colleagues_never_meet_and_nobody_meets_twice(sizes, table_size, how_many):
    apart = firms(sizes)
    found = mix(sum(sizes), table_size, how_many, apart=apart, seconds=20)
    assert found.repeats == 0
    assert is_right(found, sum(sizes), table_size, how_many, apart)


def test_the_order_of_the_pairs_apart_changes_nothing(short):
    apart = firms([3, 4, 5, 6])
    turned = [(b, a) for a, b in reversed(apart)]
    assert mix(18, 3, 9, apart=apart, seconds=None) == mix(18, 3, 9, apart=turned + apart[:3], seconds=None)


@pytest.mark.parametrize(
    ("people", "table_size", "apart", "because"),
    [
        (
            6,
            3,
            [(0, 1), (1, 2), (0, 2)],
            "3 people must all sit apart from one another, and there are 2 tables: 0, 1, 2.",
        ),
        (6, 6, [(4, 5)], "2 people must all sit apart from one another, and there is 1 table: 4, 5."),
        (
            8,
            4,
            [(0, person) for person in range(1, 6)],
            "Person 0 must sit apart from 5 of the 7 others, and every table has at least 4 people.",
        ),
        (
            10,
            5,
            [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)],
            "5 people must sit apart from others, and each way to seat them at 2 tables fails.",
        ),
    ],
)
def test_what_cannot_be_seated_is_said_with_the_reason(people, table_size, apart, because):
    found = mix(people, table_size, 2, apart=apart)
    assert (found.status, found.because, found.rounds) == (Status.INFEASIBLE, because, ())


def test_a_party_larger_than_the_tables_is_seated_way_by_way():
    ring = [(person, (person + 1) % 9) for person in range(9)]
    found = mix(12, 4, 3, apart=ring, seconds=2)
    assert is_right(found, 12, 4, 3, ring)


def test_a_party_too_large_for_all_ways_is_left_to_the_swaps():
    many = MOST_LINKED + 10
    ring = [(person, (person + 1) % many) for person in range(many)]
    found = mix(many, 5, 2, apart=ring, seconds=5)
    assert is_right(found, many, 5, 2, ring)
    with pytest.raises(TooLong):
        first_tables(Apart.of(many, ring), many // 5)


def test_after_too_many_tries_the_swaps_have_a_go(monkeypatch):
    monkeypatch.setattr(keeping, "TRIES", 3)
    ring = [(person, (person + 1) % 9) for person in range(9)]
    assert is_right(mix(12, 4, 3, apart=ring, seconds=2), 12, 4, 3, ring)


def test_nothing_found_and_nothing_proven_is_said_so():
    people, odd = MOST_LINKED * 2, MOST_LINKED + 1
    ring = [(person, (person + 1) % odd) for person in range(odd)]
    found = mix(people, people // 2, 1, apart=ring, seconds=0.2)
    assert (found.status, found.rounds) == (Status.UNKNOWN, ())
    assert found.because == "No seating was found, and none was proven impossible."


# --- Time, chance and senseless questions -----------------------------------------------------------------


def test_the_same_seed_gives_the_same_mix(short):
    once, again, other = (mix(20, 4, 7, seed=seed, seconds=None) for seed in (1, 1, 2))
    assert once == again != other


def test_better_mixes_are_told_as_they_come():
    told = []
    found = mix(20, 4, 7, seconds=0.5, tell=told.append)
    assert [one.repeats for one in told] == sorted({one.repeats for one in told}, reverse=True)
    assert told[-1] == found
    assert all(is_right(one, 20, 4, 7) for one in told)


def test_the_seconds_are_kept():
    begun = time.perf_counter()
    found = mix(400, 10, 60, seconds=0.3)
    assert time.perf_counter() - begun < 3
    assert is_right(found, 400, 10, 60)


def test_the_best_so_far_is_given_when_told_to_stop():
    stop = threading.Event()
    found = mix(32, 4, 11, seconds=None, stop=stop, tell=lambda one: stop.set())
    assert is_right(found, 32, 4, 11)
    stop.set()
    assert is_right(mix(54, 3, 20, seconds=None, stop=stop), 54, 3, 20)


@pytest.mark.parametrize(
    ("people", "table_size", "how_many", "apart", "because"),
    [
        (1, 2, 1, [], "There must be 2 to 10000 people, not 1."),
        (10_001, 2, 1, [], "There must be 2 to 10000 people, not 10001."),
        (5, 1, 1, [], "A table has at least 2 seats, not 1."),
        (5, 2, 0, [], "There must be 1 to 1000 rounds, not 0."),
        (5, 2, 1001, [], "There must be 1 to 1000 rounds, not 1001."),
        (5, 2, 1, [(3, 3)], "Person 3 cannot be kept apart from himself."),
        (5, 2, 1, [(5, 0)], "People 0 and 5 cannot be kept apart: people are 0 to 4."),
        (5, 2, 1, [(-1, 0)], "People -1 and 0 cannot be kept apart: people are 0 to 4."),
    ],
)
def test_senseless_questions_are_refused(people, table_size, how_many, apart, because):
    with pytest.raises(Unmixable) as refused:
        mix(people, table_size, how_many, apart=apart)
    assert str(refused.value) == because


def test_nobody_sits_alone():
    assert [table_sizes(n, tables_for(n, k)) for n, k in ((3, 2), (2, 9), (5, 2), (10, 3), (9, 4))] == [
        [3],
        [2],
        [3, 2],
        [3, 3, 2, 2],
        [3, 3, 3],
    ]
