"""What must not be so when real people are served. Each sentence names the setting that mends it."""

from collections.abc import Callable
from ipaddress import ip_address

from navet.config.options import Options

SHORTEST_KEY = 50
UNENCRYPTED = {"", "disable", "allow", "prefer"}
Rule = tuple[Callable[[Options], bool], str]

RULES: tuple[Rule, ...] = (
    (lambda o: not o.production, "NAVET_PRODUCTION is off: set it to on (or try Navet with: navet demo)"),
    (lambda o: o.debug, "NAVET_DEBUG is on: it shows the code and the settings to everyone"),
    (lambda o: o.demo, "NAVET_DEMO is on: anyone could sign in as anyone"),
    (lambda o: not o.secret_key, "NAVET_SECRET_KEY is missing: sessions could be forged"),
    (
        lambda o: bool(o.secret_key) and (len(o.secret_key) < SHORTEST_KEY or len(set(o.secret_key)) < 10),
        "NAVET_SECRET_KEY is too simple: at least 50 random characters",
    ),
    (lambda o: "*" in o.hosts, "NAVET_HOSTS is *: name the hosts, or letters could carry a stranger's links"),
    (lambda o: not o.base_url, "NAVET_BASE_URL is missing: letters need the address where people find us"),
    (
        lambda o: is_in_the_clear(o.base_url),
        "NAVET_BASE_URL is not https: sign-in would travel in the clear",
    ),
    (
        lambda o: is_in_the_clear(o.embeddings_url),
        "NAVET_EMBEDDINGS_URL is not https: what people need would travel in the clear",
    ),
    (lambda o: o.staff_second_factor == "off", "NAVET_STAFF_SECOND_FACTOR is off: staff read everyone's cases"),
    (lambda o: o.email_url is None, "NAVET_EMAIL_URL is missing: nobody would get the code to sign in with"),
    (
        lambda o: o.embedded and not o.allow_embedded,
        "NAVET_DATABASE_URL is missing: the embedded PostgreSQL is for trials (NAVET_ALLOW_EMBEDDED=on: small private use)",
    ),
    (
        lambda o: o.embedded and o.allow_embedded and not is_loopback(o.bind),
        "NAVET_BIND is a public address and the database is the embedded one: bind 127.0.0.1 behind a proxy",
    ),
    (
        lambda o: o.database_url is not None and o.owner_database_url == o.database_url,
        "NAVET_DATABASE_URL is the owner of the tables: the wall between hubs needs a role of its own that owns nothing",
    ),
    (
        lambda o: o.database_url is not None and not o.database_url.local and o.database_url.sslmode in UNENCRYPTED
        and not is_loopback(o.database_url.host),
        "NAVET_DATABASE_URL leaves the machine unencrypted: add ?sslmode=require or better",
    ),
)  # fmt: skip


def is_in_the_clear(address: str) -> bool:
    """Whether what is sent to a web address can be read on its way."""
    return address.startswith("http://") and not is_loopback(address.split("/")[2].split(":", maxsplit=1)[0])


def is_loopback(host: str) -> bool:
    """Whether this name or address never leaves the machine."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def unsafe(options: Options) -> list[str]:
    """Every reason not to serve real people with these settings, in one sentence each."""
    return [sentence for broken, sentence in RULES if broken(options)]
