"""Idempotency-Key on the proxy's routes: the same act, of the same caller only."""

import pytest

from tests.liveavatar.proxy.fakes import ANN, BOB, FACE, Widget

SAME = {"Idempotency_Key": "one-and-the-same"}


def test_a_start_that_is_repeated_begins_one_session(ann, cloud):
    _, token = ann.mint()
    first, again = (ann.post("sessions/start", token=token, **SAME) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.get_json() == first.get_json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert cloud.opened == 1


@pytest.mark.parametrize(
    "way", ["{}", "Bearer {}", "bearer {}"], ids=["raw", "bearer", "lower case"]
)
@pytest.mark.parametrize("face", ["/v1", "/api"])
def test_nobody_is_given_what_was_answered_to_another_key(app, face, way):
    """Two customers may well choose the same name for what they do."""
    tokens = set()
    for key in (ANN, BOB):
        anybody = Widget(app, key="", face=face)
        headers = {"Authorization": way.format(key), **SAME}
        answer = anybody.post("sessions/token", {"avatar_id": FACE}, **headers)
        assert answer.status_code == 200
        assert "Idempotent-Replayed" not in answer.headers
        tokens.add(answer.get_data(as_text=True))
    assert len(tokens) == 2


def test_a_key_beside_two_tokens_names_two_acts(ann, core):
    (first, one), (second, other) = ann.begin(), ann.begin()
    for token in (one, other):
        headers = {"Authorization": f"Bearer {token}", "X_Api_Key": ANN, **SAME}
        answer = ann.post("sessions/stop", **headers)
        assert answer.status_code == 200
        assert "Idempotent-Replayed" not in answer.headers
    assert {core.find(one).state for one in (first, second)} == {"closed"}
