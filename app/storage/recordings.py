"""The audio of turns: WAV files in a media folder beside the database."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from app.files import write_whole

MURMUR = "murmur-"


@dataclass(frozen=True)
class Recordings:
    """Files at ``folder/<call id>/<turn>.wav``, and ``murmur-<milliseconds from pick-up>.wav`` beside them.

    Every method may raise OSError.
    """

    folder: Path

    def write(self, call_id: str, position: int, audio: bytes) -> str:
        """Keep ``audio``, whole or not at all; return the file's name relative to the folder."""
        return self._write(f"{call_id}/{position}.wav", audio)

    def write_murmur(self, call_id: str, at: float, audio: bytes) -> None:
        """Keep what the customer murmured at so many seconds from pick-up."""
        self._write(f"{call_id}/{MURMUR}{round(1000 * at):09}.wav", audio)

    def murmurs(self, call_id: str) -> list[tuple[float, bytes]]:
        """What the customer murmured in a call, with the seconds from pick-up, in order."""
        files = sorted((self.folder / call_id).glob(f"{MURMUR}*.wav"))
        return [(int(file.stem.removeprefix(MURMUR)) / 1000, file.read_bytes()) for file in files]

    def _write(self, name: str, audio: bytes) -> str:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, audio)
        return name

    def read(self, name: str) -> bytes | None:
        """The audio of that name, or None when the file is gone."""
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """Remove the audio of that name, where there is any."""
        (self.folder / name).unlink(missing_ok=True)

    def delete(self, call_id: str) -> None:
        """Remove all audio of a call."""
        folder = self.folder / call_id
        if folder.exists():
            shutil.rmtree(folder)
