"""Secrets in links, of which only the hash is kept; and secrets of others that we must show again, sealed."""

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

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


def sealed(text: str) -> str:
    """The text so that only this installation can read it again (Fernet: AES-128-CBC and HMAC)."""
    return _box().encrypt(text.encode()).decode()


def unsealed(kept: str) -> str:
    """What was sealed. Empty when the installation's key is another now: it must be entered again."""
    try:
        return _box().decrypt(kept.encode()).decode()
    except InvalidToken:
        return ""


def _box() -> Fernet:
    key = hashlib.sha256(b"navet: sealed" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
