"""Every setting Navet reads from the environment: name, meaning, default, and how it is read.

One field here is one variable there: ``database_url`` is ``NAVET_DATABASE_URL``. Nothing else in Navet reads the
environment. ``navet settings`` prints this list, ``docs/operate.md`` explains it.
"""

import os
import sys
import zoneinfo
from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, TypeVar, cast

from navet.config.addresses import DatabaseAddress, MailAddress, read_database, read_mail, read_web
from navet.config.postgres import APP_ROLE, DATABASE, OWNER_ROLE, Server

PREFIX = "NAVET_"
DEVELOPMENT_KEY = "for development only, never secret, refused in production"
HIGHEST_PORT = 65535
MOST_DIMENSIONS = 8192
MOST_TEXTS = 10**9

Kind = TypeVar("Kind")


class WrongSetting(ValueError):
    """A variable holds something that cannot be read; the message names it in one line."""


def yes_or_no(text: str) -> bool:
    """Read on/off, yes/no, true/false, 1/0."""
    answer = {
        "on": True,
        "yes": True,
        "true": True,
        "1": True,
        "off": False,
        "no": False,
        "false": False,
        "0": False,
    }
    if text.lower() not in answer:
        raise ValueError("must be on or off")
    return answer[text.lower()]


def number(lowest: int, highest: int) -> Callable[[str], int]:
    """Read a whole number within these bounds."""

    def read(text: str) -> int:
        if not text.isdecimal() or not lowest <= int(text) <= highest:
            raise ValueError(f"must be a whole number from {lowest} to {highest}")
        return int(text)

    return read


def one_of(*words: str) -> Callable[[str], Any]:
    """Read one of these words."""

    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"must be one of {', '.join(words)}")
        return text

    return read


def comma_list(text: str) -> tuple[str, ...]:
    """Read words parted by commas."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def folder(text: str) -> Path:
    """Read a folder; ``~`` is the home folder."""
    return Path(text).expanduser().absolute()


def folder_or_nothing(text: str) -> Path | None:
    """Read a folder, or nothing."""
    return folder(text) if text else None


def time_zone(text: str) -> str:
    """Read the name of a time zone."""
    if text not in zoneinfo.available_timezones():
        raise ValueError("must be a time zone such as Europe/Stockholm")
    return text


def database_or_embedded(text: str) -> DatabaseAddress | None:
    """Read a database address; nothing means the embedded server."""
    return read_database(text) if text else None


def setting(
    meaning: str, default: str = "", *, read: Callable[[str], Kind], secret: bool = False, shown: str = ""
) -> Kind:
    """Describe one variable; ``shown`` says in words what an empty default means."""
    metadata = {
        "meaning": meaning,
        "default": default,
        "read": read,
        "secret": secret,
        "shown": shown or default,
    }
    return cast("Kind", field(metadata=metadata))


@dataclass(frozen=True)
class Described:
    """One variable as ``navet settings`` and the operating guide tell it."""

    name: str
    meaning: str
    default: str
    value: str
    changed: bool
    secret: bool


@dataclass(frozen=True, kw_only=True)
class Options:
    """All settings, read and checked. Unset variables have their default."""

    production: bool = setting(
        "Serve real people: safe cookies, HTTPS only, and unsafe settings are refused.", "off", read=yes_or_no
    )
    debug: bool = setting("Show tracebacks and Django's debug pages. Never in production.", "off", read=yes_or_no)
    secret_key: str = setting(
        "Signs sessions and links: at least 50 random characters, kept secret, the same on all processes.",
        read=str,
        secret=True,
        shown="made and kept in the state folder (not in production)",
    )
    database_url: DatabaseAddress | None = setting(
        "The database, as the role that serves: postgresql://navet_app:…@host/navet. It must not own the tables.",
        read=database_or_embedded,
        secret=True,
        shown="the embedded PostgreSQL",
    )
    owner_database_url: DatabaseAddress | None = setting(
        "The same database, as the role that owns the tables; used only by navet migrate and load-demo.",
        read=database_or_embedded,
        secret=True,
        shown="the embedded PostgreSQL",
    )
    act_as: Literal["runtime", "owner"] = setting(
        "Which of the two roles this process takes; the program sets it itself.",
        "runtime",
        read=one_of("runtime", "owner"),
    )
    state: Path = setting(
        "Folder for what Navet keeps itself: embedded database, uploads, letters not sent.",
        ".navet",
        read=folder,
    )
    files: Path | None = setting(
        "Folder for uploaded files.", read=folder_or_nothing, shown="files in the state folder"
    )
    models: Path = setting(
        "Folder of the encoder that navet match build-model makes.",
        str(Path(sys.prefix) / "share" / "navet"),
        read=folder,
        shown="share/navet in the Python environment",
    )
    encoder: Path | None = setting(
        "Socket at which navet encoder listens; its path has at most some 100 characters.",
        read=folder_or_nothing,
        shown="encoder.socket in the state folder",
    )
    shelves: Path | None = setting(
        "Folder where the processes of this machine share what needs are held against; made anew when it is gone.",
        read=folder_or_nothing,
        shown="matching in the state folder",
    )
    embeddings_url: str = setting(
        "A service that speaks OpenAI's embeddings, instead of navet encoder: https://…/v1. Needs and offers are sent to it.",
        read=read_web,
        shown="the encoder of this machine",
    )
    embeddings_model: str = setting("Name of the service's model.", read=str, shown="none")
    embeddings_dimension: int = setting(
        "How many numbers its vectors have.", "0", read=number(0, MOST_DIMENSIONS), shown="none"
    )
    embeddings_key: str = setting("Our key at the service.", read=str, secret=True, shown="none")
    graph_from: int = setting(
        "From how many texts on offer pgvector's graph tells which are near; it misses some that comparing all would find.",
        "1000000",
        read=number(1, MOST_TEXTS),
    )
    postgres_bin: Path | None = setting(
        "Folder with another PostgreSQL's programs for the embedded server, such as /usr/lib/postgresql/15/bin.",
        read=folder_or_nothing,
        shown="the bundled PostgreSQL",
    )
    allow_embedded: bool = setting(
        "Let the embedded PostgreSQL serve production: only for small private use.", "off", read=yes_or_no
    )
    bind: str = setting("Address the web server listens on.", "127.0.0.1", read=str)
    port: int = setting("Port the web server listens on.", "8000", read=number(1, HIGHEST_PORT))
    base_url: str = setting(
        "Where people find us, used in letters: https://help.example.org.",
        read=read_web,
        shown="http://localhost and the port",
    )
    hosts: tuple[str, ...] = setting(
        "Host names we answer to, parted by commas; .example.org means every name under it.",
        "localhost,.localhost,127.0.0.1,[::1]",
        read=comma_list,
    )
    trusted_proxy: bool = setting(
        "Believe X-Forwarded-Proto and X-Forwarded-For: only behind a reverse proxy that sets them.",
        "off",
        read=yes_or_no,
    )
    workers: int = setting("Web processes.", "2", read=number(1, 128))
    threads: int = setting("Threads in each web process.", "4", read=number(1, 64))
    jobs: int = setting("Jobs the worker does at the same time.", "2", read=number(1, 64))
    email_url: MailAddress | None = setting(
        "Mail server: smtp://user:password@host:587 or smtps://….",
        read=read_mail,
        secret=True,
        shown="letters are written to the state folder",
    )
    from_email: str = setting("Sender of our letters.", "Navet <navet@localhost>", read=str)
    staff_second_factor: Literal["required", "off"] = setting(
        "Whether staff need a second factor to sign in.", "required", read=one_of("required", "off")
    )
    demo: bool = setting("Mark the installation as a demonstration and show how to sign in.", "off", read=yes_or_no)
    time_zone: str = setting("Time zone of the installation; each hub has its own.", "Europe/Stockholm", read=time_zone)
    log: Literal["plain", "json"] = setting(
        "How the log is written: plain for people, json for machines.", "plain", read=one_of("plain", "json")
    )
    log_level: Literal["debug", "info", "warning", "error"] = setting(
        "How much is logged.", "info", read=one_of("debug", "info", "warning", "error")
    )
    metrics_token: str = setting("Bearer token that opens /metrics.", read=str, secret=True, shown="metrics are off")
    brreg_url: str = setting("Norway's Enhetsregisteret.", "https://data.brreg.no/enhetsregisteret/api", read=read_web)
    oidc_issuer: str = setting(
        "OpenID Connect provider for the whole installation: its issuer address.", read=read_web, shown="none"
    )
    oidc_name: str = setting("The provider's name on the sign-in page.", "Organisation account", read=str)
    oidc_client: str = setting("Our client id at the provider.", read=str, shown="none")
    oidc_secret: str = setting("Our client secret at the provider.", read=str, secret=True, shown="none")

    @property
    def server(self) -> Server:
        """The embedded PostgreSQL of this installation (not started by asking)."""
        return Server(self.state, binaries=self.postgres_bin)

    @property
    def embedded(self) -> bool:
        """Whether the embedded PostgreSQL serves."""
        return self.database_url is None

    @property
    def database(self) -> DatabaseAddress:
        """The database as this process shall reach it: the serving role, or the owner for migrations."""
        return self.owner_database if self.act_as == "owner" else self.app_database

    @property
    def app_database(self) -> DatabaseAddress:
        """The database as the role that serves and cannot pass the wall between hubs."""
        return self.database_url or read_database(self.server.url(APP_ROLE, DATABASE))

    @property
    def owner_database(self) -> DatabaseAddress:
        """The database as the role that owns the tables."""
        return self.owner_database_url or self.database_url or read_database(self.server.url(OWNER_ROLE, DATABASE))

    @property
    def key(self) -> str:
        """The secret key, or in development a public one."""
        return self.secret_key or DEVELOPMENT_KEY

    @property
    def files_folder(self) -> Path:
        """Where uploads lie."""
        return self.files or self.state / "files"

    @property
    def encoder_socket(self) -> Path:
        """Where the encoder process is asked."""
        return self.encoder or self.state / "encoder.socket"

    @property
    def shelves_folder(self) -> Path:
        """Where everything on offer is laid out for matching."""
        return self.shelves or self.state / "matching"

    @property
    def letters_folder(self) -> Path:
        """Where letters are written when no mail server is set."""
        return self.state / "letters"

    @property
    def address(self) -> str:
        """Where people find us, without a closing slash."""
        return self.base_url or f"http://localhost:{self.port}"


def variable(option: Field[Any]) -> str:
    """The variable that holds this option: ``port`` is ``NAVET_PORT``."""
    return PREFIX + option.name.upper()


def known_variables() -> frozenset[str]:
    """Every variable Navet knows."""
    return frozenset(variable(option) for option in fields(Options))


def read_options(environment: Mapping[str, str]) -> Options:
    """Read all settings from these variables. Raises ``WrongSetting`` that names the first wrong one."""
    values: dict[str, Any] = {}
    for option in fields(Options):
        name = variable(option)
        text = environment.get(name, "").strip() or option.metadata["default"]
        try:
            values[option.name] = option.metadata["read"](text)
        except ValueError as wrong:
            raise WrongSetting(f"{name} {wrong}") from None
    if values["embeddings_url"]:
        for name in ("embeddings_model", "embeddings_dimension"):
            if not values[name]:
                raise WrongSetting(
                    f"{PREFIX}{name.upper()} is missing: {PREFIX}EMBEDDINGS_URL cannot be used without it"
                )
    return Options(**values)


def describe_options(environment: Mapping[str, str]) -> Iterator[Described]:
    """Tell every variable with its present value; secrets are told as set or not."""
    for option in fields(Options):
        name = variable(option)
        value = environment.get(name, "").strip()
        secret = bool(option.metadata["secret"])
        yield Described(
            name=name,
            meaning=option.metadata["meaning"],
            default=option.metadata["shown"],
            value="(set)" if value and secret else value,
            changed=bool(value),
            secret=secret,
        )


options = read_options(os.environ)
