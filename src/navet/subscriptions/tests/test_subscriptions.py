"""Letters about new offers: asked for by a tick, proven by the address, never twice, and the need forgotten in time."""

import threading
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.utils import timezone

from navet.catalogue.models import Service
from navet.directory.models import Visitor
from navet.hubs.chosen import inside
from navet.journal.models import Entry
from navet.journal.queries import time_line
from navet.kit.commands import PLATFORM
from navet.kit.refusals import NotAllowed, NotFound, Refused
from navet.matching.commands import read_offers
from navet.matching.queries import Progress, news
from navet.matching.tests.conftest import make_offer
from navet.matching.tests.world import NEEDS
from navet.subscriptions import clock, facts, listeners, queries
from navet.subscriptions.commands import (
    ask_to_confirm,
    begin_subscription,
    confirm_subscription,
    end_old_subscriptions,
    end_subscription,
    forget_need,
    look_for_new_offers,
    send_offer_letter,
)
from navet.subscriptions.models import OfferLetter, Subscription

CAMERAS = NEEDS["cameras"]["sv"]
TOMORROW = "2026-11-27 05:00+00:00"
YES = {"need": CAMERAS, "language": "sv", "topics": ["sensors-vision"], "agree": True}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-26 09:00+00:00", tick=True):
        yield


def yes(world, who=None, email="gun@example.org", **told) -> Subscription:
    return begin_subscription(who or Visitor(), world.hub, **YES | {"email": email} | told)


@pytest.fixture
def standing(world, offers):
    return yes(world, world.ana)


def something_new(world, **other):
    """South publishes an inspection of the very kind that is wanted."""
    with inside(world.other.id):
        made = make_offer("cameras", ("nb", "sv"), summary={"sv": CAMERAS, "nb": "Vi ser riper."}, **other)
        read_offers(PLATFORM, world.other)
    return made


def letter_on(day, subscription) -> OfferLetter | None:
    with time_machine.travel(f"{day} 05:00+00:00"):
        return look_for_new_offers(PLATFORM, subscription)


def test_somebody_signed_in_is_believed_and_asked_for_no_address(world, offers):
    kept = yes(world, world.ana, email="nobody@example.org")
    assert (kept.email, kept.member, kept.need) == ("ana@example.org", world.ana, CAMERAS)
    assert kept.confirmed_at is not None
    assert (kept.wording, kept.ends_on, kept.edition) == ("new-for-you-1", date(2027, 11, 26), 2)
    assert [entry.fact for entry in time_line(kept.id)] == ["SubscriptionBegun", "SubscriptionConfirmed"]
    assert not ask_to_confirm(PLATFORM, kept)
    assert mail.outbox == []


def test_nobody_is_asked_about_what_is_gone_by_now(world):
    listeners.ask_to_confirm(facts.SubscriptionBegun(hub_id=world.hub.id, about=uuid4(), wording="new-for-you-1"))
    assert mail.outbox == []


def test_any_other_address_is_asked_first_and_once(world, offers):
    kept = yes(world)
    assert (kept.confirmed_at, kept.member) == (None, None)
    fact = facts.SubscriptionBegun(hub_id=world.hub.id, about=kept.id, wording=kept.wording)
    listeners.ask_to_confirm(fact)
    listeners.ask_to_confirm(fact)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["gun@example.org"], "Ska North hub skriva till dig när något nytt passar?")
    assert queries.links_in_letters(kept).page in letter.body
    assert CAMERAS not in letter.body  # else anybody could send anybody a text of theirs
    assert letter_on("2026-11-28", kept) is None
    confirm_subscription(Visitor(), kept)
    confirm_subscription(Visitor(), kept)
    assert [entry.fact for entry in time_line(kept.id)] == ["SubscriptionBegun", "SubscriptionConfirmed"]


def test_a_yes_is_a_tick_and_the_same_yes_is_kept_once(world, offers):
    with pytest.raises(Refused) as no:
        yes(world, agree=False)
    assert no.value.fields == {"agree": ["We write only if you tick this."]}
    with pytest.raises(Refused) as no:
        yes(world, need="\x00 \u200b")
    assert no.value.fields == {"need": ["Say what you need."]}
    assert yes(world) == yes(world, need=f"  {CAMERAS.upper()}\r\n", email="GUN@example.org")
    assert yes(world, world.ana) == yes(world, world.ana)
    assert Subscription.objects.count() == 2


def test_nobody_is_pestered_by_asking_in_their_name(world, offers):
    for number in range(3):
        yes(world, need=f"need number {number}")
    with pytest.raises(Refused) as no:
        yes(world, need="one more need")
    assert list(no.value.fields) == ["email"]
    assert yes(world, email="hans@example.org")
    Subscription.objects.filter(need="need number 1").update(confirmed_at=timezone.now())
    assert yes(world, need="one more need")


def test_a_letter_tells_what_is_new_with_its_reason_and_how_to_end_it(world, standing):
    made = something_new(world)
    letter = letter_on("2026-11-27", standing)
    (told,) = letter.offers
    assert (told["offer"], told["word"], told["language"], told["country"]) == (str(made.id), "possible", "sv", "NO")
    (entry,) = [entry for entry in time_line(standing.id) if entry.fact == "NewOffersFound"]
    assert entry.details["offers"] == [str(made.id)]
    fact = facts.NewOffersFound(hub_id=world.hub.id, about=standing.id, letter_id=letter.id, offers=[str(made.id)])
    listeners.send_offer_letter(fact)
    listeners.send_offer_letter(fact)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["ana@example.org"], "Nytt för dig: ett erbjudande som kan hjälpa")
    links = queries.links_in_letters(standing)
    for words in (
        "Maskinseende i produktionen\nSouth hub, Norge · möjlig",
        f"/h/south/services/{made.slug}/",
        links.page,
    ):
        assert words in sent.body
    assert "I erbjudandet står: “Kunderna skickar tillbaka" in sent.body
    assert sent.extra_headers["List-Unsubscribe"] == f"<{links.end}>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_nothing_new_no_letter_and_nothing_that_fits_badly(world, standing):
    assert letter_on("2026-11-27", standing) is None
    with inside(world.other.id):
        make_offer("shops", ("sv",))
        read_offers(PLATFORM, world.other)
    assert letter_on("2026-11-28", standing) is None
    standing.refresh_from_db()
    assert (standing.looked_on, standing.edition) == (date(2026, 11, 28), 3)


def test_never_twice_about_the_same_offer_though_it_changes(world, standing):
    made = something_new(world)
    assert letter_on("2026-11-27", standing)
    assert letter_on("2026-11-27", standing) is None
    with inside(world.other.id):
        Service.objects.filter(id=made.id).update(description={"sv": "Nu även på kvällar."})
        read_offers(PLATFORM, world.other)
    assert letter_on("2026-11-28", standing) is None


def test_an_old_offer_that_changed_is_news_once(world, offers, standing):
    Service.objects.filter(id=offers["robots"].id).update(summary={"sv": CAMERAS})
    read_offers(PLATFORM, world.hub)
    assert [told["offer"] for told in letter_on("2026-11-27", standing).offers] == [str(offers["robots"].id)]


def test_five_in_a_letter_and_the_rest_tomorrow(world, standing):
    with inside(world.other.id):
        for number in range(7):
            make_offer("cameras", ("sv",), summary={"sv": CAMERAS}, slug=f"cameras-{number}")
        read_offers(PLATFORM, world.other)
    first, second = letter_on("2026-11-27", standing), letter_on("2026-11-28", standing)
    told = [each["offer"] for letter in (first, second) for each in letter.offers]
    assert (len(first.offers), len(second.offers), len(set(told))) == (5, 2, 7)
    assert letter_on("2026-11-29", standing) is None


def test_while_offers_wait_to_be_read_it_is_asked_again_later(world, standing, monkeypatch):
    """Letters alone would find little, and the offers would count as told."""
    something_new(world)
    for progress in (Progress(done=5, total=6), Progress(done=6, total=6)):
        monkeypatch.setattr(news, "embedding_progress", lambda _, progress=progress: progress)
        assert letter_on("2026-11-27", standing) is None
    standing.refresh_from_db()
    assert (standing.looked_on, standing.edition) == (date(2026, 11, 26), 2)


def test_no_is_no_at_once_and_the_need_is_deleted(world, standing):
    something_new(world)
    letter = letter_on("2026-11-27", standing)
    end_subscription(Visitor(), standing)
    end_subscription(Visitor(), standing)
    standing.refresh_from_db()
    assert (standing.need, standing.topics, standing.email) == ("", [], "")
    assert not OfferLetter.objects.exists()
    assert not send_offer_letter(PLATFORM, OfferLetter(id=letter.id))
    assert queries.find_letter(letter.id) is None
    assert letter_on("2026-11-28", standing) is None
    assert [entry.fact for entry in time_line(standing.id)][-1:] == ["SubscriptionEnded"]
    assert not ask_to_confirm(PLATFORM, standing)
    with pytest.raises(Refused, match="have ended"):
        confirm_subscription(Visitor(), standing)
    assert yes(world, world.ana) != standing


def test_a_letter_that_was_being_sent_when_she_said_no_is_not_sent(world, standing):
    something_new(world)
    letter = letter_on("2026-11-27", standing)
    Subscription.objects.filter(id=standing.id).update(ended_at=timezone.now())
    assert not send_offer_letter(PLATFORM, letter)
    listeners.send_offer_letter(
        facts.NewOffersFound(hub_id=world.hub.id, about=standing.id, letter_id=uuid4(), offers=[])
    )
    assert mail.outbox == []


def test_it_ends_after_a_year_and_what_nobody_confirmed_after_a_week(world, offers, standing):
    unconfirmed = yes(world)
    with time_machine.travel("2026-12-04 10:00+00:00"):
        clock.end_old_subscriptions()
    assert list(Subscription.objects.all()) == [standing]
    assert not Subscription.objects.filter(id=unconfirmed.id).exists()
    with time_machine.travel("2027-11-27 10:00+00:00"):
        end_old_subscriptions(PLATFORM, world.hub)
    standing.refresh_from_db()
    assert standing.need == ""
    assert time_line(standing.id).filter(details__why="RAN_OUT").exists()


def test_what_was_erased_where_it_was_told_is_not_kept_for_letters(world, standing):
    other = yes(world, world.ana, need="Something else altogether")
    forget_need(PLATFORM, world.hub, need=CAMERAS)
    assert list(queries.subscriptions_of(world.ana)) == [other]


def test_whose_it_is_to_say(world, standing):
    for who in (world.ben, world.dag):
        with pytest.raises(NotAllowed):
            end_subscription(who, standing)
    for command in (forget_need, end_old_subscriptions):
        with pytest.raises(NotAllowed):
            command(world.dag, world.hub)
    with pytest.raises(NotAllowed):
        look_for_new_offers(world.dag, standing)
    end_subscription(world.ana, standing)
    link = queries.link_of(standing)
    assert queries.subscription_behind(link) == standing
    with inside(world.other.id), pytest.raises(NotFound):
        queries.subscription_behind(link)


def test_no_fact_tells_the_need_or_the_address(world, standing):
    something_new(world)
    letter_on("2026-11-27", standing)
    end_subscription(world.ana, standing)
    told = str(list(Entry.objects.filter(about=standing.id).values()))
    assert "example.org" not in told
    assert "Kunderna" not in told


def test_the_clock_takes_each_need_once_a_day(world, offers, standing):
    something_new(world)
    with time_machine.travel(TOMORROW):
        clock.look_for_new_offers()
        clock.look_for_new_offers()
    assert OfferLetter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one_letter():
    from conftest import made_world

    with made_world() as world:
        world.other.country = "NO"
        world.other.save()
        read_offers(PLATFORM, world.hub)
        standing = yes(world, world.ana)
        something_new(world)
    begun, made = threading.Barrier(2), []

    def work():
        try:
            with inside(world.hub.id):
                begun.wait()
                made.append(look_for_new_offers(PLATFORM, standing))
        finally:
            connection.close()

    with time_machine.travel(TOMORROW):
        threads = [threading.Thread(target=work) for _ in range(2)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    assert sum(letter is not None for letter in made) == 1
