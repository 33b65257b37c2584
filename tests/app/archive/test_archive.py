"""An archive is graded whole, whatever happens on the way."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from app.__main__ import main
from app.archive.course import CourseMeans
from app.archive.records import chunks, sources
from app.archive.work import Grading, grade_lines
from simulator.errors import BadInput

ROOT = Path(__file__).resolve().parents[3]
TURNS = [
    {"speaker": "agent", "text": "您好，联讯宽带，我是小孟，工号{n}，请问有什么可以帮您？"},
    {"speaker": "customer", "text": "我家宽带第{n}天上不了网了，急死我了"},
    {"speaker": "agent", "text": "断了{n}天谁都急，我现在就给您派单，今天下午四点前上门。"},
    {"speaker": "customer", "text": "行，那我等着，谢谢。"},
]


def record(n: int, **changes: Any) -> dict[str, Any]:
    turns = [{**turn, "text": turn["text"].format(n=n)} for turn in TURNS]
    month = f"2026-{1 + n % 12:02d}-03T09:30:00+08:00"
    call = {"call_id": f"c-{n}", "language": "zh-CN", "industry": ["telecom", "bank"][n % 2], "turns": turns}
    return call | {"started_at": month} | changes


def write(path: Path, records: list[dict[str, Any] | str]) -> Path:
    lines = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in records]
    text = ("\n".join(lines) + "\n").encode()
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text))
    elif path.suffix == ".zst":
        path.write_bytes(pa.compress(text, codec="zstd", asbytes=True))
    else:
        path.write_bytes(text)
    return path


def graded(out: Path) -> list[dict[str, Any]]:
    return [
        row for path in sorted((out / "graded").glob("*.parquet")) for row in pq.read_table(path).to_pylist()
    ]


def run(*words: object) -> int:
    return main(["archive", *map(str, words)])


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".jsonl.zst"])
def test_every_call_is_graded_once(tmp_path, capsys, suffix):
    source = write(tmp_path / f"calls{suffix}", [record(n) for n in range(25)])
    assert run(source, "--out", tmp_path / "out", "--engine", "local", "--chunk", 10) == 0
    rows = graded(tmp_path / "out")
    assert sorted(row["call_id"] for row in rows) == sorted(f"c-{n}" for n in range(25))
    assert rows[0]["verdict.greeting.opening"] == "met"
    assert "25 calls, 0 rejected" in capsys.readouterr().out


def test_parquet_and_jsonl_give_the_same(tmp_path):
    calls = [record(n) for n in range(7)]
    write(tmp_path / "a.jsonl", calls)
    pq.write_table(pa.Table.from_pylist(calls), tmp_path / "b.parquet")
    for name, out in (("a.jsonl", "one"), ("b.parquet", "two")):
        assert run(tmp_path / name, "--out", tmp_path / out, "--engine", "local") == 0
    one, two = ([{**r, "source": ""} for r in graded(tmp_path / out)] for out in ("one", "two"))
    assert one == two


def test_bad_records_are_put_aside_with_their_line_and_reason(tmp_path):
    bad = ["{not json", json.dumps({"call_id": "x"}), json.dumps(record(3) | {"turns": 5}), "[]"]
    source = write(tmp_path / "calls.jsonl", [record(1), *bad, "", record(2)])
    assert run(source, "--out", tmp_path / "out", "--engine", "local") == 0
    assert [row["call_id"] for row in graded(tmp_path / "out")] == ["c-1", "c-2"]
    rejects = [
        json.loads(line)
        for path in (tmp_path / "out" / "rejects").iterdir()
        for line in path.read_text("utf-8").splitlines()
    ]
    assert [reject["line"] for reject in rejects] == [2, 3, 4, 5]
    assert all(reject["reason"] and not reject["reason"].startswith("bug") for reject in rejects)


def test_a_bug_in_grading_is_named_as_one_and_stops_nothing(monkeypatch):
    def broken(*_: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("app.archive.work.grade", broken)
    done = grade_lines("x.jsonl", [(1, json.dumps(record(1)).encode())], Grading("inbound@1"))
    assert done.rejects[0]["reason"] == "bug: ZeroDivisionError: oh"


def test_the_summary_counts_items_industries_and_months(tmp_path):
    source = write(tmp_path / "calls.jsonl", [record(n) for n in range(24)])
    assert run(source, "--out", tmp_path / "out", "--engine", "local") == 0
    summary = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    assert summary["calls"] == 24
    assert {name: group["calls"] for name, group in summary["industries"].items()} == {
        "bank": 12,
        "telecom": 12,
    }
    assert len(summary["months"]) == 12
    skills = summary["industries"]["bank"]["soft_skills"]
    assert set(skills) == {"questions", "proactivity", "empathy", "credibility", "active_listening"}
    assert all(0 <= share <= 1 for share in skills.values())
    assert summary["items"]["greeting.opening"]["met"] == 24
    assert "telecom" in (tmp_path / "out" / "summary.html").read_text("utf-8")


def test_dask_gives_what_one_process_gives(tmp_path):
    source = write(tmp_path / "calls.jsonl", [record(n) for n in range(12)])
    for engine in ("local", "dask"):
        words = command(source, tmp_path / engine, "--engine", engine, "--chunk", 4)
        assert subprocess.run(words, cwd=ROOT, check=False).returncode == 0
    local, dask = graded(tmp_path / "local"), graded(tmp_path / "dask")
    assert local == dask
    assert len(local) == 12


def command(source: Path, out: Path, *more: object) -> list[str]:
    return [sys.executable, "-m", "app", "archive", str(source), "--out", str(out), *map(str, more)]


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL there")
def test_killed_at_any_moment_it_resumes_without_loss_or_doubles(tmp_path):
    count = 200
    source = write(tmp_path / "calls.jsonl", [record(n) for n in range(count)])
    out = tmp_path / "out"
    words = command(source, out, "--engine", "local", "--chunk", 20)
    running = subprocess.Popen(words, cwd=ROOT, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while len(list(out.glob("graded/*.parquet"))) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.wait()
    before = {path.name: path.stat().st_mtime_ns for path in out.glob("graded/*.parquet")}
    assert 3 <= len(before) < count / 20, "it was killed on the way"
    assert subprocess.run(words, cwd=ROOT, check=False).returncode == 0
    assert sorted(row["call_id"] for row in graded(out)) == sorted(f"c-{n}" for n in range(count))
    after = {path.name: path.stat().st_mtime_ns for path in out.glob("graded/*.parquet")}
    assert {name: after[name] for name in before} == before, "what was done is not done again"


def test_another_run_does_not_mix_into_the_same_folder(tmp_path, capsys):
    source = write(tmp_path / "calls.jsonl", [record(1)])
    assert run(source, "--out", tmp_path / "out", "--engine", "local") == 0
    assert run(source, "--out", tmp_path / "out", "--engine", "local", "--chunk", 7) == 2
    assert "chunk was 500" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere.jsonl"], "no such file"),
        (["README.md"], "unknown kind of archive"),
        (["README.md", "--chunk", "0"], "valid: 1 to 5000"),
        (["README.md", "--engine", "local", "--scheduler", "tcp://x:1"], "needs --engine dask"),
    ],
)
def test_bad_usage_is_one_clear_line(tmp_path, capsys, monkeypatch, words, message):
    monkeypatch.chdir(ROOT)
    assert run(*words, "--out", tmp_path / "out") == 2
    error = capsys.readouterr().err.strip()
    assert message in error
    assert "\n" not in error


def test_a_damaged_file_is_named(tmp_path):
    path = tmp_path / "calls.jsonl.gz"
    path.write_bytes(b"no gzip at all")
    with pytest.raises(BadInput, match=r"calls\.jsonl\.gz: cannot be read"):
        list(chunks(path, 10))


def test_a_folder_stands_for_its_archives(tmp_path):
    (tmp_path / "2026").mkdir()
    one, two = write(tmp_path / "a.jsonl", [record(1)]), write(tmp_path / "2026" / "b.jsonl.gz", [record(2)])
    assert sources([str(tmp_path)]) == sorted([one, two])
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadInput, match="holds no archive"):
        sources([str(tmp_path / "empty")])


def test_the_summary_says_where_the_time_went_by_industry_and_what_is_remembered(tmp_path):
    def tense(n: int) -> dict[str, Any]:
        turns = [{**turn, "text": turn["text"].format(n=n)} for turn in TURNS]
        return record(n) if n % 2 else record(n, turns=[*turns[:2], {**turns[1], "text": "骗子，急死我了！"}])

    source = write(tmp_path / "calls.jsonl", [tense(n) for n in range(8)])
    assert run(source, "--out", tmp_path / "out", "--engine", "local") == 0
    summary = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    for group in (summary, *summary["industries"].values()):
        assert sum(group["stages"].values()) == pytest.approx(1, abs=0.01)
    telecom, bank = summary["industries"]["telecom"], summary["industries"]["bank"]
    assert telecom["stages"]["feeling"] > bank["stages"]["feeling"]
    assert telecom["peak_end"] > bank["peak_end"], "they were left in anger"
    assert "时间花在哪儿" in (tmp_path / "out" / "summary.html").read_text("utf-8")


def test_a_call_that_says_nothing_counts_in_no_mean_of_the_course():
    means = CourseMeans()
    means.add({"measure.peak_end": None, "measure.stage_closing": None})
    assert means.as_json()["peak_end"] is None
    means.add({"measure.peak_end": 0.5, "measure.stage_closing": 0.2})
    assert means.as_json()["peak_end"] == 0.5
    assert means.as_json()["stages"]["closing"] == 0.2
