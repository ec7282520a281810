"""Settings are read strictly, told in one line when wrong, and all documented."""

import re
from pathlib import Path

import pytest

from navet.config.addresses import DatabaseAddress, MailAddress, read_database, read_mail, read_web
from navet.config.options import DEVELOPMENT_KEY, WrongSetting, describe_options, known_variables, read_options

DOCS = Path(__file__).parents[4] / "docs" / "operate.md"


def test_nothing_set_means_safe_values_for_development(tmp_path):
    options = read_options({"NAVET_STATE": str(tmp_path)})
    assert (options.production, options.debug, options.demo, options.bind) == (False, False, False, "127.0.0.1")
    assert (options.port, options.staff_second_factor, options.key) == (8000, "required", DEVELOPMENT_KEY)
    assert options.address == "http://localhost:8000"
    assert (options.files_folder, options.letters_folder) == (tmp_path / "files", tmp_path / "letters")
    assert options.embedded
    assert (options.app_database.user, options.owner_database.user) == ("navet_app", "navet_owner")
    assert options.database == options.app_database


def test_migrations_act_as_the_owner(tmp_path):
    options = read_options({"NAVET_STATE": str(tmp_path), "NAVET_ACT_AS": "owner"})
    assert options.database == options.owner_database


def test_a_database_of_ones_own():
    options = read_options({"NAVET_DATABASE_URL": "postgresql://app:p%40ss@db.example.org/navet?sslmode=require"})
    assert not options.embedded
    assert options.database == options.owner_database
    assert options.database.as_django() == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "navet",
        "USER": "app",
        "PASSWORD": "p@ss",
        "HOST": "db.example.org",
        "PORT": "5432",
        "OPTIONS": {"sslmode": "require"},
    }


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("NAVET_PORT", "0", "NAVET_PORT must be a whole number from 1 to 65535"),
        ("NAVET_PORT", "http", "NAVET_PORT must be a whole number from 1 to 65535"),
        ("NAVET_PRODUCTION", "perhaps", "NAVET_PRODUCTION must be on or off"),
        ("NAVET_STAFF_SECOND_FACTOR", "no", "NAVET_STAFF_SECOND_FACTOR must be one of required, off"),
        ("NAVET_TIME_ZONE", "Europe/Atlantis", "NAVET_TIME_ZONE must be a time zone such as Europe/Stockholm"),
        ("NAVET_DATABASE_URL", "mysql://x/y", "NAVET_DATABASE_URL must begin with postgresql://"),
        (
            "NAVET_DATABASE_URL",
            "postgresql://host",
            "NAVET_DATABASE_URL must end with the name of one database, as in postgresql://user@host/navet",
        ),
        ("NAVET_DATABASE_URL", "postgresql://h/n?tls=1", "NAVET_DATABASE_URL unknown parameter 'tls'"),
        (
            "NAVET_DATABASE_URL",
            "postgresql://h:99999/n",
            "NAVET_DATABASE_URL the port is not a number from 1 to 65535",
        ),
        ("NAVET_EMAIL_URL", "mail.example.org", "NAVET_EMAIL_URL must begin with smtp:// or smtps://"),
        ("NAVET_EMAIL_URL", "smtp://h?security=maybe", "NAVET_EMAIL_URL security must be starttls or none"),
        ("NAVET_BASE_URL", "help.example.org", "NAVET_BASE_URL must begin with https:// or http:// and name a host"),
    ],
)
def test_a_wrong_setting_is_told_in_one_line(name, value, says):
    with pytest.raises(WrongSetting) as told:
        read_options({name: value})
    assert str(told.value) == says


@pytest.mark.parametrize(
    "address",
    [
        DatabaseAddress(name="navet", user="app", host="/var/Run/post gres", port=5433),
        DatabaseAddress(name="navet", user="a:b", password="p@/?#", host="db.example.org", sslmode="verify-full"),
        DatabaseAddress(name="navet"),
    ],
)
def test_a_database_address_survives_being_written_and_read(address):
    assert read_database(address.as_url()) == address


def test_the_passwords_are_not_shown():
    assert "geheim" not in repr(read_database("postgresql://a:geheim@h/n"))
    assert "geheim" not in repr(read_mail("smtp://a:geheim@h"))
    told = {one.name: one.value for one in describe_options({"NAVET_SECRET_KEY": "geheim", "NAVET_PORT": "9"})}
    assert (told["NAVET_SECRET_KEY"], told["NAVET_PORT"]) == ("(set)", "9")


def test_mail_servers():
    assert read_mail("") is None
    assert read_mail("smtp://m.example") == MailAddress(host="m.example", port=587, starttls=True)
    assert read_mail("smtps://u:p@m.example:4650") == MailAddress(
        host="m.example", port=4650, user="u", password="p", tls=True, starttls=False
    )
    assert read_mail("smtp://m.example:25?security=none") == MailAddress(host="m.example", port=25, starttls=False)


def test_a_web_address_loses_its_closing_slash():
    assert read_web("https://help.example.org/") == "https://help.example.org"


def test_the_operating_guide_tells_of_every_setting_as_it_is():
    rows = dict(re.findall(r"^\| `(NAVET_\w+)` \| (.*) \|$", DOCS.read_text(), re.MULTILINE))
    assert rows == {one.name: f"{one.default} | {one.meaning}" for one in describe_options({})}
    assert set(rows) == known_variables()


def test_a_service_of_embeddings_is_told_whole(tmp_path):
    told = {"NAVET_EMBEDDINGS_URL": "https://ai.example.org/v1/", "NAVET_EMBEDDINGS_MODEL": "some-model"}
    with pytest.raises(WrongSetting, match="NAVET_EMBEDDINGS_DIMENSION is missing"):
        read_options(told)
    options = read_options(told | {"NAVET_EMBEDDINGS_DIMENSION": "1024"})
    assert (options.embeddings_url, options.embeddings_dimension) == ("https://ai.example.org/v1", 1024)
    assert read_options({}).embeddings_url == ""
