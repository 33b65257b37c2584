"""The labelled calls of ``grading/corpus``: those with signs teach, those without are kept for measuring."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grading.result import Verdict
from simulator.transcript import Transcript

FOLDER = Path(__file__).parents[1] / "corpus"
FOLDS = 5


@dataclass(frozen=True)
class Lesson:
    """A call, or a fragment of one (no ``gold``). ``signs`` has a set a turn; None in a call kept aside."""

    transcript: Transcript
    signs: tuple[frozenset[str], ...] | None
    gold: Mapping[str, Verdict]

    @property
    def fold(self) -> int:
        """Which part of the cross-validation the call belongs to; the same for ever."""
        return hashlib.sha256(self.transcript.call_id.encode()).digest()[0] % FOLDS


def lessons(folder: Path = FOLDER) -> Iterator[Lesson]:
    """All labelled calls and fragments, file by file."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield _lesson(json.loads(line))


def _lesson(data: dict[str, Any]) -> Lesson:
    turns = data["turns"]
    signs = None
    if all("signs" in turn for turn in turns):
        signs = tuple(frozenset(turn["signs"]) for turn in turns)
    gold = {item: Verdict(verdict) for item, verdict in data.get("gold", {}).items()}
    return Lesson(Transcript.model_validate(data), signs, gold)


def fingerprint(folder: Path = FOLDER) -> str:
    """What the models were learned from: changes with any labelled call or any list in this folder."""
    digest = hashlib.sha256()
    for path in (*sorted(folder.glob("*.jsonl")), *sorted(Path(__file__).parent.glob("*.yaml"))):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
