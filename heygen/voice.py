"""The voice chat between a browser and HeyGen, relayed: one `Relay` a socket.

Sound goes up as it comes. Texts do not: they are tasks like any other, so that they
reach the ledger and are answered by whoever answers here. What HeyGen tells goes down
as it comes, and tells us when the user cuts in.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Protocol

from errors import UpstreamError
from heygen.chat_client import event_of
from heygen.frames import BadFrame, Text, read
from heygen.voice_texts import Event, Texts, TooManyTexts

OVER, NO_FRAME, TOO_MUCH, BROKEN = 1000, 1007, 1008, 1011
"""Close codes, by RFC 6455."""
LEFT = (1001, 1006)
"""How a browser's side closes when its tab does, or its network."""
LOOK_EVERY_S = 10.0
SPEECH = ("user_start", "user_stop")
ENDED = "session closed"
NAME = "voice-events"


class Below(Protocol):
    """The browser's side; see web.websocket.Socket."""

    @property
    def close_code(self) -> int | None:
        """Why it is closed; None while it is open."""
        ...

    def receive(self, within_s: float) -> bytes | str | None:
        """The next message; None when none came in time; EOFError at the end."""
        ...

    def send(self, text: str) -> None:
        """Send a message; EOFError when it is closed."""
        ...

    def close(self, code: int = OVER, reason: str = "") -> None:
        """Close it; harmless twice."""
        ...


class Above(Protocol):
    """HeyGen's side; see heygen.chat_client.ChatSocket."""

    @property
    def close_code(self) -> int | None:
        """Why it is closed; None while it is open."""
        ...

    def send_frame(self, frame: bytes) -> None:
        """Send a frame; UpstreamError when it is closed."""
        ...

    def messages(self) -> Iterator[str]:
        """What HeyGen tells, until either side closes."""
        ...

    def close(self) -> None:
        """Hang up; harmless twice."""
        ...


class Viewer(Protocol):
    """Who must know of the one before the page; no method may fail."""

    def came(self) -> None:
        """The page is there."""
        ...

    def is_over(self) -> bool:
        """Whether the session has ended, by whatever way."""
        ...

    def seen(self) -> None:
        """The user is there."""
        ...

    def spoke(self) -> None:
        """The user has begun to speak."""
        ...

    def left(self) -> None:
        """The page is gone without a word."""
        ...


class Relay:
    """One voice chat.

    Args:
        below: The browser.
        above: HeyGen.
        texts: Makes what says and answers texts; is given where to tell of failures.
        viewer: Who must know of the viewer.
        clock: Seconds that only go forward.
    """

    def __init__(
        self,
        *,
        below: Below,
        above: Above,
        texts: Callable[[Callable[[Event], None]], Texts],
        viewer: Viewer,
        clock: Callable[[], float],
    ) -> None:
        self._below = below
        self._above = above
        self._texts = texts(self._tell)
        self._viewer = viewer
        self._clock = clock
        self._looked_at = clock()
        self._hung_up = False

    def run(self, opening_text: str = "") -> None:
        """Relay until either side goes; then the other one is closed, too.

        Args:
            opening_text: What the avatar says first, if anything.
        """
        self._viewer.came()
        events = threading.Thread(target=self._down, name=NAME, daemon=True)
        events.start()
        try:
            self._texts.add(opening_text, task_type="repeat")
            self._up()
        except EOFError:
            if self._below.close_code in LEFT and not self._hung_up:
                self._viewer.left()
        except BadFrame as error:
            self._hang_up(NO_FRAME, str(error))
        except TooManyTexts as error:
            self._hang_up(TOO_MUCH, str(error))
        except UpstreamError:
            pass  # `_down` hears of it, too, and knows why
        finally:
            self._texts.close()
            self._above.close()
            events.join()

    def _up(self) -> None:
        while True:
            message = self._below.receive(LOOK_EVERY_S)
            if self._has_ended():
                return self._hang_up(OVER, ENDED)
            if not isinstance(message, bytes):
                continue  # nobody sends texts of this kind, and HeyGen reads none
            frame = read(message)
            if isinstance(frame, Text):
                self._texts.add(frame.text, task_type="talk")
            elif frame is not None:
                self._above.send_frame(message)

    def _down(self) -> None:
        with suppress(EOFError):
            for message in self._above.messages():
                kind = (event_of(message) or {}).get("event_type")
                if kind in SPEECH:
                    self._viewer.seen()
                if kind == "user_start":
                    self._viewer.spoke()
                self._below.send(message)
        is_over = self._above.close_code in (None, OVER)
        self._hang_up(*((OVER, ENDED) if is_over else (BROKEN, "line broken")))

    def _hang_up(self, code: int, why: str) -> None:
        self._hung_up = True  # without an answer to it, it looks as if they had left
        self._below.close(code, why)

    def _has_ended(self) -> bool:
        """Look now and then: the cloud may leave the socket of an ended one open."""
        now = self._clock()
        if now - self._looked_at < LOOK_EVERY_S:
            return False
        self._looked_at = now
        return self._viewer.is_over()

    def _tell(self, event: Event) -> None:
        with suppress(EOFError):
            self._below.send(json.dumps(event))
