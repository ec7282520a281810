"""The real client against a server on this machine that answers as the register's documentation says."""

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache

from navet.directory import register
from navet.directory.models import Customer
from navet.directory.register import Registered, RegisterSilent, look_up

FJORD = {
    "organisasjonsnummer": "923609016",
    "navn": "FJORD MEK AS",
    "organisasjonsform": {"kode": "AS", "beskrivelse": "Aksjeselskap"},
    "hjemmeside": "www.fjord.example",
    "naeringskode1": {"kode": "30.111", "beskrivelse": "Bygging av skip"},
    "antallAnsatte": 12,
    "stiftelsesdato": "1999-05-04",
    "konkurs": False,
    "underAvvikling": False,
    "forretningsadresse": {
        "adresse": ["Kaia 1", None],
        "postnummer": "7010",
        "poststed": "TRONDHEIM",
        "kommunenummer": "5001",
        "kommune": "TRONDHEIM",
        "landkode": "NO",
    },
}
BARE = {
    "organisasjonsnummer": "988077917",
    "navn": "STATEN",
    "organisasjonsform": {"kode": "STAT", "beskrivelse": "Staten"},
    "konkurs": True,
}


class Enhetsregisteret(BaseHTTPRequestHandler):
    asked = 0

    def do_GET(self) -> None:
        type(self).asked += 1
        url = urlsplit(self.path)
        name = parse_qs(url.query).get("navn", [""])[0]
        if url.path.endswith("/enheter"):
            self.search(name)
        else:
            self.one(url.path.rpartition("/")[2])

    def search(self, name: str) -> None:
        if name == "slow":
            time.sleep(0.6)
        if name == "broken":
            return self.say(500, {})
        if name == "garbage":
            return self.say(200, b"<html>maintenance</html>")
        found = [FJORD, BARE] if name.lower().startswith("fjord") else []
        page = {"size": 8, "totalElements": len(found), "totalPages": 1 if found else 0, "number": 0}
        return self.say(200, {**({"_embedded": {"enheter": found}} if found else {}), "page": page})

    def one(self, number: str) -> None:
        if number == "923609016":
            return self.say(200, FJORD)
        return self.say(410 if number == "974760673" else 404, {})

    def say(self, status: int, body: dict | bytes) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with contextlib.suppress(BrokenPipeError):  # the client has lost patience, as it should
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def enhetsregisteret(settings, monkeypatch) -> Iterator[type[Enhetsregisteret]]:
    monkeypatch.setattr(register, "SECONDS", 0.3)
    cache.clear()
    Enhetsregisteret.asked = 0
    with ThreadingHTTPServer(("127.0.0.1", 0), Enhetsregisteret) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        settings.REGISTER_URLS = {"NO": f"http://127.0.0.1:{server.server_address[1]}/enhetsregisteret/api"}
        yield Enhetsregisteret
        server.shutdown()
        thread.join()
    cache.clear()


def test_a_number_is_answered_with_all_the_register_knows(enhetsregisteret):
    assert look_up("NO", "NO 923 609 016 MVA") == [
        Registered(
            register_number="923609016",
            legal_name="FJORD MEK AS",
            kind="UNDERTAKING",
            legal_form="AS",
            nace_code="30.111",
            municipality="Trondheim",
            region="NO060",
            address="Kaia 1",
            postcode="7010",
            website="https://www.fjord.example",
            founded_year=1999,
            staff=12,
        )
    ]


def test_a_name_finds_several_and_what_is_withheld_stays_unknown(enhetsregisteret):
    fjord, staten = look_up("NO", "fjord")
    assert fjord.staff == 12
    assert staten == Registered(
        register_number="988077917", legal_name="STATEN", kind="PUBLIC_BODY", legal_form="STAT", is_bankrupt=True
    )


@pytest.mark.parametrize("text", ["974760673", "999999999", "12345", "nobody at all", "ab", ""])
def test_a_deleted_an_unknown_or_too_short_one_finds_nothing(enhetsregisteret, text):
    assert look_up("NO", text) == []


@pytest.mark.parametrize("text", ["broken", "slow", "garbage"])
def test_a_register_that_fails_is_slow_or_talks_nonsense_is_silent(enhetsregisteret, text):
    with pytest.raises(RegisterSilent):
        look_up("NO", text)


def test_a_register_that_is_not_there_is_silent(settings):
    cache.clear()
    settings.REGISTER_URLS = {"NO": "http://127.0.0.1:9/api"}
    with pytest.raises(RegisterSilent):
        look_up("NO", "fjord")


def test_an_answer_is_kept_and_a_silence_is_not(enhetsregisteret):
    look_up("NO", "fjord")
    look_up("NO", " Fjord ")
    assert enhetsregisteret.asked == 1
    for _ in range(2):
        with pytest.raises(RegisterSilent):
            look_up("NO", "broken")
    assert enhetsregisteret.asked == 3


def test_other_countries_are_typed_by_hand(enhetsregisteret):
    assert look_up("SE", "556036-0793") == []
    assert enhetsregisteret.asked == 0


def test_the_page_fills_in_what_was_chosen_also_without_scripts(world, as_member, enhetsregisteret):
    world.hub.country = "NO"
    world.hub.save()
    client = as_member(world.ben)
    typed = client.get("/h/north/customers/new/?find=fjord", headers={"hx-request": "true"}).content.decode()
    assert "FJORD MEK AS" in typed
    assert "<html" not in typed
    chosen = client.get("/h/north/customers/new/?find=fjord&number=923609016").content.decode()
    assert 'value="FJORD MEK AS"' in chosen
    assert 'value="30.111"' in chosen
    nothing = client.get("/h/north/customers/new/?find=nobody+at+all").content.decode()
    assert "knows nothing like that" in nothing
    silent = client.get("/h/north/customers/new/?find=broken")
    assert silent.status_code == 200
    assert "does not answer" in silent.content.decode()
    kept = {"country": "NO", "register_number": "923609016", "legal_name": "Fjord Mek AS", "kind": "UNDERTAKING"}
    assert client.post("/h/north/customers/new/", kept).status_code == 302
    assert Customer.objects.filter(organisation__legal_name="Fjord Mek AS").count() == 1
