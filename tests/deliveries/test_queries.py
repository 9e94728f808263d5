"""What is done for years must not slow down what is to be done now."""

import pytest
from sqlalchemy import insert, text

from deliveries.claims import due_ids
from deliveries.tables import deliveries

DONE = 3000


@pytest.fixture
def old(database, add, clock):
    """A ledger with many that are done and a few that wait."""
    add()
    row = {
        **{"conversation_id": "c1", "session_id": "s1", "kind": "status"},
        **{"state": "done", "body": {}, "completed": True, "attempts": 1},
        "created_at": clock(),
    }
    with database.write() as connection:
        rows = [{**row, "id": f"d{number}"} for number in range(DONE)]
        connection.execute(insert(deliveries), rows)
        connection.execute(text("ANALYZE"))
    return database


def plan_of(database, query):
    explain = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
    words = query.compile(database.engine, compile_kwargs={"literal_binds": True})
    with database.read() as connection:
        rows = connection.execute(text(f"{explain} {words}"))
        return "\n".join(str(row[-1]) for row in rows)


def test_what_is_due_is_found_by_indexes(old, clock):
    plan = plan_of(old, due_ids(clock(), 8)).lower()
    assert "deliveries_by_retry" in plan
    assert "deliveries_by_queue" in plan
    assert "scan deliveries" not in plan
    assert "seq scan" not in plan
