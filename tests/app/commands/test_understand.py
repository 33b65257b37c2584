"""``python -m app understand``: one utterance a line in, one reading a line out."""

import argparse
import json
from pathlib import Path
from typing import Any

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


WRONG = [
    "not json",
    "[1, 2]",
    "null",
    '"您好"',
    '{"text": "cut off',
    '{"speaker": "agent"}',
    '{"text": null}',
    '{"text": 5}',
    '{"speaker": "robot", "text": "a"}',
    '{"text": "a", "language": 7}',
    '{"text": "a", "context": "earlier"}',
    '{"text": "a", "context": [{"text": "b"}]}',
    '{"text": "a", "context": [{"speaker": "agent", "text": null}]}',
    "[" * 100_000,
]


@pytest.mark.parametrize("line", WRONG, ids=[line[:40] for line in WRONG])
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


def readings(
    folder: Path, capsys: pytest.CaptureFixture[str], *lines: dict[str, object]
) -> list[dict[str, Any]]:
    assert understand.run(read(write(folder, *(json.dumps(line) for line in lines)))) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_null_counts_as_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare, nulls = readings(
        tmp_path,
        capsys,
        {"text": "您好"},
        {"text": "您好", "speaker": None, "language": None, "context": None},
    )
    assert bare == nulls


def test_without_a_language_the_script_decides(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told, left_out, undetermined = readings(
        tmp_path,
        capsys,
        {"text": "One moment please.", "language": "en"},
        {"text": "One moment please."},
        {"text": "One moment please.", "language": "und"},
    )
    assert told == left_out == undetermined


def test_a_locale_written_with_an_underscore_is_the_same_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tag, locale = readings(
        tmp_path, capsys, {"text": "请您稍等", "language": "zh-CN"}, {"text": "请您稍等", "language": "zh_CN"}
    )
    assert tag == locale
    assert tag["acts"]["hold"] > 0.5


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Guten Tag, was kann ich für Sie tun?", "de-DE"),
        ("مرحبا كيف يمكنني مساعدتك", "en"),
        ("こんにちは、ありがとうございます", "zh-CN"),
        ("Добрый день", ""),
        ("😀😡👍🏽", "en"),
        ("", "zh-CN"),
    ],
)
def test_of_what_it_cannot_read_nothing_is_claimed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, language: str
) -> None:
    (found,) = readings(tmp_path, capsys, {"text": text, "language": language, "speaker": "customer"})
    assert found == {"acts": {"other": 1.0}, "feelings": {}, "facts": [], "unsure": True}


def test_what_else_a_line_and_its_context_hold_plays_no_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain, full = readings(
        tmp_path,
        capsys,
        {"text": "我理解。", "context": [{"speaker": "customer", "text": "气死我了"}]},
        {
            "id": 7,
            "text": "我理解。",
            "context": [{"speaker": "customer", "text": "气死我了", "start": "00:00:13"}],
        },
    )
    assert plain == full


def test_a_byte_order_mark_and_windows_line_ends_are_read_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes('\ufeff{"text": "您好"}\r\n\r\n{"text": "hello"}\r\n'.encode())
    assert understand.run(read(path)) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_text_of_a_megabyte_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = readings(tmp_path, capsys, {"text": "您好，请稍等。" * 150_000})
    assert found["acts"]["hold"] > 0.5


def test_the_line_that_is_no_json_is_named_with_the_place(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"^line 3: not JSON: .* at character 9$"):
        understand.run(read(write(tmp_path, '{"text": "a"}', "", '{"text":', '{"text": "b"}')))
