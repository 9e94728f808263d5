"""Asks a model server whether a text is fit to be said."""

from __future__ import annotations

import time
from collections.abc import Callable

from chat.failures import SettingNames
from chat.server import FAILURES, Server
from chat.wire import flagged

NAMES = SettingNames(model="OPENAI_MODERATION_MODEL")


class ModerationClient:
    """`POST /moderations` of one OpenAI-compatible server. Safe to share.

    Source: https://platform.openai.com/docs/api-reference/moderations/create

    Args:
        base_url: Everything before `/moderations`.
        api_key: Its key; empty when none is set.
        model: The moderation model's name, such as `omni-moderation-latest`.
        timeout_s: Longest wait for an answer, from the request to its last byte.
        clock: Seconds that only go forward.
        names: What the settings are called that its errors may name.
    """

    def __init__(
        self,
        *,
        base_url: str,
        api_key: str,
        model: str,
        timeout_s: float,
        clock: Callable[[], float] = time.monotonic,
        names: SettingNames = NAMES,
    ) -> None:
        self._server = Server(
            base_url=base_url,
            api_key=api_key,
            timeout_s=timeout_s,
            clock=clock,
            names=names,
        )
        self._model = model

    def flags(self, text: str) -> bool:
        """Whether any of its categories applies to the text.

        Raises:
            NotConfigured: OPENAI_API_KEY is empty, or cannot be a key.
            UpstreamError: No usable answer came; its children say why.
        """
        self._server.check_key()
        deadline = self._server.deadline()
        moderations = self._server.client.moderations
        try:
            with moderations.with_streaming_response.create(
                model=self._model, input=text
            ) as answer:
                return flagged(self._server.body(answer.iter_bytes(), deadline))
        except FAILURES as error:
            raise self._server.failure(error) from None

    def close(self) -> None:
        """Let go of the pooled connections."""
        self._server.close()
