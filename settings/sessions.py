"""How long sessions live, how many there are and what they may cost."""

from __future__ import annotations

from dataclasses import dataclass

from settings.setting import AMOUNT, WAIT_S, setting


@dataclass(frozen=True, kw_only=True)
class SessionSettings:
    """How long sessions live, how many there are and what they may cost."""

    viewer_gone_s: float = setting(
        "VIEWER_GONE_S",
        45.0,
        "Seconds without a page's beat that end its session.",
        must_be=WAIT_S,
    )
    idle_s: float = setting(
        "IDLE_S",
        120.0,
        "Seconds of silence that end a session without a page.",
        must_be=WAIT_S,
    )
    max_sessions: int = setting(
        "MAX_SESSIONS", 0, "Most sessions at once; 0 is no limit.", must_be=AMOUNT
    )
    max_sessions_per_persona: int = setting(
        "MAX_SESSIONS_PER_PERSONA", 0, "For one persona; 0 is no limit.", must_be=AMOUNT
    )
    max_session_s: float = setting(
        "MAX_SESSION_S", 0.0, "Longest session in seconds; 0: no limit.", must_be=AMOUNT
    )
    session_credits: float = setting(
        "SESSION_CREDITS",
        0.0,
        "Most credits for one session; 0 is no limit.",
        must_be=AMOUNT,
    )
    day_credits: float = setting(
        "DAY_CREDITS", 0.0, "Most credits in a UTC day; 0 is no limit.", must_be=AMOUNT
    )
    month_credits: float = setting(
        "MONTH_CREDITS",
        0.0,
        "Most credits in a UTC month; 0 is no limit.",
        must_be=AMOUNT,
    )
    credit_price: float = setting(
        "CREDIT_PRICE",
        0.0,
        "Price of a credit, to show money; 0 shows none.",
        must_be=AMOUNT,
    )
    currency: str = setting("CURRENCY", "USD", "What CREDIT_PRICE is in.")
    token_s: float = setting(
        "TOKEN_S", 900.0, "Seconds a session token waits for its use.", must_be=WAIT_S
    )
    tokens_per_minute: int = setting(
        "TOKENS_PER_MINUTE", 30, "Most for one address; 0 is no limit.", must_be=AMOUNT
    )
