"""Size classes: told examples of the Recommendation, and second reckonings written another way."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navet.directory.holdings import Enterprise, Holding, Nature, Ownership, Part
from navet.directory.sizes import Figures, Size, SizeAnswer, class_of, settled, size_class

MILLION = 1_000_000
ORDER = ["micro", "small", "medium", "small-mid-cap", "large"]


def figures(staff, turnover=None, balance=None):
    money = [None if each is None else Decimal(each) * MILLION for each in (turnover, balance)]
    return Figures(Decimal(staff), *money)


def hold(owner, owned, share, **more):
    return Holding(owner, owned, Decimal(share), **more)


def parts(enterprise, *holdings, owners=()):
    found = Ownership(owners, holdings).parts_of(enterprise)
    return {part.enterprise: str(part.share) for part in found}


def public_share(*holdings, owners=()):
    return Ownership(owners, holdings).public_share_of("E")


def classed(staff, turnover=None, balance=None, *, holdings=(), owners=(), others=None):
    accounts = {2025: {"E": figures(staff, turnover, balance), **(others or {})}}
    return size_class("E", enterprises=owners, holdings=holdings, accounts=accounts).size


# --- The limits of article 2 --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("staff", "turnover", "balance", "size"),
    [
        ("9.9", 2, 100, Size.MICRO),  # staff and either measure
        ("9.9", 100, 2, Size.MICRO),
        (9, "2.01", "2.01", Size.SMALL),
        (10, 1, 1, Size.SMALL),
        ("49.99", 10, 50, Size.SMALL),
        (50, 1, 1, Size.MEDIUM),
        (9, "10.01", "10.01", Size.MEDIUM),
        (249, 50, 999, Size.MEDIUM),
        (249, 999, 43, Size.MEDIUM),
        (249, "50.01", "43.01", Size.SMALL_MID_CAP),
        (250, 1, 1, Size.SMALL_MID_CAP),
        (499, 100, 999, Size.SMALL_MID_CAP),
        (499, 999, 86, Size.SMALL_MID_CAP),
        (500, 1, 1, Size.LARGE),
        (5, "100.01", "86.01", Size.LARGE),
        (5, None, 3, Size.SMALL),  # one measure known
        (5, None, None, Size.MICRO),  # the staff decide
    ],
)
def test_the_limits(staff, turnover, balance, size):
    assert class_of(figures(staff, turnover, balance)) == size


def test_only_three_classes_are_sme():
    assert [size for size in Size if size.is_sme] == [Size.MICRO, Size.SMALL, Size.MEDIUM]


# --- Two years in a row (article 4(2)) ----------------------------------------------------------------------

MICRO, SMALL, MEDIUM, MID, LARGE = (figures(staff, 1, 1) for staff in (5, 20, 100, 300, 900))


@pytest.mark.parametrize(
    ("years", "size"),
    [
        ([MEDIUM, LARGE], Size.MEDIUM),
        ([MEDIUM, LARGE, MEDIUM, LARGE], Size.MEDIUM),
        ([MEDIUM, LARGE, LARGE], Size.LARGE),
        ([MEDIUM, MID, LARGE], Size.SMALL_MID_CAP),
        ([LARGE, SMALL], Size.LARGE),
        ([LARGE, SMALL, MICRO], Size.SMALL),
        ([MICRO, MEDIUM, SMALL], Size.SMALL),
        ([SMALL, MICRO, MEDIUM, MICRO], Size.SMALL),
    ],
)
def test_a_class_changes_with_the_second_year(years, size):
    assert settled(years) == size


def limit_by_limit(classes):
    """Each limit on its own: it counts as passed, or as kept, only after two years running."""
    passed = []
    for limit in range(4):
        over = [ORDER.index(each) > limit for each in classes]
        status = over[0]
        for before, now in pairwise(over):
            if before == now:
                status = now
        passed.append(status)
    return ORDER[sum(passed)]


@given(st.lists(st.sampled_from([MICRO, SMALL, MEDIUM, MID, LARGE]), min_size=1, max_size=8))
def test_agrees_with_watching_each_limit_on_its_own(years):
    assert settled(years) == limit_by_limit([class_of(each) for each in years])


# --- Partners and linked ones (articles 3 and 6) -------------------------------------------------------------


def test_a_firm_alone_is_its_own_only_part():
    assert parts("E") == {"E": "1"}
    assert parts("E", hold("A", "E", "0.2499"), hold("E", "B", "0.10")) == {"E": "1"}


def test_partners_count_by_share_above_and_below():
    assert parts("E", hold("A", "E", "0.25"), hold("E", "B", "0.50")) == {"A": "0.25", "B": "0.50", "E": "1"}


def test_linked_ones_count_whole_both_ways_and_through_chains():
    chain = [hold("A", "E", "0.51"), hold("B", "A", "0.60"), hold("B", "C", "0.10", control=True)]
    assert parts("E", *chain) == {"A": "1", "B": "1", "C": "1", "E": "1"}


def test_a_partners_linked_ones_count_by_the_partners_share_and_its_partners_do_not():
    ties = [hold("A", "E", "0.33"), hold("L", "A", "0.80"), hold("P", "A", "0.40")]
    assert parts("E", *ties) == {"A": "0.33", "E": "1", "L": "0.33"}


def test_a_linked_ones_partners_count():
    assert parts("E", hold("A", "E", "0.70"), hold("P", "A", "0.30")) == {"A": "1", "E": "1", "P": "0.30"}


def test_linked_owners_are_counted_together():
    ties = [hold("T", "A", "1"), hold("T", "B", "1"), hold("A", "E", "0.15"), hold("B", "E", "0.15")]
    assert parts("E", *ties) == {"A": "0.30", "B": "0.30", "E": "1", "T": "0.30"}
    majority = [*ties[:2], hold("A", "E", "0.30"), hold("B", "E", "0.30")]
    assert parts("E", *majority) == {"A": "1", "B": "1", "E": "1", "T": "1"}


def test_of_two_shares_the_greater_counts():
    assert parts("E", hold("A", "E", "0.30"), hold("E", "A", "0.40")) == {"A": "0.40", "E": "1"}


def test_circles_of_owners_end():
    assert parts("E", hold("A", "E", "0.60"), hold("E", "A", "0.60")) == {"A": "1", "E": "1"}


names = st.sampled_from("ABCDE")
shares = st.integers(0, 20).map(lambda n: Decimal(n) / 20)
some_holdings = st.lists(st.builds(Holding, names, names, shares, st.booleans()), max_size=7)


def parts_by_closing(enterprise, holdings):
    """The same by sets: close the links, then look one step out."""
    groups = [{name} for name in "ABCDE"]

    def jointly(group, owned):
        return sum((h.share for h in holdings if h.owner in group and h.owned == owned), Decimal(0))

    def join():
        for one in groups:
            for two in groups:
                if one is not two and (
                    any(h.control for h in holdings if h.owner in one and h.owned in two)
                    or any(jointly(one, name) > Decimal("0.5") for name in two)
                ):
                    groups.remove(one)
                    groups.remove(two)
                    groups.append(one | two)
                    return True
        return False

    while join():
        pass
    own = next(group for group in groups if enterprise in group)
    found = {name: Decimal(1) for name in own}
    for group in groups:
        if group is not own:
            share = max([jointly(group, m) for m in own] + [jointly(own, m) for m in group])
            if share >= Decimal("0.25"):
                found |= dict.fromkeys(group, share)
    return found


@given(some_holdings)
def test_agrees_with_closing_the_links_by_sets(holdings):
    found = Ownership([Enterprise(name) for name in "ABCDE"], holdings).parts_of("A")
    assert {part.enterprise: part.share for part in found} == parts_by_closing("A", holdings)


@given(some_holdings)
def test_linked_ones_have_the_same_parts(holdings):
    ownership = Ownership([], holdings)
    own = ownership.parts_of("A")
    linked = ownership.groups.get("A", {"A"})
    assert all(ownership.parts_of(each) == own for each in linked)


def test_figures_are_added_by_share_and_an_unknown_part_is_told():
    answer = size_class(
        "E",
        enterprises=[],
        holdings=[hold("A", "E", "0.30"), hold("B", "E", "0.60")],
        accounts={2025: {"E": figures(40, 8, 5), "A": figures(100, 30, None)}},
    )
    assert answer == SizeAnswer(
        size=Size.MEDIUM,
        figures=Figures(Decimal("70.00"), Decimal("17000000.00"), None),
        parts=(Part("A", Decimal("0.30")), Part("B", Decimal(1)), Part("E", Decimal(1))),
        public_share=Decimal(0),
        unknown=("B",),
    )


def test_without_accounts_the_answer_says_that_nothing_is_known():
    answer = size_class("E", enterprises=[], holdings=[], accounts={})
    assert (answer.size, answer.unknown) == (Size.MICRO, ("E",))


def test_figures_wait_a_year_but_a_new_owner_does_not():
    small, big = {"E": figures(20, 5, 5)}, {"E": figures(20, 5, 5), "B": figures(900, 200, 200)}
    grown = {2024: small, 2025: {"E": figures(60, 20, 20)}}
    assert size_class("E", enterprises=[], holdings=[], accounts=grown).size == Size.SMALL
    bought = size_class("E", enterprises=[], holdings=[hold("B", "E", "1")], accounts={2024: big, 2025: big})
    assert bought.size == Size.LARGE


# --- Public owners and excepted investors (article 3(2) and 3(4)) -----------------------------------------

STATE = Enterprise("S", Nature.PUBLIC_BODY)
TOWN = Enterprise("S", Nature.LOCAL_AUTHORITY, budget=Decimal(9_999_999), inhabitants=4_999)
PUBLIC = {"public": True}


@pytest.mark.parametrize(
    ("owner", "share", "public"),
    [
        (STATE, "0.25", "0.25"),
        (STATE, "0.24", "0.24"),
        (STATE, "0.51", "1"),
        (TOWN, "0.50", "0"),  # excepted
        (TOWN, "0.51", "1"),  # in control
        (replace(TOWN, budget=Decimal(10_000_000)), "0.30", "0.30"),
        (replace(TOWN, inhabitants=5_000), "0.30", "0.30"),
        (replace(TOWN, budget=None), "0.30", "0.30"),
        (replace(TOWN, inhabitants=None), "0.30", "0.30"),
        (Enterprise("S", Nature.RESEARCH, **PUBLIC), "0.40", "0"),
        (Enterprise("S", Nature.RESEARCH, **PUBLIC), "0.60", "1"),
        (Enterprise("S", Nature.RESEARCH), "0.60", "0"),
        (Enterprise("S", Nature.ORDINARY, **PUBLIC), "0.30", "0.30"),
    ],
)
def test_what_the_public_holds(owner, share, public):
    assert public_share(hold("S", "E", share), owners=[owner]) == Decimal(public)


def test_a_quarter_in_public_hands_is_no_sme_however_small():
    assert classed(5, 1, 1, holdings=[hold("S", "E", "0.25")], owners=[STATE]) == Size.SMALL_MID_CAP
    assert classed(5, 1, 1, holdings=[hold("S", "E", "0.24")], owners=[STATE]) == Size.MICRO
    assert classed(900, 900, 900, holdings=[hold("S", "E", "0.25")], owners=[STATE]) == Size.LARGE


def test_public_bodies_count_together_and_through_firms_they_control():
    owners = [STATE, Enterprise("T", Nature.PUBLIC_BODY)]
    assert public_share(hold("S", "E", "0.15"), hold("T", "E", "0.12"), owners=owners) == Decimal("0.27")
    jointly = [hold("S", "F", "0.30"), hold("T", "F", "0.30")]
    through = [*jointly, hold("F", "G", "0.60"), hold("G", "E", "0.30")]
    assert public_share(*through, owners=owners) == Decimal("0.30")
    assert public_share(hold("S", "H", "0.40"), hold("H", "E", "0.80"), owners=owners) == Decimal("0.40")


def test_a_public_body_is_no_sme_itself():
    accounts = {2025: {"S": figures(3, 1, 1)}}
    answer = size_class("S", enterprises=[STATE], holdings=[], accounts=accounts)
    assert (answer.size, answer.public_share) == (Size.SMALL_MID_CAP, 1)


def test_public_bodies_add_no_figures_and_join_no_firms():
    ties = [hold("S", "E", "0.60"), hold("S", "F", "0.60"), hold("S", "G", "0.30"), hold("G", "E", "0.10")]
    assert parts("E", *ties, owners=[STATE]) == {"E": "1"}
    assert parts("E", hold("S", "E", "0.30"), owners=[STATE]) == {"E": "1"}


@pytest.mark.parametrize("nature", [Nature.INVESTMENT, Nature.RESEARCH, Nature.INSTITUTIONAL])
def test_an_excepted_investor_is_no_partner_until_it_controls(nature):
    investor = [Enterprise("V", nature)]
    assert parts("E", hold("V", "E", "0.50"), owners=investor) == {"E": "1"}
    assert parts("E", hold("V", "E", "0.51"), owners=investor) == {"E": "1", "V": "1"}
    assert parts("E", hold("V", "E", "0.40", control=True), owners=investor) == {"E": "1", "V": "1"}


@pytest.mark.parametrize(
    ("first", "second", "partners"),
    [("700000", "549999.99", False), ("700000", "550000", True), ("1", None, True)],
)
def test_business_angels_are_no_partners_below_their_limit_together(first, second, partners):
    angels = [Enterprise("V", Nature.ANGEL), Enterprise("W", Nature.ANGEL)]
    ties = [
        hold("V", "E", "0.30", invested=Decimal(first)),
        hold("W", "E", "0.10", invested=second and Decimal(second)),
    ]
    assert parts("E", *ties, owners=angels) == ({"E": "1", "V": "0.30"} if partners else {"E": "1"})
