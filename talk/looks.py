"""Whose face and voice a persona has: the caller's wish, its own, or the server's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from errors import InvalidInput
from sessions.cloud import AvatarCloud
from sessions.order import SessionOrder


def first_there(cloud: AvatarCloud, *names: str) -> str:
    """The first of these avatars or voices that is none of another cloud's.

    A persona keeps its avatar when the server moves to another cloud. What this one
    surely lacks is not asked for: each session would begin with one that failed.
    """
    return next((name for name in names if name and cloud.could_have(name)), "")


def our_choice_was_refused(
    order: SessionOrder, wishes: Mapping[str, Any], error: InvalidInput
) -> bool:
    """Whether the cloud refused a face or voice that the caller did not name.

    A conversation with the cloud's own default beats none.
    """
    return any(
        name in (error.fields or {}) and getattr(order, name) and not wishes[name]
        for name in ("avatar_name", "voice_id")
    )
