"""Orders in LiveAvatar's words."""

from liveavatar.orders import body_of
from sessions.order import SessionOrder
from tests.liveavatar import shapes


def body(order, *, context_id="", is_free=False):
    return body_of(
        order, avatar_id=shapes.AVATAR, context_id=context_id, is_free=is_free
    )


def test_what_nobody_chose_is_left_out():
    assert body(SessionOrder(quality="")) == {
        "mode": "FULL",
        "avatar_id": shapes.AVATAR,
        "avatar_persona": {},
        "video_settings": {},
    }


def test_every_wish_is_said():
    order = SessionOrder(
        voice_id=shapes.VOICE,
        voice_settings={"provider": "elevenLabs"},
        quality="high",
        video_encoding="VP8",
        language="de",
        push_to_talk=True,
    )
    assert body(order, context_id=shapes.CONTEXT, is_free=True) == {
        "mode": "FULL",
        "avatar_id": shapes.AVATAR,
        "avatar_persona": {
            "voice_id": shapes.VOICE,
            "context_id": shapes.CONTEXT,
            "language": "de",
            "voice_settings": {"provider": "elevenLabs"},
        },
        "video_settings": {"quality": "high", "encoding": "VP8"},
        "interactivity_type": "PUSH_TO_TALK",
        "is_sandbox": True,
    }
