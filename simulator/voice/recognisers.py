"""Listens through SpeechRecognition: Google, any OpenAI-compatible service, or Whisper on this machine.

The only file that knows that package.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from types import ModuleType
from typing import Any, TypeAlias

from simulator.errors import Unavailable
from simulator.transcript import is_chinese
from simulator.voice.embedded_asr import PROMPT, as_meant, chinese_text, told
from simulator.voice.models import missing
from simulator.voice.sound import Heard, Sound
from simulator.voice.wav import encode, resample
from simulator.voice.whisper import whisper_model
from simulator.voice.within import FIRST_SECONDS, within

Audio: TypeAlias = Any  # a speech_recognition.AudioData; the package has no types
Client: TypeAlias = Any  # an openai.OpenAI, or None

RATE = 16_000
GOOGLE = "https://www.google.com/speech-api/v2/recognize"
TYPICAL_CONFIDENCE = 0.8  # of services that do not tell
SHARE_OF_SOUND = 0.3  # an answer comes when all is understood: a longer sound may take longer


class GoogleListener:
    """SpeechToText by Google's free web service; often not reachable from mainland China."""

    name = "google"

    def __init__(self, endpoint: str = GOOGLE, seconds: float = FIRST_SECONDS) -> None:
        self._endpoint = endpoint
        self._seconds = seconds

    def hear(self, sound: Sound, language: str, hints: Sequence[str] = ()) -> Heard:
        """What was said; empty when the service understood nothing. Raises Unavailable."""
        recognition = _package()
        allowed = self._seconds + SHARE_OF_SOUND * sound.seconds
        recogniser = recognition.Recognizer()
        recogniser.operation_timeout = allowed

        def ask() -> tuple[str, float]:
            text, confidence = recogniser.recognize_google(
                _audio(sound), language=language, with_confidence=True, endpoint=self._endpoint
            )
            return text, confidence

        try:
            text, confidence = within(allowed, ask)
        except recognition.UnknownValueError:
            return Heard("", 0.0, self.name)
        except (recognition.RequestError, OSError) as error:
            raise Unavailable(f"google: {error}", code="not_reachable", backend=self.name) from error
        return Heard(_as_meant(text, language, hints), confidence, self.name)


class WhisperApiListener:
    """SpeechToText by any service with OpenAI's transcription call; ``client`` is an ``openai.OpenAI``.

    Without a client one is made from OPENAI_API_KEY and OPENAI_BASE_URL, of which one is enough.
    """

    name = "whisper-api"

    def __init__(
        self, client: Client = None, model: str = "whisper-1", seconds: float = FIRST_SECONDS
    ) -> None:
        self._client = client
        self._model = model
        self._seconds = seconds

    def hear(self, sound: Sound, language: str, hints: Sequence[str] = ()) -> Heard:
        """What was said. Raises Unavailable: no key, not reachable, too slow, refused."""
        base = _api()  # loading the package takes longer than a service may
        options: dict[str, Any] = {"language": language.split("-")[0].lower()}
        if prompt := _prompt(language, hints):
            options["prompt"] = prompt
        allowed = self._seconds + SHARE_OF_SOUND * sound.seconds
        text = within(allowed, lambda: self._ask(base, _audio(sound), options)).strip()
        return Heard(_as_meant(text, language, hints), TYPICAL_CONFIDENCE, self.name)

    def _ask(self, base: ModuleType, audio: Audio, options: dict[str, Any]) -> str:
        try:
            recogniser = base.OpenAICompatibleRecognizer(self._client or _client())
            return str(recogniser.recognize(audio, self._model, **options))
        except Exception as error:
            if type(error).__module__.split(".")[0] not in ("openai", "speech_recognition"):
                raise
            raise Unavailable(f"whisper-api: {error}", code="not_reachable", backend=self.name) from error


def _api() -> ModuleType:
    """SpeechRecognition's module for such services. Raises Unavailable without the packages."""
    _package()
    try:
        import openai  # noqa: F401 - the module below wants it
        from speech_recognition.recognizers.whisper_api import base
    except ImportError as error:
        raise missing("openai") from error
    module: ModuleType = base
    return module


def _client() -> Client:
    """By OPENAI_API_KEY and OPENAI_BASE_URL; a service of one's own may want no key, but the package does."""
    import openai

    key = os.environ.get("OPENAI_API_KEY") or ("none" if os.environ.get("OPENAI_BASE_URL") else None)
    return openai.OpenAI(api_key=key)


class WhisperLocalListener:
    """SpeechToText by SpeechRecognition's faster-whisper recogniser, with the one model kept in memory."""

    name = "whisper-local"

    def hear(self, sound: Sound, language: str, hints: Sequence[str] = ()) -> Heard:
        """What was said. Raises Unavailable when the speech packages are not installed."""
        _package()
        from speech_recognition.recognizers.whisper_local import (
            base,
            faster_whisper,
        )

        recogniser = base.WhisperCompatibleRecognizer(faster_whisper.TranscribableAdapter(whisper_model()))
        text = recogniser.recognize(
            _audio(sound),
            language=language.split("-")[0].lower(),
            initial_prompt=_prompt(language, hints),
            beam_size=2,
            condition_on_previous_text=False,
            vad_filter=True,
        ).strip()
        return Heard(_as_meant(text, language, hints), TYPICAL_CONFIDENCE, self.name)


def _as_meant(text: str, language: str, hints: Sequence[str]) -> str:
    """Chinese in simplified characters, misheard words mended, numbers as figures; other languages stay."""
    return as_meant(chinese_text(text) if is_chinese(language) else text, language, hints)


def _prompt(language: str, hints: Sequence[str]) -> str | None:
    """What leads the recogniser to this case's words, and to simplified characters."""
    return " ".join([*([PROMPT] if is_chinese(language) else []), told(hints)]).strip() or None


def _audio(sound: Sound) -> Audio:
    recognition = _package()
    with recognition.AudioFile(io.BytesIO(encode(resample(sound, RATE)))) as source:
        return recognition.Recognizer().record(source)


def _package() -> ModuleType:
    try:
        import speech_recognition
    except ImportError as error:
        raise missing("SpeechRecognition") from error
    package: ModuleType = speech_recognition
    return package
