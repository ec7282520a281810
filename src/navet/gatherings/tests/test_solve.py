"""The timetable: equal to brute force on small days, proven, the same whatever the order of the lists."""

import random
import threading
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from navet.gatherings.day_file import answer_json
from navet.gatherings.plan_checker import faults
from navet.gatherings.tests.days import as_json, plans, small_days, worth
from navet.mixing.proof import Status
from navet.timetable.day import Day, Hold, Meeting, Session
from navet.timetable.planner import conflicts, cycles, refining, solve, solving
from navet.timetable.planner.annealing import Annealer
from navet.timetable.planner.answers import Found
from navet.timetable.planner.board import board_of, breaks_per_person
from navet.timetable.planner.bounds import least_breaks
from navet.timetable.planner.clauses import Clauses, Solver
from navet.timetable.planner.exact import fewest_breaks
from navet.timetable.planner.refining import Refiner
from navet.timetable.planner.watching import Watch

BIG = Day(3, (2, 2, 2), ("a", "b", "c", "d"), ())


def slots_of(answer) -> dict[str, int]:
    return {name: seat.slot for name, seat in answer.plan.items()}


def only(day: Day, names) -> Day:
    """The day with these meetings alone."""
    kept = (meeting for meeting in day.meetings if meeting.id in names)
    return replace(day, meetings=tuple(replace(m, after=tuple(n for n in m.after if n in names)) for m in kept))


@settings(max_examples=100, deadline=None)
@given(small_days())
def test_everything_held_is_as_good_as_brute_force_or_rightly_refused(day):
    answer = solve(day)
    every = list(plans(day, held_all=True))
    assert faults(as_json(day), answer_json(answer)) == []
    if not every:
        assert answer.status is Status.INFEASIBLE
        assert answer.because is not None and answer.because.text
        named = only(day, answer.because.meetings)
        assert not named.meetings or not list(plans(named, held_all=True))
        return
    assert answer.status is Status.OPTIMAL
    assert answer.breaks == min(worth(day, plan)[2] for plan in every)


@settings(max_examples=60, deadline=None)
@given(small_days(Hold.MOST, most_meetings=4))
def test_the_most_is_as_much_as_brute_force_and_never_less_than_everything(day):
    answer = solve(day)
    assert faults(as_json(day), answer_json(answer)) == []
    assert answer.status is Status.OPTIMAL
    assert worth(day, slots_of(answer)) == min(worth(day, plan) for plan in plans(day, held_all=False))
    everything = solve(replace(day, hold=Hold.ALL))
    if everything.status is Status.OPTIMAL:
        assert (answer.held, answer.breaks) == (everything.held, everything.breaks)


@settings(max_examples=30, deadline=None)
@given(small_days(), st.randoms(use_true_random=False))
def test_the_order_of_the_lists_does_not_matter(day, chance):
    def shuffled(things):
        return tuple(chance.sample(things, len(things)))

    meetings = [replace(meeting, people=shuffled(meeting.people)) for meeting in day.meetings]
    other = replace(day, people=shuffled(day.people), meetings=shuffled(meetings), sessions=shuffled(day.sessions))
    one, two = solve(day, seed=3), solve(other, seed=3)
    assert (one.status, dict(one.plan)) == (two.status, dict(two.plan))


@settings(max_examples=60, deadline=None)
@given(small_days())
def test_the_bound_is_never_above_a_plan(day):
    for plan in plans(day, held_all=True):
        assert least_breaks(board_of(day)) <= worth(day, plan)[2]


def crowded_day(people: int, slots: int, tables: int, seed: int, **more) -> Day:
    chance = random.Random(seed)
    names = tuple(f"p{number}" for number in range(people))
    pairs = chance.sample([(a, b) for a in names for b in names if a < b], people * 2)
    meetings = tuple(Meeting(f"m{number}", pair, weight=1 + number % 3) for number, pair in enumerate(pairs))
    return Day(slots, (tables,) * slots, names, meetings, **more)


@pytest.mark.parametrize("threads", [1, 2])
def test_a_hard_day_is_proven_by_both_searches_and_is_the_same_again(threads):
    day = crowded_day(30, 10, 9, seed=5, fairness=1)
    one, two = (solve(day, threads=threads, seed=9) for _ in range(2))
    assert one.status is Status.OPTIMAL
    assert (one.plan, one.breaks) == (two.plan, two.breaks)
    assert faults(as_json(day), answer_json(one)) == []


NOTHING, PLENTY = 1e-9, 10.0


@pytest.fixture(
    params=[(1, NOTHING, 0), (1, PLENTY, 0), (2, NOTHING, 0), (2, PLENTY, 0), (1, NOTHING, 1), (2, NOTHING, 1)]
)
def last_resort(request, monkeypatch):
    """What comes first finds nothing, so that every day is left to the searches behind it; says how many threads they have."""
    threads, rung, cycles = request.param
    for name, much in (("FIRST_EFFORT", NOTHING), ("RUNG_EFFORT", rung)):
        monkeypatch.setattr(solving, name, much)
    nothing = {"CYCLES": 0, "WORK": 0, "ALL_EFFORT": 0.0, "HELPING_EFFORT": 0.0}
    for name, much in {"FIRST_CYCLE": 0, "CYCLE": 5, **({} if cycles else nothing)}.items():
        monkeypatch.setattr(refining, name, much)
    return threads


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=small_days())
def test_whichever_search_closes_a_day_it_is_as_good_as_brute_force(last_resort, day):
    answer = solve(day, threads=last_resort)
    assert faults(as_json(day), answer_json(answer)) == []
    if every := [worth(day, plan)[2] for plan in plans(day, held_all=True)]:
        assert (answer.status, answer.breaks) == (Status.OPTIMAL, min(every))
    else:
        assert answer.status is Status.INFEASIBLE


@pytest.mark.parametrize(("people", "slots", "tables", "seed"), [(16, 7, 5, 9), (12, 7, 4, 8), (14, 6, 5, 5)])
def test_whichever_search_closes_a_crowded_day_its_breaks_are_as_few(last_resort, people, slots, tables, seed):
    answer = solve(crowded_day(people, slots, tables, seed), threads=last_resort)
    with pytest.MonkeyPatch.context() as usual:
        usual.setattr(solving, "FIRST_EFFORT", PLENTY)
        assert (answer.status, answer.breaks) == (
            Status.OPTIMAL,
            solve(crowded_day(people, slots, tables, seed)).breaks,
        )


def test_a_day_that_no_search_can_plan_is_refused_by_each(last_resort):
    """The Petersen graph: everybody meets three others, and three slots with tables for all are not enough (Petersen 1898)."""
    outer, inner = [f"o{at}" for at in range(5)], [f"i{at}" for at in range(5)]
    pairs = [(outer[at], outer[(at + 1) % 5]) for at in range(5)]
    pairs += [(inner[at], inner[(at + 2) % 5]) for at in range(5)] + list(zip(outer, inner, strict=True))
    meetings = tuple(Meeting(f"m{number}", pair) for number, pair in enumerate(pairs))
    answer = solve(Day(3, (5, 5, 5), tuple(outer + inner), meetings), threads=last_resort)
    assert answer.status is Status.INFEASIBLE
    assert answer.because is not None and answer.because.text


@pytest.mark.parametrize("rungs", [1, 8])
@pytest.mark.parametrize(("people", "slots", "tables", "seed"), [(10, 6, 4, 10), (14, 7, 4, 6)])
def test_a_bound_that_climbs_to_the_plan_there_is_proves_it(people, slots, tables, seed, rungs, monkeypatch):
    day = crowded_day(people, slots, tables, seed)
    alone = least_breaks(board_of(day))
    assert alone > 0
    for name, much in (("FIRST_EFFORT", NOTHING), ("RUNG_EFFORT", PLENTY), ("RUNGS", rungs)):
        monkeypatch.setattr(solving, name, much)
    answer = solve(day)
    assert (answer.status, answer.breaks, answer.bound) == (Status.OPTIMAL, alone + 1, alone + 1)


def test_a_bound_climbs_no_further_than_it_has_rungs(last_resort, monkeypatch):
    monkeypatch.setattr(solving, "RUNGS", 1)
    answer = solve(crowded_day(10, 6, 4, seed=10), threads=last_resort)
    assert (answer.status, answer.breaks) == (Status.OPTIMAL, 2)


def test_a_slot_that_no_meeting_may_have_is_left_empty(last_resort):
    day = crowded_day(12, 7, 4, seed=8)
    late = tuple(replace(meeting, session="late") for meeting in day.meetings)
    day = replace(day, slots=8, tables=(4,) * 8, meetings=late, sessions=(Session("late", 1, 7),))
    answer = solve(day, threads=last_resort)
    assert (answer.status, answer.breaks) == (Status.OPTIMAL, 1)
    assert 0 not in slots_of(answer).values()


def test_a_slot_in_which_all_are_away_is_left_empty(last_resort):
    day = crowded_day(12, 6, 5, seed=8)
    day = replace(day, slots=7, tables=(5,) * 7, away={person: frozenset({6}) for person in day.people})
    assert solve(day, threads=last_resort).breaks == 1


def test_one_thread_ends_when_its_annealing_stands_at_the_bound(last_resort, monkeypatch):
    for name, much in (("CYCLE", 2_000), ("CYCLES", 3)):
        monkeypatch.setattr(refining, name, much)
    answer = solve(crowded_day(12, 6, 5, seed=6), threads=last_resort)
    assert (answer.status, answer.breaks) == (Status.OPTIMAL, 0)


def test_who_can_have_no_break_begins_near_whom_they_meet_all_the_same(last_resort):
    """`a` is there for two slots that touch, so a break is not even counted for them."""
    meetings = (Meeting("m", ("a", "b")), Meeting("n", ("a", "c")), Meeting("o", ("b", "c"), session="late"))
    late = Session("late", 2, 2)
    early = Session("early", 0, 1)
    held = tuple(replace(meeting, session=meeting.session or "early") for meeting in meetings)
    answer = solve(Day(3, (2, 2, 2), ("a", "b", "c"), held, sessions=(early, late)), threads=last_resort)
    assert (answer.status, answer.breaks) == (Status.OPTIMAL, 1)


# --- Refined ------------------------------------------------------------------------------------------------


def no_bound() -> int:
    return 0


def refined(board, *, seed=1, **much) -> list[int]:
    """The breaks of every plan that a refiner tells of, one after the other."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in much.items():
            patch.setattr(refining, name, value)
        refiner = Refiner(board, seed)
        refiner.first(0)
        return [sum(breaks_per_person(board, plan)) for plan in refiner.plans(no_bound) if plan is not None]


def test_a_hard_day_is_refined_further_than_it_was_annealed_and_the_same_way_again():
    board = board_of(crowded_day(60, 20, 9, seed=3, fairness=2))
    told = refined(board, CYCLE=200)
    assert told == sorted(told, reverse=True)
    assert told[-1] < told[refining.CYCLES - 1]
    assert told == refined(board, CYCLE=200)


@settings(max_examples=40, deadline=None)
@given(small_days())
def test_whatever_is_refined_keeps_every_rule(day):
    with pytest.MonkeyPatch.context() as patch:
        for name, much in (("CYCLE", 2), ("WORK", 0), ("ALL_EFFORT", 0.5)):
            patch.setattr(refining, name, much)
        refiner = Refiner(board := board_of(day), 1)
        told = [plan for plan in refiner.plans(no_bound) if plan is not None]
    every = list(plans(day, held_all=True))
    for plan in told:
        assert dict(zip(board.ids, plan, strict=True)) in every


def test_from_small_neighbourhoods_that_are_closed_it_goes_on_to_larger_ones():
    board = board_of(crowded_day(30, 12, 6, seed=8, fairness=2))
    annealed = refined(board, CYCLE=2, ALL_EFFORT=0.0)
    assert refined(board, CYCLE=2, SLOTS=2.0)[-1] < annealed[-1]


def test_what_can_not_be_closed_is_made_smaller_and_the_plan_stays():
    board = board_of(crowded_day(30, 12, 6, seed=8, fairness=2))
    annealed = refined(board, CYCLE=2, ALL_EFFORT=0.0)
    assert refined(board, CYCLE=2, EFFORT=NOTHING)[-1] <= annealed[-1]


@pytest.mark.parametrize("seed", range(1, 9))
def test_a_proof_that_comes_on_the_walk_does_not_decide_which_plan_leaves(seed, monkeypatch):
    for name, much in (("FIRST_CYCLE", 0), ("CYCLE", 2), ("CYCLES", 1)):
        monkeypatch.setattr(refining, name, much)
    board = board_of(crowded_day(12, 7, 4, seed=8))

    def first_of_the_best(refiner):
        plans = [plan for plan in refiner.plans(no_bound) if plan is not None]
        return next(plan for plan in plans if sum(breaks_per_person(board, plan)) == 1)

    left_alone, proven_early = Refiner(board, seed), Refiner(board, seed)
    wander = proven_early.annealer.wander

    def wander_until_it_is_proven(steps, warmth):
        wander(steps, warmth)
        if proven_early.stands_at(1):
            proven_early.stop_now()

    monkeypatch.setattr(proven_early.annealer, "wander", wander_until_it_is_proven)
    assert first_of_the_best(proven_early) == first_of_the_best(left_alone)


def best_breaks(board, plan=()) -> int:
    """What the exact search proves to be fewest, begun from a plan or from nothing."""
    model = fewest_breaks(board, plan=plan)
    solved = Solver(seed=1).solve(model.clauses)
    assert solved.status is Status.OPTIMAL
    assert sum(breaks_per_person(board, model.plan(solved.values))) == solved.objective == solved.bound
    return solved.objective


@settings(max_examples=60, deadline=None)
@given(small_days())
def test_a_search_that_begins_at_a_plan_proves_the_same(day):
    board = board_of(replace(day, hold=Hold.ALL))
    for plan in list(plans(day, held_all=True))[:3]:
        begun = [plan[name] for name in board.ids]
        assert best_breaks(board, begun) == best_breaks(board)


def test_a_search_that_begins_at_a_plan_of_a_crowded_day_proves_the_same():
    board = board_of(crowded_day(12, 7, 4, seed=8))
    annealer = Annealer(board, seed=1)
    annealer.cool(2_000)
    assert annealer.best is not None
    assert best_breaks(board, annealer.best) == best_breaks(board) == 1


def test_a_search_that_begins_at_a_plan_of_a_full_day_with_threes_proves_the_same():
    people = tuple("abcdefghi")
    threes = (Meeting("m", ("a", "b", "c")), Meeting("n", ("d", "e", "f")), Meeting("o", ("g", "h", "i")))
    pairs = (Meeting("p", ("a", "d")), Meeting("q", ("b", "g")), Meeting("r", ("e", "h")))
    board = board_of(Day(4, (2, 2, 2, 2), people, threes + pairs))
    assert best_breaks(board, [0, 0, 2, 1, 1, 3]) == best_breaks(board) == 0


def test_what_the_exact_search_proves_is_told_while_the_other_still_refines(monkeypatch):
    monkeypatch.setattr(solving, "FIRST_EFFORT", NOTHING)
    monkeypatch.setattr(refining, "FIRST_CYCLE", 0)
    heard = threading.Event()

    def plans_until_it_is_heard(refiner, bound):
        assert heard.wait(30)
        yield None

    monkeypatch.setattr(Refiner, "plans", plans_until_it_is_heard)
    answer = solve(crowded_day(12, 7, 4, seed=8), tell=lambda told: told.status is Status.OPTIMAL and heard.set())
    assert (answer.status, answer.breaks, heard.is_set()) == (Status.OPTIMAL, 1, True)


# --- Helped out ---------------------------------------------------------------------------------------------


def annealed(board) -> Found:
    """A plan that is not yet good."""
    annealer = Annealer(board, seed=1)
    annealer.cool(100 * len(board.ids))
    assert annealer.best is not None
    return Found(sum(breaks_per_person(board, annealer.best)), annealer.best)


def test_who_helps_out_goes_on_from_the_plan_there_is_elsewhere_and_the_same_way_again():
    board = board_of(crowded_day(30, 12, 6, seed=8, fairness=2))
    plan = annealed(board)
    one, two = (list(Refiner(board, 5).help_out(lambda: plan)) for _ in range(2))
    told = [sum(breaks_per_person(board, slots)) for slots in one if slots is not None]
    assert told == sorted(told, reverse=True)
    assert told[-1] < plan.breaks
    assert one == two


def test_who_helps_out_has_nothing_to_begin_with_when_there_is_no_plan():
    assert list(Refiner(board_of(crowded_day(12, 7, 4, seed=8)), 1).help_out(lambda: None)) == []


def test_days_too_large_for_neighbourhoods_are_not_helped_out(monkeypatch):
    board = board_of(crowded_day(12, 7, 4, seed=8))
    plan = annealed(board)
    monkeypatch.setattr(refining, "MOST_MEETINGS", 1)
    assert list(Refiner(board, 1).help_out(lambda: plan)) == []


@pytest.fixture
def a_day_of_two(monkeypatch):
    """A day, a plan of it and its best one, and neither found before somebody helps out."""
    nothing = ((solving, "FIRST_EFFORT", NOTHING), (solving, "RUNGS", 0), (refining, "FIRST_CYCLE", 0))
    for module, name, much in nothing:
        monkeypatch.setattr(module, name, much)
    day = crowded_day(12, 7, 4, seed=8)
    board = board_of(day)
    model = fewest_breaks(board)
    best, poor = model.plan(Solver(seed=1).solve(model.clauses).values), annealed(board)
    assert sum(breaks_per_person(board, best)) + solving.NEARLY < poor.breaks
    return day, poor.slots, best


def test_what_a_helper_found_leaves_when_the_search_is_ended(a_day_of_two, monkeypatch):
    day, poor, best = a_day_of_two
    stop = threading.Event()

    def found_and_ended(helper, newest):
        yield best
        stop.set()

    monkeypatch.setattr(Refiner, "plans", lambda refiner, bound: iter([poor]))
    monkeypatch.setattr(Refiner, "help_out", found_and_ended)
    answer = solve(day, stop=stop)
    assert faults(as_json(day), answer_json(answer)) == []
    assert (answer.breaks, stop.is_set()) == (1, True)


def test_what_a_helper_found_does_not_decide_which_plan_leaves(a_day_of_two, monkeypatch):
    day, poor, best = a_day_of_two
    monkeypatch.setattr(Refiner, "plans", lambda refiner, bound: iter([poor]))
    monkeypatch.setattr(Refiner, "help_out", lambda helper, newest: iter([]))
    alone = solve(day)
    told = []
    monkeypatch.setattr(Refiner, "help_out", lambda helper, newest: iter([best]))
    helped = solve(day, tell=told.append)
    assert helped.plan == alone.plan
    assert 1 in {answer.breaks for answer in told}


def test_a_helper_ends_as_soon_as_the_plan_is_nearly_as_good_as_any(a_day_of_two, monkeypatch):
    day, poor, best = a_day_of_two
    helping, spared = threading.Event(), threading.Event()

    def best_once_helped(refiner, bound):
        yield poor
        assert helping.wait(30)
        yield best

    def until_spared(helper, newest):
        monkeypatch.setattr(helper, "stop_now", spared.set)
        helping.set()
        assert spared.wait(30)
        yield from ()

    monkeypatch.setattr(Refiner, "plans", best_once_helped)
    monkeypatch.setattr(Refiner, "help_out", until_spared)
    answer = solve(day)
    assert (answer.status, answer.breaks, spared.is_set()) == (Status.OPTIMAL, 1, True)


def test_no_worse_plan_is_told_after_a_better_one(a_day_of_two, monkeypatch):
    """The telling of the one is held up while the other wants to be told."""
    day, poor, best = a_day_of_two
    told, begun, better_told = [], threading.Event(), threading.Event()
    usual = solving.answer

    def held_up(board, slots, **rest):
        if slots == poor:
            begun.set()
            better_told.wait(0.2)
        return usual(board, slots, **rest)

    def tell(answer):
        told.append(answer.breaks)
        if answer.breaks == 1:
            better_told.set()

    monkeypatch.setattr(solving, "answer", held_up)
    search = solving.Search(board_of(day), Watch(None, None), seed=1, threads=2, tell=tell)
    refining = threading.Thread(target=search.hear, args=(poor,))
    refining.start()
    assert begun.wait(30)
    search.show(best)
    refining.join()
    assert told == sorted(told, reverse=True)
    assert told[-1] == 1


def test_a_search_that_is_stopped_before_it_begins_leaves_with_the_first_plan(a_day_of_two, monkeypatch):
    day, poor, _ = a_day_of_two
    monkeypatch.setattr(Refiner, "first", lambda refiner, bound: poor)
    monkeypatch.setattr(Refiner, "plans", lambda refiner, bound: pytest.fail("nobody refines"))
    stop = threading.Event()
    stop.set()
    assert list(slots_of(solve(day, stop=stop)).values()) == poor


def test_while_the_most_is_sought_what_is_told_only_grows():
    day = replace(crowded_day(11, 4, 4, seed=8), hold=Hold.MOST)
    told = []
    answer = solve(day, tell=told.append)
    assert [each.held for each in told] == sorted(each.held for each in told)
    assert all(each.status is not Status.UNKNOWN for each in told)
    assert len(told) > 0
    assert answer.held == max(each.held for each in told)


def test_any_seed_that_may_be_chosen_is_one_for_cp_sat():
    model = fewest_breaks(board_of(crowded_day(12, 7, 4, seed=8)))
    assert Solver(seed=2**31).solve(model.clauses).objective == 1


def test_a_refiner_that_is_stopped_on_its_walk_searches_no_more(monkeypatch):
    refiner = Refiner(board_of(crowded_day(30, 12, 6, seed=8, fairness=2)), 1)
    monkeypatch.setattr(refiner.annealer, "wander", lambda steps, warmth: refiner.stop_now())
    assert len(list(refiner.plans(no_bound))) == refining.CYCLES + 1
    refiner.stop_now()
    assert len(list(refiner.plans(no_bound))) == 1


def test_a_search_stopped_before_it_begins_says_nothing():
    solver = Solver(seed=1)
    solver.stop()
    assert solver.solve(Clauses()).status is Status.UNKNOWN


def test_when_time_is_over_the_best_so_far_stands_with_its_bound():
    day = crowded_day(60, 22, 6, seed=2, fairness=2)
    told = []
    answer = solve(day, seconds=0.4, tell=told.append)
    assert faults(as_json(day), answer_json(answer)) == []
    assert [one.breaks for one in told if one.breaks is not None] == sorted(
        (one.breaks for one in told if one.breaks is not None), reverse=True
    )
    assert answer.seconds < 5


@pytest.mark.parametrize("hold", list(Hold))
def test_a_search_that_is_told_to_stop_stops(hold):
    stop = threading.Event()
    stop.set()
    answer = solve(crowded_day(60, 22, 6, seed=2, hold=hold), stop=stop)
    assert answer.status in {Status.FEASIBLE, Status.OPTIMAL, Status.UNKNOWN}
    assert answer.seconds < 5


def test_a_large_day_that_is_stopped_before_it_begins_is_searched_once_all_the_same():
    stop = threading.Event()
    stop.set()
    board = board_of(crowded_day(800, 12, 160, seed=4, hold=Hold.MOST))
    assert len(list(cycles.large_plans(board, Watch(None, stop), seed=1, threads=2))) == 1


@pytest.mark.parametrize("hold", list(Hold))
def test_a_large_day_is_held_whole_and_told_with_its_bound(hold):
    day = crowded_day(800, 12, 160, seed=4, hold=hold)
    answer = solve(day, seconds=3)
    assert faults(as_json(day), answer_json(answer)) == []
    assert (answer.held, answer.weight) == (1600, answer.weight_bound)
    assert 0 <= answer.bound <= answer.breaks


@pytest.mark.parametrize("threads", [1, 2])
def test_a_large_day_without_a_limit_of_time_gets_the_same_plan_again(threads, monkeypatch):
    monkeypatch.setattr(cycles, "FIRST", 20)
    monkeypatch.setattr(cycles, "CYCLES", 2)
    day = crowded_day(800, 12, 160, seed=4, hold=Hold.MOST)
    told = []
    first, again = (solve(day, threads=threads, tell=told.append) for _ in range(2))
    assert faults(as_json(day), answer_json(first)) == []
    assert first.plan == again.plan
    assert told[0].breaks > told[1].breaks == first.breaks


def test_of_two_threads_the_better_plan_of_a_large_day_leaves(monkeypatch):
    monkeypatch.setattr(cycles, "CYCLES", 1)
    day = crowded_day(800, 12, 160, seed=2, hold=Hold.MOST)
    of_each = [solve(day, threads=1, seed=1 + number * cycles.ANOTHER_SEED).breaks for number in range(2)]
    assert of_each[0] != of_each[1]
    assert solve(day, threads=2, seed=1).breaks == min(of_each)


def test_a_large_day_is_done_when_its_plan_stands_at_the_bound(monkeypatch):
    monkeypatch.setattr(cycles, "CYCLES", 10**9)
    meetings = tuple(Meeting(f"m{at}", (f"p{2 * at}", f"p{2 * at + 1}")) for at in range(1_600))
    names = tuple(name for meeting in meetings for name in meeting.people)
    answer = solve(Day(2, (800, 800), names, meetings))
    assert (answer.status, answer.breaks) == (Status.OPTIMAL, 0)


def test_the_next_cycle_has_all_the_time_where_several_would_not_fit():
    assert cycles.longer(1.0, None) is None
    assert cycles.longer(1.0, 1_000.0) == cycles.LONGER
    assert cycles.longer(1.0, 20.0) == 20.0


def test_what_cannot_all_be_held_is_held_as_far_as_it_goes():
    day = crowded_day(12, 3, 2, seed=1, hold=Hold.MOST, caps={"p0": 1})
    told = []
    answer = solve(day, tell=told.append)
    assert answer.status is Status.OPTIMAL
    assert answer.held == 6
    assert sum("p0" in meeting.people for meeting in day.meetings if meeting.id in answer.plan) <= 1
    assert told


@pytest.mark.parametrize(("people", "slots", "tables"), [(120, 4, 20), (1_000, 4, 150)])
def test_with_too_few_tables_each_is_taken_by_the_heaviest(people, slots, tables, monkeypatch):
    for name, much in (("FIRST", 100), ("CYCLES", 2)):
        monkeypatch.setattr(cycles, name, much)
    day = crowded_day(people, slots, tables, seed=3, hold=Hold.MOST)
    answer = solve(day, seconds=3)
    heaviest = sorted((meeting.weight for meeting in day.meetings), reverse=True)[: slots * tables]
    assert faults(as_json(day), answer_json(answer)) == []
    assert answer.held == slots * tables
    assert sum(heaviest) - 2 <= answer.weight <= answer.weight_bound <= sum(heaviest)


def late_in_chains(day: Day) -> Day:
    """The same with every meeting but each fifth after the one before it."""
    chained = tuple(replace(m, after=(f"m{at - 1}",)) if at % 5 else m for at, m in enumerate(day.meetings))
    return replace(day, meetings=chained)


@pytest.mark.parametrize(
    ("least", "ruled"),
    [
        (1_100, lambda day: replace(day, caps={f"p{number}": 2 for number in range(0, 800, 4)})),
        (1_580, lambda day: replace(day, fairness=1)),
        (1_200, late_in_chains),
    ],
)
def test_a_large_day_that_cannot_be_held_whole_keeps_its_rules_and_holds_most(least, ruled, monkeypatch):
    for name, much in (("FIRST", 100), ("CYCLES", 2)):
        monkeypatch.setattr(cycles, name, much)
    day = ruled(crowded_day(800, 12, 160, seed=4, hold=Hold.MOST))
    answer = solve(day)
    assert faults(as_json(day), answer_json(answer)) == []
    assert answer.held >= least


def test_a_plan_as_heavy_as_any_needs_no_search_for_more(monkeypatch):
    day = crowded_day(12, 4, 4, seed=8, hold=Hold.MOST)
    sought = []
    usual = solving.Search.prove
    monkeypatch.setattr(
        solving.Search, "prove", lambda search, model, effort: sought.append(effort) or usual(search, model, effort)
    )
    answer = solve(day)
    assert (answer.status, answer.weight) == (Status.OPTIMAL, answer.weight_bound)
    assert len(sought) == 2  # who is alone, and breaks


def test_who_has_no_meeting_at_all_is_not_counted_as_left_alone():
    pairs = (Meeting("m", ("a", "b")), Meeting("n", ("c", "d")))
    answer = solve(Day(1, (1,), ("a", "b", "c", "d", "guest"), pairs, hold=Hold.MOST))
    assert (answer.status, answer.held) == (Status.OPTIMAL, 1)


def test_a_weight_that_is_not_proven_in_time_is_told_with_its_bound():
    day = crowded_day(14, 5, 4, seed=8, hold=Hold.MOST)
    answer = solve(day, seconds=1.0)
    assert faults(as_json(day), answer_json(answer)) == []
    assert (answer.status, answer.bound) == (Status.FEASIBLE, 0)
    assert answer.weight < answer.weight_bound < sum(meeting.weight for meeting in day.meetings)


def test_what_is_held_when_told_to_stop_is_not_called_the_most():
    stop = threading.Event()
    stop.set()
    day = crowded_day(12, 3, 2, seed=1, hold=Hold.MOST)
    answer = solve(day, stop=stop)
    assert faults(as_json(day), answer_json(answer)) == []
    assert (answer.status, answer.held) == (Status.FEASIBLE, 6)


def test_an_order_of_many_meetings_on_a_large_day_is_kept_and_little_is_lost():
    day = crowded_day(800, 12, 160, seed=4, hold=Hold.MOST)
    chained = tuple(replace(m, after=(f"m{at - 1}",)) if at % 20 == 1 else m for at, m in enumerate(day.meetings))
    day = replace(day, meetings=chained)
    answer = solve(day, seconds=3)
    assert faults(as_json(day), answer_json(answer)) == []
    assert answer.held == 1600


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"away": {"a": frozenset({0, 1, 2})}}, "Meeting m0 has no slot left in which a, b are all free"),
        ({"slots": 2, "tables": (2, 2)}, "a has 3 meetings and 2 free slots for them: m0, m1, m2"),
        ({"caps": {"a": 2}}, "a has 3 meetings and wants at most 2"),
        ({"tables": (1, 1, 0)}, "a has 3 meetings and 2 free slots for them"),
    ],
)
def test_a_refusal_says_who_and_what(change, said):
    meetings = tuple(Meeting(f"m{number}", ("a", other)) for number, other in enumerate("bcd"))
    answer = solve(replace(BIG, meetings=meetings, **change))
    assert answer.status is Status.INFEASIBLE
    assert answer.because is not None and said in answer.because.text


def test_too_few_tables_are_named():
    names = tuple("abcdefgh")
    meetings = tuple(Meeting(f"m{n}", (names[2 * n], names[2 * n + 1]), session="s") for n in range(4))
    day = Day(5, (3, 1, 1, 1, 1), names, meetings, sessions=(Session("s", 0, 0),))
    because = solve(day).because
    assert because is not None
    assert because.text == "These 4 meetings all need slot 0 and there are 3 tables: m0, m1, m2, m3"
    assert because.slots == (0,)
    two = replace(day, sessions=(Session("s", 0, 1),), tables=(1, 1, 1, 1, 1))
    assert "all need the slots 0, 1 and there are 2 tables" in solve(two).because.text


def test_meetings_that_have_one_slot_only_are_named_as_far_as_they_are_in_the_way():
    meetings = (
        Meeting("m0", ("a", "b"), session="two"),
        Meeting("m1", ("b", "c"), session="two"),
        Meeting("m2", ("c", "d"), slot=0),
        Meeting("m3", ("a", "e"), slot=0),
        Meeting("m4", ("e", "f"), slot=2),
    )
    because = solve(Day(3, (3, 3, 3), tuple("abcdef"), meetings, sessions=(Session("two", 0, 1),))).because
    assert because is not None
    assert because.meetings == ("m0", "m3", "m1", "m2")
    assert because.text == (
        "Meeting m0 has no slot left in which a, b are all free and a table is open to it; "
        "these have no other slot: m3 (slot 0), m1 (slot 1), m2 (slot 0)"
    )


def test_what_is_in_the_way_twice_is_named_once():
    meetings = (
        Meeting("m0", ("a", "b")),
        Meeting("m1", ("b", "c"), session="two"),
        Meeting("m2", ("a", "e")),
        Meeting("m3", ("c", "e"), slot=0),
        Meeting("m4", ("b", "f"), slot=0),
    )
    day = Day(3, (3, 3, 3), tuple("abcef"), meetings, sessions=(Session("two", 0, 1),), away={"e": frozenset({1})})
    because = solve(day).because
    assert because is not None
    assert sorted(because.meetings) == ["m0", "m1", "m2", "m3", "m4"]


def test_a_chain_that_does_not_fit_is_named():
    people = tuple("abcdefgh")
    meetings = tuple(
        Meeting(f"m{n}", (people[2 * n], people[2 * n + 1]), after=(f"m{n - 1}",) if n else ()) for n in range(4)
    )
    because = solve(Day(3, (2, 2, 2), people, meetings)).because
    assert because is not None
    assert "m0 before m1 before m2 before m3" in because.text


def test_fairness_that_cannot_be_had_is_told_from_what_cannot_be_held():
    meetings = (Meeting("m0", ("a", "b"), slot=0), Meeting("m1", ("a", "c"), slot=2))
    because = solve(replace(BIG, meetings=meetings, fairness=0)).because
    assert because is not None
    assert "differ by at most 0" in because.text


def hidden_conflict() -> Day:
    """Three people who all want to meet in two slots, among many who want nothing of them."""
    triangle = [("a", "b"), ("b", "c"), ("a", "c")]
    loose = [(f"x{n}", f"y{n}") for n in range(14)]
    names = tuple(sorted({name for pair in (*triangle, *loose) for name in pair}))
    meetings = tuple(
        Meeting(f"m{n:02}", pair, session="two" if n < 3 else None) for n, pair in enumerate((*triangle, *loose))
    )
    return Day(4, (20,) * 4, names, meetings, sessions=(Session("two", 0, 1),), fairness=4)


def test_a_conflict_that_only_a_search_finds_is_narrowed():
    because = solve(hidden_conflict()).because
    assert because is not None
    assert because.meetings == ("m00", "m01", "m02")
    assert because.text == "These 3 meetings cannot all be held: m00, m01, m02"
    assert because.people == ("a", "b", "c")


def test_a_conflict_is_told_as_far_as_a_few_questions_narrow_it(monkeypatch):
    monkeypatch.setattr(conflicts, "QUESTIONS", 1)
    because = solve(hidden_conflict()).because
    assert because is not None
    assert because.text.startswith("These 17 meetings cannot all be held: m00, m01, ")
    assert because.text.endswith(", m11 and 5 more")


def test_nothing_is_promised_of_a_day_in_which_somebody_has_too_much_to_do():
    meetings = tuple(Meeting(f"m{number}", ("a", other), session="s") for number, other in enumerate("bcd"))
    assert least_breaks(board_of(replace(BIG, meetings=meetings, sessions=(Session("s", 0, 1),)))) == 0


def test_the_annealing_counts_what_is_true():
    day = crowded_day(30, 12, 6, seed=8, fairness=2)
    board = board_of(day)
    annealer = Annealer(board, seed=1)
    annealer.cool(200_000)
    best = annealer.best
    assert best is not None
    assert annealer.best_rank == annealer.rank_of(sum(breaks_per_person(board, best)))
