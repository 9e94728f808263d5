import multiprocessing
import socket
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import pytest
from sqlalchemy import text

from errors import NotConfigured, StoreBroken
from storage.database import Database
from storage.migrate import migrate
from tests.storage.workers import count_on_both_sides_of_a_fork, count_up

SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture
def tally(database):
    """A database with one number, 0."""
    with database.write() as connection:
        connection.execute(text("CREATE TABLE tally (number INTEGER)"))
        connection.execute(text("INSERT INTO tally VALUES (0)"))
    return database


def number(database):
    with database.read() as connection:
        return connection.execute(text("SELECT number FROM tally")).scalar_one()


def test_what_was_written_before_a_failure_is_undone(tally):
    with pytest.raises(ZeroDivisionError), tally.write() as connection:
        connection.execute(text("UPDATE tally SET number = 7"))
        raise ZeroDivisionError
    assert number(tally) == 0


def test_of_many_writers_at_once_no_update_is_lost(tally, database_url):
    def write(_):
        own = Database(database_url)  # as another process would have
        count_up(own, 10)
        own.close()

    with ThreadPoolExecutor() as pool:
        everybody = [pool.submit(count_up, tally, 10) for _ in range(4)]
        everybody += [pool.submit(write, None) for _ in range(4)]
        for one in everybody:
            one.result(60)
    assert number(tally) == 80


def test_a_reader_is_not_kept_waiting_by_a_writer(tally):
    with tally.write() as connection:
        connection.execute(text("UPDATE tally SET number = 7"))
        assert number(tally) == 0
    assert number(tally) == 7


def test_who_writes_to_a_file_that_is_new_is_waited_for(tmp_path):
    file = tmp_path / "new.db"
    database = Database(f"sqlite:///{file}")
    with closing(sqlite3.connect(file, isolation_level=None)) as first:
        first.execute("CREATE TABLE tally (number INTEGER)")
        first.execute("INSERT INTO tally VALUES (7)")
        first.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(1) as pool:
            read = pool.submit(number, database)
            with pytest.raises(TimeoutError):
                read.result(0.2)
            first.execute("COMMIT")
            assert read.result(10) == 7
    database.close()


def test_more_threads_than_connections_take_turns(tally):
    with ThreadPoolExecutor(60) as pool:
        assert set(pool.map(lambda _: number(tally), range(300))) == {0}


def test_threads_that_come_first_together_share_their_connections(database):
    for _ in range(10):
        database.close()
        together = Barrier(8, timeout=10)

        def engine(_, together=together):
            together.wait()
            return database.engine

        with ThreadPoolExecutor(8) as pool:
            assert len(set(pool.map(engine, range(8)))) == 1


def test_a_process_may_fork_and_both_sides_go_on(tally, database_url):
    process = SPAWN.Process(
        target=count_on_both_sides_of_a_fork, args=(database_url, 20)
    )
    process.start()
    process.join(60)
    assert process.exitcode == 0
    assert number(tally) == 41


def test_a_closed_database_opens_again_when_it_is_used(tally):
    tally.close()
    assert number(tally) == 0


@pytest.mark.parametrize(
    "url",
    [
        "mysql://root:s3cret@db/ledger",
        "ledger.db",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:",
        "postgresql://ann:s3cret:word@db:s3cret/ledger",
    ],
)
def test_an_address_that_cannot_be_used_is_one_sentence_without_the_password(url):
    with pytest.raises(NotConfigured) as refusal:
        _ = Database(url).engine
    assert refusal.value.message.startswith("DATABASE_URL ")
    assert "s3cret" not in refusal.value.message + refusal.value.detail
    assert "\n" not in refusal.value.message


def test_a_server_that_is_not_there_is_one_sentence_without_the_password():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    database = Database(f"postgres://ann:s3cret@127.0.0.1:{port}/ledger")
    with pytest.raises(StoreBroken) as refusal:
        migrate(database)
    assert f"127.0.0.1:{port}/ledger cannot be used" in refusal.value.message
    assert "s3cret" not in refusal.value.message + refusal.value.detail
    assert "\n" not in refusal.value.message


def test_a_file_that_is_no_database_is_one_sentence(tmp_path):
    file = tmp_path / "ledger.db"
    file.write_text("Dear diary, nobody shall read this.\n" * 100)
    with pytest.raises(StoreBroken, match=r"ledger\.db cannot be used"):
        migrate(Database(f"sqlite:///{file}"))
    assert file.read_text().startswith("Dear diary")


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreBroken, match="cannot be made: "):
        _ = Database(f"sqlite:///{tmp_path / 'file' / 'ledger.db'}").engine


def test_the_folder_of_a_new_ledger_is_made(tmp_path):
    file = tmp_path / "some" / "where" / "ledger.db"
    database = Database(f"sqlite:///{file}")
    migrate(database)
    database.close()
    assert file.exists()
