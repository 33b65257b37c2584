"""The live parts that all sessions of one server share: store, voices, content."""

from __future__ import annotations

import logging
import threading
from functools import cached_property
from importlib.util import find_spec
from weakref import WeakValueDictionary

from app import wiring
from app.choosing import Chosen, Offer, recognisers, voices
from app.library import MergedLibrary
from app.replaying.aligning import Aligner
from app.settings import Settings
from app.storage.store import Store
from grading.scorecard import Scorecard
from simulator.content.loading import Library
from simulator.errors import DuilianError
from simulator.voice.failover import ListenerChain, Note, SpeakerChain

log = logging.getLogger(__name__)


class House:
    """Built once a server from the settings; each part is made when first needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._notes = threading.local()  # a session runs in one thread: nobody reads another's notes
        self._scorecards: dict[str, Scorecard] = {}
        self._listeners: dict[str, ListenerChain] = {}
        self._holders: WeakValueDictionary[str, object] = WeakValueDictionary()
        self.ready = threading.Event()  # set when speaking and listening have been tried once

    @cached_property
    def store(self) -> Store:
        """Learners, calls, turns, recordings, results."""
        return wiring.store(self.settings)

    @cached_property
    def speaker(self) -> SpeakerChain:
        """The chain of voices."""
        return wiring.speaker(self.settings, self._note)

    @cached_property
    def listener(self) -> ListenerChain:
        """The chain of recognisers."""
        return wiring.listener(self.settings, self._note)

    def recognisers(self) -> tuple[Offer, ...]:
        """What may be chosen to listen."""
        return recognisers(self.settings, self.listener.names)

    def voices(self) -> tuple[Offer, ...]:
        """What may be chosen to speak."""
        return voices(self.speaker.names)

    def speaker_of(self, chosen: Chosen) -> SpeakerChain:
        """The voices of somebody who has chosen one: it goes first, the others stand in."""
        name = chosen.speak
        return self.speaker.led_by(name) if name in self.speaker.names else self.speaker

    def listener_of(self, chosen: Chosen) -> ListenerChain:
        """The recognisers of somebody who has chosen one: it goes first, the others stand in.

        What is not offered here, or not any more, is passed over.
        """
        name = chosen.listen
        if name is None or name == self.listener.names[0]:
            return self.listener
        if name not in self._listeners:
            if name not in {offer.name for offer in self.recognisers()}:
                return self.listener
            made = self.listener.led_by(name, wiring.recogniser)
            self._listeners[name] = made
            threading.Thread(target=made.load, daemon=True, name="load").start()
        return self._listeners[name]

    @cached_property
    def aligner(self) -> Aligner:
        """Times the words of recorded calls, in the background."""
        return wiring.aligner(self.store, self.listener)

    @cached_property
    def content(self) -> MergedLibrary:
        """What ships and what trainers have published, and what was left out."""
        return wiring.merged_library(self.store)

    def library(self) -> Library:
        """Scenarios and personas as they are offered now."""
        return self.content.now().library

    @cached_property
    def opened(self) -> bool:
        """Reads all content, which takes a moment once a server."""
        for card in {scenario.scorecard for scenario in self.library().scenarios.values()}:
            self.scorecard(card)
        return True

    def scorecard(self, name: str) -> Scorecard:
        """The scorecard of this name; read from its file once."""
        if name not in self._scorecards:
            self._scorecards[name] = wiring.scorecard(name)
        return self._scorecards[name]

    def skills(self, *, chinese: bool) -> dict[str, str]:
        """The items of the scorecards that scenarios use, by id, with their names."""
        cards = {scenario.scorecard for scenario in self.library().scenarios.values()}
        items = (item for card in sorted(cards) for item in self.scorecard(card).items)
        return {item.id: item.title.in_language(chinese) for item in items}

    def hold(self, call_id: str, holder: object) -> None:
        """The call is led from there from now on; who held it before finds out with ``holder``."""
        self._holders[call_id] = holder

    def holder(self, call_id: str) -> object | None:
        """Who leads the call, or None when nobody does in this process."""
        return self._holders.get(call_id)

    @cached_property
    def hears_all_the_time(self) -> bool:
        """Whether there is a recogniser, and what hears when somebody begins and stops speaking."""
        installed = find_spec("faster_whisper") is not None and find_spec("onnxruntime") is not None
        return installed and self.listener.name != "silent"

    def warm_up(self) -> None:
        """Load the speech models, and what the coach needs, in the background; returns at once."""
        for work in (self._try_voices, wiring.warm_coach):
            threading.Thread(target=work, daemon=True, name="warm-up").start()

    def _try_voices(self) -> None:
        try:
            self.speaker.load()
            self.listener.load()
        except DuilianError as error:  # whoever speaks first meets the same and is told
            log.info("voices are not ready: %s", error)
        finally:
            self.ready.set()

    def take_notes(self) -> tuple[Note, ...]:
        """What the voices had to say quietly since the last time, in this thread."""
        notes = tuple(getattr(self._notes, "waiting", ()))
        self._notes.waiting = []
        return notes

    def _note(self, note: Note) -> None:
        self._notes.waiting = [*getattr(self._notes, "waiting", ()), note]
