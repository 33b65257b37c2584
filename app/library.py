"""What can be practised: the files that ship, and over them what trainers have published or retired.

A published text of a shipped id takes its place; a retired one is not offered, whether it ships or not.
What no longer passes the check (after an upgrade, say) is left out and told, never served.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.storage.contents import Contents
from app.storage.records import ContentVersion, Name, Step
from simulator.content.checks import cast_problems
from simulator.content.loading import Cards, Library, Loaded, load_text
from simulator.content.persona import Persona
from simulator.content.problems import at
from simulator.content.scenario import Scenario
from simulator.errors import Unavailable
from simulator.transcript import is_chinese

EVERY = 2.0  # seconds between looks at what other processes have published
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Merged:
    """One state of the library. ``left_out`` tells why by name; ``live`` is what trainers did last."""

    library: Library
    live: Mapping[Name, ContentVersion] = field(default_factory=dict)
    left_out: Mapping[Name, tuple[str, ...]] = field(default_factory=dict)


class MergedLibrary:
    """The library of one server process; follows the database within ``EVERY`` seconds."""

    def __init__(
        self, contents: Contents, shipped: Library, cards: Cards, tick: Callable[[], float] = time.monotonic
    ) -> None:
        self.shipped = shipped
        self.cards = cards
        self._contents = contents
        self._tick = tick
        self._merged: Merged | None = None
        self._stamp: tuple[object, ...] | None = None
        self._looked = 0.0
        # each text is checked once, as long as its cast is the same
        self._loaded: dict[tuple[int, object], Loaded] = {}
        self._turn = threading.Lock()

    def now(self) -> Merged:
        """What is offered at this moment. Raises Unavailable only if it could never be read."""
        if self._merged is not None and self._tick() - self._looked < EVERY:
            return self._merged
        with self._turn:
            if self._merged is None or self._tick() - self._looked >= EVERY:
                self._look()
            assert self._merged is not None  # or _look has raised
            return self._merged

    def refresh(self) -> Merged:
        """Look at once: something has just been published here."""
        with self._turn:
            self._look()
            assert self._merged is not None
            return self._merged

    def _look(self) -> None:
        try:
            stamp = self._contents.live_stamp()
            if self._merged is None or stamp != self._stamp:
                self._merged = self._merge()
                self._stamp = stamp
        except Unavailable as error:
            if self._merged is None:
                raise
            log.warning("the library stays as it was: %s", error)
        self._looked = self._tick()

    def _merge(self) -> Merged:
        live = {entry.name: entry for entry in self._contents.live()}
        published = {entry.row: name for name, entry in live.items() if entry.step is Step.PUBLISHED}
        texts = {published[row]: text for row, text in self._contents.texts(list(published)).items()}
        retired = {name for name, entry in live.items() if entry.step is Step.RETIRED}
        left_out: dict[Name, tuple[str, ...]] = {}
        library = Library(
            scenarios={k: v for k, v in self.shipped.scenarios.items() if Name("scenario", k) not in retired},
            personas={k: v for k, v in self.shipped.personas.items() if Name("persona", k) not in retired},
        )
        for name in sorted(texts):  # personas come before the scenarios that name them
            loaded = self._load(live[name], texts[name], library)
            if loaded.problems:
                left_out[name] = loaded.problems
            elif isinstance(loaded.content, Persona):
                library.personas[name.id] = loaded.content
            elif isinstance(loaded.content, Scenario):
                library.scenarios[name.id] = loaded.content
        self._loaded = {key: loaded for key, loaded in self._loaded.items() if key[0] in published}
        left_out |= _without_cast(library)
        return Merged(library, live, left_out)

    def _load(self, entry: ContentVersion, text: str, known: Library) -> Loaded:
        cast = frozenset((persona.id, is_chinese(persona.language)) for persona in known.personas.values())
        key = entry.row, cast if entry.name.kind == "scenario" else None
        if key not in self._loaded:
            self._loaded[key] = load_text(entry.name.kind, entry.name.id, text, known, self.cards)
        return self._loaded[key]


def _without_cast(library: Library) -> dict[Name, tuple[str, ...]]:
    """Take out the scenarios whose callers are gone, or speak another tongue by now."""
    lost = {}
    for scenario in list(library.scenarios.values()):
        wrong = list(cast_problems(scenario, library.personas))
        if wrong:
            place = f"{scenario.id}.yaml"
            lost[Name("scenario", scenario.id)] = tuple(at(place, None, loc, told) for loc, told in wrong)
            del library.scenarios[scenario.id]
    return lost
