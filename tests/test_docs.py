"""The pages under docs/ and benchmarks/ say what is so: examples can be read, lists match the code."""

from __future__ import annotations

import argparse
import importlib
import json
import re
import subprocess
import sys
from importlib.util import find_spec

import pytest
from packaging.utils import canonicalize_name

from app import exits
from app.commands import COMMANDS
from app.commands.understand import as_json
from app.settings import read_settings
from coaching.guidance import Coach, check_guidance, laid_over, read_guidance, shipped
from coaching.guidance.book_checks import LONGEST
from coaching.guidance.rule import Condition, Rule, Theme
from grading.grader import grade
from grading.result import Verdict
from grading.scorecard import load_scorecard
from simulator.errors import BadInput
from simulator.transcript import EndReason, Speaker, Transcript
from simulator.understanding import understand
from simulator.understanding.acts import AgentAct, CustomerAct, Feeling
from simulator.voice.backends import DEFAULT_LISTENERS, DEFAULT_SPEAKERS, LISTENERS, SPEAKERS
from simulator.voice.figures import figures
from simulator.voice.measures import measure_call
from tests.pages import ROOT, Page
from tests.test_readme import listed

FORMATS = Page(ROOT / "docs" / "formats.md")
SETTINGS = Page(ROOT / "docs" / "settings.md")
DESIGN = Page(ROOT / "docs" / "design.md")
GUIDANCE = Page(ROOT / "docs" / "guidance.md")
FIGURES = Page(ROOT / "benchmarks" / "README.md")
EXAMPLES = [(comment, body) for comment, kind, body in FORMATS.fences if kind == "json"]


def example(comment: str) -> object:
    """The example of docs/formats.md under this comment."""
    return next(json.loads(body) for name, body in EXAMPLES if name == comment)


def table(page: Page, head: str) -> list[list[str]]:
    """The cells of the rows of the table whose first line begins with ``head``."""
    rows = next(rows for rows in page.tables if rows[0].startswith(f"| {head}"))
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows[2:]]


def names(cell: str) -> list[str]:
    """What stands in backticks in a cell."""
    return re.findall(r"`([^`]+)`", cell)


@pytest.mark.parametrize(
    "page", [FORMATS, SETTINGS, DESIGN, GUIDANCE, FIGURES], ids=lambda page: page.path.name
)
def test_every_file_named_exists(page):
    assert page.missing() == []


# ---- guidance


def test_the_example_of_a_trainers_rules_is_sound_and_gives_its_hint(tmp_path):
    file = tmp_path / "guidance.yaml"
    (body,) = [body for comment, _, body in GUIDANCE.fences if comment == "example"]
    file.write_text(body, encoding="utf-8")
    assert check_guidance(file) == []
    own = read_guidance(file)
    coach = Coach(load_scorecard("inbound@1"), laid_over(shipped(), own))
    said = Transcript.model_validate(
        {
            "call_id": "x",
            "language": "zh-CN",
            "turns": [
                {"speaker": "agent", "text": "您好，星联移动，请问有什么可以帮您？"},
                {"speaker": "customer", "text": "我下周出国，想开个能上网的。"},
            ],
        }
    )
    hint = coach.look(said).hint
    assert hint is not None
    assert hint.rule == own.rules[0].id


def test_every_key_of_a_rule_and_every_condition_is_explained():
    assert [name for row in table(GUIDANCE, "key of a rule") for name in names(row[0])] == list(
        Rule.model_fields
    )
    explained = [name for row in table(GUIDANCE, "condition") for name in names(row[0])]
    assert explained == list(Condition.model_fields)
    themes = next(names(row[1]) for row in table(GUIDANCE, "key of a rule") if names(row[0]) == ["theme"])
    assert themes == list(Theme)


def test_the_lengths_that_fit_into_the_box_are_said():
    for longest in LONGEST.values():
        assert re.search(rf"{longest['zh']}\b.*\bor {longest['en']}\b", GUIDANCE.text, re.S)


# ---- formats


@pytest.mark.parametrize(("comment", "body"), EXAMPLES)
def test_every_example_says_what_it_is(comment, body):
    assert comment, f"no comment above {body[:60]}"
    assert isinstance(json.loads(body), dict)


@pytest.mark.parametrize(("comment", "body"), [pair for pair in EXAMPLES if pair[0].startswith("model: ")])
def test_the_models_read_the_examples_and_write_them_back(comment, body):
    module, name = comment.removeprefix("model: ").rsplit(".", 1)
    model = getattr(importlib.import_module(module), name)
    given = json.loads(body)
    written = model.model_validate(given).model_dump(mode="json")
    assert given.keys() <= written.keys()


def test_no_field_of_an_example_call_is_unknown():
    call = Transcript.model_validate(example("model: simulator.transcript.Transcript"))
    assert not call.model_extra
    assert not any(turn.model_extra for turn in call.turns)


def test_every_field_of_a_call_on_file_is_explained():
    rows = table(FORMATS, "field")
    explained = {name.removeprefix("turns[].") for row in rows for name in names(row[0])}
    turn = Transcript.model_fields["turns"].annotation.__args__[0]
    assert explained == {*Transcript.model_fields, *turn.model_fields}


def test_a_call_in_the_terminal_prints_events_like_the_example():
    done = subprocess.run(
        [sys.executable, "-m", "app", "call", "telecom/data-overage", "--json"],
        input="您好，星联移动，请讲。\n".encode(),
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=120,
    )
    expected = example("event")
    assert isinstance(expected, dict)
    for line in done.stdout.decode().splitlines():
        event = json.loads(line)
        assert event.keys() == expected.keys()
        assert event["state"].keys() == expected["state"].keys()
    assert event["ended"] in set(EndReason)


def test_understanding_prints_what_the_example_shows():
    expected = example("understanding")
    assert isinstance(expected, dict)
    said = "麻烦报一下手机号，退您八十，二十四小时内到账。"
    given = as_json(understand(said, speaker=Speaker.AGENT, language="zh-CN"))
    assert given.keys() == expected.keys()
    assert given["facts"][0].keys() == expected["facts"][0].keys()


def test_acts_and_feelings_are_listed():
    agent, customer, feelings = (names(row[1]) for row in table(FORMATS, "side"))
    assert agent == list(AgentAct)
    assert customer == list(CustomerAct)
    assert feelings == list(Feeling)


def test_every_verdict_and_every_end_is_named():
    assert set(Verdict) <= set(FORMATS.spans)
    assert set(EndReason) <= set(FORMATS.spans)


def test_every_measure_of_a_graded_call_is_named():
    call = Transcript.model_validate(example("model: simulator.transcript.Transcript"))
    measures = grade(call, load_scorecard("inbound@1")).measures
    assert {name for row in table(FORMATS, "`measures`") for name in names(row[0])} == measures.keys()


def test_every_measure_is_explained():
    call = Transcript.model_validate(example("model: simulator.transcript.Transcript"))
    printed = figures(measure_call(call))
    rows = table(FORMATS, "measure")
    assert {name for row in rows for name in names(row[0])} == printed.keys()
    turns = printed["turns"]
    assert isinstance(turns, list)
    own = set(names(rows[-1][1]))
    assert own <= turns[0].keys()
    assert turns[0].keys() <= own | printed.keys()


def test_the_commands_are_listed():
    assert {names(row[0])[0].split()[0] for row in table(FORMATS, "command")} == set(COMMANDS)


def test_the_options_named_exist():
    for row in table(FORMATS, "command"):
        command = names(row[0])[0].split()[0]
        parser = argparse.ArgumentParser(command)
        importlib.import_module(COMMANDS[command]).add_arguments(parser)
        for option in re.findall(r"--[a-z]+", " ".join(row)):
            assert option in parser.format_help(), f"{command} has no {option}"


def test_the_exit_codes_are_right():
    codes = [int(row[0]) for row in table(FORMATS, "exit code")]
    assert codes == [exits.DONE, exits.NO, exits.BAD, exits.BUG]


# ---- settings


def test_every_setting_is_listed_with_its_default():
    import app.settings

    inside = re.findall(r"^\| ``(\w+)`` \| .* \| (.*) \|$", app.settings.__doc__ or "", re.M)
    outside = [(names(row[0])[0], row[2].replace("`", "")) for row in table(SETTINGS, "variable")]
    assert outside == [(name, default.replace("`", "")) for name, default in inside]


@pytest.mark.parametrize(
    ("variable", "default"), [("DUILIAN_SPEAK", DEFAULT_SPEAKERS), ("DUILIAN_LISTEN", DEFAULT_LISTENERS)]
)
def test_the_default_voices_are_right(variable, default):
    row = next(row for row in table(SETTINGS, "variable") if names(row[0]) == [variable])
    assert tuple(names(row[2])[0].split(",")) == default


def test_every_voice_and_recogniser_is_listed():
    rows = table(SETTINGS, "name")
    assert {names(row[0])[0] for row in rows if row[1]} == set(SPEAKERS)
    assert {names(row[0])[0] for row in rows if row[2]} == set(LISTENERS)


def test_a_setting_that_cannot_be_used_is_refused_with_the_valid_ones():
    with pytest.raises(BadInput, match="zh, en"):
        read_settings({"DUILIAN_LANGUAGE": "klingon"})


# ---- design


def test_the_licence_of_every_requirement_is_listed():
    rows = table(DESIGN, "licence")
    written = {canonicalize_name(word) for row in rows for word in re.split(r"[, ]+", row[1])}
    assert set(listed("requirements.txt")) <= written


# ---- figures


def test_every_figure_has_a_command_that_exists():
    commands = [command for row in table(FIGURES, "figure") for command in names(row[2])]
    assert len(commands) == len(table(FIGURES, "figure"))
    for command in commands:
        words = command.split()
        assert words[:2] == ["python", "-m"], command
        assert find_spec(words[2]), command
        if words[2] == "app":
            assert words[3] in COMMANDS, command
