"""Take the pictures in docs/screens: the ten main pages, on a phone and on a wide screen, from the demo region.

`make screens`, or `python scripts/screens.py --address http://localhost:8000` when a demo is running already.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent.parent
SCREENS = HERE / "docs" / "screens"
WIDTHS = (390, 1280)
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@dataclass(frozen=True)
class Screen:
    """One page: its file's name, its address in the hub, who looks, and the links followed from there."""

    name: str
    address: str
    who: str = ""
    follow: tuple[str, ...] = ()
    hub: str = "syd"


# The one list of the main pages. `follow` are CSS selectors of links, clicked in turn.
MAIN = (
    Screen("front", "/"),
    Screen("services", "/services/"),
    Screen("service", "/services/", follow=("main .nv-card-title a",)),
    Screen("apply", "/apply/"),
    Screen("inbox", "/inbox/", who="Elin Vedholm"),
    Screen("cases", "/cases/", who="Elin Vedholm"),
    Screen("case", "/cases/", who="Elin Vedholm", follow=("main tbody a",)),
    Screen("assessment", "/assessments/", who="Elin Vedholm", follow=("main tbody a",)),
    Screen("figures", "/figures/", who="Maj-Britt Sandahl"),
    Screen("hub", "/hub/", who="Oskar Ljungdal"),
)


def chromium() -> str:
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
    )
    return found or sys.exit("No Chromium on the PATH: make browser")


@contextmanager
def demo() -> Iterator[str]:
    """A demo of its own, on a free port, in a folder of its own; gives its address."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as state:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        settings = os.environ | {"NAVET_STATE": state, "NAVET_PORT": str(port), "PYTHONPATH": str(HERE / "src")}
        running = subprocess.Popen([sys.executable, "-m", "navet", "demo"], env=settings, stdout=subprocess.DEVNULL)
        try:
            yield wait_for(f"http://localhost:{port}", running)
        finally:
            running.terminate()
            running.wait(30)


def wait_for(address: str, running: "subprocess.Popen[bytes]") -> str:
    for _ in range(300):
        time.sleep(1)
        if running.poll() is not None:
            sys.exit("The demo did not start: run `navet demo` to see why.")
        try:
            urllib.request.urlopen(f"{address}/h/syd/", timeout=5).close()
        except OSError:
            continue
        return address
    sys.exit("The demo took more than five minutes to start.")


def open_screen(page: Page, address: str, screen: Screen) -> None:
    """Go where the screen is, as the person who looks at it."""
    base = f"{address}/h/{screen.hub}"
    if screen.who:
        page.goto(f"{base}/account/login/")
        page.get_by_role("button", name=screen.who).first.click()
        page.wait_for_load_state()
    answer = page.goto(base + screen.address)
    for link in screen.follow:
        page.locator(link).first.click()
        page.wait_for_load_state()
    if answer is None or answer.status != 200:
        sys.exit(f"{screen.name}: {screen.address} answered {answer and answer.status}")


def take(browser: Browser, address: str, screen: Screen) -> None:
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="sv-SE", reduced_motion="reduce")
        page = context.new_page()
        open_screen(page, address, screen)
        page.wait_for_timeout(300)
        page.screenshot(path=SCREENS / f"{screen.name}-{width}.png", full_page=True)
        context.close()
        print(f"docs/screens/{screen.name}-{width}.png")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--address", help="a running demo; without it one is started for the occasion")
    arguments.add_argument("--only", help="the name of one page")
    chosen = arguments.parse_args()
    SCREENS.mkdir(parents=True, exist_ok=True)
    with demo_or(chosen.address) as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=QUIET)
        for screen in MAIN:
            if chosen.only in (None, screen.name):
                take(browser, address, screen)
        browser.close()
    return 0


@contextmanager
def demo_or(address: str | None) -> Iterator[str]:
    """The demo that runs already, or one of our own."""
    if address:
        yield address
    else:
        with demo() as own:
            yield own


if __name__ == "__main__":
    sys.exit(main())
