"""Chains of backends: when one cannot serve, the next does, quietly.

A backend that failed is left alone for a minute (a circuit breaker), so that a dead service costs one wait
and not one a line. What happened is told as a Note, for a small line on the page; nothing is raised while
any backend is left. Speaking ends in silence, with the words on the page; listening ends in Unavailable
(``type_instead``), upon which the app offers the keyboard.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import Generic, Protocol, Self, TypeVar

from simulator.errors import Unavailable
from simulator.voice.cache import CachedSpeaker
from simulator.voice.clauses import clauses, opened
from simulator.voice.models import Progress, quiet
from simulator.voice.pacing import paced
from simulator.voice.sound import Delivery, Heard, Loadable, Sound, SpeechToText, TextToSpeech
from simulator.voice.wav import check_recording, concatenated

log = logging.getLogger(__name__)
OPEN_SECONDS = 60.0


@dataclass(frozen=True)
class Note:
    """Something the page may mention in passing: ``code`` is a key of the message catalogue.

    ``voice.failed_over`` and ``listening.failed_over`` carry ``backend`` and ``why`` (an error code);
    ``voice.text_only`` says that no voice is left.
    """

    code: str
    facts: dict[str, object] = field(default_factory=dict)


OnNote = Callable[[Note], None]


def unnoticed(note: Note) -> None:
    """An OnNote for whoever does not show notes."""


class Breaker:
    """Remembers which backends failed lately. May be shared by all chains of a process."""

    def __init__(self, seconds: float = OPEN_SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._failed: dict[str, float] = {}
        self._lock = threading.Lock()

    def resting(self, name: str) -> bool:
        """Whether this backend is left alone for now."""
        with self._lock:
            failed = self._failed.get(name)
        return failed is not None and self._clock() - failed < self._seconds

    def trip(self, name: str) -> None:
        """This backend has just failed."""
        with self._lock:
            self._failed[name] = self._clock()


class Named(Protocol):
    """What a chain needs to know of any backend."""

    name: str


Backend = TypeVar("Backend", bound=Named)


class Chain(Generic[Backend]):
    """Backends of one kind in the order in which they are tried."""

    def __init__(
        self, backends: Sequence[Backend], on_note: OnNote = unnoticed, breaker: Breaker | None = None
    ) -> None:
        self._backends = tuple(backends)
        self._on_note = on_note
        self._breaker = breaker or Breaker()

    @property
    def name(self) -> str:
        """The backend that would serve now."""
        return next((backend.name for backend in self._ready()), "silent")

    @property
    def names(self) -> tuple[str, ...]:
        """All backends, in the order in which they are tried."""
        return tuple(backend.name for backend in self._backends)

    def led_by(self, name: str | None, make: Callable[[str], Backend] | None = None) -> Self:
        """The same chain with this backend in front; ``make`` makes one that the chain does not have."""
        first = [backend for backend in self._backends if backend.name == name]
        rest = [backend for backend in self._backends if backend.name != name]
        if not first and make is not None and name is not None:
            first = [make(name)]
        return type(self)([*first, *rest], self._on_note, self._breaker)

    def load(self, progress: Progress = quiet) -> None:
        """Bring the models of the first backend that has any and can load them into memory.

        One that cannot will fail over in use.
        """
        for backend in self._backends:
            if isinstance(backend, Loadable):
                try:
                    backend.load(progress)
                except Unavailable as error:
                    log.info("not loaded: %s", error)
                else:
                    return

    def _ready(self) -> Iterator[Backend]:
        return (backend for backend in self._backends if not self._breaker.resting(backend.name))

    def _failed(self, backend: Named, error: Unavailable, code: str) -> None:
        """Leave this one alone for a while and say so under the message ``code``."""
        self._breaker.trip(backend.name)
        if backend.name != "silent":
            self._on_note(Note(code, {"backend": backend.name, "why": error.code}))


class SpeakerChain(Chain[TextToSpeech]):
    """TextToSpeech over several; never raises Unavailable."""

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        """Nothing is spoken ahead meanwhile: somebody is waiting for the processor."""
        with ExitStack() as stack:
            for speaker in self._backends:
                if isinstance(speaker, CachedSpeaker):
                    stack.enter_context(speaker.undisturbed())
            yield

    def speak(self, text: str, delivery: Delivery) -> Iterator[Sound]:
        """The line clause by clause, paced; when one backend fails, the next goes on with the same clause."""
        needed = time.monotonic()
        for clause in opened(clauses(text, delivery.language)):
            for sound in self._say(clause, replace(delivery, due=needed)):
                needed += sound.seconds  # when the next one has to follow, had this line been begun at once
                yield sound

    def speak_whole(self, text: str, delivery: Delivery) -> Sound | None:
        """The whole line as one sound; None where no voice is left (or nothing can be spoken)."""
        return concatenated(list(self.speak(text, delivery)))

    def ahead(self, lines: Iterable[tuple[str, Delivery]]) -> None:
        """Have lines that are likely to be needed spoken in the background; returns at once."""
        speaker = next(self._ready(), None)
        if isinstance(speaker, CachedSpeaker):
            speaker.ahead(lines)

    def known(self, text: str, delivery: Delivery) -> bool:
        """Whether the voice that would speak this has spoken all of it before."""
        speaker = next(self._ready(), None)
        return isinstance(speaker, CachedSpeaker) and speaker.known(text, delivery)

    def keep(self, clause: str, delivery: Delivery) -> float | None:
        """Have one clause spoken and kept for calls to come: its seconds, None where it is kept already.

        Raises Unavailable when no voice that keeps anything can serve.
        """
        speaker = next(self._ready(), None)
        if not isinstance(speaker, CachedSpeaker):
            raise Unavailable("no voice can speak ahead here", code="no_voice", backend=self.name)
        if speaker.known(clause, delivery):
            return None
        return sum(sound.seconds for sound in speaker.speak(clause, delivery))

    def takes(self, clause: str, delivery: Delivery, lasts: float) -> float:
        """Seconds until a clause that lasts about so long can be had: none where it was spoken before."""
        speaker = next(self._ready(), None)
        if not isinstance(speaker, CachedSpeaker) or speaker.known(clause, delivery):
            return 0.0
        return speaker.pace.takes(lasts)

    @property
    def hurried(self) -> bool:
        """Whether so many want the voice that would speak now that it is far behind."""
        speaker = next(self._ready(), None)
        return isinstance(speaker, CachedSpeaker) and speaker.pace.hurried

    def caught_up(self) -> None:
        """Return when everything that was to be spoken ahead is spoken."""
        for speaker in self._backends:
            if isinstance(speaker, CachedSpeaker):
                speaker.caught_up()

    def _say(self, clause: str, delivery: Delivery) -> list[Sound]:
        for speaker in self._ready():
            try:
                return [paced(sound, clause, delivery.prosody) for sound in speaker.speak(clause, delivery)]
            except Unavailable as error:
                self._failed(speaker, error, "voice.failed_over")
                if not any(s.name != "silent" for s in self._ready()):
                    self._on_note(Note("voice.text_only"))
        return []


class ListenerChain(Chain[SpeechToText]):
    """SpeechToText over several."""

    def hear(self, sound: Sound, language: str, hints: Sequence[str] = ()) -> Heard:
        """What was said, by the first backend that serves.

        Raises AudioError (``silent``, ``too_noisy``, ``too_long``) for a recording that none could use, and
        Unavailable (``type_instead``) when no backend is left.
        """
        check_recording(sound)
        for listener in self._ready():
            try:
                return listener.hear(sound, language, hints)
            except Unavailable as error:
                self._failed(listener, error, "listening.failed_over")
        raise Unavailable("no speech recognition can be reached; please type", code="type_instead")
