"""``python -m app draft`` as a trainer calls it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from app.__main__ import main
from tests.simulator.drafting.calls import named


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    path = tmp_path / "calls.jsonl"
    lines = [json.dumps(named(name).as_json(), ensure_ascii=False) for name in ("slow_line", "gone_card")]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_the_draft_is_printed_or_written(calls, tmp_path, capsys):
    assert main(["draft", f"{calls}:1", "--id", "broadband/slow-line"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("# yaml-language-server: $schema=../scenario.schema.json\n")
    out = tmp_path / "broadband" / "slow-line.yaml"
    out.parent.mkdir()
    assert main(["draft", f"{calls}:1", "--id", "broadband/slow-line", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == printed
    assert main(["check", str(out)]) == 0


def test_the_second_call_of_a_packed_file(calls, capsys):
    packed = calls.with_suffix(".jsonl.gz")
    packed.write_bytes(gzip.compress(calls.read_bytes()))
    assert main(["draft", f"{packed}:2", "--id", "bank/gone-card"]) == 0
    assert "language: en-GB" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("place", "scenario_id", "said"),
    [
        ("", "bank/x", "holds 2 calls; say which"),
        (":3", "bank/x", "no call 3; valid: 1 … 2"),
        (":0", "bank/x", "no call 0"),
        (":1", "banks/x", "no industry 'banks'"),
        (":1", "bank/Späth", "write industry/name"),
    ],
)
def test_bad_input_is_named_in_one_line(calls, place, scenario_id, said, capsys):
    assert main(["draft", f"{calls}{place}", "--id", scenario_id]) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert err.count("\n") == 1
    assert out == ""


def test_nothing_is_written_over(calls, tmp_path, capsys):
    out = tmp_path / "mine.yaml"
    out.write_text("mine", encoding="utf-8")
    assert main(["draft", f"{calls}:1", "--id", "bank/x", "--out", str(out)]) == 2
    assert "exists already" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_is_missing_is_said_before_the_work(calls, tmp_path, capsys):
    assert main(["draft", f"{calls}:1", "--id", "bank/x", "--out", str(tmp_path / "no" / "x.yaml")]) == 2
    assert "no such folder" in capsys.readouterr().err


def test_a_call_on_standard_input(monkeypatch, capsys):
    import io
    import sys

    data = json.dumps(named("slow_line").as_json()).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert main(["draft", "-", "--id", "broadband/slow-line"]) == 0
    assert "company: 星联宽带" in capsys.readouterr().out
