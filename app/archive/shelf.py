"""The folder that a run fills: one Parquet file a chunk, rejects beside it, and what run it is.

A chunk is done when its Parquet file is there. The file appears by one rename, after its rejects, so a run
that is killed at any moment has lost at most the chunks under way, and doubles nothing when it goes on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from app.archive.records import Chunk
from app.archive.work import Graded
from app.files import write_whole
from simulator.errors import BadInput

RUN = "run.json"
PARTS, REJECTS = "graded", "rejects"
TYPES = {
    "call_id": pa.string(),
    "line": pa.int64(),
    "total": pa.float64(),
    "passed": pa.bool_(),
    "critical": pa.list_(pa.string()),
    "turns": pa.int64(),
}  # other columns are text, measures are floats


class Shelf:
    """Where results are put. ``run`` says what is graded how; another run may not use the same folder."""

    def __init__(self, folder: Path, run: Mapping[str, Any]) -> None:
        self.folder = folder
        for name in (PARTS, REJECTS):
            (folder / name).mkdir(parents=True, exist_ok=True)
            for draft in (folder / name).glob(".*.part"):
                draft.unlink()
        self._claim(dict(run))

    def _claim(self, run: dict[str, Any]) -> None:
        path = self.folder / RUN
        if not path.is_file():
            write_whole(path, json.dumps(run, ensure_ascii=False, indent=1))
            return
        known = json.loads(path.read_text("utf-8"))
        differ = sorted(name for name in known.keys() | run.keys() if known.get(name) != run.get(name))
        if differ:
            was = ", ".join(f"{name} was {known.get(name)!r}" for name in differ)
            raise BadInput(f"{self.folder}: holds another run ({was}); choose another --out")

    def done(self, chunk: Chunk) -> bool:
        """Whether this chunk was graded before."""
        return (self.folder / PARTS / f"{chunk.name}.parquet").is_file()

    def keep(self, chunk: Chunk, graded: Graded) -> None:
        """Put a chunk's results away for good."""
        if graded.rejects:
            lines = "".join(json.dumps(reject, ensure_ascii=False) + "\n" for reject in graded.rejects)
            write_whole(self.folder / REJECTS / f"{chunk.name}.jsonl", lines)
        sink = pa.BufferOutputStream()
        pq.write_table(table_of(graded.rows), sink)
        write_whole(self.folder / PARTS / f"{chunk.name}.parquet", sink.getvalue().to_pybytes())

    def rows(self) -> Iterator[dict[str, Any]]:
        """All graded calls, file by file."""
        for path in sorted((self.folder / PARTS).glob("*.parquet")):
            yield from pq.read_table(path).to_pylist()

    def rejected(self) -> int:
        """How many records were put aside."""
        files = (self.folder / REJECTS).glob("*.jsonl")
        return sum(path.read_bytes().count(b"\n") for path in files)


def table_of(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """The rows with the same types in every file, whatever a chunk happens to hold."""
    names = list(rows[0]) if rows else list(TYPES)
    return pa.Table.from_pylist(list(rows), schema=pa.schema([(name, _type(name)) for name in names]))


def _type(name: str) -> pa.DataType:
    return TYPES.get(name, pa.float64() if name.startswith("measure.") else pa.string())
