"""Calls whose turns carry the stage that a person gave them: our own, and some of the corpus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ruamel.yaml import YAML

from grading.learned.corpus import FOLDER as CORPUS
from grading.reading import Reading
from grading.stages import stages_of
from simulator.transcript import Transcript, Turn
from tests.grading.labelled import SPEAKERS

FOLDER = Path(__file__).parent / "stages"
LETTERS = {
    "g": "greeting", "b": "business", "f": "feeling", "i": "identity", "l": "locating",
    "p": "proposing", "a": "acting", "c": "confirming", "e": "closing",
}  # fmt: skip


class Staged(NamedTuple):
    """A call and the stage of each of its turns."""

    call: Transcript
    gold: list[str]


def agreement(calls: Iterable[Staged]) -> tuple[int, int]:
    """(turns that get the stage a person gave them, turns)."""
    pairs = [pair for call, gold in calls for pair in zip(gold, stages_of(Reading(call)), strict=True)]
    return sum(gold == found for gold, found in pairs), len(pairs)


def own(name: str) -> Iterator[Staged]:
    """The short calls of ``stages/NAME.yaml``; ``tuned`` or ``held_out``."""
    for entry in YAML(typ="safe").load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")):
        lines = [line.split(":", 1) for line in entry["turns"].strip().splitlines()]
        said = tuple(Turn(speaker=SPEAKERS[head.split()[0]], text=text.strip()) for head, text in lines)
        call = Transcript(call_id=entry["id"], language=entry["language"], turns=said)
        yield Staged(call, [head.split()[1] for head, _ in lines])


def of_corpus(name: str) -> Iterator[Staged]:
    """The calls of the corpus that ``stages/corpus.yaml`` labels under this name."""
    labels = YAML(typ="safe").load((FOLDER / "corpus.yaml").read_text(encoding="utf-8"))[name]
    for path in sorted(CORPUS.glob("calls_*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            call = Transcript.model_validate_json(line)
            if call.call_id in labels:
                yield Staged(call, [LETTERS[letter] for letter in labels[call.call_id].split()])
