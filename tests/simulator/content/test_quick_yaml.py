"""The quick reader reads what the careful one reads, or leaves it to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.content.loading import PERSONAS, SCENARIOS
from simulator.content.quick_yaml import read_quickly
from simulator.content.yaml_reading import plain, read_yaml

FILES = sorted([*SCENARIOS.glob("*/*.yaml"), *PERSONAS.glob("*.yaml")])


@pytest.mark.parametrize("path", FILES[::6], ids=lambda path: path.stem)
def test_both_readers_read_the_same(path: Path):
    assert read_quickly(path) == plain(read_yaml(path, []))


SCALARS = "no yes on off 012 0o12 0x1F 12:30 1e3 .5 -7 +3 3.0 true False ~ null 零 0.10"


def test_scalars_are_those_of_yaml_1_2(tmp_path: Path):
    text = "".join(f"k{place}: {scalar}\n" for place, scalar in enumerate(SCALARS.split()))
    path = tmp_path / "scalars.yaml"
    path.write_text(text + "empty:\nquoted: '012'\n", encoding="utf-8")
    assert read_quickly(path) == plain(read_yaml(path, []))
    assert read_quickly(path)["k0"] == "no"


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\na: 2\n",
        "a: 2026-11-30\n",
        "a: 1_000\n",
        "a: =\n",
        "a: &x 1\nb: *x\n",
        "a: [1\n",
        "- 1\n",
        "",
        "a: !!set {1}\n",
        "b:\n  <<: {c: 1}\n",
    ],
)
def test_what_is_unusual_is_left_to_the_careful_reader(tmp_path: Path, text: str):
    path = tmp_path / "odd.yaml"
    path.write_text(text, encoding="utf-8")
    assert read_quickly(path) is None


def test_a_file_that_is_not_there_or_not_text_is_too(tmp_path: Path):
    (tmp_path / "latin.yaml").write_bytes("name: Zürich".encode("latin-1"))
    assert read_quickly(tmp_path / "latin.yaml") is None
    assert read_quickly(tmp_path / "none.yaml") is None
