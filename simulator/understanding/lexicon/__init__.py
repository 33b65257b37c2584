"""The word lists of this package: YAML and text, and the one function that reads them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


@lru_cache(maxsize=16)
def read(path: Path) -> Any:  # noqa: ANN401 - each file has its own shape, which its reader knows
    """A YAML 1.2 file as plain data."""
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))
