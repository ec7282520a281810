"""Asks a page again and again over a number of open connections, and tells how long each answer took."""

import asyncio
import gzip
import http.client
import re
import time
from dataclasses import dataclass, field

ASSET = re.compile(r"""(?:href|src)="(/static/[^"]+|/h/[^"]+/theme\.css[^"]*)\"""")


@dataclass
class Answers:
    """The answers of one measurement."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    wrong: int = 0

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """In milliseconds."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


async def one_connection(port: int, request: bytes, until: float, answers: Answers) -> None:
    reader = writer = None
    while time.perf_counter() < until:
        began = time.perf_counter()
        try:
            if writer is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            status, stays = await read_answer(reader)
        except (OSError, asyncio.IncompleteReadError):
            writer = None
            answers.wrong += 1
            continue
        answers.times.append(time.perf_counter() - began)
        answers.wrong += status != http.HTTPStatus.OK
        if not stays:
            writer.close()
            writer = None
    if writer is not None:
        writer.close()


async def read_answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    """Read one whole answer: its status, and whether the connection stays open."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    stays = "connection: close" not in head
    length = re.search(r"content-length: (\d+)", head)
    if length:
        await reader.readexactly(int(length[1]))
    elif "transfer-encoding: chunked" in head:
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        await reader.read()
        stays = False
    return status, stays


def ask(port: int, path: str, cookie: str, *, connections: int, seconds: float) -> Answers:
    """Ask for so long over so many connections."""
    lines = [f"GET {path} HTTP/1.1", f"Host: localhost:{port}", "Accept-Language: sv", "Accept-Encoding: gzip, br"]
    lines += [f"Cookie: {cookie}"] if cookie else []
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()

    async def run() -> Answers:
        answers = Answers()
        began = time.perf_counter()
        await asyncio.gather(*(one_connection(port, request, began + seconds, answers) for _ in range(connections)))
        answers.seconds = time.perf_counter() - began
        return answers

    return asyncio.run(run())


def weigh(port: int, path: str, cookie: str) -> tuple[int, int, int]:
    """Bytes of the page as text, compressed, and of a first visit with everything the page loads."""
    text = fetch(port, path, cookie)
    small = len(gzip.compress(text, 6))
    assets = {found[1] for found in ASSET.finditer(text.decode(errors="replace"))}
    return len(text), small, small + sum(len(fetch(port, each, "", "br, gzip")) for each in sorted(assets))


def fetch(port: int, path: str, cookie: str, encoding: str = "identity") -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Host": f"localhost:{port}", "Accept-Language": "sv", "Accept-Encoding": encoding}
    connection.request("GET", path, headers=headers | ({"Cookie": cookie} if cookie else {}))
    body = connection.getresponse().read()
    connection.close()
    return body
