"""Finds out after the call when each of its words was heard, in the background, and keeps it with the turn.

Until then words are shown where they would be if a turn were said evenly.
"""

from __future__ import annotations

import logging
import queue
import threading

from app.recording import begins
from app.storage.records import StoredCall
from app.storage.store import Store
from simulator.errors import AudioError, DuilianError, Unavailable
from simulator.transcript import Turn
from simulator.voice.alignment import LetterTimes, aligned, as_words, placed, spread, word_spans
from simulator.voice.wav import decode

log = logging.getLogger(__name__)
Timed = list[tuple[int, int, float, float]]
"""Words by their letters first … last (one past) in the text, heard from … to, in seconds from pick-up."""


class Aligner:
    """Aligns calls one after the other on a thread of its own. ``letters`` is None without a recogniser."""

    def __init__(self, store: Store, letters: LetterTimes | None) -> None:
        self._store = store
        self._letters = letters
        self._asked: queue.Queue[str] = queue.Queue()
        self._under_way: set[str] = set()
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None

    def ask(self, call: StoredCall) -> None:
        """Have the words of a finished call timed; returns at once, and does nothing a second time."""
        if call.ended is None or not any(_wanted(turn) for turn in call.transcript.turns):
            return
        with self._lock:
            if call.id in self._under_way:
                return
            self._under_way.add(call.id)
            self._asked.put(call.id)
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, daemon=True, name="align")
                self._worker.start()

    def caught_up(self) -> None:
        """Return when everything that was asked for is done."""
        self._asked.join()

    def align(self, call_id: str) -> None:
        """Time the words of a call, turn by turn. Raises BadInput when it is deleted meanwhile."""
        call = self._store.call(call_id)
        for index, turn in enumerate(call.transcript.turns):
            wav = self._store.audio(call_id, index) if _wanted(turn) else None
            if wav is None:
                continue
            try:
                sound = decode(wav)
            except AudioError as error:
                log.warning("turn %d of %s cannot be aligned: %s", index, call_id, error)
                continue
            heard = aligned(sound, turn.text, call.transcript.language, self._letters)
            words = as_words(turn.text, heard, begins(turn, sound.seconds))
            self._store.keep_words(call_id, index, turn.text, words)

    def _work(self) -> None:
        while True:
            call_id = self._asked.get()
            try:
                self.align(call_id)
            except Unavailable as error:  # the recogniser, or the database; asked for again another time
                log.info("the words of %s are not timed: %s", call_id, error)
                if error.code != "storage":
                    self._letters = None
            except DuilianError as error:
                log.info("the words of %s are not timed: %s", call_id, error)
            except Exception:
                log.exception("a bug in the timing of words")
            finally:
                with self._lock:
                    self._under_way.discard(call_id)
                self._asked.task_done()


def timed(turn: Turn, language: str) -> Timed:
    """The words of a turn where they were heard, else about where; empty where it has no time at all."""
    found = placed(turn.text, turn.words)
    if found is None and turn.start is not None and turn.end is not None:
        found = spread(turn.text, language, turn.start, turn.end)
    return [(one.first, one.last, round(one.start, 2), round(one.end, 2)) for one in found or ()]


def known_words(call: StoredCall) -> tuple[dict[int, Timed], bool]:
    """The words of the turns that have been timed, by turn; whether none is left to be."""
    turns = call.transcript.turns
    found = {
        index: timed(turn, call.transcript.language)
        for index, turn in enumerate(turns)
        if turn.words and not _wanted(turn)
    }
    return found, not any(_wanted(turn) for turn in turns)


def _wanted(turn: Turn) -> bool:
    """Whether a turn can be timed and is not."""
    can = turn.audio is not None and turn.start is not None and turn.end is not None
    return can and bool(word_spans(turn.text, "en")) and placed(turn.text, turn.words) is None
