"""One reply: what the model writes is said sentence by sentence, while it writes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from chat.answer import Answer
from chat.asked import Asked
from chat.guard import Refusal
from chat.notice import REFUSED, Notice
from chat.service import ChatService
from errors import UpstreamError
from persona.model import Persona
from persona.prompt import apology, safe_line
from sessions.figures import STEPS
from sessions.model import Session, SpokenTask, State
from sessions.service import SessionService
from sessions.speech import Heard
from sessions.voice import Voice
from talk.memory import Memory
from talk.speech import Speech, Step
from text.sentences import pieces


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the user said to a persona in a session.

    Attributes:
        is_patient: Whether it waits for what is being said already.
        refusal: Why it gets no answer, where the guard refused it.
        failure: Why it gets none, where it could not be checked.
        asked_at: When it came, by the clock of the chat service.
    """

    session: Session
    persona: Persona
    text: str
    is_patient: bool
    refusal: Refusal | None
    failure: UpstreamError | None
    asked_at: float


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
        self._tasks: list[SpokenTask] = []
        self._times: dict[str, float | None] = dict.fromkeys(STEPS)
        self._notice: Notice | None = None
        self._count = 0
        self._heard: Heard | None = None
        self._answer: Answer | None = None
        self._fell_out = False
        self._open = ExitStack()

    def begin(self) -> None:
        """Write the question down; unless it waits, the model is at work by then.

        Raises:
            WrongState: The session is not live.
            NotConfigured: There is no key to ask the model with.
        """
        question = self._question
        with ExitStack() as undone:
            undone.push(self._open)
            if not question.is_patient:
                self._ask()
            self._heard = self._sessions.heard(
                question.session.id,
                question.text,
                cut_in=not question.is_patient,
                refused=question.refusal is not None,
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
                if not voice.is_cut:
                    self._ask(asking=heard.id)
            answer = self._answer
            if answer is not None:
                voice.on_cut(answer.cancel)
            self._sessions.hush(session.id, heard)
            yield Step("turn", {"turn": heard.turn, "barge_in": heard.cut_in})
            yield from self._say_all(answer, voice)
            complete = not self._is_cut_short(answer, voice)
            if complete:
                code = self._notice.code if self._notice else ""
                voice.finish(figures=self._times, warning=code)
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

    def _ask(self, asking: int | None = None) -> None:
        """Set the model to work; not where the question gets no answer."""
        question = self._question
        session = question.session
        if question.refusal or question.failure or session.state is not State.LIVE:
            return
        if question.is_patient:
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

    def _say_all(self, answer: Answer | None, voice: Voice) -> Iterator[Step]:
        try:
            for sentence in answer or ():
                yield from self._say(sentence, voice)
            for sentence in self._instead(answer, voice.text_limit):
                yield from self._say(sentence, voice)
        except UpstreamError as error:
            if not self._tasks:
                raise
            # What was said was said; the caller and the ledger learn what was not.
            self._notice = Notice.of(error)
        finally:
            if answer is not None and answer.first_token_at is not None:
                self._note("first_token_ms", answer.first_token_at)

    def _say(self, sentence: str, voice: Voice) -> Iterator[Step]:
        if voice.is_cut:
            return
        at_ms = self._note("first_sentence_ms")
        index, self._count = self._count, self._count + 1
        yield Step("sentence", {"index": index, "text": sentence, "at_ms": at_ms})
        task = voice.say(sentence)
        if task is None:
            return
        self._tasks.append(task)
        at_ms = self._note("first_task_ms")
        self._times["last_task_ms"] = at_ms
        if self._times["first_sound_ms"] is None:
            self._times["first_sound_ms"] = at_ms + voice.sound_after_ms
        yield Step(
            "spoken",
            {
                "index": index,
                "task_id": task.task_id,
                "text": task.text,
                "duration_ms": task.duration_ms,
                "at_ms": at_ms,
            },
        )

    def _instead(self, answer: Answer | None, limit: int) -> list[str]:
        """What is said where there is no answer, or no more of it."""
        question = self._question
        refusal = question.refusal or (answer and answer.refusal)
        failure = question.failure or (answer and answer.failure)
        line = apology
        if refusal:
            role = "user" if question.refusal else "persona"
            self._tell_refusal(refusal, role)
            self._notice, line = REFUSED, safe_line
        elif failure:
            self._notice = Notice.of(failure)
        else:
            return []
        words = line(question.persona, self._question.session.variables)
        return pieces(words, limit)

    def _tell_refusal(self, refusal: Refusal, role: str) -> None:
        assert self._heard is not None
        data = {"turn": self._heard.turn, "role": role, "why": refusal.why}
        topic = {"topic": refusal.topic} if refusal.topic else {}
        self._sessions.ledger.tell(
            self._question.session.id, "refused", {**data, **topic}
        )

    def _is_cut_short(self, answer: Answer | None, voice: Voice) -> bool:
        if not voice.is_cut:
            return False
        self._sessions.turn(self._question.session.id)  # an ended session says so
        written = self._notice or (answer is not None and answer.is_whole)
        return not written or len(self._tasks) < self._count

    def _note(self, step: str, at: float | None = None) -> float:
        """Note when a step was first reached; gives the time of this one."""
        now = self._chat.clock() if at is None else at
        at_ms = round((now - self._question.asked_at) * 1000, 1)
        if self._times[step] is None:
            self._times[step] = at_ms
        return at_ms
