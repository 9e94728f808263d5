"""Whose face a session gets."""

import pytest

from errors import InvalidInput
from liveavatar.minting import Minting, could_be_an_id
from liveavatar.orders import FREE_AVATAR
from sessions.order import SessionOrder
from tests.liveavatar import shapes
from tests.liveavatar.fakes import FakeClient


@pytest.fixture
def client():
    return FakeClient()


def faces(client):
    return [body["avatar_id"] for body in client.asked("token")]


@pytest.mark.parametrize(
    ("wish", "own", "is_free", "face"),
    [
        (shapes.OTHER_AVATAR, shapes.AVATAR, False, shapes.OTHER_AVATAR),
        ("", shapes.OTHER_AVATAR, False, shapes.OTHER_AVATAR),
        ("", "", False, "the-first"),
        (shapes.OTHER_AVATAR, shapes.OTHER_AVATAR, True, FREE_AVATAR),
        ("", "", True, FREE_AVATAR),
    ],
)
def test_the_face_is_the_wish_or_ours_or_the_first(client, wish, own, is_free, face):
    client.faces = [{"id": "the-first"}, {"id": "the-second"}]
    minting = Minting(client, avatar_id=own, is_free=is_free)
    for _ in range(2):
        minting.minted(SessionOrder(avatar_name=wish))
    assert faces(client) == [face] * 2
    assert client.names().count("avatars") == (face == "the-first")


def test_an_account_without_faces_says_so_itself(client):
    client.faces = []
    Minting(client, avatar_id="", is_free=False).minted(SessionOrder())
    assert faces(client) == [""]


@pytest.mark.parametrize("is_free", [True, False])
def test_what_cannot_be_one_of_its_ids_is_refused_without_a_call(client, is_free):
    minting = Minting(client, avatar_id="", is_free=is_free)
    order = SessionOrder(avatar_name="Santa_Fireside_public", voice_id="jack")
    with pytest.raises(InvalidInput, match="no such avatar") as caught:
        minting.minted(order)
    assert caught.value.fields == {
        "avatar_name": ["LiveAvatar has no such avatar."],
        "voice_id": ["LiveAvatar has no such voice."],
    }
    assert client.calls == []


@pytest.mark.parametrize(
    ("text", "could"),
    [
        (shapes.AVATAR, True),
        (shapes.AVATAR.upper(), True),
        (shapes.AVATAR.replace("-", ""), True),
        (shapes.AVATAR[:-1], False),
        (f"{shapes.AVATAR}\n", False),
        ("Santa_Fireside_public", False),
        ("", False),
    ],
)
def test_its_ids_are_uuids(text, could):
    assert could_be_an_id(text) is could
