import pytest

from navet.casework.eligibility import Asker, Hindrance, Rules, hindrances, read_rules

RULES = Rules(countries=("SE",), regions=("SE22", "SE212"), largest="medium", kinds=("UNDERTAKING",))


@pytest.mark.parametrize(
    ("asker", "found"),
    [
        (Asker(), []),
        (Asker("SE", "SE224", "small", "UNDERTAKING"), []),
        (Asker("SE", "SE110"), [Hindrance.REGION]),
        (Asker("SE", "elsewhere"), [Hindrance.REGION]),
        (Asker("NO", "NO060"), [Hindrance.COUNTRY]),
        (Asker("SE", "SE212", "large"), [Hindrance.SIZE]),
        (Asker("SE", "SE212", "unheard"), []),
        (Asker("SE", "SE110", "large", "PUBLIC_BODY"), [Hindrance.REGION, Hindrance.SIZE, Hindrance.KIND]),
    ],
)
def test_says_what_hinders(asker, found):
    assert list(hindrances(asker, RULES)) == found


def test_no_rules_no_hindrance():
    assert hindrances(Asker("NO", "NO060", "large", "PUBLIC_BODY"), Rules()) == ()


def test_a_hub_without_rules_serves_its_own_country_and_regions():
    assert read_rules({}, country="SE", regions=["SE224"]) == Rules(("SE",), ("SE224",))
    told = {"eligibility": {"countries": ["NO", "SE"], "regions": [], "largest": "small", "kinds": ["PUBLIC_BODY"]}}
    assert read_rules(told, country="SE", regions=["SE224"]) == Rules(("NO", "SE"), (), "small", ("PUBLIC_BODY",))
