"""Calls of a scenario that a trainer published are graded with it, by ``grade`` and ``archive`` alike."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from app.__main__ import main
from app.published import published
from app.settings import read_settings
from simulator.content.loading import SCENARIOS, library

SHIPPED = "telecom/data-overage"
TEXT = (SCENARIOS / f"{SHIPPED}.yaml").read_text("utf-8")


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("DUILIAN_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path / "data"


def content(action: str, *names: str) -> None:
    assert main(["content", action, *names, "--by", "王老师"]) == 0


def put(tmp_path: Path, scenario: str, text: str = TEXT) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(text.replace(f"id: {SHIPPED}", f"id: {scenario}"), encoding="utf-8")
    content("import", str(file))
    content("publish", scenario)


@pytest.fixture
def calls(tmp_path) -> Path:
    """One call in several copies: of the shipped scenario, of the trainer's, of nobody's."""
    turns = [
        {"speaker": "agent", "text": "您好，星联移动，请问有什么可以帮您？"},
        {"speaker": "customer", "text": "我五十九的套餐，怎么扣了我一百五十九？"},
        {"speaker": "agent", "text": "换谁都着急，我给您查了，多出来的一百块是套餐外流量。"},
        {"speaker": "agent", "text": "这一百块我全额退给您，今天就退到您的微信。"},
        {"speaker": "customer", "text": "行，那就这样。"},
    ]
    path = tmp_path / "calls.jsonl"
    named = [SHIPPED, "telecom/mine", "telecom/nobody"]
    records = [{"call_id": one, "scenario": one, "language": "zh-CN", "turns": turns} for one in named]
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), "utf-8")
    return path


def by_grade(calls: Path, capsys) -> dict[str, dict[str, str]]:
    capsys.readouterr()
    assert main(["grade", "--json", str(calls)]) == 0
    results = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {one["call_id"]: {item["id"]: item["verdict"] for item in one["items"]} for one in results}


def by_archive(calls: Path, out: Path, engine: str) -> dict[str, dict[str, Any]]:
    assert main(["archive", str(calls), "--out", str(out), "--engine", engine]) == 0
    rows = [row for path in (out / "graded").glob("*.parquet") for row in pq.read_table(path).to_pylist()]
    return {
        row["call_id"]: {key[8:]: value for key, value in row.items() if key.startswith("verdict.")}
        for row in rows
    }


def test_grade_knows_what_a_trainer_published(tmp_path, calls, capsys):
    before = by_grade(calls, capsys)
    assert before["telecom/mine"] == before["telecom/nobody"] != before[SHIPPED]
    put(tmp_path, "telecom/mine")
    after = by_grade(calls, capsys)
    assert after["telecom/mine"] == after[SHIPPED] == before[SHIPPED]
    assert after["telecom/nobody"] == before["telecom/nobody"]


@pytest.mark.parametrize("engine", ["local", "dask"])
def test_archive_knows_what_a_trainer_published(tmp_path, calls, engine):
    put(tmp_path, "telecom/mine")
    found = by_archive(calls, tmp_path / "out", engine)
    assert found["telecom/mine"] == found[SHIPPED] != found["telecom/nobody"]


def test_what_is_retired_is_still_graded_by(tmp_path, calls, capsys):
    put(tmp_path, "telecom/mine")
    before = by_grade(calls, capsys)
    content("retire", "telecom/mine", SHIPPED)
    assert by_grade(calls, capsys) == before


def test_a_published_text_goes_before_the_shipped_one(tmp_path):
    assert published(read_settings()) == {}
    put(tmp_path, SHIPPED, TEXT.replace("title: 流量超额", "title: 我的流量超额"))
    (mine,) = published(read_settings()).values()
    assert mine.title.startswith("我的")
    content("retire", SHIPPED)
    assert published(read_settings()) == {SHIPPED: mine}
    content("restore", SHIPPED)
    assert published(read_settings()) == {SHIPPED: mine}


def test_an_archive_is_not_resumed_by_other_scenarios(tmp_path, calls, capsys):
    by_archive(calls, tmp_path / "out", "local")
    put(tmp_path, "telecom/mine")
    assert main(["archive", str(calls), "--out", str(tmp_path / "out"), "--engine", "local"]) == 2
    assert "another run (scenarios was" in capsys.readouterr().err
    by_archive(calls, tmp_path / "new", "local")
    by_archive(calls, tmp_path / "new", "local")


def test_without_a_database_none_is_made(data, calls, capsys):
    by_grade(calls, capsys)
    assert not data.exists()
    assert published(read_settings()) == {}
    assert SHIPPED in library().scenarios
