"""What may no longer be applied for is found no more, though nobody has changed it; what was shown before stays as it was."""

from datetime import date

import numpy as np
import pytest
from time_machine import travel

from navet.catalogue.models import Service
from navet.directory.models import Visitor
from navet.kit.commands import PLATFORM
from navet.matching import clock
from navet.matching.commands import read_offers, remember_matches
from navet.matching.filed import Traits
from navet.matching.models import OfferText, Showing
from navet.matching.queries import Only, everything, find_matches, find_showing, replay
from navet.matching.queries.hints import hints_of
from navet.matching.queries.ranks import Narrowed
from navet.matching.tests.world import NEEDS

CAMERAS = NEEDS["cameras"]["sv"]
BOTH = "Riper og feil på linja: kamerakontroll. Fel på varor: maskinseende."
BEFORE, THAT_DAY, AFTER = (f"2027-{day}T12:00:00Z" for day in ("01-30", "01-31", "02-01"))


@pytest.fixture
def mine(world, offers):
    """The Swedish camera help, until the last of January."""
    Service.objects.filter(id=offers["cameras"].id).update(apply_by=date(2027, 1, 31))
    assert read_offers(PLATFORM, world.hub) == 1
    return offers["cameras"]


def found(moment, need=CAMERAS, **how):
    with travel(moment, tick=False):
        return find_matches(need, **{"reader_language": "sv"} | how)


def ids(matches):
    return [match.offer_id for match in matches.matches]


def test_found_until_that_day_is_over_from_one_and_the_same_folder(settings, offers, mine):
    other = offers["cameras-nb"].id
    before, that_day, after = (found(moment) for moment in (BEFORE, THAT_DAY, AFTER))
    assert ids(before) == ids(that_day)
    assert set(ids(before)) == {mine.id, other}
    assert ids(after) == [other]
    assert len(list(settings.SHELVES.glob(f"*-{everything().edition}"))) == 1
    assert {found.asking.edition for found in (before, that_day, after)} == {everything().edition}


def test_ranked_as_if_it_were_not_there_at_all(world, offers, mine):
    after = found(AFTER)
    Service.objects.filter(id=mine.id).update(is_open=False)
    read_offers(PLATFORM, world.hub)
    without = found(AFTER)
    assert [(match.offer_id, match.word) for match in after.matches] == [
        (match.offer_id, match.word) for match in without.matches
    ]


def test_no_filter_is_blamed_for_what_is_over(mine):
    norwegian = Only(countries=["NO"])
    assert [hidden.offer.offer_id for hidden in found(THAT_DAY, BOTH, only=norwegian).hidden] == [mine.id]
    assert list(found(AFTER, BOTH, only=norwegian).hidden) == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Apply by 31 January 2027"),
        ("sv", "Ansök senast 31 januari 2027"),
        ("nb", "Søk innen 31. januar 2027"),
    ],
)
def test_the_day_is_among_the_facts_in_the_readers_language(mine, language, said):
    told = {match.offer_id: match.facts for match in found(THAT_DAY, reader_language=language).matches}
    assert told.pop(mine.id)[-1] == said
    assert [said in facts for facts in told.values()] == [False]


def test_the_same_ranks_again_after_that_day_and_after_the_night(world, mine):
    showing = remember_matches(Visitor(), world.hub, matches=found(THAT_DAY))
    with travel(AFTER, tick=False):
        assert replay(find_showing(showing.id)).is_same
        clock.read_all_offers()
        assert not OfferText.objects.filter(offer_id=mine.id, until=None).exists()
        again = replay(find_showing(showing.id))
    assert again.is_same
    assert mine.id in again.again


def test_a_list_without_it_is_replayed_without_it_and_one_of_an_older_release_with_all(world, mine):
    showing = remember_matches(Visitor(), world.hub, matches=found(AFTER))
    assert replay(find_showing(showing.id)).is_same
    older = {name: value for name, value in showing.asked.items() if name != "on"}
    Showing.objects.filter(id=showing.id).update(asked=older)
    assert mine.id in replay(find_showing(showing.id)).again


def test_a_shelf_of_an_older_release_knows_of_no_last_day():
    traits = Traits.of({"kind": [["COURSE"], ["CALL"]]}, 2)
    assert np.array_equal(Narrowed(on="2027-02-01").still_open(traits), [True, True])


def test_its_owner_hears_no_hints_once_it_is_over(mine):
    mine.refresh_from_db()
    with travel(THAT_DAY, tick=False):
        assert hints_of(mine)
    with travel(AFTER, tick=False):
        assert hints_of(mine) == []
