"""Models as plain arrays in an ``.npz``: nothing in it is code, and the same model gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Arrays: TypeAlias = Mapping[str, NDArray[Any]]


def save(path: Path, arrays: Arrays) -> None:
    """Write the arrays, compressed."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **dict(arrays))  # type: ignore[arg-type] # its stub has a flag among the names
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(buffer.getvalue())


def load(path: Path) -> Arrays:
    """Read what ``save`` wrote."""
    with np.load(path, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def packed(words: Iterable[str]) -> NDArray[np.uint8]:
    """Words without line breaks as bytes."""
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


def unpacked(array: NDArray[np.uint8]) -> list[str]:
    """What ``packed`` packed."""
    text = array.tobytes().decode()
    return text.split("\n") if text else []
