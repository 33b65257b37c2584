"""The door of the command line: help, exit codes, one clear line, a log for bugs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app import exits
from app.__main__ import main
from app.commands import COMMANDS
from simulator.errors import BadInput, ContentError, Unavailable

ROOT = Path(__file__).parents[2]


def run(*words: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The real command line, in a process of its own."""
    import os

    return subprocess.run(
        [sys.executable, "-m", "app", *words],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        timeout=120,
        env=os.environ | environment,
    )


def test_without_a_command_all_commands_are_explained(capsys):
    assert main([]) == exits.DONE
    words = capsys.readouterr().out.split()
    for name, following in zip(COMMANDS, [*list(COMMANDS)[1:], "options:"], strict=True):
        assert words.index(following) - words.index(name) > 3, f"{name} is not explained"


def test_an_unknown_command_is_bad_usage_and_the_valid_ones_are_listed(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["frobnicate"])
    told = capsys.readouterr().err
    assert ended.value.code == exits.BAD
    assert len(told.splitlines()) == 1
    assert all(name in told for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == exits.DONE
    assert f"python -m app {name}" in capsys.readouterr().out


@pytest.mark.parametrize("name", COMMANDS)
def test_an_unknown_option_is_bad_usage_in_one_line(name, capsys):
    with pytest.raises(SystemExit) as ended:
        main([name, "--frobnicate"])
    assert ended.value.code == exits.BAD
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_checking_content_loads_no_speech_no_screen_and_no_database():
    heavy = "{'faster_whisper', 'onnxruntime', 'streamlit', 'sqlmodel', 'edge_tts', 'openai'}"
    code = f"import sys; from app.__main__ import main; main(['check']); print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.stdout.splitlines()[-1] == "set()", done.stderr


def raising(error: BaseException):
    def command() -> int:
        raise error

    return command


def test_bad_input_is_one_line(capsys):
    assert exits.guarded(raising(BadInput("unknown scenario 'x';\nvalid: a"))) == exits.BAD
    assert capsys.readouterr().err == "unknown scenario 'x'; valid: a\n"


def test_a_backend_that_is_missing_is_no_bug(capsys):
    assert exits.guarded(raising(Unavailable("the package x is not installed"))) == exits.BAD
    assert capsys.readouterr().err == "the package x is not installed\n"


def test_broken_content_names_the_first_problem_and_how_many_more(capsys):
    problems = ["a.yaml:3: title: missing", "b.yaml:1: file: broken", "b.yaml:2: x: unknown"]
    assert exits.guarded(raising(ContentError(problems))) == exits.BAD
    assert capsys.readouterr().err == "a.yaml:3: title: missing (and 2 more: python -m app check)\n"


def test_a_bug_is_one_line_with_a_log_that_holds_the_traceback(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("DUILIAN_DATA", str(tmp_path))
    assert exits.guarded(raising(ZeroDivisionError("by zero\nsecond line"))) == exits.BUG
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    log = Path(told.split("details in ")[1].rstrip(")\n"))
    assert log.parent == tmp_path / "logs"
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert "ZeroDivisionError: by zero\nsecond line" in log.read_text(encoding="utf-8")


def test_a_bug_is_logged_even_where_the_data_folder_cannot_be_written(capsys, monkeypatch, tmp_path):
    (tmp_path / "logs").write_text("a file is in the way")
    monkeypatch.setenv("DUILIAN_DATA", str(tmp_path))
    assert exits.guarded(raising(ZeroDivisionError("by zero"))) == exits.BUG
    log = Path(capsys.readouterr().err.split("details in ")[1].rstrip(")\n"))
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    log.unlink()


def test_ctrl_c_ends_quietly(capsys):
    assert exits.guarded(raising(KeyboardInterrupt())) == exits.INTERRUPTED
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close differently there")
def test_a_reader_that_leaves_is_no_bug():
    command = f"{sys.executable} -m app check --help | head -c 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert "Traceback" not in done.stderr
    assert "bug" not in done.stderr


def test_chinese_comes_through_a_console_with_another_code_page():
    done = run("call", "没有这个场景", PYTHONIOENCODING="cp1252")
    assert done.returncode == exits.BAD
    assert "没有这个场景" in done.stderr.decode("utf-8")
