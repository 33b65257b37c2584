"""What the trainee records or types, one utterance at a time. On an open line they just speak: see there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulator.errors import AudioError, BadInput, Unavailable
from simulator.voice.sound import Heard, Sound
from simulator.voice.wav import decode

if TYPE_CHECKING:
    from app.desk import Answer, Desk


class Utterances:
    """Those of the call at ``desk``."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.take = 0  # counts utterances: each has a fresh microphone
        self.draft = ""  # what was typed in the latest one when it could not be used, so that it is not lost
        self.refusals = 0  # how often that happened
        self._waiting: list[tuple[str, str]] = []  # name and text of what was typed and is not taken in yet
        self._sent = 0  # how often something was typed
        self._busy = False  # one is being taken in
        self._taken: set[str] = set()

    def type(self, text: str) -> None:
        """The trainee typed this and sent it; it waits to be taken in."""
        if text.strip() or not self._busy:  # else an impatient second click
            self._sent += 1
            self._waiting.append((f"typed {self._sent}", text))

    @property
    def typed(self) -> tuple[str, str] | None:
        """The name and text of what was typed first and is not taken in yet."""
        return self._waiting[0] if self._waiting else None

    def withdraw(self) -> None:
        """What was typed cannot be taken in here: it becomes the draft."""
        if self._waiting:
            self.draft = "\n".join(text for _, text in self._waiting)
            self._waiting.clear()

    def take_in(
        self,
        name: str,
        *,
        recording: bytes | None = None,
        text: str | None = None,
        heard: Callable[[str], None] = lambda text: None,
    ) -> None:
        """The trainee spoke, or typed. What comes of it is the desk's ``answer`` or ``problem``.

        ``name`` stands for the utterance, which is taken in once however often it is handed over.
        ``heard`` is told the words before the customer answers; if it raises, the call goes on all the same.
        """
        desk = self._desk
        with desk.lock:
            if name in self._taken:
                return
            self._taken.add(name)
            self._waiting = [typed for typed in self._waiting if typed[0] != name]
            self.take += 1
            self.draft, self._busy = "", True
            desk.problem, desk.confidence = None, 1.0
            try:
                desk.answer = self._typed(text, heard) if text is not None else self._spoken(recording, heard)
            except (BadInput, Unavailable) as error:
                desk.problem, self.draft = error, text or ""
                self.refusals += 1
                desk.house.take_notes()
            finally:
                self._busy = False

    def _typed(self, text: str, heard: Callable[[str], None]) -> Answer:
        if not text.strip():
            raise BadInput("nothing was said", code="empty")
        return self._told(text.strip(), None, heard)

    def _spoken(self, recording: bytes | None, heard: Callable[[str], None]) -> Answer:
        made, sound = self.listen(recording or b"")
        self._desk.confidence = made.confidence
        if not made.text.strip():
            raise AudioError("no intelligible speech", code="unintelligible")
        return self._told(made.text.strip(), sound, heard)

    def _told(self, text: str, sound: Sound | None, heard: Callable[[str], None]) -> Answer:
        try:
            heard(text)
        finally:  # a page that is drawn anew stops what draws here, by an exception
            answer = self._desk.say(text, sound)
            self._desk.answer = answer
        return answer

    def listen(self, recording: bytes) -> tuple[Heard, Sound]:
        """What the recogniser makes of a recording. Raises AudioError or Unavailable."""
        desk = self._desk
        arrived = desk.clock.now
        try:
            sound = decode(recording)
            return desk.recognise(sound), sound
        finally:
            desk.clock.set(arrived)
