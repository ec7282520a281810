"""A visitor looks around: on a phone and a wide screen, in light and dark, with and without JavaScript."""

import pytest

PAGES = ["/", "/about/", "/accessibility/", "/privacy/", "/patterns/"]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_every_public_page_can_be_used_by_everybody(visit, width, dark):
    visitor = visit(width=width, dark=dark)
    for page in PAGES:
        visitor.go(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_visitor_finds_the_way_on_a_phone(visit, javascript):
    visitor = visit(width=390, javascript=javascript)
    visitor.go("/")
    assert visitor.sees("Who can help me with this?")
    visitor.page.get_by_text("Menu", exact=True).click()
    with visitor.page.expect_event("load"):
        visitor.page.get_by_role("navigation").get_by_role("link", name="About the hub").first.click()
    visitor.look()
    assert visitor.sees("Science Park")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_visitor_reads_in_another_language(visit, javascript):
    visitor = visit(javascript=javascript)
    visitor.go("/about/").press("Svenska")
    assert visitor.page.get_attribute("html", "lang") == "sv"
    assert visitor.page.url.endswith("/about/")


def test_by_keyboard_the_first_stop_is_the_content(visit):
    visitor = visit()
    visitor.go("/")
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate("document.activeElement.hash") == "#main"
    visitor.page.keyboard.press("Enter")
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_refused_form_sends_the_reader_to_what_needs_mending(visit):
    visitor = visit()
    visitor.go("/patterns/")
    assert visitor.page.evaluate("document.activeElement.matches('[data-mend]')")
    visitor.page.get_by_role("link", name="E-mail: Enter a valid email address.").click()
    assert visitor.page.evaluate("document.activeElement.name") == "email"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_dialog_is_also_a_link(visit, javascript):
    visitor = visit(javascript=javascript)
    visitor.go("/patterns/")
    visitor.page.get_by_role("link", name="Withdraw", exact=True).click()
    assert visitor.page.get_by_role("dialog").count() == (1 if javascript else 0)
    if javascript:
        visitor.look().tap("Close")
        assert visitor.page.get_by_role("dialog").count() == 0


def test_a_first_visit_weighs_little(visit):
    """No page above 60 kB of HTML, none above 150 kB in all, as a browser that takes gzip receives it."""
    import gzip

    visitor = visit()
    sizes: dict[str, int] = {}

    def weigh(response) -> None:
        body = response.body()
        packed = body if response.url.endswith(".woff2") else gzip.compress(body)
        sizes[response.url] = len(packed)

    visitor.page.on("response", weigh)
    visitor.page.goto(visitor.address + "/")
    visitor.page.wait_for_load_state("networkidle")
    assert next(iter(sizes.values())) < 60_000
    assert sum(sizes.values()) < 150_000, sizes


@pytest.mark.parametrize("javascript", [True, False])
def test_what_was_written_on_the_front_page_is_the_first_answer(visit, javascript):
    visitor = visit(width=390, javascript=javascript)
    visitor.go("/")
    visitor.page.get_by_label("Describe your problem").fill("We throw away bread every evening.")
    visitor.press("Show who can help").press("Ask a person at the hub")
    assert visitor.sees("What would be different if it went well?")
    visitor.press("Back")
    assert visitor.page.input_value("[name=need]") == "We throw away bread every evening."
