"""The calls in ``stages/`` whose turns carry the stage that a person gave them."""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml import YAML

from grading.reading import Reading
from grading.stages import plan, stages_of
from simulator.transcript import Transcript, Turn
from tests.grading.labelled import SPEAKERS

FOLDER = Path(__file__).parent / "stages"


def agreement(name: str) -> tuple[int, int]:
    """(turns that get the stage a person gave them, turns) of the file of this name."""
    agreed = turns = 0
    for entry in YAML(typ="safe").load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")):
        lines = [line.split(":", 1) for line in entry["turns"].strip().splitlines()]
        gold = [head.split()[1] for head, _ in lines]
        assert set(gold) <= set(plan().order), entry["id"]
        said = tuple(Turn(speaker=SPEAKERS[head.split()[0]], text=text.strip()) for head, text in lines)
        found = stages_of(Reading(Transcript(call_id="t", language=entry["language"], turns=said)))
        agreed += sum(one == other for one, other in zip(gold, found, strict=True))
        turns += len(gold)
    return agreed, turns
