"""What may listen and speak in somebody's calls: what is offered, what leaves the machine, what is missing.

``DUILIAN_LISTEN`` and ``DUILIAN_SPEAK`` are the word of whoever runs the server. Where one is set, nothing
online is offered that it does not name. Where it is not, an online recogniser may be chosen by whoever
confirms that their recordings leave the machine: their own, in their browser; nobody else's do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from app.settings import Settings
from simulator.voice.models import lacking, models_folder, own_whispers

ONLINE = ("google", "whisper-api")
OFFERED = ("embedded", *ONLINE)  # where nothing is set
OPENAI = "api.openai.com"
PACKAGES = {
    "embedded": ("faster_whisper", "ctranslate2", "opencc"),
    "whisper-local": ("faster_whisper", "speech_recognition"),
    "google": ("speech_recognition",),
    "whisper-api": ("speech_recognition", "openai"),
    "edge": ("edge_tts",),
}
SPEAKING = {"embedded": ("onnxruntime", "misaki")}
PIP_NAMES = {
    "faster_whisper": "faster-whisper",
    "opencc": "opencc-python-reimplemented",
    "speech_recognition": "SpeechRecognition",
    "edge_tts": "edge-tts",
}


@dataclass(frozen=True)
class Chosen:
    """What somebody has chosen to listen and to speak; None leaves it to the server."""

    listen: str | None = None
    speak: str | None = None


@dataclass(frozen=True)
class Lack:
    """Why it cannot serve: ``code`` package, file or key, and which."""

    code: str
    what: str = ""


@dataclass(frozen=True)
class Offer:
    """A recogniser or voice to choose. ``goes_to``: where what is said goes; None: it stays here."""

    name: str
    goes_to: str | None = None
    lack: Lack | None = None
    size: int | None = None  # bytes of a model that somebody put there


def recognisers(settings: Settings, usual: Sequence[str]) -> tuple[Offer, ...]:
    """What may listen here, the server's ``usual`` ones first."""
    own = own_whispers()
    names = dict.fromkeys([*usual, *own, *(() if settings.listen else OFFERED)])
    return tuple(_recogniser(name, settings, own.get(name)) for name in names if name != "silent")


def voices(usual: Sequence[str]) -> tuple[Offer, ...]:
    """What may speak here: what the server tries, in its order; silent shows the words only."""
    return tuple(
        Offer(
            name,
            goes_to="Microsoft" if name == "edge" else None,
            lack=_package((SPEAKING | {"edge": PACKAGES["edge"]}).get(name, ())),
        )
        for name in usual
    )


def own_folder() -> Path:
    """Where stronger models of one's own belong."""
    return models_folder() / "own"


def _recogniser(name: str, settings: Settings, own: Path | None) -> Offer:
    if own is not None:
        file = lacking(own)
        lack = _package(PACKAGES["embedded"]) or (Lack("file", file) if file else None)
        return Offer(name, lack=lack, size=sum(path.stat().st_size for path in own.iterdir()))
    lack = _package(PACKAGES.get(name, ()))
    if name == "whisper-api" and not (settings.openai_api_key or settings.openai_base_url):
        lack = lack or Lack("key", "OPENAI_API_KEY")
    return Offer(name, goes_to=_service(name, settings), lack=lack)


def _service(name: str, settings: Settings) -> str | None:
    """Who gets the recording; the host of a service of one's own by its name."""
    if name == "whisper-api":
        return urlsplit(settings.openai_base_url or "").hostname or OPENAI
    return "Google" if name == "google" else None


def _package(modules: Sequence[str]) -> Lack | None:
    """The first package that is not installed, by its name in pip."""
    absent = next((module for module in modules if find_spec(module) is None), None)
    return None if absent is None else Lack("package", PIP_NAMES.get(absent, absent))
