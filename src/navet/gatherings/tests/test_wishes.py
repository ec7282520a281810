"""Wishes become meetings or get a reason; competitors never meet, and nobody need be alone."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navet.gatherings.wishes import (
    Effect,
    Guest,
    Refusal,
    Rules,
    Way,
    Why,
    Wish,
    Wished,
    lonely,
    meetings_from,
    with_helpers,
)
from navet.timetable.day import Meeting

NAMES = ("Ada", "Bo", "Carl", "Dina", "Eli", "Frid")
FIRMS = ("Berg AS", "Fjell AB", "Hav Oy")
SESSIONS = ("morning", "afternoon")

some = st.frozensets
guest_lists = st.lists(
    st.builds(
        Guest,
        name=st.sampled_from(NAMES),
        organisation=st.none() | st.sampled_from(FIRMS),
        competitors=some(st.sampled_from((*NAMES, *FIRMS)), max_size=1),
        languages=some(st.sampled_from(("sv", "fi", "en")), max_size=2),
        way=st.sampled_from(Way),
        cap=st.none() | st.integers(0, 3),
        sessions=st.none() | some(st.sampled_from(SESSIONS)),
    ),
    unique_by=lambda guest: guest.name,
)
wish_lists = st.lists(
    st.builds(
        Wish,
        st.sampled_from((*NAMES, "Nobody")),
        st.sampled_from(NAMES),
        st.integers(1, 3),
        st.none() | st.sampled_from(SESSIONS),
    )
)
effects = st.sampled_from(Effect)
percents = st.integers(1, 100)
all_rules = st.builds(Rules, effects, percents, effects, percents)


def wished(*guests, wishes=(("Ada", "Bo"),), **rules):
    return meetings_from(guests, [Wish(*wish) for wish in wishes], rules=Rules(**rules))


def two(one=None, other=None, **more):
    return wished(Guest("Ada", **(one or {})), Guest("Bo", **(other or {})), **more)


def refused(why, *names):
    return Wished((), (Refusal(("Ada", "Bo"), why, names),))


def weight(*wishes, one=None, other=None, **rules):
    (meeting,) = two(one, other, wishes=wishes, **rules).meetings
    return meeting.weight


# --- What always holds --------------------------------------------------------------------------------------


def may_meet(one, other, rules):
    """A second reckoning of the rules."""
    rivals = {one.name, one.organisation} & other.competitors or {other.name, other.organisation} & one.competitors
    strange = one.languages and other.languages and not one.languages & other.languages
    apart = {one.way, other.way} == {Way.ON_SITE, Way.ONLINE}
    sessions = [guest.sessions for guest in (one, other) if guest.sessions is not None]
    return not (
        one.name == other.name
        or 0 in (one.cap, other.cap)
        or (one.organisation == other.organisation and one.organisation)
        or rivals
        or (strange and rules.language is Effect.FORBIDS)
        or (apart and rules.way is Effect.FORBIDS)
        or (sessions and not frozenset.intersection(*sessions))
    )


@given(guest_lists, wish_lists, all_rules)
def test_each_wished_pair_meets_once_or_has_a_reason_and_no_other_pair_meets(guests, wishes, rules):
    found = meetings_from(guests, wishes, rules=rules)
    known = {guest.name: guest for guest in guests}
    met = [meeting.people for meeting in found.meetings]
    assert len(set(met)) == len(met)
    assert len({meeting.id for meeting in found.meetings}) == len(met)
    assert all(may_meet(known[one], known[other], rules) for one, other in met)
    pairs = {tuple(sorted((wish.asker, wish.asked))) for wish in wishes}
    assert set(met) | {refusal.people for refusal in found.refused} == pairs
    for refusal in found.refused:
        ruled_out = not set(refusal.people) <= set(known) or not may_meet(*map(known.get, refusal.people), rules)
        assert (refusal.why is Why.NOT_IN_SESSION) == (not ruled_out)
        assert not (ruled_out and refusal.people in met)


@given(guest_lists, wish_lists, all_rules, st.randoms(use_true_random=False))
def test_the_order_of_guests_and_wishes_does_not_matter(guests, wishes, rules, chance):
    found = meetings_from(guests, wishes, rules=rules)
    others, again = chance.sample(guests, len(guests)), chance.sample(wishes, len(wishes))
    assert meetings_from(others, again + again, rules=rules) == found


@given(guest_lists, wish_lists, all_rules)
def test_everybody_in_a_meeting_is_at_its_session(guests, wishes, rules):
    sessions = {guest.name: guest.sessions for guest in guests}
    for meeting in meetings_from(guests, wishes, rules=rules).meetings:
        if meeting.session is not None:
            assert all(sessions[name] is None or meeting.session in sessions[name] for name in meeting.people)


@given(percents, percents, st.booleans(), st.booleans())
def test_any_mutual_wish_outweighs_two_strongest_one_sided_ones(language, way, strange, apart):
    rules = {"language_percent": language, "way_percent": way, "way": Effect.WEIGHS}
    other = {"languages": {"fi"} if strange else {"sv"}, "way": Way.ONLINE if apart else Way.ON_SITE}
    least = weight(("Ada", "Bo", 1), ("Bo", "Ada", 1), one={"languages": {"sv"}}, other=other, **rules)
    assert least > 2 * weight(("Ada", "Bo", 3))
    assert 1 < weight(("Ada", "Bo", 1), one={"languages": {"sv"}}, other=other, **rules) <= 10


# --- Weights ------------------------------------------------------------------------------------------------


def test_the_arithmetic_of_weights():
    assert [weight(("Ada", "Bo", strength)) for strength in (1, 2, 3)] == [10, 20, 30]
    assert weight(("Ada", "Bo", 1), ("Bo", "Ada", 1)) == 70 + 20
    assert weight(("Ada", "Bo", 3), ("Bo", "Ada", 2)) == 70 + 50
    sizes = {(a, b): weight(("Ada", "Bo", a), ("Bo", "Ada", b)) for a, b in product((1, 2, 3), repeat=2)}
    assert max(sizes.values()) == 130


def test_a_wish_said_twice_counts_once_at_its_strongest():
    assert weight(("Ada", "Bo", 1), ("Ada", "Bo", 3), ("Ada", "Bo", 2)) == 30


def test_what_only_weighs_cuts_the_points():
    strange = {"one": {"languages": {"sv"}}, "other": {"languages": {"fi"}}}
    apart = {"one": {"way": Way.ONLINE}, "other": {"way": Way.ON_SITE}, "way": Effect.WEIGHS}
    assert weight(("Ada", "Bo", 2), **strange) == 10
    assert weight(("Ada", "Bo", 2), ("Bo", "Ada", 2), **strange, language_percent=30) == 70 + 12
    assert weight(("Ada", "Bo", 3), **apart, way_percent=80) == 24
    assert weight(("Ada", "Bo", 1), **strange, language_percent=1) == 2
    both = {"one": {"languages": {"sv"}, "way": Way.ONLINE}, "other": {"languages": {"fi"}}, "way": Effect.WEIGHS}
    assert weight(("Ada", "Bo", 2), **both) == 5
    assert weight(("Ada", "Bo", 1), ("Bo", "Ada", 1), **both, language_percent=1, way_percent=1) == 71


# --- Reasons ------------------------------------------------------------------------------------------------


def test_a_wish_becomes_a_meeting():
    assert two() == Wished((Meeting("Ada+Bo", ("Ada", "Bo"), weight=10),))


def test_people_who_are_no_guests():
    assert wished(Guest("Ada")) == refused(Why.UNKNOWN, "Bo")
    assert wished() == refused(Why.UNKNOWN, "Ada", "Bo")
    assert wished(wishes=[("Ada", "Ada")]).refused == (Refusal(("Ada", "Ada"), Why.UNKNOWN, ("Ada",)),)


def test_nobody_meets_only_oneself():
    assert two(wishes=[("Ada", "Ada")]).refused == (Refusal(("Ada", "Ada"), Why.ALONE, ("Ada",)),)


def test_who_opted_out():
    assert two({"cap": 0}) == refused(Why.WANTS_NONE, "Ada")
    assert two({"cap": 0}, {"cap": 0}) == refused(Why.WANTS_NONE, "Ada", "Bo")


def test_the_same_organisation():
    assert two({"organisation": "Berg AS"}, {"organisation": "Berg AS"}) == refused(Why.SAME_ORGANISATION, "Berg AS")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"Fjell AB"}, {"Berg AS"}, refused(Why.COMPETITORS, "Berg AS", "Fjell AB")),
        ({"Bo"}, {"Berg AS"}, refused(Why.COMPETITORS, "Berg AS", "Bo")),
        ({"Fjell AB"}, set(), refused(Why.COMPETITOR, "Berg AS", "Fjell AB")),
        (set(), {"Ada"}, refused(Why.COMPETITOR, "Fjell AB", "Ada")),
    ],
)
def test_competitors(one, other, expected):
    berg, fjell = {"organisation": "Berg AS"}, {"organisation": "Fjell AB"}
    assert two({**berg, "competitors": one}, {**fjell, "competitors": other}) == expected


def test_a_competitor_without_an_organisation():
    assert two({"competitors": {"Bo"}}) == refused(Why.COMPETITOR, "Ada", "Bo")
    assert two(other={"competitors": {"Ada"}}) == refused(Why.COMPETITOR, "Bo", "Ada")


def test_one_on_site_and_one_online():
    assert two({"way": Way.ONLINE}) == refused(Why.NO_WAY, "Bo", "Ada")
    assert two(other={"way": Way.ONLINE}) == refused(Why.NO_WAY, "Ada", "Bo")
    assert two({"way": Way.ONLINE}, {"way": Way.EITHER}).refused == ()


def test_no_common_language():
    strange = ({"languages": {"sv"}}, {"languages": {"fi", "en"}})
    assert two(*strange, language=Effect.FORBIDS) == refused(Why.NO_LANGUAGE, "Ada", "Bo")
    assert two(strange[0], language=Effect.FORBIDS).refused == ()


def test_sessions():
    early, late, both = ({"sessions": frozenset(names)} for names in (SESSIONS[:1], SESSIONS[1:], SESSIONS))
    assert two(early, late) == refused(Why.NO_SESSION, "Ada", "Bo")
    assert two(early, both).meetings[0].session == "morning"
    assert two(other=late).meetings[0].session == "afternoon"
    assert two(both, both).meetings[0].session is None
    assert two(both, wishes=[("Ada", "Bo", 1, "morning")]).meetings[0].session == "morning"
    asked_apart = [("Ada", "Bo", 1, "morning"), ("Bo", "Ada", 1, "afternoon")]
    assert two(wishes=asked_apart).meetings[0].session is None


def test_a_wish_for_a_session_somebody_is_not_at():
    late = {"sessions": frozenset(["afternoon"])}
    early = [("Ada", "Bo", 3, "morning")]
    assert two({}, late, wishes=early) == refused(Why.NOT_IN_SESSION, "Bo", "morning")
    assert two(late, late, wishes=early) == refused(Why.NOT_IN_SESSION, "Ada", "Bo", "morning")
    both = two({}, late, wishes=[*early, ("Bo", "Ada", 1)])
    assert both.meetings == (Meeting("Ada+Bo", ("Ada", "Bo"), session="afternoon", weight=10),)
    assert both.refused == refused(Why.NOT_IN_SESSION, "Bo", "morning").refused


def test_odd_names_have_ids_of_their_own():
    names = ("a", "a+", "+b", "b", "a~", "~", "~+b", "a+b", "+")
    found = wished(*map(Guest, names), wishes=product(names, repeat=2))
    assert len({meeting.id for meeting in found.meetings}) == len(names) * (len(names) - 1) // 2


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda: Wish("Ada", "Bo", 4), "strength from 1 to 3, not 4"),
        (lambda: Rules(language_percent=0), "1 to 100 per cent, not 0"),
        (lambda: Rules(way_percent=101), "1 to 100 per cent, not 101"),
        (lambda: wished(Guest("Ada"), Guest("Ada")), "Two guests have the name Ada"),
    ],
)
def test_what_makes_no_sense(wrong, says):
    with pytest.raises(ValueError, match=says):
        wrong()


# --- Nobody alone -------------------------------------------------------------------------------------------


def test_lonely_people_are_those_without_a_meeting_who_want_one():
    guests = [Guest("Ada"), Guest("Eli"), Guest("Bo"), Guest("Carl", cap=0), Guest("Dina")]
    assert lonely(guests, [Meeting("m", ("Ada", "Bo"))]) == ("Dina", "Eli")


@given(guest_lists, wish_lists, all_rules, st.integers(0, 3))
def test_helpers_share_the_lonely_evenly(guests, wishes, rules, count):
    plain = [Guest(guest.name) for guest in guests]
    helpers = [Guest(f"Helper {number}", cap=9) for number in range(count)]
    before = meetings_from(plain, wishes, rules=rules).meetings
    after = with_helpers(plain, before, helpers, rules=rules)
    added = after[len(before) :]
    assert after[: len(before)] == before
    assert [meeting.people[0] for meeting in added] == list(lonely(plain, before)) * bool(count)
    shares = [sum(helper.name in meeting.people for meeting in added) for helper in helpers]
    assert max(shares, default=0) - min(shares, default=0) <= 1
    assert all(meeting.weight == 1 for meeting in added)


@given(guest_lists, guest_lists, all_rules)
def test_helpers_keep_the_rules_and_their_caps(guests, others, rules):
    known = {guest.name: guest for guest in (*guests, *others)}
    helpers = {guest.name for guest in others}
    found = with_helpers(guests, [], others, rules=rules)
    assert all(may_meet(*(known[name] for name in meeting.people), rules) for meeting in found)
    for name in helpers:
        share = sum(name in meeting.people for meeting in found)
        assert known[name].cap is None or share <= known[name].cap
    assert all(len(helpers.intersection(meeting.people)) == 1 for meeting in found)
    for name in set(lonely(known.values(), found)) - helpers:
        ready = [helper for helper in helpers if may_meet(known[name], known[helper], rules)]
        assert all(sum(helper in meeting.people for meeting in found) == known[helper].cap for helper in ready)


def test_a_helper_who_speaks_the_language_comes_first():
    helpers = [Guest("Hanna", languages=frozenset(["sv"])), Guest("Heikki", languages=frozenset(["fi"]))]
    guests = [Guest("Ada", languages=frozenset(["fi"]))]
    assert with_helpers(guests, (), helpers, rules=Rules()) == (Meeting("Ada+Heikki", ("Ada", "Heikki")),)


def test_a_helper_whose_day_is_full_is_not_asked():
    guests, helpers = [Guest("Ada"), Guest("Bo")], [Guest("Hanna", cap=1)]
    busy = (Meeting("m", ("Bo", "Hanna")),)
    assert with_helpers(guests, busy, helpers, rules=Rules()) == busy
