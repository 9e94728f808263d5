"""What the client relies on: the same acts on the sandbox and on the real cloud.

`make test` does them on the sandbox; `make test-live`, on the real cloud with a key.
There they use its free avatar: sessions that cost nothing and end after a minute.
"""

import uuid
from contextlib import ExitStack, suppress

import pytest

from errors import InvalidInput, NotFound, Rejected
from liveavatar.orders import FREE_AVATAR
from tests.waiting import until

WITHIN_S = 30.0
"""How long the real cloud may take to show on its lists what it has done."""


def a_free_session(**persona):
    return {
        "mode": "FULL",
        "avatar_id": FREE_AVATAR,
        "is_sandbox": True,
        "avatar_persona": {"language": "en", **persona},
    }


@pytest.fixture
def begin(cloud):
    """Start a session: gives its id, its token, and what the start answered."""
    with ExitStack() as stack:

        def begin():
            minted = cloud.token(a_free_session())
            session_id, token = minted["session_id"], minted["session_token"]
            stack.callback(_end, cloud, session_id)
            return session_id, token, cloud.start(token)

        yield begin


def _end(cloud, session_id):
    with suppress(NotFound):
        cloud.stop(session_id, reason="USER_CLOSED")


def listed(cloud):
    return {one["id"] for one in cloud.sessions()}


def test_a_session_lives_from_its_token_to_its_second_stop(cloud, begin):
    session_id, token, started = begin()
    assert started["session_id"] == session_id
    assert started["livekit_url"].startswith(("ws://", "wss://"))
    assert started["livekit_client_token"].count(".") == 2
    assert {"livekit_agent_token", "ws_url"} <= started.keys()
    cloud.keep_alive(session_id)
    cloud.keep_alive(session_id, token=token)
    until(lambda: session_id in listed(cloud), within_s=WITHIN_S)
    assert cloud.session(session_id)["end_at"] is None
    assert {one["role"] for one in cloud.transcript(session_id)} <= {"user", "avatar"}
    cloud.stop(session_id, reason="USER_CLOSED", token=token)
    until(lambda: session_id not in listed(cloud), within_s=WITHIN_S)
    over = until(lambda: _ended(cloud, session_id), within_s=WITHIN_S)
    assert over["id"] == session_id
    assert 0 <= over["duration"] <= 120
    with suppress(NotFound):  # which of the two the real cloud has, is on no record
        cloud.stop(session_id)
    assert session_id not in listed(cloud)


def _ended(cloud, session_id):
    found = cloud.session(session_id)
    return found if found["end_at"] else None


def test_a_token_names_its_session_long_before_it_begins(cloud):
    minted = cloud.token(a_free_session())
    assert str(uuid.UUID(minted["session_id"])) == minted["session_id"]
    assert minted["session_token"].count(".") == 2
    assert minted["session_id"] not in listed(cloud)


def test_the_kind_of_an_id_is_looked_at_with_the_token(cloud):
    with pytest.raises(InvalidInput) as caught:
        cloud.token({**a_free_session(), "avatar_id": "nobody"})
    assert list(caught.value.fields or {}) == ["avatar_name"]


@pytest.mark.parametrize("name", ["voice_id", "context_id"])
def test_whether_it_is_there_is_looked_at_with_the_start(cloud, name):
    minted = cloud.token(a_free_session(**{name: str(uuid.uuid4())}))
    with pytest.raises(InvalidInput) as caught:
        cloud.start(minted["session_token"])
    assert list(caught.value.fields or {}) == [name]


def test_nobody_starts_without_a_token_of_the_clouds(cloud):
    with pytest.raises(Rejected):
        cloud.start("no.such.token")


def test_a_key_that_nobody_has_is_refused(cloud_with):
    with pytest.raises(Rejected, match="LIVEAVATAR_API_KEY"):
        cloud_with("refused-key").credits_left()


def test_a_session_that_never_was_is_not_found(cloud):
    with pytest.raises(NotFound):
        cloud.session(str(uuid.uuid4()))


def test_there_are_avatars_and_none_is_there_twice(cloud):
    found = [one["id"] for one in cloud.avatars()]
    assert len(found) == len(set(found))
    assert found


def test_a_page_of_avatars_is_as_long_as_was_asked_for(cloud):
    page = cloud.avatars_page(1, 2)
    assert len(page["results"]) == 2
    assert page["count"] >= 2


def test_voices_have_names_and_languages(cloud):
    voices = cloud.voices()
    assert voices
    assert all(one["id"] and one["name"] for one in voices)
    assert any(one["language"] for one in voices)


def test_the_contexts_are_the_accounts_own(cloud):
    assert all(one["id"] and one["name"] for one in cloud.contexts())


def test_the_account_says_what_it_has_left(cloud):
    assert cloud.credits_left() >= 0
