"""Speaks on this machine: Kokoro-82M, no network. The only file that knows the synthesis runtime.

One clause takes about half of its own length on two idle cores. One inference runs at a time, the one that is
needed soonest first.
"""

from __future__ import annotations

import json
import os
import threading
import zlib
from collections.abc import Iterator
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from simulator.content.persona import Prosody, Timbre
from simulator.transcript import is_chinese
from simulator.voice import g2p_en, g2p_zh
from simulator.voice.clauses import clauses
from simulator.voice.models import Progress, kokoro_model, missing, packaged, pins
from simulator.voice.sound import Delivery, Samples, Sound
from simulator.voice.styles import Table, style_table, styles_folder
from simulator.voice.turns import GivesWay, Turns

Session: TypeAlias = Any  # an onnxruntime.InferenceSession; the package has no types

RATE = 24_000
MOST_TOKENS = 508  # the model's context is 512 with the borders
BRITISH = {Timbre.EMMA, Timbre.GEORGE}


class EmbeddedSpeaker:
    """TextToSpeech by Kokoro. Loads its model with the first line; safe to share between threads."""

    name = "embedded"

    def __init__(self) -> None:
        self._turns = Turns()
        self._loading = threading.Lock()
        self._tables: dict[Timbre, Table] = {}

    def speak(self, text: str, delivery: Delivery) -> Iterator[Sound]:
        """One sound a clause. Raises Unavailable when the speech packages are not installed."""
        for clause in clauses(text, delivery.language):
            yield self._say(clause, delivery)

    def load(self, progress: Progress) -> None:
        """Have the model whole, in memory, and the voices fetched. Raises Unavailable."""
        kokoro_model(progress)
        styles_folder(progress)
        self._tokens("好", Delivery(Timbre.XIAOXIAO, Prosody(), "zh-CN"))
        _ = self._session

    def variant(self, timbre: Timbre) -> str:
        """Which voice this really is: spare or user's own tables and models sound different."""
        model = kokoro_model()
        return f"{zlib.crc32(self._table(timbre).tobytes()):08x}-{model.name}-{model.stat().st_size}"

    def _say(self, clause: str, delivery: Delivery) -> Sound:
        tokens = self._tokens(clause, delivery)
        if not tokens:
            return Sound(np.zeros(int(0.2 * RATE), np.float32), RATE)
        return Sound(self._infer(tokens, self._table(delivery.timbre), delivery), RATE)

    def _tokens(self, clause: str, delivery: Delivery) -> list[int]:
        if is_chinese(delivery.language):
            said = g2p_zh.phonemes(clause)
        else:
            said = g2p_en.phonemes(clause, british=delivery.timbre in BRITISH)
        return [self._vocabulary[p] for p in said if p in self._vocabulary][:MOST_TOKENS]

    def _infer(self, tokens: list[int], table: Table, delivery: Delivery) -> Samples:
        prosody = delivery.prosody
        wanted = {
            "speed": prosody.rate,
            "pitch": prosody.pitch,
            "pitch_range": prosody.pitch_range,
            "energy": prosody.energy,
        }
        session = self._session
        offered = {entry.name for entry in (*session.get_inputs(), *session.get_overridable_initializers())}
        feed: dict[str, NDArray[Any]] = {
            n: np.array([v], np.float32) for n, v in wanted.items() if n in offered
        }
        feed["tokens" if "tokens" in offered else "input_ids"] = np.array([[0, *tokens, 0]], np.int64)
        feed["style"] = table[min(len(tokens), len(table)) - 1][None]
        run = _Run(session, feed)
        with self._turns.turn(delivery.due, run.break_off):
            return run.samples()

    def _table(self, timbre: Timbre) -> Table:
        if timbre not in self._tables:
            self._tables[timbre] = style_table(timbre)
        return self._tables[timbre]

    @cached_property
    def _vocabulary(self) -> dict[str, int]:
        path = packaged(*pins()["kokoro"]["vocabulary"])
        vocabulary: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))["vocab"]
        return vocabulary

    @property
    def _session(self) -> Session:
        with self._loading:
            return self._loaded_session

    @cached_property
    def _loaded_session(self) -> Session:
        try:
            import onnxruntime
        except ImportError as error:
            raise missing("onnxruntime") from error
        onnxruntime.set_default_logger_severity(3)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(4, os.cpu_count() or 1)
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # leave idle cores to others
        return onnxruntime.InferenceSession(str(kokoro_model()), options, providers=["CPUExecutionProvider"])


class _Run:
    """One inference, which can be broken off from another thread."""

    def __init__(self, session: Session, feed: dict[str, NDArray[Any]]) -> None:
        import onnxruntime

        self._session = session
        self._feed = feed
        self._options = onnxruntime.RunOptions()

    def break_off(self) -> None:
        """Somebody else needs the model."""
        self._options.terminate = True

    def samples(self) -> Samples:
        """The sound. Raises GivesWay when it was broken off."""
        try:
            return np.asarray(self._session.run(None, self._feed, self._options)[0], np.float32).ravel()
        except Exception as error:
            if self._options.terminate:
                raise GivesWay from error
            raise
