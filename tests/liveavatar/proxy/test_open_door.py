"""A server without customers is as open as the original was, or as its own keys."""

import pytest

from liveavatar.open_door import OpenDoor
from tests.liveavatar.proxy.fakes import FACE, Widget
from web.auth import Keys


@pytest.fixture
def anybody(make_app):
    return Widget(make_app(directory=OpenDoor(Keys(()))), key="", face="/api")


@pytest.fixture
def guarded(make_app):
    keys = ("owner-key",)
    return make_app(directory=OpenDoor(Keys(keys)), api_keys=keys)


def test_everybody_is_let_in(anybody, cloud):
    _, token = anybody.begin(avatar_id=FACE)
    assert anybody.post("sessions/stop", token=token).status_code == 200
    assert anybody.get("avatars/public").status_code == 200
    assert cloud.verbs() == ["open", "accept", "close"]


def test_a_session_still_needs_its_token(anybody, cloud, core):
    session_id, _ = anybody.begin(avatar_id=FACE)
    for path in ("sessions/stop", "sessions/keep-alive", "sessions/speak"):
        body = {"session_id": session_id, "text": "Hello."}
        assert anybody.post(path, body).status_code == 401
    assert core.find(session_id).state == "live"
    assert cloud.verbs() == ["open", "accept"]


def test_the_first_generation_asks_for_a_key_as_it_did(anybody):
    page = Widget(anybody.app, key="")
    assert page.post("sessions/token", {"avatar_id": FACE}).status_code == 401
    any_key = Widget(anybody.app, key="whatever")
    any_key.begin(avatar_id=FACE)


@pytest.mark.parametrize("face", ["/v1", "/api"])
def test_where_the_server_has_keys_they_are_asked_for(guarded, face):
    for key in ("", "whatever"):
        page = Widget(guarded, key, face)
        answer = page.post("sessions/token", {"avatar_id": FACE})
        assert answer.status_code == 401
    Widget(guarded, "owner-key", face).begin(avatar_id=FACE)
