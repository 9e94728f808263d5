"""One reply to a conversation: facts from the prompt, in the persona's manner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from sandbox.mind.extract import read_persona
from sandbox.mind.manners.manner import Manner
from sandbox.mind.memory import remember
from sandbox.mind.talker import Talker


def reply(messages: Sequence[Mapping[str, str]], *, seed: int = 0) -> str:
    """The persona's next words, one to three sentences ready to be spoken.

    The same messages and seed always give the same words.

    Args:
        messages: `{role, content}`; the persona is in those of role `system`.
        seed: Chooses among equally good words.
    """
    system = [one["content"] for one in messages if one["role"] == "system"]
    persona = read_persona("\n".join(system))
    memory = remember(messages)
    rng = Random(f"{seed}|{len(messages)}|{memory.last}")
    manner = Manner(persona, memory, rng)
    return Talker(persona, manner, memory).reply()
