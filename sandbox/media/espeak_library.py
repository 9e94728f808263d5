"""The espeak-ng library through ctypes: one global voice behind one lock."""

from __future__ import annotations

import ctypes
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

SOURCE_RATE = 22_050
_SYNCHRONOUS = 2
_PHONEME_EVENTS, _PHONEME_IPA, _DONT_EXIT = 0x1, 0x2, 0x8000
_POSITION_CHARACTER, _UTF8 = 1, 1
_RATE, _PITCH, _RANGE = 1, 3, 4
_WORD, _PHONEME = 1, 7
_LONGEST_DATA_PATH = 150


class EspeakFailed(RuntimeError):
    """espeak-ng is not here or does not work; the message says which."""


class _Id(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int,
    ctypes.POINTER(ctypes.c_short),
    ctypes.c_int,
    ctypes.POINTER(_Event),
)


@dataclass
class Recording:
    """What one synthesis gave.

    Attributes:
        pcm: 22.05 kHz mono, signed 16 bit, native byte order.
        words: Sample and 0-based character offset of each word.
        phonemes: Sample and IPA of each phoneme, "" for a pause.
    """

    pcm: bytearray = field(default_factory=bytearray)
    words: list[tuple[int, int]] = field(default_factory=list)
    phonemes: list[tuple[int, str]] = field(default_factory=list)


class EspeakLibrary:
    """espeak-ng with its data, ready to speak, one text at a time.

    Its state is global to the process and not safe in two threads at once (a double
    free, measured), so every use goes through the one lock of the one instance.

    Raises:
        EspeakFailed: The library or its data cannot be used.
    """

    def __init__(self, library: str, data: str) -> None:
        self._lock = threading.Lock()
        self._recording = Recording()
        self._short_path: tempfile.TemporaryDirectory[str] | None = None
        try:
            self._lib = ctypes.CDLL(library)
        except OSError as error:
            raise EspeakFailed("The espeak-ng library cannot be loaded.") from error
        options = _PHONEME_EVENTS | _PHONEME_IPA | _DONT_EXIT
        path = self._usable_path(data).encode()
        if self._lib.espeak_Initialize(_SYNCHRONOUS, 0, path, options) != SOURCE_RATE:
            raise EspeakFailed("espeak-ng cannot use its data.")
        # The library keeps only the address: the object must live as long as it.
        self._callback = _Callback(self._collect)
        self._lib.espeak_SetSynthCallback(self._callback)

    def _usable_path(self, data: str) -> str:
        """espeak-ng cannot use a path of 160 characters or more: link to it."""
        if len(data) < _LONGEST_DATA_PATH:
            return data
        self._short_path = tempfile.TemporaryDirectory(prefix="espeak")
        link = Path(self._short_path.name) / "data"
        link.symlink_to(data, target_is_directory=True)
        return str(link)

    def _collect(self, wav: object, count: int, events: object) -> int:
        recording = self._recording
        if wav and count:
            recording.pcm += ctypes.string_at(wav, count * 2)  # type: ignore[arg-type]  # a pointer, as declared in _Callback
        index = 0
        while (event := events[index]).type:  # type: ignore[index]  # likewise
            if event.type == _WORD:
                recording.words.append((event.sample, event.text_position - 1))
            elif event.type == _PHONEME:
                ipa = event.id.string.decode("utf-8", errors="ignore")
                if "(" not in ipa:
                    recording.phonemes.append((event.sample, ipa))
            index += 1
        return 0

    def speak(
        self, text: str, voices: Sequence[str], *, wpm: int, pitch: int, melody: int
    ) -> Recording:
        """Speak `text` with the first of `voices` that exists.

        Args:
            text: Plain text, never markup.
            voices: Names as espeak knows them, `+variant` included.
            wpm: Words per minute.
            pitch: 0 to 100.
            melody: How far the pitch moves, 0 to 100.

        Raises:
            EspeakFailed: None of the voices exists, or the synthesis failed.
        """
        encoded = text.replace("\0", " ").encode("utf-8") + b"\0"
        with self._lock:
            self._choose(voices)
            self._lib.espeak_SetParameter(_RATE, wpm, 0)
            self._lib.espeak_SetParameter(_PITCH, pitch, 0)
            self._lib.espeak_SetParameter(_RANGE, melody, 0)
            self._recording = Recording()
            failed = self._lib.espeak_Synth(
                encoded, len(encoded), 0, _POSITION_CHARACTER, 0, _UTF8, None, None
            )
            if failed:
                raise EspeakFailed(f"espeak-ng could not speak (code {failed}).")
            return self._recording

    def _choose(self, voices: Sequence[str]) -> None:
        if all(self._lib.espeak_SetVoiceByName(name.encode()) for name in voices):
            raise EspeakFailed(f"espeak-ng has none of the voices {voices}.")
