"""OpenAI's refusals: `{"error": {message, type, param, code}}`."""

from __future__ import annotations

from typing import Any


class OpenaiError(Exception):
    """A refusal in OpenAI's envelope."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        param: str | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.param = param
        self.code = code

    def body(self) -> dict[str, Any]:
        """The answer's JSON."""
        return {
            "error": {
                "message": self.message,
                "type": "invalid_request_error",
                "param": self.param,
                "code": self.code,
            }
        }


class BadKey(OpenaiError):
    """No key, or the refused one."""

    def __init__(self, given: str) -> None:
        words = "That API key is not valid." if given else "No API key was given."
        super().__init__(
            f"{words} Send one as: Authorization: Bearer YOUR_KEY",
            status=401,
            code="invalid_api_key" if given else None,
        )


class ModelNotFound(OpenaiError):
    """There is no such model, or none for this key."""

    def __init__(self, model: str) -> None:
        super().__init__(
            f"The model `{model}` does not exist or is not yours to use.",
            status=404,
            code="model_not_found",
        )
