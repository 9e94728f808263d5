"""The visitor notices no difference: the same steps, in a room of LiveAvatar's."""

from tests.browser.test_talking import (
    test_a_browser_that_refuses_sound_gets_a_button_for_it,
    test_an_unknown_avatar_is_named_in_the_refusal,
    test_closing_the_tab_stops_the_session,
    test_escape_silences_the_face_until_its_next_words,
    test_leaving_the_page_stops_the_session,
    test_mute_is_the_visitors_and_outlasts_the_next_words,
    test_one_press_shows_a_face_that_greets_aloud,
    test_talk_cuts_in_on_what_is_being_said,
    test_the_mouth_moves_while_it_speaks_and_only_then,
    test_the_original_steps_work_one_by_one,
)

__all__ = [
    "test_a_browser_that_refuses_sound_gets_a_button_for_it",
    "test_an_unknown_avatar_is_named_in_the_refusal",
    "test_closing_the_tab_stops_the_session",
    "test_escape_silences_the_face_until_its_next_words",
    "test_leaving_the_page_stops_the_session",
    "test_mute_is_the_visitors_and_outlasts_the_next_words",
    "test_one_press_shows_a_face_that_greets_aloud",
    "test_talk_cuts_in_on_what_is_being_said",
    "test_the_mouth_moves_while_it_speaks_and_only_then",
    "test_the_original_steps_work_one_by_one",
]
