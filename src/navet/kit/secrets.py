"""Secrets in links: 256 random bits, of which only the hash is kept."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable

SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


def new_secret() -> str:
    """43 characters for an address or a header."""
    return secrets.token_urlsafe(32)


def is_secret(text: str) -> bool:
    """Whether the text could be one of ours."""
    return SECRET.fullmatch(text) is not None


def hashed(secret: str) -> str:
    """SHA-256 in hex. A secret of 256 random bits needs no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


def opens(secret: str, hashes: Iterable[str]) -> bool:
    """Whether the secret is one of those kept, compared in constant time."""
    own = hashed(secret)
    return any(hmac.compare_digest(own, kept) for kept in hashes)
