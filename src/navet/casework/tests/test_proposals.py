from hypothesis import given, settings
from hypothesis import strategies as st

from navet.casework.proposals import Need, Offer, Reason, propose

ROBOT = Offer(
    "robot",
    text="Prova en cell i produktionen",
    technologies={"robotics": "Robotar robotics"},
    sectors=frozenset({"manufacturing"}),
    strengthens=frozenset({"sme:D5"}),
    requires=("measure",),
)
MEASURE = Offer("measure", text="Digital mognadsmätning", sectors=frozenset({"all-sectors"}))
SECURITY = Offer("security", text="Säkerhetskoll av nätverk och lösenord", strengthens=frozenset({"sme:D4.2"}))
TWIN = Offer("twin", text="Digital tvilling", requires=("robot",), sectors=frozenset({"manufacturing"}))
OFFERS = [ROBOT, MEASURE, SECURITY, TWIN]


def told(need, offers=OFFERS, **more):
    return [(each.offer, [reason.code for reason in each.reasons]) for each in propose(need, offers, **more)]


def test_what_is_asked_for_comes_with_what_it_requires_first():
    assert told(Need(asked="robot")) == [("measure", ["before"]), ("robot", ["asked"])]
    assert told(Need(asked="twin")) == [("measure", ["before"]), ("robot", ["before"]), ("twin", ["asked"])]


def test_what_was_had_is_neither_proposed_nor_required_again():
    assert told(Need(asked="robot", had=frozenset({"measure"}))) == [("robot", ["asked"])]
    assert told(Need(asked="robot", had=frozenset({"robot"}))) == []


def test_a_weak_part_brings_what_strengthens_it_and_says_so():
    assert told(Need(weak={"sme:D4.2": 25.4})) == [("security", ["weak"])]
    assert propose(Need(weak={"sme:D4.2": 25.4}), OFFERS)[0].reasons == (
        Reason("weak", {"part": "sme:D4.2", "score": 25}),
    )
    assert told(Need(weak={"sme:D5.1": 10, "sme:D5.2": 20})) == [("measure", ["before"]), ("robot", ["weak"])]
    assert told(Need(weak={"sme:D4.2": 70})) == []


def test_the_weaker_comes_first():
    need = Need(weak={"sme:D4.2": 5, "sme:D5.1": 60}, had=frozenset({"measure"}))
    assert told(need) == [("security", ["weak"]), ("robot", ["weak"])]


def test_words_and_technologies_of_the_need():
    found = told(Need(text="Vi vill testa en ROBOT. Våra lösenorden är usla"), [ROBOT, SECURITY])
    assert found == [("robot", ["technology"]), ("security", ["words"])]
    assert propose(Need(text="lösenord"), [SECURITY])[0].reasons[0].as_data() == {
        "code": "words",
        "words": ["lösenord"],
    }


def test_a_sector_adds_and_is_never_enough():
    need = Need(text="en robot", sectors=frozenset({"manufacturing"}), had=frozenset({"measure"}))
    assert told(need) == [("robot", ["technology", "sector"])]
    assert told(Need(sectors=frozenset({"manufacturing"}))) == []


def test_what_is_made_for_others_is_left_out_unless_asked_for():
    bank = frozenset({"financial"})
    assert told(Need(text="en robot", sectors=bank)) == []
    assert told(Need(asked="robot", sectors=bank))[-1] == ("robot", ["asked"])


def test_a_circle_in_the_catalogue_is_cut():
    circle = [Offer("a", requires=("b",)), Offer("b", requires=("a", "unknown"))]
    assert told(Need(asked="a"), circle) == [("b", ["before"]), ("a", ["asked"])]


codes = st.sampled_from("abcdefgh")
offers = st.lists(
    st.builds(
        Offer,
        id=codes,
        text=st.sampled_from(["robot i fabriken", "säkerhet", "kurs för alla", "robot och säkerhet", ""]),
        technologies=st.sampled_from([{}, {"robotics": "robot"}]),
        sectors=st.frozensets(st.sampled_from(["x", "y", "all-sectors"])),
        strengthens=st.frozensets(st.sampled_from(["D1", "D1.1", "D2.1"])),
        requires=st.lists(codes, max_size=2).map(tuple),
    ),
    unique_by=lambda offer: offer.id,
    max_size=8,
)
needs = st.builds(
    Need,
    text=st.sampled_from(["", "en robot", "säkerhet i fabriken"]),
    asked=codes,
    sectors=st.frozensets(st.sampled_from(["x", "y"])),
    weak=st.dictionaries(st.sampled_from(["D1.1", "D1.2", "D2.1"]), st.floats(0, 100)),
    had=st.frozensets(codes, max_size=3),
)


@settings(max_examples=300)
@given(needs, offers, st.integers(1, 5))
def test_every_proposal_has_a_reason_and_comes_once_after_what_it_requires(need, offers, most):
    found = propose(need, offers, most=most)
    order = [each.offer for each in found]
    assert len(set(order)) == len(order)
    assert all(each.reasons for each in found)
    assert not set(order) & need.had
    assert found == propose(need, list(reversed(offers)), most=most)
    assert len([each for each in found if each.reasons[0].code != "before"]) <= most
    known = {offer.id: offer for offer in offers}
    circular = {id for id in known if _reaches(id, id, known, set())}
    for place, id in enumerate(order):
        for required in known[id].requires:
            if required in known and required not in need.had and not {id, required} & circular:
                assert required in order[:place]


def _reaches(start, goal, known, seen):
    for required in known[start].requires if start in known else ():
        if required == goal or (required not in seen and _reaches(required, goal, known, seen | {required})):
            return True
    return False
