"""Texts on no disk are checked as files are; hostile ones are refused at their line, in bounded time."""

from __future__ import annotations

import time

import pytest

from simulator.content.loading import LARGEST_TEXT, PERSONAS, SCENARIOS, Library, Loaded, load_text
from simulator.content.persona import Persona
from simulator.content.scenario import Scenario
from simulator.content.yaml_reading import MOST_ENTRIES, plain, read_text

NAME = "telecom/data-overage"
TEXT = (SCENARIOS / f"{NAME}.yaml").read_text(encoding="utf-8")
BOSS = (PERSONAS / "impatient-boss.yaml").read_text(encoding="utf-8")
LAUGHS = "a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)
CHAIN = "a0: &a0 [ha]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 2000))


def check(text: str, shipped: Library) -> Loaded:
    return load_text("scenario", NAME, text, shipped, {"inbound@1": CARD})


CARD = ("matching.feeling", "yes_but.handling", "listening.restate", "action.first_step")


def test_a_sound_text_is_the_scenario_of_the_file(shipped: Library):
    loaded = load_text("scenario", NAME, TEXT, shipped)
    assert loaded.problems == ()
    assert loaded.content == shipped.scenario(NAME)
    persona = load_text("persona", "impatient-boss", BOSS, shipped)
    assert isinstance(persona.content, Persona)
    assert persona.problems == ()


def test_problems_are_told_as_for_a_file_with_the_id_for_its_place(shipped: Library):
    line = TEXT[: TEXT.index("mood: angry")].count("\n") + 1
    loaded = load_text("scenario", NAME, TEXT.replace("mood: angry", "mood: furious"), shipped)
    assert loaded.content is None
    (told,) = loaded.problems
    assert told.startswith(f"{NAME}.yaml:{line}: mood: ")
    renamed = load_text("scenario", "telecom/mine", TEXT, shipped)
    assert isinstance(renamed.content, Scenario)
    assert renamed.problems == (
        f"telecom/mine.yaml:2: id: is '{NAME}', the file's place says 'telecom/mine'",
    )


def test_a_scorecard_that_is_not_there_is_told_with_the_valid_ones(shipped: Library):
    text = TEXT.replace("scorecard: inbound@1", "scorecard: outbound@7")
    assert [p.split(": ", 1)[1] for p in check(text, shipped).problems] == [
        "scorecard: no scorecard 'outbound@7'; valid: inbound@1"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb: \0", "2: yaml: holds a character that no text may"),
        ("a: 1\nb: " + "[" * 150_000, "2: yaml: nested more than 30 levels deep"),
        ("a:\n b: " + "{a: " * 40_000, "2: yaml: nested more than 30 levels deep"),
        ("- " * 90_000, "1: yaml: nested more than 30 levels deep"),
        ("".join(f"{' ' * n}a:\n" for n in range(40)), "31: yaml: nested more than 30 levels deep"),
        (CHAIN, "29: yaml: nested more than 30 levels deep"),
        (LAUGHS, f"5: yaml: its aliases (*) stand for more than {MOST_ENTRIES} entries"),
        ("a: 1\n---\nb: 2\n", "2: yaml: but found another document"),
        ("a: 1\na: 2\n", "2: yaml: found duplicate key"),
        ("title: 流量\n\tlevel: 2\n", "2: yaml: a tab at the start of the line"),
        ("title：流量\nlevel: 2\n", "1: yaml: a Chinese colon"),
        ("a: 'no end\n", "2: yaml: a quote is missing"),
        ("x" * (LARGEST_TEXT + 1), f"1: file: {LARGEST_TEXT + 1} characters; one scenario may have"),
    ],
)
def test_what_cannot_be_worked_on_is_refused_at_its_line(shipped: Library, text: str, told: str):
    began = time.process_time()
    loaded = check(text, shipped)
    assert time.process_time() - began < 15
    assert loaded.content is None
    (found,) = loaded.problems
    assert found.startswith(f"{NAME}.yaml:{told}")


@pytest.mark.parametrize(
    "value",
    ["!!python/object:os.system x", "!mine {a: 1}", "2024-01-01", "!!set {a, b}", "{[a]: b}", "~"],
)
def test_no_type_of_yaml_gets_past_the_models(shipped: Library, value: str):
    line = TEXT[: TEXT.index("company:")].count("\n") + 1
    found = check(TEXT.replace("company: 星联移动", f"company: {value}"), shipped).problems
    assert found
    assert found[0].startswith(f"{NAME}.yaml:{line}: company: ")


def test_lines_that_are_shared_by_an_alias_stay_allowed(shipped: Library):
    told: list[str] = []
    data = read_text("x.yaml", "a: &a {x: [1, 2]}\nb: *a\nc: {<<: *a, y: 3}\n", told)
    assert told == []
    assert read_text("x.yaml", "b: &b\n  c: [*b]\n", told) is not None, "an alias inside what it names ends"
    assert plain(data) == {"a": {"x": [1, 2]}, "b": {"x": [1, 2]}, "c": {"y": 3, "x": [1, 2]}}
