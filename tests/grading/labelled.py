"""The invented calls in ``calls/``: turns as ``A:`` and ``C:`` lines, verdicts as lists of items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ruamel.yaml import YAML

from grading.agreement import LabelledCall
from grading.result import Verdict
from simulator.transcript import Speaker, Transcript, Turn

CALLS = Path(__file__).parent / "calls"
SPEAKERS = {"A": Speaker.AGENT, "C": Speaker.CUSTOMER}


def call(lines: str, language: str = "zh-CN", name: str = "test") -> Transcript:
    """A transcript from lines like ``A: 您好`` and ``C: 喂``."""
    turns = [
        Turn(speaker=SPEAKERS[line.strip()[0]], text=line.strip()[2:].strip())
        for line in lines.strip().splitlines()
        if line.strip()
    ]
    return Transcript(call_id=name, language=language, turns=tuple(turns))


def labelled(*files: str) -> Sequence[LabelledCall]:
    """The labelled calls of these files, of all files when none is named."""
    return [
        found
        for path in sorted(CALLS.glob("*.yaml"))
        if not files or path.stem in files
        for found in _read(path)
    ]


def _read(path: Path) -> Iterator[LabelledCall]:
    for entry in YAML(typ="safe").load(path.read_text(encoding="utf-8")):
        gold = {item: verdict for verdict in Verdict for item in entry.get(verdict.value, [])}
        yield LabelledCall(call(entry["turns"], entry.get("language", "zh-CN"), entry["id"]), gold)
