"""A real browser on a real server: what every journey walks with.

    def test_a_firm_looks_around(visit):
        firm = visit(width=390)            # javascript=False, member=world.ben, language="sv", dark=True …
        firm.go("/")
        firm.fill(need="We throw away bread").press("Show who can help")
        assert firm.sees("You wrote")

Each page seen is checked against WCAG 2.2 A and AA; a page that breaks the content security policy, logs an error
or answers 5xx fails the journey.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import made_world
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, sync_playwright

AXE = Path(__file__).parent.parent / "vendor" / "axe.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What a browser asks of the outside world when nobody stops it.
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
LOGIN = "django.contrib.auth.backends.ModelBackend"


def chromium() -> str:
    """The browser on the PATH; `make browser` finds or installs one."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.skip("no Chromium on the PATH: make browser")


@dataclass
class Walker:
    """Somebody at a browser."""

    page: Page
    address: str
    javascript: bool
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self.hear)
        self.page.on("response", self.watch)

    def hear(self, message) -> None:
        # A refused form is 4xx by design, and the browser logs that.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(message.text)

    def watch(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} {response.url}")

    def go(self, path: str) -> "Walker":
        """Open a page of the hub, and look at it."""
        self.page.goto(self.address + path)
        return self.look()

    def press(self, name: str) -> "Walker":
        """Press the button, or follow the link, with that name, and look at the page that comes."""
        with self.page.expect_event("load"):
            self.named(name).click()
        return self.look()

    def tap(self, name: str) -> "Walker":
        """Press what changes this very page, and look at it."""
        self.named(name).click()
        return self.look()

    def named(self, name: str) -> Locator:
        button = self.page.get_by_role("button", name=name, exact=True)
        return (button if button.count() else self.page.get_by_role("link", name=name, exact=True)).first

    def follow(self, selector: str) -> "Walker":
        """Follow the first link the selector finds, and look at the page that comes."""
        with self.page.expect_event("load"):
            self.page.locator(selector).first.click()
        return self.look()

    def fill(self, **fields: str) -> "Walker":
        """Type into fields by their name in the form."""
        for name, text in fields.items():
            self.page.fill(f"main [name={name}]", text)
        return self

    def sees(self, words: str) -> bool:
        return words in self.page.inner_text("body")

    def look(self) -> "Walker":
        """No fault so far, and nothing on this page that shuts somebody out."""
        assert self.faults == []
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(wide) <= 0, f"{self.page.url} scrolls sideways"
        assert violations(self.page, javascript=self.javascript) == []
        return self


def violations(page: Page, *, javascript: bool) -> list[tuple[str, str, list[str]]]:
    """What axe says is wrong with the page as it stands: the rule, its sentence, the elements."""
    if javascript:
        return checked(page)
    # Scripts are off, so the very same page is drawn once more where the checker may run.
    twin = page.context.browser.new_context(viewport=page.viewport_size)
    twin.route("**/axe.js", lambda route: route.fulfill(path=AXE, content_type="text/javascript"))
    html, address = page.content(), page.url.split("#")[0]
    twin.route(address, lambda route: route.fulfill(body=html, content_type="text/html"))
    try:
        copy = twin.new_page()
        copy.goto(address)
        return checked(copy)
    finally:
        twin.close()


def checked(page: Page) -> list[tuple[str, str, list[str]]]:
    page.add_script_tag(url="/axe.js")
    found = page.evaluate("async (rules) => (await axe.run(document, {runOnly: rules})).violations", RULES)
    return [(v["id"], v["help"], [node["html"][:200] for node in v["nodes"]]) for v in found]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's own loop runs in this thread; the records of a test are made beside it, never in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def region(transactional_db: None) -> SimpleNamespace:
    """The small world of `world`, committed, so that the server sees it. Make more inside `with inside(hub.id)`."""
    with made_world() as world:
        pass
    return world


@pytest.fixture
def visit(live_server, browser: Browser, region: SimpleNamespace, settings) -> Iterator[Callable[..., Walker]]:
    """`visit(member=region.ben, javascript=False, width=390)`: somebody at a browser, on the hub's front page or on."""
    settings.STAFF_SECOND_FACTOR = "off"
    settings.ALLOWED_HOSTS = ["*"]
    cache.clear()  # how often this machine has asked what fits
    contexts: list[BrowserContext] = []
    walkers: list[Walker] = []

    def begin(*, member=None, javascript=True, width=1280, language="en", dark=False, hub="north", **details) -> Walker:
        context = browser.new_context(
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            locale=language,
            color_scheme="dark" if dark else "light",
            **details,
        )
        context.set_default_timeout(10_000)
        context.route("**/axe.js", lambda route: route.fulfill(path=AXE, content_type="text/javascript"))
        if member is not None:
            client = Client()
            client.force_login(member.person, backend=LOGIN)
            session = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        contexts.append(context)
        walkers.append(Walker(context.new_page(), f"{live_server.url}/h/{hub}", javascript))
        return walkers[-1]

    yield begin
    for context in contexts:
        context.close()
    assert [fault for walker in walkers for fault in walker.faults] == []
