"""What may be written where the cursor stands, also in a text that no parser reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.content.completing import Completion, completions
from simulator.content.loading import PERSONAS, SCENARIOS
from simulator.content.persona import Persona
from simulator.content.placing import line_of, nodes, path_at
from simulator.content.scenario import Scenario

FILES = [*sorted(SCENARIOS.glob("*/*.yaml")), *sorted(PERSONAS.glob("*.yaml"))]
TEXTS = [file.read_text(encoding="utf-8") for file in FILES]
NAMES = {"persona": {"impatient-boss": "急性子的小老板"}, "skills": {"yes_but.handling": "先认同再转折"}}


def at(marked: str, model: type = Scenario) -> list[Completion]:
    """What is offered where the bar stands."""
    before = marked[: marked.index("¦")]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n") - 1
    found = completions(marked.replace("¦", ""), line, column, model, NAMES)
    assert before.endswith(before[len(before) - found.typed :])
    return found.options


def labels(marked: str, model: type = Scenario) -> list[str]:
    return [option.label for option in at(marked, model)]


def test_keys_of_a_scenario_needed_ones_marked():
    found = at("id: x\nti¦")
    assert {option.label for option in found} == set(Scenario.model_fields) - {"id", "variant"}
    assert {option.label for option in found if option.first} >= {"title", "facts"}
    assert "asides" not in {option.label for option in found if option.first}
    assert next(o for o in found if o.label == "company").detail.startswith("the company that is called")


@pytest.mark.parametrize(
    ("marked", "some"),
    [
        ("facts:\n  - id: a\n    di¦", ["disclose", "asks", "short"]),
        ("facts:\n  - ¦", ["id", "lines"]),
        ("facts:\n- id: a\n  ¦", ["kind", "short"]),
        ("facts:\n  - id: a\n    lines:\n      an¦", ["angry", "any"]),
        ("lines:\n  as¦", ["ask_next", "ask_when"]),
        ("lines:\n  ask_when:\n    ¦", ["angry", "any"]),
        ("briefing:\n  card:\n    - title: x\n      rows:\n        - {la¦", ["label", "value"]),
        ("state: {anger: 0.5, ¦", ["trust"]),
        ("segments:\n  - id: x\n    facts:\n      - id: q\n        ¦", ["disclose", "short"]),
        ("segments:\n  - id: x\n    ¦", ["title", "summary", "handover", "post", "triggers"]),
        ("segments:\n  - id: x\n    handover:\n      ¦", ["note", "mistake"]),
        ("segments:\n  - id: x\n    triggers:\n      - ¦", ["id", "cues", "why"]),
        ("briefing:\n  ¦", ["ivr", "card", "handover"]),
        ("mood: ¦", ["angry", "calm"]),
        ("channel: s¦", ["phone", "social"]),
        ("facts:\n  - id: a\n    disclose: ¦", ["asked", "pressed"]),
        ("objections:\n  - unfair: ¦", ["true", "false"]),
        ("difficulty: ¦", ["1", "2", "3"]),
        ("persona: imp¦", ["impatient-boss"]),
        ("skills: [matching.feeling, ¦", ["yes_but.handling"]),
        ("skills:\n  - ¦", ["yes_but.handling"]),
        ("facts:\n  - {id: bill, short: 五十九}\nresolutions:\n  - id: x\n    after: [¦", ["bill"]),
        ("facts:\n  - {id: bill, short: 五十九}\n  - id: b\n    after:\n      - b¦", ["bill", "b"]),
        ("knowledge:\n  - id: rule\nquestions:\n  - about: [ru¦]", ["rule"]),
        ("questions:\n  - id: why\nmoments:\n  - at: ¦", ["opening", "offer", "closing", "why"]),
        ("facts:\n  - id: bill\n    lines: [我这个月{bi¦", ["name", "company", "bill"]),
        ("facts:\n  - id: bill\n    lines:\n      - 我是{¦", ["name", "address", "bill"]),
    ],
)
def test_what_fits_is_offered(marked, some):
    assert set(some) <= set(labels(marked))


@pytest.mark.parametrize(
    "marked",
    [
        "title: 流量¦",
        "facts:\n  - id: a\n    short: x\n    - ¦",
        "facts:\n  - id: a\n    lines:\n      - 你好¦",
        "knowledge:\n  - text: |\n      one\n      tw¦",
        "# mo¦",
        "mood: angry an¦",
        "nonsense:\n  ¦",
        "id:¦",
        "caller:\n  name: 'it¦",
    ],
)
def test_nothing_is_offered_where_free_text_stands_or_nothing_fits(marked):
    assert at(marked) == []


@pytest.mark.parametrize(
    "broken", ["title: [a\n", "  bad\n indent: :\n", "\t x\n", "a: 'b\n", "x: {y: [\n", "- 1\nz\n"]
)
def test_a_mistake_below_hides_nothing(broken):
    assert "disclose" in labels(f"facts:\n  - id: a\n    dis¦\nlimits: []\n{broken}")


def test_keys_that_are_there_are_not_offered_again_but_the_one_being_written_is():
    found = labels("facts:\n  - id: a\n    dis¦close: asked\n    short: x\n")
    assert "disclose" in found
    assert not {"id", "short"} & set(found)
    assert next(o for o in at("facts:\n  - dis¦close: asked\n") if o.label == "disclose").insert == "disclose"


def test_a_key_brings_what_follows_it():
    found = {option.label: option.insert for option in at("facts:\n  - id: a\n    ¦")}
    assert found["short"] == "short: "
    assert found["after"] == "after: [${}]"
    assert found["lines"] == "lines:\n\t- "
    assert {option.label: option.insert for option in at("facts:\n  - ¦")}["lines"] == "lines:\n\t\t- "
    whole = {option.label: option.insert for option in at("¦")}
    assert (whole["facts"], whole["caller"], whole["lines"]) == ("facts:\n\t- ", "caller:\n\t", "lines:\n\t")


def test_values_are_explained_by_the_readme_and_ids_by_what_they_stand_for():
    assert next(o for o in at("facts:\n  - disclose: ¦") if o.label == "pressed").detail.startswith(
        "dodged first"
    )
    assert at("facts:\n  - {id: bill, short: 五十九}\n  - after: [¦")[0].detail == "五十九"
    assert next(o for o in at("lines:\n  ¦") if o.label == "soften").detail == "they felt understood"


def test_a_persona_has_keys_of_its_own():
    assert {"temperament", "voice"} <= set(labels("id: x\n¦", Persona))
    assert "rate" in labels("voice:\n  moods:\n    angry: {¦", Persona)
    assert "xiaoxiao" in labels("voice:\n  timbre: ¦", Persona)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(TEXTS), st.data())
def test_nothing_typed_anywhere_breaks_it(text, data):
    """Cut at any place, spoiled in any way: it answers, and what is before the damage stays where it was."""
    cut = data.draw(st.integers(0, len(text)))
    junk = data.draw(st.text("[]{}'\"|>:-#, \n\tab是", max_size=12))
    spoiled = text[:cut] + junk + text[cut:]
    line = text[:cut].count("\n") + 1
    completions(spoiled, line, len(text[:cut].split("\n")[-1]))
    completions(spoiled, spoiled.count("\n") + 5, 3)
    path_at(spoiled, line)
    before = [node for node in nodes(text) if node.line < line]
    assert [node.path for node in nodes(spoiled)][: len(before)] == [node.path for node in before]


@pytest.mark.parametrize("file", FILES[::8], ids=lambda file: file.stem)
def test_the_key_of_every_line_is_offered_where_it_is_written(file: Path):
    """Take any key of a shipped file away to its first letters: it is among what is offered."""
    text = file.read_text(encoding="utf-8")
    model = Persona if file.parent == PERSONAS else Scenario
    lines = text.split("\n")
    for node in nodes(text)[::7]:
        if not isinstance(node.path[-1], str) or node.inline:
            continue
        found = completions(text, node.line, node.column + 1, model)
        assert node.path[-1] in [o.label for o in found.options], (node, lines[node.line - 1])
        assert found.typed == 1
        assert line_of(text, node.path) == node.line
