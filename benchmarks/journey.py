"""A whole application as a person sends it: from the first question to the thanks, page by page, over HTTP."""

import http.client
import re
from html import unescape
from urllib.parse import urlencode

ANSWERS = {
    "need": "Vi skriver in varje order tre gånger och skickar ändå fel varor till kunderna.",
    "wish": "Att vi skriver den en gång.",
    "country": "SE",
    "register_number": "5560360793",
    "organisation_name": "Provbageriet AB",
    "applicant_name": "Prov Provsson",
    "applicant_phone": "",
    "consents": "on",
}
INPUT = re.compile(r"<(?:input|textarea)\b[^>]*>", re.DOTALL)
SELECT = re.compile(r"""<select\b[^>]*name="([^"]+)".*?</select>""", re.DOTALL)
OPTION = re.compile(r"""<option[^>]*value="([^"]+)\"""")
QUESTIONS = ("wish", "organisation", "about", "reach", "check")


class Applicant:
    """A browser without JavaScript: keeps its cookies, fills in the form on the page."""

    def __init__(self, port: int, number: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = {"Host": f"localhost:{port}", "Accept-Language": "sv"}
        self.cookies: dict[str, str] = {}
        self.answers = ANSWERS | {"applicant_email": f"prov{number}@bench.example"}
        self.requests = 0

    def apply(self, start: str) -> int:
        """Send one application. Gives the number of requests it took; raises when it was not taken."""
        place = self.fill_in(start)
        found = re.search(r"/apply/([0-9a-f-]{36})/", place)
        if found is None:
            raise RuntimeError(f"no draft began: {place}")
        for question in QUESTIONS:
            place = self.fill_in(f"{start}{found[1]}/{question}/")
        if "/applications/" not in place:
            raise RuntimeError(f"the application was not taken: {place}")
        self.ask("GET", place)
        self.connection.close()
        return self.requests

    def fill_in(self, address: str) -> str:
        """Open the page, answer what it asks, send it; gives where that leads."""
        status, place, page = self.ask("GET", address)
        if status != http.HTTPStatus.OK:
            raise RuntimeError(f"{address} answers {status}")
        status, place, page = self.ask("POST", address, urlencode(self.fields(page)))
        if not place:
            raise RuntimeError(f"{address}: {status}, {re.findall('error[^<]*<[^<]*', page)[:3]}")
        return place

    def fields(self, page: str) -> dict[str, str]:
        """An answer to each field of the page: what is written down above, else the first there is."""
        given: dict[str, str] = {}
        for tag in INPUT.findall(page):
            name, value = attribute(tag, "name"), attribute(tag, "value")
            if name in self.answers:
                given[name] = self.answers[name]
            elif name and name not in given and attribute(tag, "type") in {"hidden", "radio"}:
                given[name] = value
        for found in SELECT.finditer(page):
            options = OPTION.findall(found[0])
            given[found[1]] = self.answers.get(found[1]) or (options[0] if options else "")
        return given

    def ask(self, method: str, address: str, body: str = "") -> tuple[int, str, str]:
        """One request: status, where it leads, page."""
        self.requests += 1
        headers = self.headers | {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        self.connection.request(method, address, body or None, headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer.status, answer.getheader("Location", ""), page


def attribute(tag: str, name: str) -> str:
    found = re.search(rf"""\s{name}="([^"]*)\"""", tag)
    return unescape(found[1]) if found else ""
