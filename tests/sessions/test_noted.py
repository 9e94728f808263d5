"""What is said in a session without us."""

from sessions.model import Role


def test_words_between_viewer_and_cloud_are_turns_too(service, live, cloud):
    service.noted(live, Role.USER, "Who are you?")
    service.noted(live, Role.PERSONA, "I am Ada.")
    session = service.find(live)
    said = [(turn.role, turn.text) for turn in service.record.turns(session.id)]
    assert said == [(Role.USER, "Who are you?"), (Role.PERSONA, "I am Ada.")]
    assert cloud.said() == []


def test_they_are_a_sign_of_life(service, live, clock):
    clock.advance(100)
    service.noted(live, Role.USER, "Still here.")
    assert service.find(live).seen_at == clock()
    assert service.find(live).touched_at == clock()
