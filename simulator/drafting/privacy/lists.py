"""The word lists of this room: what personal data looks like, what it is replaced by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simulator.understanding.lexicon import read
from simulator.understanding.names import LEXICON as NAMES

WORDS: dict[str, Any] = read(Path(__file__).with_name("words.yaml"))
SURNAMES: str = "".join(read(NAMES)["surnames"])
COMPOUND: tuple[str, ...] = tuple(read(NAMES)["compound"])
