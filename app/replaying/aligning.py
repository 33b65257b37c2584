"""Finds out after the call when each of its words was heard, in the background, and keeps it with the turn.

Until then words are shown where they would be if a turn were said evenly.
"""

from __future__ import annotations

import logging
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
    """Aligns calls turn by turn, on a thread of its own. ``letters`` is None without a recogniser.

    The call that was asked for last comes first: somebody is looking at it.
    """

    def __init__(self, store: Store, letters: LetterTimes | None) -> None:
        self._store = store
        self._letters = letters
        self._waiting: list[str] = []  # calls, the latest last
        self._passed: set[tuple[str, int]] = set()  # turns that were tried
        self._changed = threading.Condition()
        self._worker: threading.Thread | None = None

    def ask(self, call: StoredCall) -> None:
        """Have the words of a finished call timed; returns at once."""
        if call.ended is None or not any(_wanted(turn) for turn in call.transcript.turns):
            return
        with self._changed:
            self._waiting = [*(known for known in self._waiting if known != call.id), call.id]
            self._changed.notify_all()
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, daemon=True, name="align")
                self._worker.start()

    def caught_up(self, seconds: float = 60.0) -> bool:
        """Wait until everything that was asked for is done, so long at the most."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting, seconds)

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting)
                call_id = self._waiting[-1]
            if not self._one_turn_more(call_id):
                with self._changed:
                    self._waiting = [known for known in self._waiting if known != call_id]
                    self._changed.notify_all()

    def _one_turn_more(self, call_id: str) -> bool:
        """Whether there may be more to do; nothing that goes wrong here ends the thread."""
        try:
            call = self._store.call(call_id)
            for index, turn in enumerate(call.transcript.turns):
                if _wanted(turn) and (call_id, index) not in self._passed:
                    self._passed.add((call_id, index))
                    self._align(call, index, turn)
                    return True
        except Unavailable as error:
            log.info("words of %s are not timed now: %s", call_id, error)
            if error.code != "storage":
                self._letters = None  # from now on without the recogniser
        except DuilianError as error:  # deleted meanwhile, or its sound is damaged
            log.info("words of %s are not timed: %s", call_id, error)
        except Exception:
            log.exception("a bug in the timing of words")
        return False

    def _align(self, call: StoredCall, index: int, turn: Turn) -> None:
        wav = self._store.turns.audio(call.id, index)
        if wav is None:
            return
        try:
            sound = decode(wav)
        except AudioError as error:
            log.warning("turn %d of %s cannot be aligned: %s", index, call.id, error)
            return
        heard = aligned(sound, turn.text, call.transcript.language, self._letters)
        words = as_words(turn.text, heard, begins(turn, sound.seconds))
        self._store.turns.keep_words(call.id, index, turn.text, words)


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
