"""Maturity is measured: a public body by link with JavaScript off, and a firm whose wheel grows as it answers."""

import pytest

from navet.assessments import commands, queries
from navet.assessments.models import Assessment
from navet.assessments.tests.rounds import submitted
from navet.hubs.models import inside


def link_to(region, organisation) -> str:
    """A round for the organisation, and the address in the letter about it."""
    with inside(region.hub.id):
        assessment = commands.open_assessment(region.ben, organisation)
        invitation = commands.invite_colleague(
            region.ben, assessment, name="Gun Ek", email="gun@example.org", language="sv"
        )
        return f"/assessments/link/{queries.link_of(invitation)}/"


@pytest.mark.parametrize("width", [390, 1280])
def test_a_public_body_measures_itself_with_javascript_off(visit, region, width):
    somebody = visit(width=width, javascript=False, language="sv")
    somebody.go(link_to(region, region.town)).press("Börja")
    assert somebody.sees("Del 1 av 6")
    for _part in range(6):
        main = somebody.page.locator("main form fieldset")
        for box in main.locator("input[type=checkbox]").all()[::2]:
            box.check()
        for line in main.get_by_role("radiogroup").all():
            line.get_by_role("radio").nth(2).check(force=True)
        somebody.press("Spara och fortsätt")
    assert somebody.sees("11 av 11 frågor besvarade")
    somebody.press("Gå igenom och skicka in").press("Skicka in och se resultatet")
    assert somebody.sees("Totalt")
    assert somebody.sees("Nästa steg")
    with inside(region.hub.id):
        assert Assessment.objects.get(timing="T0").is_locked


def test_the_wheel_grows_with_every_choice(visit, region):
    firm = visit(language="en")
    firm.go(link_to(region, region.bakery)).press("Begin")
    saved = firm.page.locator("#saved")
    for number, name in enumerate(("Product or service design: Already invested", "Purchasing: Plan to invest")):
        with firm.page.expect_response(lambda answer: answer.request.method == "POST"):
            firm.page.get_by_label(name, exact=True).check()
        saved.get_by_text("Saved").wait_for()
        firm.look()
        with inside(region.hub.id):
            (answers,) = [queries.answers_to(each) for each in Assessment.objects.all()]
        assert sum(map(sum, answers["q1"].values())) == number + 1
    assert "1 of 11 questions answered" in saved.inner_text()
    firm.go(firm.page.url.removeprefix(firm.address).replace("D1", "D4"))
    for name in ("Data is not collected digitally", "Important data is stored digitally"):
        with firm.page.expect_response(lambda answer: answer.request.method == "POST"):
            firm.page.get_by_label(name, exact=True).check()
    saved.get_by_text("rules the others out").wait_for()
    firm.look()


@pytest.mark.parametrize(("width", "dark"), [(390, False), (1280, True)])
def test_every_page_of_maturity_can_be_used_by_everybody(visit, region, width, dark):
    with inside(region.hub.id):
        done = submitted(region.ben, region.bakery)
        later = submitted(region.ben, region.bakery, timing="T1")
        waiting = commands.open_assessment(region.ben, region.town)
    staff = visit(width=width, dark=dark, member=region.cia)
    for page in (
        "",
        f"opening/?organisation={region.bakery.id}",
        "files/",
        f"{done.id}/",
        f"{later.id}/",
        f"{done.id}/answers/",
        f"{done.id}/answers/q4/",
        f"{waiting.id}/",
        f"{waiting.id}/parts/D2/",
        f"{waiting.id}/parts/D5/",
        f"{waiting.id}/submission/",
        f"{waiting.id}/invitations/",
        "link/nowhere/",
    ):
        staff.go(f"/assessments/{page}")
    staff.go("/questionnaires/")
