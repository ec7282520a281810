from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from navet.catalogue.facets import ANYTHING, FACETS, Shelved, choose, codes_by_facet

CODES = ("a", "b", "c")


def item(**lists) -> Shelved:
    codes = codes_by_facet(**({facet: [] for facet in FACETS} | lists))
    return Shelved(uuid4(), "s", "S", "SERVICE", {}, {}, {}, "", codes)


some = st.lists(st.sampled_from(CODES), max_size=2, unique=True)
items = st.lists(st.builds(item, **dict.fromkeys(("pillar", "technology", "sector", "audience"), some)), max_size=12)
choices = st.fixed_dictionaries(dict.fromkeys(FACETS[:4], some.map(frozenset)))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(items, choices)
def test_a_count_is_what_choosing_would_show(offers, chosen):
    """Whatever is chosen, the number beside a word is the number of services that word alone would leave in its facet."""
    counts = choose(offers, chosen).counts
    for facet in FACETS:
        for code, count in counts[facet].items():
            assert len(choose(offers, {**chosen, facet: frozenset({code})}).items) == count


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(items, choices)
def test_what_is_left_fits_and_keeps_its_order(offers, chosen):
    left = choose(offers, chosen).items
    assert [each for each in offers if each in left] == left
    for each in left:
        for facet, codes in chosen.items():
            assert not codes or ANYTHING in each.codes[facet] or codes & each.codes[facet]


def test_for_everybody():
    anyone = item(sector=["all-sectors", "textiles"], audience=[])
    assert anyone.codes["sector"] == anyone.codes["audience"] == anyone.codes["region"] == {ANYTHING}
    assert anyone.codes["technology"] == frozenset()
    assert choose([anyone], {"sector": frozenset({"space"})}).items == [anyone]
    assert choose([anyone], {"technology": frozenset({"robotics"})}).items == []
