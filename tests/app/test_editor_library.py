"""The editor's built file is what its lock file names, under the licence beside it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from app.components.yaml_editor import PHRASES
from simulator.content.loading import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
from build_editor import EDITOR, TARGET, banner, joined

LOCK = json.loads((EDITOR / "package-lock.json").read_text(encoding="utf-8"))


def test_the_file_is_built_from_the_versions_in_the_lock_file():
    with TARGET.open(encoding="utf-8") as built:
        assert built.readline().rstrip("\n") == banner()
    assert any(name.startswith("@codemirror/view ") for name in joined())


def test_the_lock_file_is_that_of_the_package_file():
    package = json.loads((EDITOR / "package.json").read_text(encoding="utf-8"))
    assert LOCK["packages"][""]["devDependencies"] == package["devDependencies"]


def test_every_part_is_under_the_licence_that_lies_beside_it():
    parts = {path: held for path, held in LOCK["packages"].items() if path and "esbuild" not in path}
    assert {held["license"] for held in parts.values()} == {"MIT"}
    assert "MIT License" in Path(EDITOR / "LICENSE").read_text(encoding="utf-8")


def test_it_stays_small_and_asks_nothing_of_the_network():
    text = TARGET.read_text(encoding="utf-8")
    assert len(text) < 500_000
    assert "fetch(" not in text
    assert "XMLHttpRequest" not in text


def test_every_sentence_that_is_translated_is_one_that_codemirror_says():
    text = TARGET.read_text(encoding="utf-8")
    assert [phrase for phrase in PHRASES if f'"{phrase}"' not in text] == []
