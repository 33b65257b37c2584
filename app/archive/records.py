"""An archive's records in chunks: JSON Lines (plain, .gz, .zst) or Parquet with the same fields."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from simulator.errors import BadInput

COMPRESSED = {".gz": "gzip", ".zst": "zstd"}
SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")
BLOCK = 1 << 20


@dataclass(frozen=True)
class Chunk:
    """Consecutive records of one source. ``lines``: 1-based line (or row) number and the record as JSON."""

    source: str
    lines: Sequence[tuple[int, bytes]]

    @property
    def name(self) -> str:
        """A file name of its own, the same in every run."""
        mark = zlib.crc32(self.source.encode())
        return f"{Path(self.source).name.split('.')[0]}-{mark:08x}-{self.lines[0][0]:012d}"


def sources(names: Sequence[str]) -> list[Path]:
    """The files that are meant; folders stand for the archives in them. Raises BadInput."""
    found: list[Path] = []
    for name in names:
        path = Path(name)
        inside = sorted(p for p in path.rglob("*") if p.name.endswith(SUFFIXES)) if path.is_dir() else [path]
        if not inside:
            raise BadInput(f"{name}: holds no archive; expected {', '.join(SUFFIXES)}")
        found += inside
    for path in found:
        if not path.is_file():
            raise BadInput(f"{path}: no such file")
        if not path.name.endswith(SUFFIXES):
            raise BadInput(f"{path}: unknown kind of archive; valid: {', '.join(SUFFIXES)}")
    return list(dict.fromkeys(found))


def chunks(path: Path, size: int) -> Iterator[Chunk]:
    """The file's records, ``size`` at a time; never the whole file in memory. Raises BadInput."""
    waiting: list[tuple[int, bytes]] = []
    for numbered in _records(path):
        waiting.append(numbered)
        if len(waiting) == size:
            yield Chunk(str(path), tuple(waiting))
            waiting = []
    if waiting:
        yield Chunk(str(path), tuple(waiting))


def _records(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        yield from _rows(path) if path.suffix == ".parquet" else _lines(path)
    except (OSError, pa.ArrowException) as error:
        raise BadInput(f"{path}: cannot be read: {error}") from error


def _rows(path: Path) -> Iterator[tuple[int, bytes]]:
    number = 0
    with pq.ParquetFile(path) as archive:
        for batch in archive.iter_batches(batch_size=500):
            for row in batch.to_pylist():
                number += 1
                known = {name: value for name, value in row.items() if value is not None}
                yield number, json.dumps(known, ensure_ascii=False, default=str).encode()


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    rest, number = b"", 0
    with pa.input_stream(str(path), compression=COMPRESSED.get(path.suffix), buffer_size=BLOCK) as stream:
        while block := stream.read(BLOCK):
            *whole, rest = (rest + block).split(b"\n")
            for line in whole:
                number += 1
                if line.strip():
                    yield number, line
    if rest.strip():
        yield number + 1, rest
