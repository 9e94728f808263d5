"""A persona in a session: its face, its first words, and who speaks."""

import pytest

from errors import InvalidInput
from persona.model import Persona
from tests.talk.conftest import ADA, WISHES, answered


def test_what_is_only_to_be_said_is_nobodys_question(talk, live, told):
    talk.say(live, "Good morning.")
    assert told(live) == [("persona", "Good morning.")]


def test_a_session_knows_which_face_opened_it(live, sessions):
    assert sessions.find(live).opened_by == "persona"


def test_a_text_waits_for_another_unless_it_cuts_in(talk, live, cloud):
    talk.say(live, "One.")
    talk.say(live, "Two.")
    assert "interrupt" not in cloud.verbs()
    assert talk.say(live, "Three.", cut_in=True).turn == 1
    assert cloud.verbs()[-2:] == ["interrupt", "speak"]


def test_values_are_spoken_and_told_to_the_model(make_talk, begin, cloud, model):
    ada = Persona(
        id="ada",
        name="Ada",
        greeting="Hello {{visitor}}, I am Ada.",
        instructions="Call the visitor {{visitor}}.",
        variables=ADA.variables,
    )
    talk = make_talk(ada)
    session_id = begin(talk, variables={"visitor": "Lena"})
    talk.greet(session_id)
    answered(talk.answer(session_id, "Hello!"))
    assert cloud.said()[0] == "Hello Lena, I am Ada."
    assert '"Lena"' in model.asked[0][0].content


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"stranger": "Lena"}, "variables.stranger"),
        ({"visitor": "x" * 21}, "variables.visitor"),
        ({"visitor": 5}, "variables.visitor"),
    ],
)
def test_values_that_do_not_fit_open_nothing(talk, cloud, values, field):
    with pytest.raises(InvalidInput) as caught:
        talk.create({**WISHES, "variables": values})
    assert list(caught.value.fields or ()) == [field]
    assert cloud.verbs() == []


@pytest.mark.parametrize(
    ("strange", "wish", "asked"),
    [
        ((), "", ("Santa_A", "v9")),
        (("Santa",), "", ("house-face", "v9")),
        (("Santa", "v9"), "", ("house-face", "house-voice")),
        (("Santa", "house", "v9"), "", ("", "")),
        (("Santa",), "Santa_B", ("Santa_B", "v9")),
    ],
)
def test_a_face_of_another_cloud_gives_way_before_anything_is_opened(
    make_talk, cloud, strange, wish, asked
):
    santa = Persona(id="santa", name="Santa", avatar_name="Santa_A", voice_id="v9")
    house = {"default_avatar": "house-face", "default_voice": "house-voice"}
    talk = make_talk(santa, house=house)
    cloud.strange = strange
    talk.create({**WISHES, "avatar_name": wish})
    (order,) = [what for verb, what in cloud.calls if verb == "open"]
    assert (order.avatar_name, order.voice_id) == asked
