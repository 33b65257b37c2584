"""The labelled examples: JSON Lines by side and language, read, checked and fingerprinted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from simulator.understanding.acts import AgentAct, CustomerAct, Feeling

FOLDER = Path(__file__).parent
SIDES = ("agent_zh", "customer_zh", "agent_en", "customer_en")
HELD_OUT = 5  # one text in five is never trained on


@dataclass(frozen=True)
class Example:
    """One utterance with what it does; ``before`` is the other side's turn that it answers."""

    text: str
    acts: tuple[str, ...]
    before: str = ""
    feelings: tuple[str, ...] = ()

    @property
    def held_out(self) -> bool:
        """Whether this text serves for reporting only."""
        return hashlib.sha256(self.text.encode()).digest()[0] % HELD_OUT == 0


def examples(side: str) -> tuple[Example, ...]:
    """Every example of one side, in a fixed order. Raises ValueError naming file and line."""
    found = [example for path in files(side) for example in _read(path, side)]
    return tuple(sorted(set(found), key=lambda example: (example.text, example.before, example.acts)))


def files(side: str) -> list[Path]:
    """The corpus files of one side."""
    return sorted((FOLDER / side).glob("*.jsonl"))


def fingerprint(side: str) -> str:
    """SHA-256 over what the files say, whatever their order, spacing and line ends."""
    digest = hashlib.sha256()
    for example in examples(side):
        line = [example.text, example.before, sorted(example.acts), sorted(example.feelings)]
        digest.update(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()


def _read(path: Path, side: str) -> Iterator[Example]:
    acts = set(AgentAct if side.startswith("agent") else CustomerAct)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            yield _example(line, f"{path.name}:{number}", {str(act) for act in acts})


def _example(line: str, where: str, acts: set[str]) -> Example:
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"{where}: not JSON: {error.msg}") from error
    unknown = set(data["acts"]) - acts | set(data.get("feelings", [])) - set(Feeling)
    if unknown or not data["acts"] or not data["text"].strip():
        raise ValueError(f"{where}: no text, no act, or unknown labels {sorted(unknown)}")
    return Example(
        data["text"],
        tuple(sorted(set(data["acts"]))),
        data.get("before") or "",
        tuple(sorted(set(data.get("feelings") or []))),
    )
