"""The embedded PostgreSQL: started, shared, killed, mended; with a real server."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from navet.config.accounts import DatabaseTrouble
from navet.config.furnishing import EXTENSIONS
from navet.config.options import read_options
from navet.config.postgres import APP_ROLE, LONGEST_SOCKET_PATH, OWNER_ROLE, SUPERUSER, Server


@pytest.fixture(scope="module")
def server():
    with TemporaryDirectory(prefix="navet-") as folder:
        Path(folder).chmod(0o711)  # the server's own account must get there
        running = Server(Path(folder) / "state", fast=True)
        yield running
        running.remove()


def ask(server: Server, question: str, role: str = OWNER_ROLE, database: str = "navet"):
    with psycopg.connect(server.url(role, database)) as connection:
        return connection.execute(question).fetchall()


def test_twenty_starts_at_once_make_one_server(server):
    with ThreadPoolExecutor(20) as pool:
        started = list(pool.map(lambda _: Server(server.state, fast=True).start(), range(20)))
    assert sorted(started) == [False] * 19 + [True]
    assert server.running()
    assert server.status().startswith(f"running (PostgreSQL {server.major}, process {server.process}")


def test_no_network_only_a_private_socket(server):
    server.start()
    assert ask(server, "show listen_addresses") == [("",)]
    assert server.sockets.stat().st_mode & 0o077 == 0
    assert server.data.stat().st_mode & 0o077 == 0
    assert ask(server, "show data_checksums") == [("on",)]


def test_the_app_role_owns_nothing_and_cannot_pass_the_wall(server):
    server.start()
    rights = "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user"
    assert ask(server, rights, APP_ROLE) == [(False, False, False, False)]
    assert ask(server, rights, OWNER_ROLE) == [(False, False, False, True)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(server, "create table mine (id int)", APP_ROLE)


def test_the_app_role_reads_and_writes_the_owners_tables(server):
    server.start()
    with psycopg.connect(server.url(OWNER_ROLE), autocommit=True) as owner:
        owner.execute("create table of_the_owner (id int generated always as identity, told text)")
    with psycopg.connect(server.url(APP_ROLE), autocommit=True) as app:
        assert app.execute("insert into of_the_owner (told) values ('ja') returning told").fetchall() == [("ja",)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("truncate of_the_owner")


def test_extensions_are_there_and_in_new_databases_too(server):
    server.start()
    with psycopg.connect(server.url(OWNER_ROLE), autocommit=True) as owner:
        owner.execute("create database another")
    for database in ("navet", "another"):
        assert {*EXTENSIONS} <= {row[0] for row in ask(server, "select extname from pg_extension", database=database)}


def test_upper_and_lower_know_our_letters(server):
    server.start()
    assert ask(server, "select upper('smörgåsbærø'), 'ÅRE' ilike 'åre'") == [("SMÖRGÅSBÆRØ", True)]


def test_killed_without_warning_it_comes_back_with_everything(server):
    safe = Server(server.state.with_name(f"{server.state.name}-safe"))
    try:
        safe.start()
        with psycopg.connect(safe.url(OWNER_ROLE), autocommit=True) as owner:
            owner.execute("create table kept (what text)")
            owner.execute("insert into kept values ('this')")
            safe.kill()
        assert Server(safe.state).start()
        assert ask(safe, "select what from kept") == [("this",)]
    finally:
        safe.remove()


def test_a_process_file_whose_number_now_is_another_programs_is_forgotten(server):
    server.start()
    server.stop()
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as other:
        stale = server.data / "postmaster.pid"
        stale.write_text(f"{other.pid}\n{server.data}\n0\n5432\n{server.sockets}\n\n\nready\n")
        assert not server.running()
        assert server.start()
        other.kill()


def test_stopping_twice_is_no_harm(server):
    server.start()
    assert server.stop()
    assert not server.stop()
    assert server.status().startswith("stopped")


def test_data_of_another_major_is_never_touched(server, tmp_path):
    server.start()
    server.stop()
    other = server.home / "14"
    whole = server.data.rename(server.data.with_name("aside.kept"))
    other.mkdir()
    (other / "PG_VERSION").write_text("14\n")
    (whole / "PG_VERSION").rename(whole / "version")
    with pytest.raises(DatabaseTrouble, match="is of PostgreSQL 14, the programs are"):
        server.start()
    (whole / "version").rename(whole / "PG_VERSION")
    (other / "PG_VERSION").unlink()
    other.rmdir()
    whole.rename(server.data)
    assert server.start()


def test_programs_that_are_not_there_are_told_in_one_line(tmp_path):
    with pytest.raises(DatabaseTrouble, match="no PostgreSQL programs in"):
        Server(tmp_path, binaries=tmp_path).start()


def test_a_deep_folder_gets_a_short_socket():
    server = Server(Path("/") / "/".join(["deep" * 5] * 9))
    assert len(str(server.sockets / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH


def test_the_superuser_is_reached_by_socket_only(server):
    server.start()
    assert ask(server, "select rolsuper from pg_roles where rolname = current_user", SUPERUSER) == [(True,)]
    assert read_options({"NAVET_STATE": str(server.state)}).app_database.host == str(server.sockets)


DISTRIBUTION = Path("/usr/lib/postgresql/15/bin")


@pytest.mark.skipif(not DISTRIBUTION.exists(), reason="the distribution's PostgreSQL 15 is not installed")
def test_the_distributions_own_programs_serve_as_well(server):
    other = Server(server.state.with_name(f"{server.state.name}-15"), fast=True, binaries=DISTRIBUTION)
    try:
        assert other.start()
        assert ask(other, "show server_version_num")[0][0].startswith("15")
    finally:
        other.remove()


def test_data_that_the_account_cannot_reach_lies_elsewhere_and_a_link_says_where():
    with TemporaryDirectory(prefix="navet-") as folder:  # 0700: nobody else gets in
        private = Server(Path(folder) / "state", fast=True)
        try:
            assert private.start()
            if not private.account.ours:
                assert (private.state / "postgres").readlink() == private.home
                assert not private.home.is_relative_to(folder)
            Path(folder).chmod(0o711)
            assert Server(private.state).home == private.home
        finally:
            private.remove()
        assert not (private.state / "postgres").exists()
        assert not private.home.exists()
