"""Texts become vectors a handful at a time: nothing is lost, nothing made twice, nothing compared across versions."""

from contextlib import contextmanager

import pytest

from navet.catalogue.models import Service
from navet.encoding.encoder.card import CARD
from navet.encoding.offsets import Offsets
from navet.encoding.providers import ProviderTrouble
from navet.hubs.chosen import inside
from navet.kit.commands import PLATFORM
from navet.kit.refusals import NotAllowed
from navet.matching import clock, listeners, ranking
from navet.matching.commands import embed_texts, read_offers, remember_matches, renew_offsets
from navet.matching.facts import OfferRead
from navet.matching.grams import HashedGrams
from navet.matching.models import LanguageOffsets, TextVectors
from navet.matching.queries import (
    asking,
    embedding_progress,
    everything,
    find_matches,
    lacks_offsets,
    lay_out,
    offsets_of,
    open_shelf,
    replay,
    shelves,
)
from navet.matching.tests.conftest import make_offer
from navet.matching.tests.world import NEEDS, encoder
from navet.vectors.index import scans

FINNISH, SWEDISH = NEEDS["cameras"]["fi"], NEEDS["cameras"]["sv"]


class Dying:
    """The encoder, killed after so many requests."""

    card = CARD

    def __init__(self, requests):
        self.left = requests

    def embed(self, texts, role, clauses=()):
        self.left -= 1
        if self.left < 0:
            raise ProviderTrouble("killed")
        return encoder()[0].embed(texts, role, clauses)


@pytest.fixture
def better(monkeypatch):
    """The encoder answers, without a process of its own."""
    monkeypatch.setattr(asking, "chosen_encoder", lambda: encoder()[0])


def embed_all(provider=None):
    provider = provider or encoder()[0]
    while embed_texts(PLATFORM, everything(), provider=provider, most=5):
        pass


def read_in():
    embed_all()
    renew_offsets(PLATFORM, everything(), provider=encoder()[0], told=encoder()[1])


def test_killed_in_the_middle_it_goes_on_where_it_was(world, offers):
    with pytest.raises(ProviderTrouble):
        embed_all(Dying(5))  # two handfuls, and half of the third: whole texts, then sentences
    assert (embedding_progress(CARD.stamp).done, embedding_progress(CARD.stamp).total) == (10, 13)
    kept = set(TextVectors.objects.values_list("id", flat=True))
    embed_all()
    assert embedding_progress(CARD.stamp).is_whole
    assert kept < set(TextVectors.objects.values_list("id", flat=True))
    assert embed_texts(PLATFORM, everything(), provider=encoder()[0]) == 0


def test_the_same_words_in_two_hubs_are_embedded_once(world, offers):
    with inside(world.other.id):
        make_offer("robots", ("sv",), code="again")
        read_offers(PLATFORM, world.other)
    embed_all()
    assert TextVectors.objects.count() == embedding_progress(CARD.stamp).total == 13


def test_a_finnish_need_finds_what_is_offered_in_bokmal(world, offers, better):
    assert find_matches(FINNISH, reader_language="sv").plain  # nothing is read in yet
    read_in()
    found = find_matches(FINNISH, reader_language="sv", hub=world.hub)
    assert not found.plain
    assert found.matches[0].offer_id == offers["cameras-nb"].id
    assert found.matches[0].sentence == "Prøv bildegjenkjenning på egne produkter."
    assert found.topics[0].code == "sensors-vision"
    assert replay(remember_matches(world.ana, world.hub, matches=found)).is_same
    assert find_matches("Vår katt är sjuk och behöver en veterinär.", reader_language="sv").verdict == "none"


def test_edited_a_moment_ago_it_is_shown_by_its_first_sentence(world, offers, better):
    read_in()
    find_matches(SWEDISH, reader_language="sv")
    Service.objects.filter(id=offers["cameras"].id).update(
        summary={"sv": "Vi har öppnat igen. Vi hittar repor på varor."}
    )
    read_offers(PLATFORM, world.hub)
    found = find_matches(SWEDISH, reader_language="nb")
    assert offers["cameras"].id not in {match.offer_id for match in found.matches}  # until its new words are read
    embed_all()
    found = find_matches(SWEDISH, reader_language="nb")
    mine = next(match for match in found.matches if match.offer_id == offers["cameras"].id)
    assert mine.sentence == "Vi hittar repor på varor."
    TextVectors.objects.all().delete()
    found = find_matches(SWEDISH, reader_language="nb")
    assert next(match for match in found.matches if match.offer_id == mine.offer_id).sentence == "Vi har öppnat igen."


def test_a_new_model_answers_when_it_has_read_nearly_all_and_not_before(world, offers):
    read_in()
    stock = everything()
    assert open_shelf(stock, CARD.stamp)
    other = HashedGrams()
    embed_texts(PLATFORM, stock, provider=other, most=5)
    TextVectors.objects.filter(provider=other.card.stamp).update(provider="another")
    assert shelves.shelf_of(everything().edition, "another") is None
    assert shelves.shelf_of(everything().edition, CARD.stamp)


def test_offsets_are_renewed_when_they_differ_and_the_old_ones_stay(world, offers):
    provider, told = encoder()
    assert not lacks_offsets(everything(), CARD.stamp)
    embed_all()
    assert lacks_offsets(everything(), CARD.stamp)
    assert renew_offsets(PLATFORM, everything(), provider=provider, told=told)
    assert not lacks_offsets(everything(), CARD.stamp)
    assert not renew_offsets(PLATFORM, everything(), provider=provider, told=told)
    first = offsets_of(CARD.stamp, everything().edition)
    assert renew_offsets(PLATFORM, everything(), provider=provider, told=Offsets({}))
    assert LanguageOffsets.objects.count() == 2
    assert offsets_of(CARD.stamp, everything().edition).version != first.version
    assert offsets_of(CARD.stamp, everything().edition - 1).version == first.version


def test_the_machine_lays_each_edition_out_once(world, offers, settings, monkeypatch):
    lay_out()
    first = open_shelf(everything(), shelves.PLAIN.card.stamp)
    (folder,) = settings.SHELVES.glob("*-*")
    first.filed.write(folder)  # who was there first is left alone
    monkeypatch.setattr(shelves, "_opened", {})  # another process
    again = open_shelf(everything(), shelves.PLAIN.card.stamp)
    assert again.edition == first.edition
    make_offer("robots", ("en",))
    read_offers(PLATFORM, world.hub)
    monkeypatch.setattr(shelves, "MANY", 0)
    assert open_shelf(everything(), shelves.PLAIN.card.stamp) is again  # rather a little old than waiting
    lay_out()
    assert open_shelf(everything(), shelves.PLAIN.card.stamp).edition == everything().edition
    (left,) = settings.SHELVES.glob("*-*")
    assert left != folder


def test_whoever_waited_for_the_other_process_finds_it_done(world, offers, monkeypatch):
    @contextmanager
    def meanwhile(folder):
        stock = everything()
        laid_out = shelves.shelf_of(stock.edition, shelves.PLAIN.card.stamp)
        laid_out.write(folder / f"{stock.id.hex}-{shelves.PLAIN.card.stamp}-{stock.edition}")
        yield

    monkeypatch.setattr(shelves, "_alone", meanwhile)
    assert open_shelf(everything(), shelves.PLAIN.card.stamp).edition == everything().edition


def test_a_folder_of_an_older_release_is_laid_out_anew(world, offers, settings, monkeypatch):
    lay_out()
    (folder,) = settings.SHELVES.glob("*-*")
    (folder / "anyway-letters.npy").unlink()
    monkeypatch.setattr(shelves, "_opened", {})
    assert open_shelf(everything(), shelves.PLAIN.card.stamp).edition == everything().edition
    assert (folder / "anyway-letters.npy").exists()


def test_nothing_on_offer_nothing_to_do(world):
    lay_out()
    listeners.embed_what_is_new(OfferRead(hub_id=world.hub.id, about=world.hub.id, edition=1))
    clock.renew_offsets()
    clock.embed_new_texts()
    assert everything() is None


def test_many_vectors_stay_in_half_precision(world, offers, monkeypatch):
    found = find_matches(NEEDS["cameras"]["sv"], reader_language="sv")
    for of in (ranking, scans):
        monkeypatch.setattr(of, "COMPILED", 0)
    monkeypatch.setattr(shelves, "_opened", {})
    make_offer("robots", ("en",))
    read_offers(PLATFORM, world.hub)
    again = find_matches(NEEDS["cameras"]["sv"], reader_language="sv")
    assert [match.offer_id for match in again.matches] == [match.offer_id for match in found.matches]


def test_news_is_embedded_at_once_if_anybody_can(world, offers, monkeypatch):
    monkeypatch.setattr(listeners, "chosen_encoder", lambda *, patient: Dying(0))
    listeners.embed_what_is_new(OfferRead(hub_id=world.hub.id, about=world.hub.id, edition=1))
    assert embedding_progress(CARD.stamp).done == 0
    monkeypatch.setattr(listeners, "chosen_encoder", lambda *, patient: encoder()[0])
    listeners.embed_what_is_new(OfferRead(hub_id=world.hub.id, about=world.hub.id, edition=1))
    assert embedding_progress(CARD.stamp).is_whole


def test_only_the_platform(world, offers):
    for act in (embed_texts, renew_offsets):
        with pytest.raises(NotAllowed):
            act(world.dag, everything())
