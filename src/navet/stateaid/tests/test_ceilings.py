"""The rule of the ledger, against a second reckoning that goes day by day and shares no code."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from navet.directory.undertakings import Link, Tie
from navet.stateaid.ceilings import Answer, Ask, Ceiling, Grant, History, Window, answer, lapses_on, years_before

CEILING = Ceiling(Decimal("300000.00"), 3)


def grant(amount, day, undertaking="A", member_state="SE"):
    return Grant(undertaking, member_state, Decimal(amount), date.fromisoformat(day))


def asked(amount, day, *grants, undertaking="A", ceiling=CEILING, **more):
    ask = Ask(undertaking, "SE", Decimal(amount), date.fromisoformat(day))
    return answer(ask, ceiling=ceiling, grants=grants, **more)


# --- The second reckoning: no sums kept, no search, one day after another ---------------------------------


def same_day_earlier(day, years):
    if (day.month, day.day) == (2, 29):
        try:
            return date(day.year - years, 2, 29)
        except ValueError:
            return date(day.year - years, 2, 28)
    return date(day.year - years, day.month, day.day)


def sum_up_to(end, grants, years):
    return sum((g.amount for g in grants if same_day_earlier(end, years) <= g.granted_on <= end), Decimal(0))


def over_by_day(amount, on, grants, ceiling):
    """Every window that holds the asked day and passes the ceiling, trying each day as its end."""
    ends = {on} | {g.granted_on for g in grants if g.granted_on >= on}
    found = []
    for end in sorted(ends):
        if same_day_earlier(end, ceiling.years) <= on:
            total = sum_up_to(end, grants, ceiling.years) + amount
            if total > ceiling.amount:
                found.append((end, total))
    return found


def expected(ask, grants, ceiling, group):
    mine = [g for g in grants if g.member_state == ask.member_state and g.undertaking in group]
    over = over_by_day(ask.amount, ask.on, mine, ceiling)
    room = Decimal(0)
    for cents in range(int(ceiling.amount * 100), -1, -1):
        if not over_by_day(Decimal(cents) / 100, ask.on, mine, ceiling):
            room = Decimal(cents) / 100
            break
    fits = None
    if ask.amount <= ceiling.amount:
        fits = ask.on
        while over_by_day(ask.amount, fits, mine, ceiling):
            fits += timedelta(days=1)
    return Answer(
        allowed=not over,
        group=tuple(sorted(group)),
        used=sum_up_to(ask.on, mine, ceiling.years),
        ceiling=ceiling.amount,
        room=room,
        fits_on=fits,
        windows_over=tuple(Window(day, total) for day, total in over),
    )


cents = st.integers(0, 130).map(lambda n: Decimal(n) / 100)
leap_days = st.sampled_from(
    [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2027, 2, 28), date(2027, 3, 1)]
)
days = st.one_of(st.dates(date(2022, 1, 1), date(2031, 12, 31)), leap_days)
grants = st.builds(Grant, st.sampled_from("AB"), st.sampled_from(["SE", "NO"]), cents, days)
small = st.builds(Ceiling, cents, st.integers(1, 4))


@given(
    ask=st.builds(Ask, st.just("A"), st.just("SE"), cents, days),
    grants=st.lists(grants, max_size=7),
    ceiling=small,
)
@example(
    ask=Ask("A", "SE", Decimal("0.01"), date(2026, 1, 1)),
    grants=[Grant("A", "SE", Decimal("1.00"), date(2028, 12, 31))],
    ceiling=Ceiling(Decimal("1.00"), 3),
)
def test_agrees_with_going_day_by_day(ask, grants, ceiling):
    assert answer(ask, ceiling=ceiling, grants=grants) == expected(ask, grants, ceiling, {"A"})


@given(day=days, years=st.integers(1, 10))
def test_a_grant_lapses_on_the_first_day_that_does_not_reach_back_to_it(day, years):
    lapse = lapses_on(day, years)
    assert same_day_earlier(lapse, years) > day
    assert same_day_earlier(lapse - timedelta(days=1), years) <= day


@given(day=st.dates(date(100, 1, 1)), years=st.integers(1, 50))
def test_a_window_begins_on_the_same_day_earlier(day, years):
    assert years_before(day, years) == same_day_earlier(day, years)


@given(grants=st.lists(grants, max_size=20), on=days, ceiling=small)
def test_the_room_fits_and_a_cent_more_does_not(grants, on, ceiling):
    room = answer(Ask("A", "SE", Decimal("0.00"), on), ceiling=ceiling, grants=grants).room
    assume(room)
    assert answer(Ask("A", "SE", room, on), ceiling=ceiling, grants=grants).allowed
    more = answer(Ask("A", "SE", room + Decimal("0.01"), on), ceiling=ceiling, grants=grants)
    assert not more.allowed


@given(grants=st.lists(grants, max_size=20), ceiling=small)
def test_what_is_past_the_ceiling_is_found_window_by_window(grants, ceiling):
    history = History(ceiling, ((each.granted_on, each.amount) for each in grants))
    ends = sorted({each.granted_on for each in grants})
    sums = [Window(end, sum_up_to(end, grants, ceiling.years)) for end in ends]
    assert history.windows_past() == tuple(window for window in sums if window.sum > ceiling.amount)


@given(asks=st.lists(st.tuples(cents, days), max_size=12), ceiling=small)
def test_whatever_the_order_no_window_ever_passes_the_ceiling(asks, ceiling):
    kept = []
    for amount, day in asks:
        if answer(Ask("A", "SE", amount, day), ceiling=ceiling, grants=kept).allowed:
            kept.append(Grant("A", "SE", amount, day))
    ends = {g.granted_on for g in kept}
    assert all(sum_up_to(end, kept, ceiling.years) <= ceiling.amount for end in ends)


@given(
    grants=st.lists(grants, max_size=10),
    ask=st.builds(Ask, st.just("A"), st.just("SE"), cents, days),
    ceiling=small,
)
def test_the_day_it_fits_is_a_day_on_which_it_is_allowed(grants, ask, ceiling):
    fits = answer(ask, ceiling=ceiling, grants=grants).fits_on
    assert (fits is None) == (ask.amount > ceiling.amount)
    if fits:
        assert answer(Ask("A", "SE", ask.amount, fits), ceiling=ceiling, grants=grants).allowed


# --- Told examples ------------------------------------------------------------------------------------------


def test_the_contracts_firm_900_euro_below_the_ceiling():
    links = [
        Link("A", "B", Tie.VOTES, date(2020, 1, 1), None, Decimal("0.60")),
        Link("B", "C", Tie.BOARD, date(2024, 5, 1), date(2025, 6, 30)),
    ]
    history = [grant("120000.00", "2024-02-29"), grant("179100.00", "2025-03-10", "B")]
    assert asked("1200.00", "2026-11-22", *history, undertaking="B", links=links, public_owners={"M"}) == Answer(
        allowed=False,
        group=("A", "B"),
        used=Decimal("299100.00"),
        ceiling=Decimal("300000.00"),
        room=Decimal("900.00"),
        fits_on=date(2027, 3, 1),
        windows_over=(Window(date(2026, 11, 22), Decimal("300300.00")),),
    )


def test_exactly_the_ceiling_is_allowed_and_a_cent_more_is_not():
    assert asked("300000.00", "2026-11-22").allowed
    assert asked("0.01", "2026-11-22", grant("300000.00", "2026-11-22")).room == 0
    assert not asked("0.01", "2026-11-22", grant("300000.00", "2026-11-22")).allowed


def test_more_than_the_ceiling_never_fits():
    answer = asked("300000.01", "2026-11-22")
    assert (answer.allowed, answer.fits_on, answer.room) == (False, None, Decimal("300000.00"))


@pytest.mark.parametrize(
    ("granted_on", "on", "counts"),
    [
        ("2023-11-22", "2026-11-22", True),  # exactly three years
        ("2023-11-21", "2026-11-22", False),
        ("2026-11-22", "2026-11-22", True),  # the same day
        ("2025-02-28", "2028-02-29", True),  # 29 February reaches back to the 28th
        ("2025-02-27", "2028-02-29", False),
        ("2024-02-29", "2027-02-28", True),
        ("2024-02-29", "2027-03-01", False),
    ],
)
def test_both_ends_of_the_window_count(granted_on, on, counts):
    assert asked("1.00", on, grant("500.00", granted_on)).used == (500 if counts else 0)


def test_an_earlier_day_may_break_a_later_window():
    later = grant("299000.00", "2027-06-01")
    back_dated = asked("1200.00", "2026-11-22", later)
    assert back_dated.used == 0
    assert back_dated.room == Decimal("1000.00")
    assert back_dated.windows_over == (Window(date(2027, 6, 1), Decimal("300200.00")),)
    assert back_dated.fits_on == date(2030, 6, 2)


def test_a_later_grant_further_than_three_years_away_breaks_nothing():
    assert asked("300000.00", "2026-11-22", grant("300000.00", "2029-11-23")).allowed
    assert not asked("300000.00", "2026-11-22", grant("300000.00", "2029-11-22")).allowed


def test_what_another_state_or_another_firm_got_does_not_count():
    others = [grant("300000.00", "2026-01-01", member_state="NO"), grant("300000.00", "2026-01-01", "Z")]
    assert asked("300000.00", "2026-11-22", *others).allowed


def test_a_correction_gives_room_back_from_the_day_it_corrects():
    history = [grant("300000.00", "2026-01-01"), grant("-1200.00", "2026-01-01")]
    assert asked("1200.00", "2026-11-22", *history).allowed
    assert not asked("1200.01", "2026-11-22", *history).allowed


def test_a_group_already_over_has_no_room_and_may_not_even_take_nothing():
    history = [grant("200000.00", "2026-01-01"), grant("150000.00", "2026-01-02")]
    answer = asked("0.00", "2026-11-22", *history)
    assert (answer.allowed, answer.room, answer.fits_on) == (False, Decimal("0.00"), date(2029, 1, 2))


def test_the_ends_of_the_calendar_are_no_trap():
    assert asked("1.00", "0002-01-01", grant("300000.00", "0001-01-01")).fits_on == date(4, 1, 2)
    assert asked("1.00", "9999-12-31", grant("300000.00", "9998-01-01")).fits_on is None


def test_ten_thousand_grants_are_answered():
    many = [Grant("A", "SE", Decimal("29.00"), date(2020, 1, 1) + timedelta(days=n)) for n in range(10_000)]
    answer = asked("300000.00", "2021-01-01", *many)
    assert not answer.allowed
    assert answer.fits_on == lapses_on(many[-1].granted_on, 3)
