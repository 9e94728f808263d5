from datetime import timedelta

import pytest
from sqlalchemy import select, text

from liveavatar.seats import KEPT_FOR, Seat, Seats, seats

TOKEN = "eyJ.the-token.sig"


@pytest.fixture
def all_seats(database, clock):
    return Seats(database=database, now=clock)


def a_seat(session_id="s1", **what):
    return Seat(
        **{
            "session_id": session_id,
            "customer": "ann",
            "conversation_id": "c1",
            "intro": "Hello.",
            "face": "v1",
            **what,
        }
    )


def test_a_seat_is_found_by_its_session_and_by_its_token(all_seats):
    seat = a_seat(most_sessions=2)
    all_seats.add(seat, TOKEN)
    assert all_seats.of_session("s1") == all_seats.of_token(TOKEN) == seat
    assert seat.opened_by == "v1:ann"


@pytest.mark.parametrize("unknown", ["", "s2", "S1", "s1 ", "nul\x00", "%", "ü" * 500])
def test_what_was_never_made_is_not_found(all_seats, unknown):
    all_seats.add(a_seat(), TOKEN)
    assert all_seats.of_session(unknown) is None
    assert all_seats.of_token(unknown) is None


def test_a_token_is_not_kept(all_seats, database):
    all_seats.add(a_seat(), TOKEN)
    with database.read() as connection:
        (row,) = connection.execute(text("SELECT * FROM seats")).all()
    assert TOKEN not in str(row)


def test_a_conversation_is_the_customers_who_named_it_first(all_seats):
    all_seats.add(a_seat("s1"), "t1")
    all_seats.add(a_seat("s2"), "t2")  # the same customer's next call
    all_seats.add(a_seat("s3", customer="bob"), "t3")
    named = [all_seats.of_session(one).conversation_id for one in ("s1", "s2", "s3")]
    assert named == ["c1", "c1", "s3"]


def test_a_stop_is_written_down(all_seats):
    all_seats.add(a_seat(), TOKEN)
    all_seats.stop("s1")
    all_seats.stop("never made")
    assert all_seats.of_token(TOKEN).is_stopped


def test_seats_of_long_ago_are_forgotten(all_seats, database, clock):
    all_seats.add(a_seat("s1"), "t1")
    clock.advance((KEPT_FOR - timedelta(hours=1)).total_seconds())
    all_seats.add(a_seat("s2"), "t2")
    clock.advance(2 * 3600)
    all_seats.add(a_seat("s3"), "t3")
    with database.read() as connection:
        left = connection.execute(select(seats.c.session_id)).scalars().all()
    assert sorted(left) == ["s2", "s3"]
