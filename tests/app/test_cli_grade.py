"""``python -m app grade`` and ``agreement`` as other programs call them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from app.__main__ import main
from simulator.voice.wav import encode_channels
from tests.simulator.voice.sounds import RATE, scripted

CALL = {
    "call_id": "c-0001",
    "language": "zh-CN",
    "turns": [
        {"speaker": "agent", "text": "您好，江南燃气，我是小尤，请问有什么可以帮您？"},
        {"speaker": "customer", "text": "我家三天没气了，孩子都吃不上饭，气死我了！"},
        {"speaker": "agent", "text": "我现在给您派师傅，今天下午四点前到。"},
        {"speaker": "customer", "text": "行，谢谢。"},
    ],
    "gold": {"greeting.opening": "met", "matching.feeling": "missed"},
}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "calls.jsonl"
    lines = [json.dumps({**CALL, "call_id": f"c-{n}"}, ensure_ascii=False) for n in range(3)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_json_gives_one_result_a_line_the_same_every_time(archive, capsys):
    assert main(["grade", "--json", str(archive)]) == 0
    first = capsys.readouterr().out
    results = [json.loads(line) for line in first.splitlines()]
    assert [result["call_id"] for result in results] == ["c-0", "c-1", "c-2"]
    assert results[0]["items"][0]["verdict"] == "met"
    assert main(["grade", "--json", str(archive)]) == 0
    assert capsys.readouterr().out == first


def test_one_call_as_json_or_gzipped_lines_is_read_too(archive, tmp_path, capsys):
    one = tmp_path / "one.json"
    one.write_text(json.dumps(CALL, indent=1), encoding="utf-8")
    packed = tmp_path / "calls.jsonl.gz"
    packed.write_bytes(gzip.compress(archive.read_bytes()))
    assert main(["grade", "--json", str(one), str(packed)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_people_read_verdicts_evidence_and_advice(archive, capsys):
    assert main(["grade", str(archive)]) == 0
    out = capsys.readouterr().out
    assert "未通过" in out
    assert "开场问候" in out
    assert "→" in out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"call_id": "x"}', "language"),
        ('{"call_id": "x", "language": "zh", "turns": [{"speaker": "boss", "text": ""}]}', "turns.0.speaker"),
        ("nonsense", "no JSON"),
        ("", "is empty"),
    ],
)
def test_bad_input_is_one_clear_line_and_nothing_is_printed(tmp_path, capsys, content, message):
    path = tmp_path / "bad.jsonl"
    path.write_text(json.dumps(CALL) + "\n" + content if content else "", encoding="utf-8")
    assert main(["grade", "--json", str(path)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err
    assert len(captured.err.strip().splitlines()) == 1


def test_a_missing_file_and_an_unknown_scorecard_are_bad_input(archive, capsys):
    assert main(["grade", "nowhere.json"]) == 2
    assert main(["grade", "--scorecard", "outbound@7", str(archive)]) == 2
    assert "inbound@1, outbound@1" in capsys.readouterr().err


def recorded(folder: Path) -> Path:
    """A call of six exchanges with its recording; the agent slows down to the customer's rate."""
    turns: list[dict[str, object]] = []
    script: list[tuple[str, float, int]] = []
    for place in range(12):
        side = "customer" if place % 2 == 0 else "agent"
        units = 10 if side == "customer" else 20 - place
        turns.append({"speaker": side, "text": "我想换个套餐，" + "一" * units, "start": 3 * place})
        turns[-1]["end"] = 3 * place + 2
        script.append((side, 3 * place, 10))
    (folder / "c.wav").write_bytes(encode_channels(scripted(*script, seconds=36), RATE))
    path = folder / "call.json"
    call = {"call_id": "r", "language": "zh-CN", "audio": "c.wav", "turns": turns}
    path.write_text(json.dumps(call), encoding="utf-8")
    return path


def voice_item(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    assert main(["grade", "--json", str(path)]) == 0
    items = json.loads(capsys.readouterr().out)["items"]
    return next(item for item in items if item["id"] == "matching.voice")


def test_the_voice_is_judged_where_the_recording_lies_beside_the_call(tmp_path, capsys):
    path = recorded(tmp_path)
    item = voice_item(path, capsys)
    assert item["verdict"] == "met"
    assert "语速的差距从" in item["why"]
    (tmp_path / "c.wav").unlink()
    assert voice_item(path, capsys)["verdict"] == "na"


def test_a_recording_that_cannot_be_used_is_bad_input(tmp_path, capsys):
    path = recorded(tmp_path)
    (tmp_path / "c.wav").write_bytes(b"no sound")
    assert main(["grade", "--json", str(path)]) == 2
    assert "c.wav" in capsys.readouterr().err


def test_a_model_judge_that_is_not_there_is_said_so(archive, capsys):
    assert main(["grade", "--judge", "model", str(archive)]) == 2
    assert "no model judge" in capsys.readouterr().err


def test_agreement_prints_every_labelled_item_and_the_whole(archive, capsys):
    assert main(["agreement", str(archive)]) == 0
    out = capsys.readouterr().out
    assert "greeting.opening" in out
    assert out.splitlines()[-1].startswith("all")
    assert main(["agreement", "--json", str(archive)]) == 0
    assert json.loads(capsys.readouterr().out)["items"]["greeting.opening"]["exact"] == 1


def test_agreement_without_gold_is_bad_input(tmp_path, capsys):
    path = tmp_path / "calls.jsonl"
    path.write_text(json.dumps({**CALL, "gold": {}}), encoding="utf-8")
    assert main(["agreement", str(path)]) == 2
    assert "gold" in capsys.readouterr().err
