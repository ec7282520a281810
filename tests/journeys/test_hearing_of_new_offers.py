"""Somebody hears when something new fits: said yes to by her own tick, confirmed from her mail, ended by one tap."""

import pytest

from navet.hubs.models import inside
from navet.kit.commands import PLATFORM
from navet.matching.commands import reckon_fairness
from navet.reporting.tests.test_fairness import show
from navet.subscriptions.models import Subscription
from navet.subscriptions.queries import link_of

NEED = "Felaktiga muttrar slinker igenom fast två personer tittar på varenda en."


@pytest.mark.parametrize("javascript", [True, False])
def test_a_baker_says_yes_confirms_and_ends_it_on_her_phone(visit, region, javascript):
    baker = visit(width=390, javascript=javascript)
    baker.go("/letters/").fill(need=NEED, email="gun@example.org").press("Write to me")
    assert baker.sees("We write only if you tick this.")
    assert baker.page.locator("main textarea[name=need]").input_value() == NEED
    baker.page.locator("main [name=agree]").check(force=True)
    baker.press("Write to me")
    assert baker.sees("Look in your mail")
    with inside(region.hub.id):
        kept = Subscription.objects.get()
        link = link_of(kept)
    baker.go(f"/letters/{link}/")
    assert baker.sees(NEED)
    baker.press("Yes, write to me")
    assert baker.sees("You hear from us when something new fits")
    baker.press("Stop the letters and delete this")
    assert baker.sees("No more letters")
    assert not baker.sees(NEED)


@pytest.mark.parametrize(("width", "javascript"), [(390, True), (390, False), (1280, True)])
def test_an_adviser_reads_whether_offers_are_seen_as_much_as_they_fit(visit, region, width, javascript):
    with inside(region.hub.id):
        show([(region.hub, "sv"), (region.hub, "sv"), (region.other, "nb")])
        reckon_fairness(PLATFORM, region.hub)
    adviser = visit(member=region.ben, width=width, javascript=javascript)
    adviser.go("/figures/").press("Fair matching")
    assert adviser.sees("Norwegian Bokmål: clearly seen too little. 23 % of the attention, where 33 % would be fair.")
    cells = adviser.page.locator("table td")
    assert "67 %" in cells.all_inner_texts()
    boxes = [cell.bounding_box() for cell in cells.all()]
    assert max(box["x"] + box["width"] for box in boxes) <= width
