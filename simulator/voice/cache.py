"""Keeps what was spoken: in memory and in a folder, so that a known line sounds at once.

The key is the backend, the clause and the delivery on a coarse grid. Lines that are likely to be needed
are prepared on a background thread, which gives way to a line that somebody is waiting for.
"""

from __future__ import annotations

import hashlib
import heapq
import itertools
import json
import logging
import os
import queue
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, runtime_checkable

from simulator.content.persona import Timbre
from simulator.errors import AudioError, Unavailable
from simulator.voice.clauses import clauses
from simulator.voice.delivery import neighbours, rounded
from simulator.voice.headstart import Pace
from simulator.voice.models import Progress, models_folder, whole
from simulator.voice.sound import Delivery, Loadable, Sound, TextToSpeech
from simulator.voice.turns import WHENEVER, GivesWay
from simulator.voice.wav import concatenated, decode, encode

log = logging.getLogger(__name__)
VERSION = "3"  # count up when the synthesis changes: what is kept then no longer fits
MEMORY_BYTES = 48 << 20
FOLDER_BYTES = 1 << 30
SWEEP_EVERY = 50  # files written between two looks at the folder's size
STRIPES = 64
STALE_SECONDS = 60.0  # a call has moved on; what it might have said then is not worth speaking
MOST_ORDERS = 256  # where so many calls are going on that nothing is ever spoken ahead
GAVE_WAY_SECONDS = 0.05
NO_SOUND = "no_sound"


def spoken_folder() -> Path:
    """Where spoken clauses are kept, beside the models."""
    return models_folder().parent / "spoken"


@runtime_checkable
class Varying(Protocol):
    """A speaker whose voices may differ from one machine or day to the next."""

    def variant(self, timbre: Timbre) -> str:
        """What tells this machine's voice of that timbre from another one."""
        ...


class SoundStore:
    """Sounds by key, least recently used first to go. Safe for threads, and for processes in the folder."""

    def __init__(
        self, folder: Path | None, memory_bytes: int = MEMORY_BYTES, folder_bytes: int = FOLDER_BYTES
    ) -> None:
        self._folder = folder
        self._memory_bytes = memory_bytes
        self._folder_bytes = folder_bytes
        self._memory: OrderedDict[str, Sound] = OrderedDict()
        self._held = 0
        self._written = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> Sound | None:
        """The sound, from memory or the folder; None when it is not known (or its file is damaged)."""
        with self._lock:
            if key in self._memory:
                self._memory.move_to_end(key)
                return self._memory[key]
        sound = self._read(key)
        if sound is not None:
            self._remember(key, sound)
        return sound

    def put(self, key: str, sound: Sound) -> None:
        """Keep a sound. A full disk only means that it is kept in memory alone."""
        self._remember(key, sound)
        if self._folder is None:
            return
        try:
            with whole(self._folder / f"{key}.wav") as draft:
                draft.write_bytes(encode(sound))
        except OSError as error:
            log.warning("a spoken clause was not kept: %s", error)
        self._written += 1
        if self._written % SWEEP_EVERY == 0:
            self.sweep()

    def sweep(self) -> None:
        """Bring the folder below its bound; the files used longest ago go first."""
        if self._folder is None:
            return
        files = sorted(((p.stat(), p) for p in self._folder.glob("*.wav")), key=lambda pair: pair[0].st_mtime)
        excess = sum(stat.st_size for stat, _ in files) - self._folder_bytes
        for stat, path in files:
            if excess <= 0:
                return
            path.unlink(missing_ok=True)
            excess -= stat.st_size

    def _read(self, key: str) -> Sound | None:
        path = self._folder / f"{key}.wav" if self._folder else None
        if path is None or not path.is_file():
            return None
        try:
            sound = decode(path.read_bytes())
            os.utime(path)
        except (OSError, AudioError):
            return None
        return sound

    def _remember(self, key: str, sound: Sound) -> None:
        with self._lock:
            if old := self._memory.pop(key, None):
                self._held -= old.samples.nbytes
            self._memory[key] = sound
            self._held += sound.samples.nbytes
            while self._held > self._memory_bytes and len(self._memory) > 1:
                _, gone = self._memory.popitem(last=False)
                self._held -= gone.samples.nbytes


@dataclass(frozen=True, order=True)
class Order:
    """A clause to be spoken ahead; the smallest comes first."""

    batch: int
    place: int
    clause: str = field(compare=False)
    delivery: Delivery = field(compare=False)
    placed: float = field(compare=False)


class Orders(queue.PriorityQueue[Order]):
    """What is to be spoken ahead; beyond ``MOST_ORDERS`` the oldest is forgotten."""

    def _put(self, item: Order) -> None:
        super()._put(item)
        if len(self.queue) > MOST_ORDERS:
            self.queue.remove(max(self.queue))
            heapq.heapify(self.queue)
            self.unfinished_tasks -= 1

    def forget(self) -> None:
        """None of what still waits is spoken."""
        with self.mutex:
            self.unfinished_tasks -= len(self.queue)
            self.queue.clear()


class CachedSpeaker:
    """TextToSpeech that speaks each clause once, and can be asked to speak ahead."""

    def __init__(self, speaker: TextToSpeech, store: SoundStore) -> None:
        self.name = speaker.name
        self.pace = Pace()
        self._speaker = speaker
        self._store = store
        self._stripes = [threading.Lock() for _ in range(STRIPES)]
        self._waiting = 0
        self._nobody_waits = threading.Condition()
        self._orders = Orders()
        self._batches = itertools.count()
        self._worker: threading.Thread | None = None

    def load(self, progress: Progress) -> None:
        """Load the backend's models, if it has any. Raises Unavailable."""
        if isinstance(self._speaker, Loadable):
            self._speaker.load(progress)

    def speak(self, text: str, delivery: Delivery) -> Iterator[Sound]:
        """One sound a clause; known ones come at once. Raises Unavailable as the backend does."""
        for clause in clauses(text, delivery.language):
            with self.undisturbed():
                sound = self._clause(clause, rounded(delivery))
            yield sound

    def known(self, text: str, delivery: Delivery) -> bool:
        """Whether all of it has been spoken before, so that it sounds at once."""
        how = rounded(delivery)
        return all(self._kept(clause, how) for clause in clauses(text, how.language))

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        """Nothing is spoken ahead meanwhile: somebody is waiting for the processor."""
        with self._nobody_waits:
            self._waiting += 1
        try:
            yield
        finally:
            with self._nobody_waits:
                self._waiting -= 1
                self._nobody_waits.notify_all()

    def ahead(self, lines: Iterable[tuple[str, Delivery]]) -> None:
        """Speak these in the background, in this order, before what was ordered earlier; returns at once."""
        batch = next(self._batches)
        wanted = [
            (clause, replace(rounded(how), due=WHENEVER))
            for text, how in lines
            for clause in clauses(text, how.language)
        ]
        for place, (clause, delivery) in enumerate(wanted):
            self._orders.put(Order(-batch, place, clause, delivery, time.monotonic()))
        if self._worker is None:
            self._worker = threading.Thread(target=self._work, daemon=True, name="speak-ahead")
            self._worker.start()

    def caught_up(self) -> None:
        """Return when everything ordered so far is spoken."""
        self._orders.join()

    def _work(self) -> None:
        while True:
            with self._nobody_waits:
                self._nobody_waits.wait_for(lambda: self._waiting == 0)
            order = self._orders.get()
            try:
                with self._nobody_waits:
                    self._nobody_waits.wait_for(lambda: self._waiting == 0)
                if time.monotonic() - order.placed < STALE_SECONDS:
                    self._clause(order.clause, order.delivery)
            except GivesWay:
                self._orders.put(order)
                time.sleep(GAVE_WAY_SECONDS)
            except Unavailable as error:  # whoever needs the line will meet the same and fail over
                log.info("not spoken ahead: %s", error)
                if error.code != NO_SOUND:  # it is down: not one wait for each line
                    self._orders.forget()
            finally:
                self._orders.task_done()

    def _clause(self, clause: str, delivery: Delivery) -> Sound:
        key = self._key(clause, delivery)
        with self._stripes[int(key[:4], 16) % STRIPES]:  # nobody makes what another is making
            known = self._kept(clause, delivery)
            if known is not None:
                return known
            sound = self._made(clause, delivery)
            self._store.put(key, sound)
            return sound

    def _kept(self, clause: str, delivery: Delivery) -> Sound | None:
        """What was spoken before; while the voice is far behind also in a mood that is nearly the same."""
        exact = self._store.get(self._key(clause, delivery))
        if exact is not None or delivery.due == WHENEVER or not self.pace.hurried:
            return exact
        voice = self._voice(delivery.timbre)
        near = (self._store.get(sound_key(voice, clause, like)) for like in neighbours(delivery))
        return next((sound for sound in near if sound is not None), None)

    def _made(self, clause: str, delivery: Delivery) -> Sound:
        began = time.monotonic()
        sound = concatenated(list(self._speaker.speak(clause, delivery)))
        if sound is None:
            raise Unavailable(f"{self.name} said nothing", code=NO_SOUND, backend=self.name)
        if delivery.due != WHENEVER:
            self.pace.took(time.monotonic() - began, sound.seconds)
        return sound

    def _key(self, clause: str, delivery: Delivery) -> str:
        return sound_key(self._voice(delivery.timbre), clause, delivery)

    def _voice(self, timbre: Timbre) -> str:
        varying = self._speaker.variant(timbre) if isinstance(self._speaker, Varying) else ""
        return f"{self.name} {varying}"


def sound_key(voice: str, clause: str, delivery: Delivery) -> str:
    """A file name for one clause, spoken by this backend's voice in this way."""
    parts = [VERSION, voice, clause, delivery.timbre, delivery.language, delivery.prosody.model_dump()]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:32]
