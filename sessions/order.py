"""What a caller asks for when opening a session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class SessionOrder:
    """The wishes for one session; what is left empty the cloud decides.

    Attributes:
        avatar_name: The cloud's avatar id.
        voice_id: The cloud's voice id; empty uses the avatar's own.
        voice_rate: How fast it speaks, 1 being its usual pace.
        voice_emotion: The mood it speaks in, by the cloud's name for it.
        voice_settings: For the maker of the voice, as the cloud names them.
        quality: `low` (360p), `medium` (480p) or `high` (720p).
        video_encoding: `VP8` or `H264`.
        language: Language tag of the speech, such as `en`.
        hearing: How the cloud makes text of speech, as the cloud names it.
        knowledge_base: What the cloud's own model is to know, where it answers.
        knowledge_base_id: The same, kept at the cloud under an id.
        activity_idle_timeout_s: Silence after which the cloud ends it, 30 to 3600.
        never_idle: Whether silence at the cloud never ends it.
        prompts_silence: Whether the avatar speaks up when the viewer is silent.
        cloud_may_answer: Whether the cloud's own model may come to answer.
        in_room: Whether it is held in a LiveKit room, without any SDP.
        is_lite: Whether the cloud lends the face only, and hears nobody.
        microphone_in_room: Whether the viewer speaks in the room.
        push_to_talk: Whether the viewer is heard between two pushes of a button only.
        persona_id: Whose words will be spoken.
        opened_by: Who asks for it: the face, and the caller where it is known.
        variables: What the persona's texts say about this session, by name.
        opening_text: The first words, where the cloud's own model says them.
        cloud_session_id: A session that the cloud has named already, to be begun.
        session_token: What begins it.
    """

    avatar_name: str = ""
    voice_id: str = ""
    voice_rate: float | None = None
    voice_emotion: str = ""
    voice_settings: Mapping[str, Any] = field(default_factory=dict)
    quality: str = "low"
    video_encoding: str = ""
    language: str = ""
    hearing: Mapping[str, Any] = field(default_factory=dict)
    knowledge_base: str = ""
    knowledge_base_id: str = ""
    activity_idle_timeout_s: int | None = None
    never_idle: bool = False
    prompts_silence: bool = False
    cloud_may_answer: bool = False
    in_room: bool = False
    is_lite: bool = False
    microphone_in_room: bool = False
    push_to_talk: bool = False
    persona_id: str = ""
    opened_by: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    opening_text: str = ""
    cloud_session_id: str = ""
    session_token: str = field(default="", repr=False)
