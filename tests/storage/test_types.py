from datetime import UTC, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, insert, select

from storage.types import EPOCH, TICK, Moment, ticks

metadata = MetaData()
moments = Table(
    "moments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment),
)

# From the year 6 to the year 9987: all that a datetime can be, but for the edges.
TICKS = st.integers(-62_000_000_000_000_000, 253_000_000_000_000_000)
ZONES = st.integers(-23, 23).map(lambda hours: timezone(timedelta(hours=hours)))
TIMES = st.builds(
    lambda number, zone: (EPOCH + number * TICK).astimezone(zone), TICKS, ZONES
)


@pytest.fixture
def table(database):
    with database.write() as connection:
        metadata.create_all(connection)
    return database


@given(TIMES)
def test_a_time_is_a_whole_number_of_microseconds_and_back(when):
    assert EPOCH + ticks(when) * TICK == when


@given(TIMES, TIMES)
def test_stored_times_sort_as_times_do(one, other):
    assert (ticks(one) < ticks(other)) == (one < other)


# The table lives as long as the test: what one example leaves is of no matter.
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(times=st.lists(TIMES | st.none(), min_size=1, max_size=20))
def test_every_time_comes_back_exactly_as_it_was_stored(table, times):
    with table.write() as connection:
        connection.execute(moments.delete())
        rows = [{"id": number, "at": when} for number, when in enumerate(times)]
        connection.execute(insert(moments), rows)
        stored = connection.execute(select(moments.c.at).order_by(moments.c.id))
        found = [row[0] for row in stored]
    assert found == times
    assert all(when is None or when.tzinfo is UTC for when in found)
