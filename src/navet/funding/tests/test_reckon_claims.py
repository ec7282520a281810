"""Claims by property: to the cent, never above the ceiling, in whatever order."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from navet.funding.claims import Reckoning, State, Terms, reckon, reckon_all

amounts = st.decimals(min_value=0, max_value=10_000_000, places=2)
corrections = st.decimals(min_value=-1_000_000, max_value=10_000_000, places=2)
rates = st.decimals(min_value=0, max_value=1, places=6)
terms = st.builds(Terms, rate=rates, ceiling=amounts, if_others_pay=st.booleans())

DECISION = Terms(rate=Decimal("0.2367"), ceiling=Decimal(4_785_677), if_others_pay=True)


def state(*costs, **more):
    return State(eligible=sum(costs, Decimal(0)), **more)


def half_up(exact: Fraction) -> Decimal:
    """The rounding rule said in another way: away from zero from half a cent on."""
    size = int(abs(exact) * 100 + Fraction(1, 2))
    return Decimal(size if exact >= 0 else -size) / 100


@given(terms, st.lists(corrections, min_size=1, max_size=8), st.data())
def test_claims_parked_and_cut_are_the_eligible_costs_times_the_rate(decided, costs, data):
    due = data.draw(amounts)
    told = [
        state(*costs[: n + 1], held=data.draw(amounts), others_due=due, others_paid=data.draw(amounts))
        for n in range(len(costs))
    ]
    claims = reckon_all(decided, told)
    earned = half_up(Fraction(decided.rate) * Fraction(sum(costs)))
    assert sum(claim.claimed for claim in claims) + claims[-1].parked + claims[-1].cut == earned
    assert claims[-1].cut >= 0


@given(terms, st.lists(corrections, min_size=1, max_size=8))
def test_no_claims_together_pass_the_ceiling(decided, costs):
    claims = reckon_all(decided, [state(*costs[: n + 1]) for n in range(len(costs))])
    for n in range(len(claims)):
        assert sum(claim.claimed for claim in claims[: n + 1]) <= decided.ceiling


@given(terms, st.lists(corrections, min_size=1, max_size=6), st.randoms())
def test_the_order_of_costs_and_periods_changes_nothing(decided, costs, random):
    def together(told):
        claims = reckon_all(decided, [state(*told[: n + 1]) for n in range(len(told))])
        return sum(claim.claimed for claim in claims), claims[-1].parked, claims[-1].cut

    mixed = random.sample(costs, len(costs))
    assert together(costs) == together(mixed) == together([sum(costs, Decimal(0))])


@given(terms, amounts, amounts, amounts)
def test_never_ahead_of_the_others(decided, eligible, due, paid):
    claim = reckon(decided, State(eligible, others_due=due, others_paid=paid))
    if decided.if_others_pay and due:
        pace = min(Fraction(paid) / Fraction(due), 1)
        payable = min(half_up(Fraction(decided.rate) * Fraction(eligible)), decided.ceiling)
        assert abs(Fraction(claim.claimed) - Fraction(payable) * pace) <= Fraction(1, 200)


def test_the_decision_23_67_per_cent_at_most_4_785_677_if_the_others_pay():
    """The whole: 4 785 677 / 0.2367 = 20 218 322.77; the others owe 76.33 % of it."""
    others = Decimal("15432645.77")
    costs = Decimal("20218322.77")
    whole = reckon(DECISION, State(costs, others_due=others, others_paid=others))
    assert whole == Reckoning(Decimal("4785677.00"), Decimal("4785677.00"), Decimal("0.00"), Decimal("0.00"))

    over = reckon(DECISION, State(Decimal("20500000.00"), others_due=others, others_paid=others))
    assert over == Reckoning(Decimal("4852350.00"), Decimal(4785677), Decimal("0.00"), Decimal("66673.00"))

    nobody = reckon(DECISION, State(costs, others_due=others))
    assert (nobody.claimed, nobody.parked) == (0, Decimal("4785677.00"))

    half = reckon(DECISION, State(Decimal("1000000.00"), others_due=Decimal(763300), others_paid=Decimal(381650)))
    assert half == Reckoning(Decimal("236700.00"), Decimal("118350.00"), Decimal("118350.00"), Decimal("0.00"))


def test_what_waited_is_claimed_when_its_proof_has_come():
    first, second = reckon_all(
        Terms(Decimal("0.5"), Decimal(1000)), [state(Decimal(300), held=Decimal(100)), state(Decimal(300))]
    )
    assert (first.claimed, first.parked) == (100, 50)
    assert (second.claimed, second.parked) == (50, 0)


def test_a_correction_after_approval_is_given_back_in_the_next_claim():
    decided = Terms(Decimal("0.5"), Decimal(1000))
    assert reckon(decided, state(Decimal(300), Decimal(-80)), before=Decimal(150)).claimed == -40
    assert reckon(decided, state(Decimal(-80))).claimed == -40


def test_a_financier_that_approved_less_is_asked_again_unless_the_cost_is_corrected():
    decided = Terms(Decimal("0.5"), Decimal(1000))
    approved = Decimal(130)  # of 150 claimed
    assert reckon(decided, state(Decimal(300)), before=approved).claimed == 20
    assert reckon(decided, state(Decimal(300), Decimal(-40)), before=approved).claimed == 0
