"""From names to live objects: the only place that chooses backends. Knows no screen.

Imports stand inside the functions, so that a command pays only for what it uses.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from app.settings import Settings, bad_setting
from simulator.content.loading import Cards, Library, load_files
from simulator.content.loading import library as shipped
from simulator.errors import BadInput, ContentError

if TYPE_CHECKING:
    from app.library import MergedLibrary
    from app.replaying.aligning import Aligner
    from app.storage import Store
    from grading.scorecard import Scorecard
    from simulator.call import Call
    from simulator.content.scenario import Level
    from simulator.voice.failover import ListenerChain, OnNote, SpeakerChain
    from simulator.voice.sound import SpeechToText


def store(settings: Settings) -> Store:
    """The store of the database and the media folder that the settings name."""
    from app.storage import Store

    return Store(settings.database_url, settings.media, scorecard)


def store_exists(settings: Settings) -> bool:
    """Whether there is a database already; ``store`` makes one. Raises BadInput for a broken address."""
    from app.storage.database import exists

    return exists(settings.database_url)


def speaker(settings: Settings, on_note: OnNote | None = None) -> SpeakerChain:
    """The chain of voices that the settings name; by default all whose packages are installed.

    ``on_note`` is told when one voice takes over from another. Raises BadInput for an unknown name.
    """
    from simulator.voice.backends import DEFAULT_SPEAKERS, SPEAKERS, speakers
    from simulator.voice.failover import unnoticed

    names = settings.speak or _installed(DEFAULT_SPEAKERS, {"embedded": "onnxruntime", "edge": "edge_tts"})
    return speakers(_known("DUILIAN_SPEAK", names, SPEAKERS), on_note or unnoticed)


def listener(settings: Settings, on_note: OnNote | None = None) -> ListenerChain:
    """The chain of recognisers that the settings name; by default the embedded one alone.

    Only a light install, in which nothing on the machine can listen, goes online of itself.

    ``on_note`` is told when one takes over from another. Raises BadInput for an unknown name.
    """
    from simulator.voice.backends import DEFAULT_LISTENERS, LIGHT_LISTENERS, listener_names, listeners
    from simulator.voice.failover import unnoticed

    packages = {"embedded": "faster_whisper", "google": "speech_recognition"}
    usual = _installed(DEFAULT_LISTENERS, packages) or _installed(LIGHT_LISTENERS, packages)
    names = settings.listen or usual or ("silent",)
    return listeners(_known("DUILIAN_LISTEN", names, listener_names()), on_note or unnoticed)


def recogniser(name: str) -> SpeechToText:
    """One recogniser by its name. Raises BadInput for an unknown one."""
    from simulator.voice.backends import listener

    return listener(name)


def aligner(store: Store, listener: ListenerChain) -> Aligner:
    """What times the words of recorded calls: the embedded recogniser where it is in use and installed."""
    from app.replaying.aligning import Aligner

    if "embedded" not in listener.names or find_spec("faster_whisper") is None:
        return Aligner(store, None)
    from simulator.voice.letter_times import letter_times

    return Aligner(store, letter_times)


def _installed(names: Sequence[str], packages: Mapping[str, str]) -> tuple[str, ...]:
    """The names whose package is there: a light install has no speech models, and need not say so."""
    return tuple(name for name in names if name not in packages or find_spec(packages[name]))


def _known(variable: str, names: Sequence[str], offered: Collection[str]) -> Sequence[str]:
    for name in names:
        if name not in offered:
            raise bad_setting(variable, name, offered)
    return names


def library() -> Library:
    """The scenarios and personas that ship. Raises ContentError when any of them has a problem."""
    return shipped()


def merged_library(store: Store) -> MergedLibrary:
    """What ships with what trainers have published in this store. Raises ContentError as ``library``."""
    from app.library import MergedLibrary

    return MergedLibrary(store.contents, library(), scorecard_items())


def scorecard(name: str) -> Scorecard:
    """The scorecard of this name (``inbound@1``) or file. Raises BadInput with the valid names."""
    from grading.scorecard import load_scorecard

    return load_scorecard(name)


def warm_coach() -> None:
    """Load what the coach needs, so that its first look at a call takes no longer than the next ones."""
    from coaching.guidance import Coach, shipped
    from simulator.transcript import Speaker, Transcript, Turn

    said = {
        "zh": ("您好，请讲。", "我的钱怎么少了？"),
        "en": ("Hello, how can I help?", "My money has gone."),
    }
    for language, lines in said.items():
        turns = tuple(Turn(speaker=who, text=text) for who, text in zip(Speaker, lines, strict=True))
        call = Transcript(call_id="warm-up", language=language, turns=turns)
        Coach(scorecard("inbound@1"), shipped()).look(call)


def scorecard_items() -> Cards:
    """The item ids of every scorecard, by its name. Raises ContentError when one of them is broken."""
    from grading.scorecard import load_scorecard, scorecard_names

    return {name: tuple(item.id for item in load_scorecard(name).items) for name in scorecard_names()}


def new_call(
    scenario: str,
    persona: str | None = None,
    *,
    seed: int = 0,
    level: Level | None = None,
    wording: str = "scripted",
) -> Call:
    """A call that has not been picked up, with the scenario's own persona unless another one is named.

    ``scenario`` is the id of one that ships, or a YAML file. Raises BadInput with the valid names for an
    unknown scenario, persona or wording, ContentError for a file with problems.
    """
    from simulator.call import Call

    if wording != "scripted":
        raise BadInput(
            f"wording '{wording}' is not available; valid: scripted", code="no_wording", name=wording
        )
    content, scenario = _content(scenario)
    played, caller = content.cast(scenario, seed, level)
    return Call(played, content.persona(persona) if persona else caller, seed)


def _content(scenario: str) -> tuple[Library, str]:
    """The library to play this scenario from, and its id: a file is laid over what ships."""
    path = Path(scenario)
    if path.suffix not in {".yaml", ".yml"}:
        return library(), scenario
    if not path.is_file():
        raise BadInput(f"{scenario}: no such file", code="no_file", path=scenario)
    found = load_files([path], scorecard_items())
    if found.problems:
        raise ContentError(found.problems)
    return found, f"{path.resolve().parent.name}/{path.stem}"
