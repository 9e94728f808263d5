"""What Prometheus is told."""

import pytest

from sessions.figures import STEPS, quantiles
from sessions.metrics import Metrics
from sessions.model import EndReason
from sessions.order import SessionOrder


@pytest.fixture
def metrics(service, clock):
    return Metrics(
        ledger=service.ledger, record=service.record, policy=service.policy, now=clock
    )


def lines(metrics):
    text = metrics.text().decode()
    found = [line for line in text.splitlines() if not line.startswith("#")]
    return {
        name: float(value) for name, value in (line.rsplit(" ", 1) for line in found)
    }


def reply(service, session_id, first_task_ms):
    with service.voice(session_id) as voice:
        voice.say("Hello.")
        voice.finish(
            figures={**dict.fromkeys(STEPS), "first_task_ms": float(first_task_ms)}
        )


def test_sessions_are_counted_by_state(metrics, service, live):
    service.open(SessionOrder(persona_id="ada"))
    found = lines(metrics)
    assert found['persona_live_sessions{state="live"}'] == 1
    assert found['persona_live_sessions{state="open"}'] == 1
    assert found['persona_live_sessions{state="doubtful"}'] == 0
    assert 'persona_live_sessions{state="closed"}' not in found


def test_credits_only_grow(metrics, service, live, clock):
    clock.advance(60)
    assert lines(metrics)["persona_live_credits_total"] == pytest.approx(0.2)
    service.close(live, EndReason.CLIENT)
    clock.advance(600)
    assert lines(metrics)["persona_live_credits_total"] == pytest.approx(0.2)


def test_replies_are_told_by_step_and_quantile(metrics, service, live):
    for first_task_ms in range(100, 2100, 100):
        reply(service, live, first_task_ms)
    found = lines(metrics)
    assert found["persona_live_replies_seen"] == 20
    step = 'persona_live_reply_seconds{quantile="%s",step="first_task"}'
    assert found[step % 0.5] == pytest.approx(1.0)
    assert found[step % 0.95] == pytest.approx(1.9)
    assert not any("first_token" in name for name in found)


def test_before_the_first_reply_there_are_no_figures(metrics):
    assert lines(metrics)["persona_live_replies_seen"] == 0


@pytest.mark.parametrize(
    ("figures", "share", "found"),
    [
        ([5.0], 0.5, 5.0),
        ([1.0, 2.0, 3.0], 0.5, 2.0),
        ([3.0, 1.0, 2.0], 0.95, 3.0),
        ([1.0, None, 2.0], 0.0, 1.0),
    ],
)
def test_a_quantile_is_a_figure_that_was_measured(figures, share, found):
    replies = [{"first_token_ms": figure} for figure in figures]
    assert quantiles(replies, [share]) == {("first_token_ms", share): found}
