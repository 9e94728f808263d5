"""Where a page may connect to."""

import pytest

from app import create_app
from config import Config
from web.headers import room_sources

CLOUD = ("wss://*.livekit.cloud", "https://*.livekit.cloud")


@pytest.mark.parametrize(
    ("cloud", "own", "sources"),
    [
        ("https://api.heygen.com", "", CLOUD),
        ("https://heygen.example.com/v", "", CLOUD),
        (
            "http://127.0.0.1:3001/heygen",
            "",
            ("ws://127.0.0.1:3001", "http://127.0.0.1:3001"),
        ),
        ("http://[::1]:3001", "", ("ws://[::1]:3001", "http://[::1]:3001")),
        (
            "http://me:secret@localhost:3001/heygen",
            "wss://rooms.example.com/livekit",
            (
                *("wss://rooms.example.com", "https://rooms.example.com"),
                *("ws://localhost:3001", "http://localhost:3001"),
            ),
        ),
    ],
)
def test_a_page_may_go_where_its_rooms_are_and_nowhere_else(cloud, own, sources):
    assert room_sources(cloud, own) == sources


def test_the_pages_policy_names_them_and_the_docs_policy_does_not(tmp_path):
    config = Config(
        database_url=f"sqlite:///{tmp_path / 'ledger.db'}",
        persona_file=tmp_path / "persona.json",
        livekit_url="ws://localhost:7880",
    )
    client = create_app(config).test_client()
    page, docs = (policy(client, path) for path in ("/health", "/docs"))
    asked = "connect-src 'self' ws://localhost:7880 http://localhost:7880 "
    assert asked + " ".join(CLOUD) + ";" in page
    assert "connect-src 'self';" in docs


def policy(client, path):
    with client.get(path) as answer:
        return answer.headers["Content-Security-Policy"]
