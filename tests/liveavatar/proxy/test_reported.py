"""What pages and rooms report of a conversation, and what is kept of it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from errors import Unreachable
from liveavatar.proxy import PAGE, ROOM
from sessions.model import Role
from tests.liveavatar.proxy.fakes import BOB, FACE, Widget


@pytest.fixture
def begun(ann):
    session_id, _ = ann.begin()
    return session_id


@pytest.fixture
def routes(make_routes):
    """The proxy, as the seats in the rooms have it."""
    return make_routes()


def ok(answer):
    assert (answer.status_code, answer.get_json()) == (200, {"ok": True})


@pytest.mark.parametrize(("who", "role"), [("avatar", "persona"), ("user", "user")])
def test_a_report_is_kept(ann, begun, turns, core, clock, who, role):
    clock.advance(5)
    ok(ann.report(who, begun, " Good morning to you. "))
    assert turns(begun) == [(role, "Good morning to you.")]
    (turn,) = core.record.turns(core.find(begun).id)
    assert turn.began_at == clock()


def test_what_the_plugin_sends_twice_in_one_is_kept_once(ann, begun, turns):
    ok(ann.report("avatar", begun, "Hello there.Hello there."))
    ok(ann.report("user", begun, "Who are you?"))
    ok(ann.report("avatar", begun, "I am Ann.I am Ann."))
    assert turns(begun) == [
        ("persona", "Hello there."),
        ("user", "Who are you?"),
        ("persona", "I am Ann."),
    ]


@pytest.mark.parametrize(
    ("who", "text"),
    [
        *(("avatar", noise) for noise in ("", " ", "?", "a", None)),
        *(("user", noise) for noise in ("", "a", None)),
    ],
)
def test_noise_is_taken_and_not_kept(ann, begun, turns, who, text):
    ok(ann.report(who, begun, text))
    assert turns(begun) == []


def test_a_report_without_a_text_is_noise(ann, begun, turns):
    ok(ann.post("streaming.avatar_message", {"session_id": begun}))
    assert turns(begun) == []


def test_one_who_repeats_the_last_text_adds_nothing(ann, begun, turns, clock):
    for text in ("Hello there.", "Hello there.", "Hello", "Hello there. More."):
        clock.advance(60)
        ok(ann.report("avatar", begun, text))
    assert turns(begun) == [
        ("persona", "Hello there."),
        ("persona", "Hello there. More."),
    ]


def test_the_same_answer_to_another_question_is_kept(ann, begun, turns, clock):
    for who, text in (
        *(("user", "yes"), ("avatar", "Are you sure?")),
        *(("user", "yes"), ("avatar", "Really?"), ("user", "yes")),
    ):
        clock.advance(1)
        ok(ann.report(who, begun, text))
    assert [text for role, text in turns(begun) if role == "user"] == ["yes"] * 3


def test_a_room_and_a_page_tell_the_same_once(ann, begun, turns, routes, clock):
    assert routes.reported(begun, Role.PERSONA, "Hello there.")
    assert routes.reported(begun, Role.USER, "Hi, who are you?")
    clock.advance(1)
    ok(ann.report("avatar", begun, "Hello there.Hello there."))
    ok(ann.report("user", begun, "Hi, who are you?"))
    assert turns(begun) == [("persona", "Hello there."), ("user", "Hi, who are you?")]


@pytest.mark.parametrize(("first", "kept"), [(ROOM, "Yes."), (PAGE, "Yes.Yes.")])
def test_a_short_text_that_the_page_doubles_is_no_other_text(
    ann, begun, turns, routes, first, kept
):
    tell = {
        ROOM: lambda: routes.reported(begun, Role.PERSONA, "Yes."),
        PAGE: lambda: ann.report("avatar", begun, "Yes.Yes."),
    }
    tell.pop(first)()
    (second,) = tell.values()
    second()
    assert turns(begun) == [("persona", kept)]


def test_they_may_tell_it_in_any_order(ann, begun, turns, routes):
    assert routes.reported(begun, Role.PERSONA, "Hello there.")
    assert routes.reported(begun, Role.USER, "Who are you?")
    ok(ann.report("user", begun, "Who are you?"))
    ok(ann.report("avatar", begun, "Hello there.Hello there."))
    ok(ann.report("avatar", begun, "I am Ann.I am Ann."))
    assert routes.reported(begun, Role.PERSONA, "I am Ann.")
    assert [text for _, text in turns(begun)] == [
        *("Hello there.", "Who are you?", "I am Ann.")
    ]


def test_what_is_said_twice_in_a_hurry_both_tell_twice(ann, begun, turns, routes):
    for who, role, text in (
        *(("user", Role.USER, "yes"), ("avatar", Role.PERSONA, "Are you sure?")),
        *(("user", Role.USER, "yes"), ("avatar", Role.PERSONA, "Are you sure?")),
    ):
        routes.reported(begun, role, text)
        ok(ann.report(who, begun, text))
    assert [text for _, text in turns(begun)] == ["yes", "Are you sure?"] * 2


def test_who_tells_it_much_later_tells_of_something_else(
    ann, begun, turns, routes, clock
):
    routes.reported(begun, Role.USER, "yes")
    routes.reported(begun, Role.PERSONA, "Are you sure?")
    clock.advance(31)
    ok(ann.report("user", begun, "yes"))
    assert [text for _, text in turns(begun)] == ["yes", "Are you sure?", "yes"]


def test_both_may_tell_it_at_the_same_moment(ann, begun, turns, routes):
    texts = [f"This is sentence {number}." for number in range(12)]
    with ThreadPoolExecutor(2) as witnesses:
        for number, text in enumerate(texts):
            start = Barrier(2)

            def page(text=text, start=start):
                start.wait(10)
                ok(ann.report("avatar", begun, text))

            def room(text=text, start=start):
                start.wait(10)
                routes.reported(begun, Role.PERSONA, text)

            for told in [witnesses.submit(one) for one in (page, room)]:
                told.result()
            assert len(turns(begun)) == number + 1
    assert turns(begun) == [("persona", text) for text in texts]


def test_what_only_the_room_heard_is_kept(begun, turns, routes):
    assert routes.reported(begun, Role.PERSONA, "Nobody reported me.")
    assert turns(begun) == [("persona", "Nobody reported me.")]


def test_a_session_that_is_nobodys_customers_is_not_the_proxys(routes):
    assert not routes.reported("somebody-elses", Role.USER, "Hello there.")


def test_what_this_server_said_itself_is_not_kept_again_when_it_is_heard(
    app, turns, routes, clock
):
    page = Widget(app, face="/api")
    session_id, token = page.begin(avatar_id=FACE)
    texts = ["Good morning.", "How can I help you?", "Just ask me."]
    for text in texts:
        said = page.post("sessions/speak", {"text": text}, token=token)
        assert said.status_code == 200
    for text in texts:
        clock.advance(8)
        routes.reported(session_id, Role.PERSONA, text)
    assert turns(session_id) == [("persona", text) for text in texts]


@pytest.mark.parametrize("echoes", [True, False])
def test_a_question_asked_through_us_is_kept_once_whether_the_room_echoes_it(
    app, turns, routes, cloud, echoes
):
    page = Widget(app, face="/api")
    session_id, token = page.begin(avatar_id=FACE)
    body = {"text": "Where are you?", "task_type": "talk"}
    assert page.post("sessions/speak", body, token=token).status_code == 200
    assert cloud.calls[-1] == ("converse", "Where are you?")
    if echoes:
        routes.reported(session_id, Role.USER, "Where are you?")
    routes.reported(session_id, Role.PERSONA, "I am here.")
    assert turns(session_id) == [("user", "Where are you?"), ("persona", "I am here.")]


def test_a_report_is_a_sign_of_life(ann, begun, core, clock):
    clock.advance(200)
    ok(ann.report("user", begun, "Still here."))
    assert core.find(begun).seen_at == clock()


@pytest.mark.parametrize("who", ["avatar", "user"])
def test_an_unknown_session_is_no_matter_to_who_reports(ann, who):
    ok(ann.report(who, "0f0e0d0c-0b0a-4908-8706-050403020100", "Hello there."))
    ok(ann.report(who, "no id at all", "Hello there."))


def test_a_session_that_was_not_started_keeps_nothing(ann):
    session_id, token = ann.mint()
    ok(ann.report("avatar", session_id, "Too early."))
    assert ann.post("sessions/start", token=token).status_code == 201


def test_a_session_that_has_ended_keeps_nothing_more(ann, begun, turns):
    ok(ann.report("avatar", begun, "In time."))
    ann.post("sessions/stop", {"session_id": begun})
    ok(ann.report("avatar", begun, "Too late."))
    assert turns(begun) == [("persona", "In time.")]


def test_a_report_while_the_start_is_under_way_is_no_error(ann, cloud, core):
    session_id, token = ann.mint()
    cloud.fails["open"] = Unreachable("Not there.", upstream="fake")
    ann.post("sessions/start", token=token)
    ok(ann.report("avatar", session_id, "Hello there."))


def test_a_text_of_any_language_comes_through(app, turns):
    bob = Widget(app, BOB)
    session_id, _ = bob.begin(avatar_id=FACE)
    texts = ["Grüße 👋 aus Köln", "你好世界", "שלום עולם"]
    for text in texts:
        ok(bob.report("user", session_id, text))
    assert turns(session_id) == [("user", text) for text in texts]


@pytest.mark.parametrize("text", ["\ud800 half", "nul \x00", "x" * 10_001, 7, ["a"]])
def test_what_cannot_be_kept_is_refused(ann, begun, turns, text):
    answer = ann.report("avatar", begun, text)
    assert answer.status_code == 400
    assert turns(begun) == []
