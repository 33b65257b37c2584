"""The outline of a text and the difference of two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest
from pydantic import BaseModel

from app.components.studio.fields import SHARED
from app.messages import Translator
from app.studio.differences import difference
from app.studio.outline import PARTS, part_of, parts
from app.studio.problems import Problem, taken_apart
from app.studio.texts import named
from simulator.content.persona import Persona
from simulator.content.scenario import Scenario
from simulator.content.shapes import Shape, alternatives, choices, is_model
from simulator.content.wording import Move
from simulator.errors import BadInput
from tests.app.studio.conftest import TEXT


def test_every_key_of_the_models_stands_in_one_part():
    for kind, model in (("scenario", Scenario), ("persona", Persona)):
        keys = [key for part in PARTS[kind].values() for key in part]
        assert sorted(keys) == sorted(set(model.model_fields) - {"variant", "hidden"})


def test_the_outline_counts_and_finds_lines_and_problems():
    found = {part.id: part for part in parts("scenario", TEXT, [Problem(3, "facts.2.lines", "x")])}
    lines = TEXT.splitlines()
    assert lines[found["facts"].line - 1] == "facts:"
    assert (found["facts"].count, found["facts"].problems) == (10, 1)
    assert found["opening"].problems == 0
    assert part_of("scenario", "facts.2.lines") == "facts"
    assert part_of("scenario", "yaml") == "head"


@pytest.mark.parametrize("text", ["", "facts: [", "\t\n", "a: &a [*a]\n", "facts:\n- id: x\n  - y"])
def test_the_outline_stands_whatever_the_text_is(text):
    assert len(parts("scenario", text, [])) == len(PARTS["scenario"])


def _fields(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[tuple[type[BaseModel], str]]:
    seen.add(model)
    for name, field in model.model_fields.items():
        yield model, name
        for kind in alternatives(field.annotation):
            for inner in (kind, *get_args(kind)):
                if is_model(inner) and inner not in seen:
                    yield from _fields(inner, seen)


HERE = ("level", "segment", "twist", "variant", "hidden")  # the machine's own
NAMED = [pair for model in (Scenario, Persona) for pair in _fields(model, set()) if pair[1] not in HERE]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_field_and_value_of_the_form_has_a_word(language):
    t = Translator(language).t
    for model, name in NAMED:
        assert t(f"studio.field_{name}")
        shape = Shape(model.model_fields[name].annotation, model, name)
        for value in choices(shape):
            if value not in ("true", "false"):
                assert t(f"{name}.{value}" if name in SHARED else f"studio.value_{name}_{value}")
    for move in Move:
        assert t(f"move.{move.value}")


def test_a_problem_is_taken_apart():
    told = "telecom/mine.yaml:12: facts.0.lines: nothing to say: add lines"
    assert taken_apart([told, "odd"]) == (
        Problem(12, "facts.0.lines", "nothing to say: add lines"),
        Problem(1, "file", "odd"),
    )


def test_a_difference_shows_what_changed_with_a_little_around_it():
    before = "".join(f"{n}\n" for n in range(20))
    lines = difference(before, before.replace("\n5\n", "\nfive\n").replace("\n17\n", "\n"))
    told = [(line.kind, line.number, line.text) for line in lines if line.kind != "same"]
    assert told == [("gone", 6, "5"), ("new", 6, "five"), ("gap", 0, ""), ("gone", 18, "17")]
    assert difference(before, before) == []


@pytest.mark.parametrize(
    "given", ["telecom/a b", "telecom/", "/x", "moon/x", "telecom/x/y", "x", "telecom/" + "x" * 60]
)
def test_an_id_that_is_none_is_told_with_what_is_valid(given):
    with pytest.raises(BadInput, match="valid: industry/short-name") as caught:
        named("scenario", given)
    assert caught.value.code == "scenario_id"
