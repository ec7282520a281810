"""The encoder process: one model in memory for all of this machine, asked over a Unix socket that only its owner may open.

Needs go before offers: whoever waits for an answer waits behind at most a handful of an offer's texts. Needs that wait
together go through together. No text is ever written anywhere.
"""

import os
import queue
import socket
import stat
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from navet.encoding.process import wire
from navet.encoding.providers import Floats, Provider, Role

WAITING = 32  # requests of each role; more are sent away at once
CONNECTIONS = 64
HANDFUL = 4  # texts of an offer between two looks at the needs, a tenth of a second
MOST_TEXTS = 512
PATIENCE = 5.0  # seconds for a request to arrive, and for its answer to be taken
LONGEST = 600.0
ROLES: tuple[Role, Role] = ("need", "offer")


class Taken(RuntimeError):
    """Another encoder listens there already, or the place cannot be had."""


@dataclass
class Request:
    """Texts that wait, a need's with its clauses; `done` is set when all have vectors, or there is trouble."""

    texts: Sequence[str]
    role: Role
    end: float
    clauses: Sequence[str] = ()
    done: threading.Event = field(default_factory=threading.Event)
    made: list[Floats] = field(default_factory=list)
    trouble: str = ""

    @property
    def left(self) -> Sequence[str]:
        """The texts that have no vectors yet."""
        return self.texts[sum(map(len, self.made)) :]


class Desk:
    """Takes requests in and has one thread answer them."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self.waiting: dict[str, queue.Queue[Request]] = {role: queue.Queue(WAITING) for role in ROLES}
        self.come = threading.Semaphore(0)
        self.begun: Request | None = None

    def take(self, request: Request) -> None:
        """Queue it, or refuse it at once when too many wait."""
        try:
            self.waiting[request.role].put_nowait(request)
        except queue.Full:
            request.trouble = "too many requests wait"
            request.done.set()
        else:
            self.come.release()

    def work(self) -> None:
        """Answer for ever."""
        while True:
            if self.begun is None:
                self.come.acquire()
            self.step()

    def step(self) -> None:
        """All needs that wait, or else a handful of one offer's texts."""
        needs = [each for each in self._drained() if not _given_up(each)]
        if needs:
            self._read(needs)
            return
        if self.begun is None:
            with suppress(queue.Empty):
                self.begun = self.waiting["offer"].get_nowait()
        if self.begun is not None and not _given_up(self.begun):
            self._read([self.begun], HANDFUL)
        if self.begun is not None and self.begun.done.is_set():
            self.begun = None

    def _drained(self) -> list[Request]:
        found = []
        with suppress(queue.Empty):
            while True:
                found.append(self.waiting["need"].get_nowait())
        return found

    def _read(self, requests: Sequence[Request], most: int | None = None) -> None:
        """Give each request its rows; those that have all are done. The fault's name is told, never the text."""
        texts = [each.left[:most] for each in requests]
        try:
            vectors = self.provider.embed(
                [text for own in texts for text in own],
                requests[0].role,
                [clause for each in requests for clause in each.clauses],
            )
        except Exception as fault:  # noqa: BLE001 - one bad text must not end the process for all
            for each in requests:
                each.trouble = f"the model failed: {type(fault).__name__}"
                each.done.set()
            return
        start, after = 0, sum(map(len, texts))
        for each, own in zip(requests, texts, strict=True):
            each.made += [vectors[start : start + len(own)], vectors[after : after + len(each.clauses)]]
            start, after = start + len(own), after + len(each.clauses)
            if not each.left:
                each.done.set()


def _given_up(request: Request) -> bool:
    """Whether nobody waits for the answer any more; then none is made."""
    if time.monotonic() > request.end:
        request.trouble = "it took too long"
        request.done.set()
    return request.done.is_set()


def serve(provider: Provider, path: Path, ready: Callable[[], None], stop: threading.Event) -> None:
    """Answer at `path` until told to stop; `ready` is called when the first may ask. Raises Taken."""
    desk, places = Desk(provider), threading.BoundedSemaphore(CONNECTIONS)
    threading.Thread(target=desk.work, daemon=True).start()
    with _listening(path) as listener:
        ready()
        while not stop.is_set():
            with suppress(TimeoutError):
                connection, _ = listener.accept()
                if not places.acquire(blocking=False):
                    connection.close()
                    continue
                threading.Thread(target=_converse, args=(desk, connection, places), daemon=True).start()


@contextmanager
def _listening(path: Path) -> Any:
    """A socket that only its owner may open; one that a killed process left behind is removed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with socket.socket(socket.AF_UNIX) as listener:
        try:
            _forget_dead(path)
            old = os.umask(0o177)
            try:
                listener.bind(str(path))
            finally:
                os.umask(old)
        except OSError as fault:
            raise Taken(f"no socket at {path}: {fault}; NAVET_ENCODER says where it stands") from fault
        listener.listen(CONNECTIONS)
        listener.settimeout(0.2)
        try:
            yield listener
        finally:
            path.unlink(missing_ok=True)


def _forget_dead(path: Path) -> None:
    """Remove a socket that nobody answers at. Raises Taken when somebody does."""
    if not path.exists():
        return
    if not stat.S_ISSOCK(path.stat().st_mode):
        raise Taken(f"{path} is there and is no socket")
    with socket.socket(socket.AF_UNIX) as knock:
        knock.settimeout(1)
        try:
            knock.connect(str(path))
        except ConnectionRefusedError:
            path.unlink(missing_ok=True)
            return
    raise Taken(f"an encoder listens at {path} already")


def _converse(desk: Desk, connection: socket.socket, places: threading.BoundedSemaphore) -> None:
    """One request and its answer; whoever talks nonsense, or not at all, is left."""
    with connection, suppress(OSError, wire.Garbled):
        try:
            head, _ = wire.receive(connection, time.monotonic() + PATIENCE)
            answer, body = _answered(desk, head)
            wire.send(connection, answer, body, time.monotonic() + PATIENCE)
        finally:
            places.release()


def _answered(desk: Desk, head: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    request = _request(head)
    if request is None:
        return {"trouble": "that is no request"}, b""
    desk.take(request)
    if not request.done.wait(max(0.0, request.end - time.monotonic())):
        return {"trouble": "it took too long"}, b""
    if request.trouble:
        return {"trouble": request.trouble}, b""
    vectors = np.concatenate(request.made)
    rows, dimension = vectors.shape
    return {"stamp": desk.provider.card.stamp, "rows": rows, "dimension": dimension}, vectors.astype("<f4").tobytes()


def _request(head: dict[str, Any]) -> Request | None:
    texts, role, seconds = head.get("texts"), head.get("role"), head.get("seconds")
    clauses = head.get("clauses", [])
    if role not in ROLES or not isinstance(seconds, int | float) or not 0 < seconds <= LONGEST:
        return None
    if not _are_texts(texts) or not texts or not _are_texts(clauses) or (clauses and role == "offer"):
        return None
    return Request(texts, role, time.monotonic() + seconds, clauses)


def _are_texts(told: Any) -> bool:
    return isinstance(told, list) and len(told) <= MOST_TEXTS and all(isinstance(each, str) for each in told)
