"""A need in any language finds who can help, wherever and in whatever language that is offered, and says why."""

from datetime import UTC, datetime

import pytest

from navet.casework.models import Application
from navet.casework.tests.intake import ANSWERS
from navet.catalogue.models import Service
from navet.encoding import chosen
from navet.encoding.encoder.card import CARD
from navet.hubs.models import inside
from navet.kit.commands import PLATFORM
from navet.matching import clock
from navet.matching.commands import read_offers
from navet.matching.models import Reaction, Showing
from navet.matching.queries import embedding_progress, find_matches, replay
from navet.matching.tests.world import running

NEED = (
    "Meillä on pieni leipomo. Kaksi ihmistä seisoo linjalla ja poimii pois palaneet sämpylät. "
    "Voisiko kamera tai robotti löytää palaneet sämpylät automaattisesti?"
)
TITLE = "Testlab for kamera og robot på linja"
SAID = "Vi stiller et kamera over linja og lærer en robot å plukke ut brente brød automatisk."


@pytest.fixture
def offered(region, settings, tmp_path):
    """The Norwegian hub's test bed, described in Bokmål, and something else at the hub of the page."""
    settings.SHELVES = tmp_path / "shelves"
    region.other.country, region.other.name = "NO", "Digital hub Trøndelag"
    region.other.save()
    with inside(region.hub.id):
        make_offer(
            "bokforing",
            title={"sv": "Bokföring i molnet"},
            summary={"sv": "Vi hjälper små firmor att sluta med pärmar."},
        )
        make_offer("lan", title={"sv": "Lån till maskiner"}, summary={"sv": "Vi visar var pengarna finns."})
        read_offers(PLATFORM, region.hub)
    with inside(region.other.id):
        bed = make_offer(
            "testlab", kind="TEST_ENVIRONMENT", title={"nb": TITLE}, summary={"nb": SAID}, languages=["nb", "en"]
        )
        read_offers(PLATFORM, region.other)
    return bed


def make_offer(slug, **told):
    published = {"is_open": True, "published_at": datetime(2026, 1, 1, tzinfo=UTC)}
    kind = {"pillar": "test-before-invest", "format": "on-site", "technologies": ["robotics"]}
    return Service.objects.create(**{"code": slug, "slug": slug, **published, **kind, **told})


@pytest.mark.parametrize("javascript", [True, False])
def test_a_finnish_need_on_a_phone_finds_the_norwegian_test_bed(visit, region, offered, javascript):
    baker = visit(width=390, javascript=javascript)
    baker.go("/").fill(need=NEED).press("Show who can help")
    for words in (TITLE, SAID, "Digital hub Trøndelag, Norway", "in Norwegian Bokmål", "You wrote", "The offer says"):
        assert baker.sees(words)
    assert (
        baker.page.locator("dd[lang=nb]").inner_text() == SAID or SAID in baker.page.locator("dd[lang=nb]").inner_text()
    )
    assert "%" not in baker.page.inner_text("main")
    ask_about_it(baker, region, visit)


def ask_about_it(baker, region, visit):
    """The need becomes an application, and the adviser reads which offer was chosen and why."""
    baker.press(f"Ask the hub about this: {TITLE}")
    assert baker.sees("What would be different if it went well?")
    with inside(region.hub.id):
        draft = Application.objects.get()
        assert draft.need == NEED
    send(baker, draft)
    assert baker.sees("Where it stands")
    with inside(region.hub.id):
        assert Reaction.objects.get().what == "APPLIED"
    adviser = visit(member=region.ben)
    adviser.go(f"/inbox/{draft.id}/")
    for words in ("The offer that the applicant chose", TITLE, SAID, "Digital hub Trøndelag"):
        assert adviser.sees(words)


@pytest.fixture
def understood(offered, settings, tmp_path, monkeypatch):
    """The encoder that `make` has built runs beside the pages, as in production, and has read what is on offer."""
    settings.ENCODER = tmp_path / "encoder.socket"
    monkeypatch.setattr(chosen, "NEED_SECONDS", 60)  # a busy machine is no reason to answer more plainly here
    with running(settings.ENCODER):
        clock.embed_new_texts()
        assert embedding_progress(CARD.stamp).is_whole
        find_matches(
            "Leipomo", reader_language="en"
        )  # the first answer opens the shelves; the pages' limit is for the others
        yield offered


@pytest.mark.parametrize("javascript", [True, False])
def test_the_encoder_understands_the_finnish_need_and_the_list_can_be_made_again(visit, region, understood, javascript):
    baker = visit(width=390, javascript=javascript)
    baker.go("/").fill(need=NEED).press("Show who can help")
    assert not baker.sees("compares letters, not meaning")
    best = baker.page.locator("main article").first
    for words in (TITLE, SAID, "Strong match"):
        assert words in best.inner_text()
    ask_about_it(baker, region, visit)
    with inside(region.hub.id):
        showing = Showing.objects.get()
        assert (showing.is_plain, showing.provider) == (False, CARD.stamp)
        assert replay(showing).is_same


@pytest.mark.parametrize("javascript", [True, False])
def test_the_list_is_narrowed_and_says_what_that_leaves_out(visit, offered, javascript):
    baker = visit(width=390, javascript=javascript)
    baker.go("/").fill(need=NEED).press("Show who can help")
    baker.page.get_by_text("Narrow the list").click()
    baker.page.get_by_label("Country").select_option("Sweden")
    change(baker, "Show", javascript)
    baker.page.get_by_text("What you chose leaves these out").wait_for()
    assert baker.sees("It is in a country you did not ask for.")
    assert baker.page.get_by_role("link", name=TITLE).get_attribute("href").endswith("/h/south/services/testlab/")
    assert baker.page.get_by_label("Country").input_value() == "SE"
    change(baker, "Show all", javascript)
    baker.page.get_by_role("heading", name=TITLE).wait_for()
    assert not baker.sees("leaves these out")


def change(walker, name, javascript):
    """With JavaScript the answer alone comes anew, without it the page."""
    (walker.tap if javascript else walker.press)(name)


@pytest.mark.parametrize("javascript", [True, False])
def test_in_another_language_the_need_stays_and_stands_in_no_address(visit, offered, javascript):
    baker = visit(width=390, javascript=javascript)
    baker.go("/").fill(need="Something else").press("Show who can help")
    baker.page.get_by_text("You wrote:").click()
    baker.fill(need=NEED)
    change(baker, "Ask again", javascript)
    baker.page.get_by_role("heading", name=TITLE).wait_for()
    addresses = []
    baker.page.on("request", lambda request: addresses.append(request.url))
    baker.press("Svenska")
    assert baker.page.get_attribute("html", "lang") == "sv"
    assert baker.sees("Du skrev:")
    assert baker.page.locator("main textarea[name=need]").input_value() == NEED
    baker.page.get_by_role("heading", name=TITLE).wait_for()
    assert any(address.endswith("/language/") for address in addresses)
    assert not [address for address in addresses if "leipomo" in address]


def send(walker, draft) -> None:
    """The rest of the conversation, in short."""
    for step in ("organisation", "reach"):
        walker.go(f"/apply/{draft.id}/{step}/")
        for name in {
            "organisation": ("country", "register_number", "organisation_name"),
            "reach": ("applicant_name", "applicant_email"),
        }[step]:
            field = walker.page.locator(f"main [name={name}]")
            if name == "country":
                field.select_option(ANSWERS[name])
            else:
                field.fill(ANSWERS[name])
        if step == "organisation":
            walker.page.locator(f"main [name=kind][value={ANSWERS['kind']}]").check(force=True)
        walker.press("Next")
    walker.go(f"/apply/{draft.id}/check/")
    walker.page.locator("main [name=consents]").check(force=True)
    walker.press("Send to the hub")


@pytest.mark.parametrize("javascript", [True, False])
def test_while_the_application_is_written_what_fits_can_be_sent_along(visit, region, offered, javascript):
    baker = visit(width=390, javascript=javascript)
    baker.go("/apply/").fill(need=NEED)
    if javascript:
        baker.page.get_by_text("This may be what you need").wait_for()
        baker.look().page.get_by_role("radio", name=TITLE).check()
        baker.press("Next")
    else:
        baker.press("Show what may fit").press(f"Ask the hub about this: {TITLE}")
    assert baker.sees("What would be different if it went well?")
    with inside(region.hub.id):
        draft = Application.objects.get()
    assert draft.need == NEED
    assert TITLE in draft.answer("match")
    baker.press("Back")
    if javascript:
        chosen = baker.page.get_by_role("radio", name=TITLE)
        chosen.wait_for()
        assert chosen.is_checked()
        baker.look()
    baker.press("Next")
    with inside(region.hub.id):
        draft.refresh_from_db()
    assert TITLE in draft.answer("match")


def test_topics_and_the_switch_change_the_list_in_place(visit, offered):
    baker = visit(width=390)
    baker.go("/matches/").fill(need=NEED).tap("Show who can help")
    baker.page.get_by_role("heading", name=TITLE).wait_for()
    for button in ("Robotics", "Nearest first"):
        baker.page.get_by_role("button", name=button).click()
        baker.page.locator("button[aria-pressed=true]", has_text=button).wait_for()
        baker.look()
    assert baker.sees("Both are about")
    baker.page.get_by_role("button", name="Robotics").click()
    baker.page.locator("button[aria-pressed=false]", has_text="Robotics").wait_for()
    assert not baker.sees("Both are about")
    assert baker.page.locator("button[aria-pressed=true]", has_text="Nearest first").count() == 1
