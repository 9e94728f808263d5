"""One reply: what the model writes is said sentence by sentence, while it writes on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack

from chat.answer import Answer
from chat.asked import Asked
from chat.guard import Refusal
from chat.notice import REFUSED, Notice
from chat.service import ChatService
from errors import UpstreamError
from persona.prompt import apology, safe_line
from sessions.figures import STEPS
from sessions.model import SpokenTask, State
from sessions.service import SessionService
from sessions.speech import Heard
from sessions.voice import Voice
from talk.lines import allowed
from talk.memory import Memory
from talk.question import Question, Verdict
from talk.speech import Speech, Step
from text.sentences import pieces

log = logging.getLogger(__name__)


class Reply:
    """A question being answered aloud: to be begun, then run once, to its end.

    Args:
        question: What is answered.
        chat: Who writes.
        sessions: Where it is said.
        memory: What was said before.

    Attributes:
        speech: What was said, once the steps have come to their end.
    """

    def __init__(
        self,
        question: Question,
        *,
        chat: ChatService,
        sessions: SessionService,
        memory: Memory,
    ) -> None:
        self.speech: Speech | None = None
        self._question = question
        self._chat = chat
        self._sessions = sessions
        self._memory = memory
        self._verdict = Verdict()
        self._heard: Heard | None = None
        self._answer: Answer | None = None
        self._fell_out = False
        self._open = ExitStack()
        self._tasks: list[SpokenTask] = []
        self._times: dict[str, float | None] = dict.fromkeys(STEPS)
        self._notice: Notice | None = None
        self._count = 0

    def begin(self) -> None:
        """Write the question down; what it overtakes is not sent any more.

        The model is at work by then, unless somebody has to be waited for first.

        Raises:
            WrongState: The session is not live.
            NotConfigured: There is no key to ask the model with.
        """
        question = self._question
        refusal = self._chat.policy(question.persona).check(question.text)
        self._verdict = Verdict(refusal=refusal)
        with ExitStack() as undone:
            undone.push(self._open)
            if not question.is_patient and self._chat.moderation is None:
                self._ask()
            self._heard = self._sessions.heard(
                question.session.id,
                question.text,
                cut_in=not question.is_patient,
                refused=refusal is not None,
            )
            undone.pop_all()

    def steps(self) -> Iterator[Step]:
        """Say it, and tell how far it has got.

        Raises:
            WrongState: The session has ended.
            NotConfigured: There is no key to ask the model with.
            UpstreamError: The cloud took nothing of it.
        """
        heard, session = self._heard, self._question.session
        assert heard is not None  # it was begun
        with self._open, self._sessions.voice(session.id, turn=heard.turn) as voice:
            if self._question.is_patient:
                voice.wait()
            self._hush(heard)
            yield Step("turn", {"turn": heard.turn, "barge_in": heard.cut_in})
            self._moderate(heard)
            if self._answer is None and not voice.is_cut:
                self._ask(asking=heard.id)
            if self._answer is not None:
                voice.on_cut(self._answer.cancel)
            yield from self._say_all(voice)
            complete = self._close(voice)
        if self._fell_out:
            self._memory.sum_up(session)
        self.speech = Speech(
            turn=heard.turn,
            text=" ".join(task.text for task in self._tasks),
            tasks=tuple(self._tasks),
            complete=complete,
            notice=self._notice,
            figures=self._times,
        )

    def _hush(self, heard: Heard) -> None:
        try:
            self._sessions.hush(self._question.session.id, heard)
        except UpstreamError as error:
            # The old words go on until they are said; the new ones follow them.
            log.warning("what was being said is not silenced: %s", error.code)

    def _moderate(self, heard: Heard) -> None:
        """Ask the moderation about the question, now that it is written down."""
        if self._chat.moderation is None or not self._verdict.is_fine:
            return
        try:
            if self._chat.moderation.flags(self._question.text):
                self._verdict = Verdict(refusal=Refusal("moderation"))
        except UpstreamError as error:
            self._verdict = Verdict(failure=error)
        if not self._verdict.is_fine and heard.id is not None:
            self._sessions.record.refuse(heard.id)

    def _ask(self, asking: int | None = None) -> None:
        """Set the model to work; not where the question gets no answer."""
        question, session = self._question, self._question.session
        if not self._verdict.is_fine or session.state is not State.LIVE:
            return
        if asking is not None:
            session = self._sessions.find(session.id)  # it has waited
        remembered = self._memory.recall(
            session, asking, cut_short=not question.is_patient
        )
        self._fell_out = remembered.fell_out
        asked = Asked(
            persona=question.persona,
            prompt=question.text,
            variables=session.variables,
            history=remembered.history,
            summary=remembered.summary,
        )
        limit = self._sessions.cloud.text_limit
        answer = self._chat.answer(asked, limit=limit)
        self._answer = self._open.enter_context(answer)

    def _say_all(self, voice: Voice) -> Iterator[Step]:
        try:
            for sentence in self._answer or ():
                yield from self._say(sentence, voice)
            for sentence in self._instead(voice):
                yield from self._say(sentence, voice)
        except UpstreamError as error:
            if not self._tasks:
                raise
            # What was said was said; the caller and the ledger learn what was not.
            self._notice = Notice.of(error)
        finally:
            if self._answer is not None and self._answer.first_token_at is not None:
                self._note("first_token_ms", self._answer.first_token_at)

    def _say(self, sentence: str, voice: Voice) -> Iterator[Step]:
        index, self._count = self._count, self._count + 1
        if voice.is_cut:
            return
        at_ms = self._note("first_sentence_ms")
        yield Step("sentence", {"index": index, "text": sentence, "at_ms": at_ms})
        task = voice.say(sentence)
        if task is None:
            return
        self._tasks.append(task)
        at_ms = self._note("first_task_ms")
        self._times["last_task_ms"] = at_ms
        if self._times["first_sound_ms"] is None:
            self._times["first_sound_ms"] = at_ms + voice.sound_after_ms
        data = {"task_id": task.task_id, "text": task.text}
        told = {"duration_ms": task.duration_ms, "at_ms": at_ms}
        yield Step("spoken", {"index": index, **data, **told})

    def _instead(self, voice: Voice) -> list[str]:
        """What is said where there is no answer, or no more of it."""
        answer, question = self._answer, self._question
        refusal = self._verdict.refusal or (answer and answer.refusal)
        failure = self._verdict.failure or (answer and answer.failure)
        line = apology
        if refusal:
            self._tell_refusal(refusal, "user" if self._verdict.refusal else "persona")
            self._notice, line = REFUSED, safe_line
        elif failure:
            self._notice = Notice.of(failure)
        else:
            return []
        values = question.session.variables
        words = allowed(self._chat, question.persona, line, values)
        return pieces(words, voice.text_limit)

    def _tell_refusal(self, refusal: Refusal, role: str) -> None:
        assert self._heard is not None  # it was begun
        data = {"turn": self._heard.turn, "role": role, "why": refusal.why}
        topic = {"topic": refusal.topic} if refusal.topic else {}
        self._sessions.ledger.tell(
            self._question.session.id, "refused", {**data, **topic}
        )

    def _close(self, voice: Voice) -> bool:
        """Write down how it went; whether all of it was said."""
        code = self._notice.code if self._notice else ""
        written = self._notice or (self._answer is not None and self._answer.is_whole)
        if not voice.is_cut or (written and len(self._tasks) == self._count):
            voice.finish(figures=self._times, warning=code)
            return True
        voice.break_off(figures=self._times, warning=code)
        self._sessions.turn(self._question.session.id)  # an ended session says so
        return False

    def _note(self, step: str, at: float | None = None) -> float:
        """Note when a step was first reached; gives the time of this one."""
        now = self._chat.clock() if at is None else at
        at_ms = round((now - self._question.asked_at) * 1000, 1)
        if self._times[step] is None:
            self._times[step] = at_ms
        return at_ms
