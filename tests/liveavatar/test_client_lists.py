"""What LiveAvatar gives in pages: lists, and transcripts."""

import pytest

from errors import Malformed
from liveavatar.paging import PAGES
from tests.liveavatar import shapes
from tests.upstream.scripted import answer


def pages(*bodies):
    return [answer(200, body) for body in bodies]


def listed(session_id):
    return {**shapes.LISTED, "id": session_id}


def avatars_of(client):
    return [one["id"] for one in client.avatars()]


def test_the_running_sessions_are_read_to_the_last_page(scripted):
    first = shapes.page(listed("a"), listed("b"), count=3, next="https://x/?page=2")
    client = scripted(*pages(first, shapes.page(listed("c"), count=3, next=None)))
    assert [one["id"] for one in client.sessions()] == ["a", "b", "c"]
    assert [one.line for one in client.asked()] == [
        "GET /v1/sessions?type=active&page=1&page_size=100",
        "GET /v1/sessions?type=active&page=2&page_size=100",
    ]


def test_a_list_that_got_shorter_meanwhile_ends_with_an_empty_page(scripted):
    client = scripted(
        *pages(shapes.page(listed("a"), count=2), shapes.page(count=2)),
    )
    assert [one["id"] for one in client.sessions()] == ["a"]


def test_no_session_at_all_is_an_empty_list(scripted):
    assert scripted(*pages(shapes.page())).sessions() == []


def test_a_list_without_end_is_neither_followed_for_ever_nor_taken_for_whole(scripted):
    endless = shapes.page(listed("a"), count=10**6)
    client = scripted(*pages(*[endless] * PAGES))
    with pytest.raises(Malformed, match="could not be read"):
        client.sessions()
    assert len(client.asked()) == PAGES


def test_a_list_without_its_promised_members_is_malformed(scripted):
    with pytest.raises(Malformed) as caught:
        scripted(*pages(shapes.envelope({"results": []}))).sessions()
    assert "count" in caught.value.detail


def test_avatars_are_the_public_ones_and_ones_own_each_once(scripted):
    client = scripted(
        *pages(
            shapes.page(shapes.FULL_AVATAR),
            shapes.page(shapes.avatar(), shapes.avatar(shapes.OTHER_AVATAR)),
        )
    )
    assert avatars_of(client) == [shapes.AVATAR, shapes.OTHER_AVATAR]
    assert [one.line.split("?")[0] for one in client.asked()] == [
        "GET /v1/avatars/public",
        "GET /v1/avatars",
    ]


@pytest.mark.parametrize(
    "what",
    [
        {"status": "INIT"},
        {"status": "DEPLOYING"},
        {"status": "FAILED"},
        {"status": "ACTIVE", "is_expired": True},
    ],
)
def test_an_avatar_that_cannot_be_used_is_left_out(scripted, what):
    client = scripted(*pages(shapes.page(shapes.avatar(**what)), shapes.page()))
    assert avatars_of(client) == []


@pytest.mark.parametrize(
    "what",
    [
        {},
        {"status": None, "is_expired": None, "preview_url": None},
        {"status": "ACTIVE", "name": None, "default_voice": None},
    ],
)
def test_of_an_avatar_little_must_be_known(scripted, what):
    client = scripted(*pages(shapes.page(shapes.avatar(**what)), shapes.page()))
    (found,) = client.avatars()
    assert isinstance(found["name"], str)
    assert found["preview_url"] == ""
    assert found["default_voice"] is None


def test_an_avatar_tells_its_picture_and_its_voice(scripted):
    client = scripted(*pages(shapes.page(shapes.FULL_AVATAR), shapes.page()))
    (found,) = client.avatars()
    assert found["preview_url"] == "https://files.example/wayne.webp"
    assert found["default_voice"]["id"] == shapes.VOICE


def test_one_page_of_public_avatars_is_given_as_it_came(scripted):
    body = shapes.page(shapes.FULL_AVATAR, count=40, next="https://x/?page=3")
    client = scripted(*pages(body))
    assert client.avatars_page(2, 20) == body["data"]
    assert client.asked()[0].line == "GET /v1/avatars/public?page=2&page_size=20"


def test_voices_and_contexts_are_read(scripted):
    client = scripted(
        *pages(shapes.page(shapes.VOICE_ENTRY), shapes.page(shapes.CONTEXT_LINE))
    )
    (voice,) = client.voices()
    assert (voice["id"], voice["gender"]) == (shapes.VOICE, "male")
    assert [*client.contexts()] == [{"id": shapes.CONTEXT, "name": "guide"}]


def test_contexts_are_read_no_further_than_somebody_looks(scripted):
    client = scripted(*pages(shapes.page(shapes.CONTEXT_LINE, count=10**6)))
    assert next(client.contexts())["id"] == shapes.CONTEXT
    assert len(client.asked()) == 1


def test_a_transcript_is_read_page_by_page_and_told_once(scripted):
    hello, how, fine = (
        shapes.said("avatar", "Hello.", 1),
        shapes.said("user", "How are you?", 4),
        shapes.said("avatar", "Fine.", 4),
    )
    client = scripted(
        *pages(
            shapes.transcript(hello, how, more=4),
            # The next page begins at that second, so with what was told of it before.
            shapes.transcript(how, fine, more=None),
        )
    )
    assert client.transcript(shapes.SESSION) == [hello, how, fine]
    path = f"GET /v1/sessions/{shapes.SESSION}/transcript"
    assert [one.line for one in client.asked()] == [
        path,
        f"{path}?start_timestamp=1760000004",
    ]


def test_a_word_said_twice_in_a_second_is_told_twice(scripted):
    no = shapes.said("user", "No!", 2)
    client = scripted(
        *pages(
            shapes.transcript(no, no, more=2),
            shapes.transcript(no, no, no, more=None),
        )
    )
    assert client.transcript(shapes.SESSION) == [no, no, no]


def test_the_transcript_of_a_running_session_is_not_asked_for_again_and_again(scripted):
    hello = shapes.said("avatar", "Hello.", 1)
    page = shapes.transcript(hello, more=1, active=True)
    client = scripted(*pages(page, page))
    assert client.transcript(shapes.SESSION) == [hello]
    assert len(client.asked()) == 2


def test_a_transcript_that_nobody_has_begun_is_empty(scripted):
    client = scripted(*pages(shapes.transcript(more=7, active=True)))
    assert client.transcript(shapes.SESSION) == []


def test_an_entry_without_words_or_times_does_not_cost_the_others(scripted):
    bare = {"role": "user", "transcript": None}
    client = scripted(
        *pages(shapes.transcript(bare, shapes.said("avatar", "Hi.", 1), more=None))
    )
    first, second = client.transcript(shapes.SESSION)
    assert (first["transcript"], first["absolute_timestamp"]) == ("", None)
    assert second["transcript"] == "Hi."


def test_a_transcript_without_end_is_not_taken_for_whole(scripted):
    told = [
        shapes.transcript(shapes.said("user", "More.", at), more=at + 1)
        for at in range(PAGES)
    ]
    client = scripted(*pages(*told))
    with pytest.raises(Malformed):
        client.transcript(shapes.SESSION)
    assert len(client.asked()) == PAGES
