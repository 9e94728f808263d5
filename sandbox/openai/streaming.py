"""A reply token by token, the failures on order included, to a reader who may leave."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from aiohttp import web

from sandbox.faults import FAULT, Fault
from sandbox.openai.answers import COMMENT, ChatAnswer, event
from sandbox.openai.models import Completion, ModelServer, tokenise
from sandbox.recorder import LEFT

STEP_S = 0.05
"""How often it looks whether the reader is still there, and comments in a stall."""
HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
BROKEN = b'data: {"id": "chatcmpl-\n\n'


class StreamedAnswer:
    """Writes one reply to one reader.

    Args:
        request: Whose answer it is.
        server: Sets the pace.
        answer: The wire form.
        completion: What is said.
    """

    def __init__(
        self,
        request: web.Request,
        server: ModelServer,
        answer: ChatAnswer,
        completion: Completion,
    ) -> None:
        self._request = request
        self._server = server
        self._answer = answer
        self._completion = completion
        self._response = web.StreamResponse(headers=HEADERS)

    async def write(self) -> web.StreamResponse:
        """Write it all, unless the reader leaves before."""
        fault = self._request.get(FAULT) or Fault(path="")
        try:
            await self._wait(fault.late_s)
            if fault.drop == "after":
                raise ConnectionResetError("ordered")
            await self._response.prepare(self._request)
            role = {"role": "assistant", "content": ""}
            await self._response.write(self._answer.chunk(role))
            await self._tell(fault)
        except ConnectionResetError:
            # The reader has heard enough, as after an interrupt; or it was ordered.
            self._request[LEFT] = fault.drop is None
            self._hang_up()
        return self._response

    async def _tell(self, fault: Fault) -> None:
        if not _breaks(fault):
            await self._say(self._completion.tokens)
            await self._response.write(self._answer.end(self._completion))
            return
        said, unsaid = torn("".join(self._completion.tokens))
        await self._say(tokenise(said))
        if fault.stall_s:
            await self._stall(fault.stall_s)
        if fault.garble:
            await self._response.write(BROKEN)
        elif fault.error is not None:
            await self._response.write(event({"error": fault.error}))
        elif fault.cut:
            self._hang_up()
        else:
            await self._say(tokenise(unsaid), begun=True)
            await self._response.write(self._answer.end(self._completion))

    async def _say(self, tokens: Sequence[str], *, begun: bool = False) -> None:
        async for token in self._server.write(tokens, self._wait, begun=begun):
            await self._response.write(self._answer.chunk({"content": token}))

    async def _stall(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while loop.time() < until:
            await self._response.write(COMMENT)
            await self._wait(STEP_S)

    async def _wait(self, seconds: float) -> None:
        """Let time pass; ends early, with an error, when the reader leaves."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while (left_s := until - loop.time()) > 0:
            await asyncio.sleep(min(STEP_S, left_s))
            if self._request.transport is None or self._request.transport.is_closing():
                raise ConnectionResetError("the reader has left")

    def _hang_up(self) -> None:
        if self._request.transport is not None:
            self._request.transport.close()


def _breaks(fault: Fault) -> bool:
    return bool(fault.cut or fault.garble or fault.stall_s or fault.error is not None)


def torn(text: str) -> tuple[str, str]:
    """The text in two halves, torn in the middle of a word where it has one."""
    at = len(text) // 2
    while at < len(text) - 1 and (text[at - 1].isspace() or text[at].isspace()):
        at += 1
    return text[:at], text[at:]
