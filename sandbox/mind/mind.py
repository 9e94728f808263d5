"""One reply to a conversation: facts from the prompt, in the persona's manner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from sandbox.mind.extract import read_persona
from sandbox.mind.manners.manner import Manner
from sandbox.mind.memory import is_record, remember
from sandbox.mind.summary import summarise, wants_summary
from sandbox.mind.talker import Talker
from sandbox.mind.visitor import read_visitor


def reply(messages: Sequence[Mapping[str, str]], *, seed: int = 0) -> str:
    """The persona's next words, one to three sentences ready to be spoken.

    The same messages and seed always give the same words. Where a summary is asked
    for, it is that instead.

    Args:
        messages: `{role, content}`; the persona is in those of role `system`.
        seed: Chooses among equally good words.
    """
    if wants_summary(messages):
        return summarise(messages)
    system = [
        one["content"]
        for one in messages
        if one["role"] == "system" and not is_record(one)
    ]
    prompt, given = read_visitor("\n".join(system))
    persona = read_persona(prompt)
    memory = remember(messages, given)
    rng = Random(f"{seed}|{len(messages)}|{memory.last}")
    manner = Manner(persona, memory, rng)
    return Talker(persona, manner, memory).reply()
