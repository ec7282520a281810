"""What the encoder process and those who ask it say to each other over a Unix socket.

A message: the length of its head (4 bytes, big-endian), the length of its body (4 bytes), a head in JSON, a body of bytes.
Asked:    {"role": "need" | "offer", "texts": […], "clauses": […], "seconds": how long the answer is waited for}
Answered: {"stamp": …, "rows": …, "dimension": …} and the rows as little-endian float32, or {"trouble": one line}
"""

import json
import socket
import struct
import time
from typing import Any

LENGTHS = struct.Struct(">II")
MOST_HEAD, MOST_BODY = 16_000_000, 64_000_000
READ = 65_536


class Garbled(ValueError):
    """What came is not a message of ours."""


def send(connection: socket.socket, head: dict[str, Any], body: bytes, end: float) -> None:
    """Say it by `end` (of time.monotonic). Raises OSError."""
    told = json.dumps(head).encode()
    connection.settimeout(_left(end))
    connection.sendall(LENGTHS.pack(len(told), len(body)) + told + body)


def receive(connection: socket.socket, end: float) -> tuple[dict[str, Any], bytes]:
    """Hear it by `end`. Raises OSError, and Garbled for what is no message, or half of one."""
    lengths = LENGTHS.unpack(_read(connection, LENGTHS.size, end))
    if lengths[0] > MOST_HEAD or lengths[1] > MOST_BODY:
        raise Garbled("it is too long")
    try:
        head = json.loads(_read(connection, lengths[0], end))
    except (ValueError, RecursionError) as fault:
        raise Garbled("its head is no JSON") from fault
    if not isinstance(head, dict):
        raise Garbled("its head is no object")
    return head, _read(connection, lengths[1], end)


def _read(connection: socket.socket, size: int, end: float) -> bytes:
    content = bytearray()
    while len(content) < size:
        connection.settimeout(_left(end))
        piece = connection.recv(min(READ, size - len(content)))
        if not piece:
            raise Garbled("it ended half-way")
        content += piece
    return bytes(content)


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
