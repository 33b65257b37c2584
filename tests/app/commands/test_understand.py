"""``python -m app understand``: one utterance a line in, one reading a line out."""

import argparse
import json
from pathlib import Path

import pytest

from app.commands import understand
from simulator.errors import BadInput


def read(path: Path) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    understand.add_arguments(parser)
    return parser.parse_args([str(path)])


def write(folder: Path, *lines: str) -> Path:
    path = folder / "lines.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_every_line_gets_acts_feelings_facts_and_certainty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    angry = {"speaker": "customer", "text": "你们乱扣我八十块，气死我了！", "language": "zh-CN"}
    bare = {
        "speaker": "agent",
        "text": "我理解您的心情。",
        "language": "zh-CN",
        "context": [{"speaker": "customer", "text": "气死我了！"}],
    }
    assert understand.run(read(write(tmp_path, json.dumps(angry), "", json.dumps(bare)))) == 0
    first, second = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert first["acts"]["accuse"] > 0.5
    assert first["feelings"]["anger"] > 0.5
    assert first["facts"] == [{"kind": "money", "text": "八十块", "value": 80.0, "unit": "元"}]
    assert second["acts"]["bare_understanding"] > 0.5
    assert second["unsure"] is False


@pytest.mark.parametrize("line", ["not json", '{"speaker": "robot", "text": "a"}', '{"speaker": "agent"}'])
def test_a_wrong_line_is_named_and_nothing_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    good = '{"speaker": "agent", "text": "您好", "language": "zh"}'
    with pytest.raises(BadInput, match="line 2"):
        understand.run(read(write(tmp_path, good, line)))
    assert capsys.readouterr().out == ""


def test_a_missing_file_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        understand.run(read(tmp_path / "none.jsonl"))
