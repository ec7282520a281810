"""Addresses as they stand in the environment (database, e-mail, web), read strictly."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

POSTGRESQL_PORT = 5432
MAIL_PORTS = {"smtp": 587, "smtps": 465}
TLS_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")


@dataclass(frozen=True, kw_only=True)
class DatabaseAddress:
    """Where a PostgreSQL database is and as whom to go there."""

    name: str
    user: str = ""
    password: str = field(default="", repr=False)
    host: str = ""
    port: int = POSTGRESQL_PORT
    sslmode: str = ""

    @property
    def local(self) -> bool:
        """Whether the server is reached through a Unix socket."""
        return self.host == "" or self.host.startswith("/")

    def as_django(self) -> dict[str, Any]:
        """The keys Django's ``DATABASES`` wants, without pool or transaction settings."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": self.name,
            "USER": self.user,
            "PASSWORD": self.password,
            "HOST": self.host,
            "PORT": str(self.port),
            "OPTIONS": {"sslmode": self.sslmode} if self.sslmode else {},
        }

    def as_url(self) -> str:
        """The same address as one ``postgresql://`` line (with the password)."""
        who = quote(self.user, safe="") + (f":{quote(self.password, safe='')}" if self.password else "")
        host = quote(self.host, safe="") if self.local else self.host
        mode = f"?sslmode={self.sslmode}" if self.sslmode else ""
        return f"postgresql://{who}@{host}:{self.port}/{quote(self.name, safe='')}{mode}"


@dataclass(frozen=True, kw_only=True)
class MailAddress:
    """The server that takes our letters: ``smtp`` (STARTTLS unless ``?security=none``) or ``smtps`` (TLS)."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = True
    tls: bool = False


def _port(parts: SplitResult, otherwise: int) -> int:
    try:
        return parts.port or otherwise
    except ValueError:
        raise ValueError("the port is not a number from 1 to 65535") from None


def _only(parts: SplitResult, *known: str) -> dict[str, str]:
    """The query as plain pairs; a word we do not know, or one said twice, is refused."""
    said = parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    for word, values in said.items():
        if word not in known:
            raise ValueError(f"unknown parameter '{word}'")
        if len(values) > 1:
            raise ValueError(f"parameter '{word}' is given twice")
    return {word: values[0] for word, values in said.items()}


def _netloc_host(parts: SplitResult) -> str:
    """The host as typed, percent-decoded, with its case: a socket folder keeps its capitals."""
    host = parts.netloc.rpartition("@")[2]
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return unquote(host.partition(":")[0])


def read_database(text: str) -> DatabaseAddress:
    """Read ``postgresql://user:password@host:5432/name?sslmode=…``; a socket folder is ``%2Frun…`` or ``?host=``."""
    parts = urlsplit(text)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError("must begin with postgresql://")
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name:
        raise ValueError("must end with the name of one database, as in postgresql://user@host/navet")
    said = _only(parts, "sslmode", "host")
    sslmode = said.get("sslmode", "")
    if sslmode and sslmode not in TLS_MODES:
        raise ValueError(f"sslmode must be one of {', '.join(TLS_MODES)}")
    return DatabaseAddress(
        name=name,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=said.get("host", "") or _netloc_host(parts),
        port=_port(parts, POSTGRESQL_PORT),
        sslmode=sslmode,
    )


def read_mail(text: str) -> MailAddress | None:
    """Read ``smtp://user:password@host:587``; nothing said means letters are written to files."""
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme not in MAIL_PORTS:
        raise ValueError("must begin with smtp:// or smtps://")
    if not parts.hostname or parts.path.strip("/"):
        raise ValueError("must name one mail server, as in smtp://user:password@mail.example.org:587")
    security = _only(parts, "security").get("security", "starttls")
    if security not in {"starttls", "none"}:
        raise ValueError("security must be starttls or none")
    return MailAddress(
        host=parts.hostname,
        port=_port(parts, MAIL_PORTS[parts.scheme]),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=parts.scheme == "smtps",
        starttls=parts.scheme == "smtp" and security == "starttls",
    )


def read_web(text: str) -> str:
    """Read an address such as ``https://help.example.org`` or ``…/api``, without a closing slash."""
    if not text:
        return ""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must begin with https:// or http:// and name a host")
    if parts.query or parts.fragment or parts.username:
        raise ValueError("must hold no user, question mark or #")
    _port(parts, 443)
    return text.rstrip("/")
