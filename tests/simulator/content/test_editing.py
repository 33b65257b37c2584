"""An edit changes what it names and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from simulator.content.editing import insert, remove, set_value, value_at
from simulator.content.loading import SCENARIOS
from simulator.content.placing import line_of, nodes, path_at
from simulator.content.renaming import rename
from simulator.content.scenario import Scenario
from simulator.content.templates import _templates, add_item
from simulator.errors import BadInput

TEXT = """\
# yaml-language-server: $schema=../scenario.schema.json
# 开头的注释
id: telecom/x   # the id
title: '很长的标题：一共三十二个字，但是不管多长都不能自己折行，因为那不是作者写的样子，对不对'
language: zh-CN
state: {anger: 0.5, trust: 0.4}  # mood
skills: [yes_but.handling,  "action.solution"]
caller:
  name: "王建国"  # quoted
  knows:  # what he knows
    - 套餐五十九块钱
    # between
    - 上礼拜充了两百   # two hundred
  # end of caller
briefing:
  card:
    - title: 客户
      rows:
        - {label: 姓名, value: 王建国}   # row

        - {label: 余额, value: 41.00元}
knowledge:
- id: rule
  title: 规则
  text: |-
    第一行
      # no comment
    第二行
# facts come here
facts:
  - id: bill
    # about the kind
    kind: story
    lines:
      angry: [平白多出来一百！, "哪儿来的？"]
      any:
        - 说的是 {topup} 那回
    short: 平时五十九
  - id: topup
    after: [bill]
    lines: [两百。]
    short: 两百
limits:
"""
FILES = sorted(SCENARIOS.glob("*/*.yaml"))
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
words = st.text(
    st.one_of(
        st.sampled_from("是多少？{bill}: #-[]{}'\"|>&*!%@`,\\\n\t "), st.characters(exclude_categories=["Cs"])
    ),
    max_size=30,
)


def load(text: str) -> object:
    return YAML(typ="safe", pure=True).load(text)


def at(data: object, path: tuple) -> object:
    for part in path:
        data = data[part]  # type: ignore[index]
    return data


def leaves(text: str) -> list[tuple]:
    """The places of all texts and numbers."""
    found = []
    for node in nodes(text):
        if not isinstance(at(load(text), node.path), dict | list | type(None)):
            found.append(node.path)
    return found


LEAVES = leaves(TEXT)
LISTS = [("skills",), ("caller", "knows"), ("briefing", "card", 0, "rows"), ("facts",), ("facts", 1, "after"),
         ("facts", 0, "lines", "angry"), ("facts", 0, "lines", "any"), ("knowledge",)]  # fmt: skip


def comments(text: str) -> list[str]:
    return re.findall(r"(?:^|\s)(# [^\n]*)", text.replace("      # no comment", ""))


def unchanged(before: str, after: str) -> tuple[int, int]:
    """How many lines are the same at the top and at the end."""
    old, new = before.split("\n"), after.split("\n")
    head = next(
        (i for i, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]),
        min(len(old), len(new)),
    )
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


@QUICK
@given(st.sampled_from(LEAVES), words)
def test_what_is_set_is_read_and_only_its_line_changes(path, value):
    changed = set_value(TEXT, path, value)
    assert at(load(changed), path) == value
    assert value_at(changed, path) == value
    assert set_value(changed, path, value) == changed
    expected = load(TEXT)
    at(expected, path[:-1])[path[-1]] = value
    assert load(changed) == expected
    assert comments(changed)[: len(comments(TEXT))] == comments(TEXT) or "#" in value
    head, tail = unchanged(TEXT, changed)
    was = 3 if path == ("knowledge", 0, "text") else 0
    assert len(TEXT.split("\n")) - head - tail <= 1 + was


@QUICK
@given(
    st.sampled_from(LEAVES),
    st.one_of(st.integers(), st.booleans(), st.floats(allow_nan=False, allow_infinity=False)),
)
def test_numbers_and_truths_keep_their_type(path, value):
    read = at(load(set_value(TEXT, path, value)), path)
    assert read == value
    assert type(read) is type(value)


@QUICK
@given(st.sampled_from(LISTS), st.lists(words, max_size=4))
def test_a_list_of_texts_is_set_inserted_into_and_taken_from(path, value):
    changed = set_value(TEXT, path, value)
    assert at(load(changed), path) == value
    assert set_value(changed, path, value) == changed
    longer = insert(changed, (*path, 1), "新的")
    assert at(load(longer), path) == [*value[:1], "新的", *value[1:]]
    shorter = remove(longer, (*path, min(1, len(value))))
    assert at(load(shorter), path) == value


@QUICK
@given(st.sampled_from(LISTS), st.integers(0, 3))
def test_an_item_put_in_and_taken_out_leaves_the_text_as_it_was(path, place):
    item = {"id": "new", "lines": {"any": ["好。", "行: 吧"]}, "asks": ["a|b c"], "short": "短"}
    changed = insert(TEXT, (*path, place), item)
    place = min(place, len(at(load(TEXT), path)))
    assert at(load(changed), (*path, place)) == item
    assert load(remove(changed, (*path, place))) == load(TEXT)
    if path in (("facts",), ("knowledge",), ("caller", "knows")):
        assert remove(changed, (*path, place)) == TEXT


@pytest.mark.parametrize(
    "path", sorted({path[:depth] for path in LEAVES for depth in range(1, len(path) + 1)}, key=str)
)
def test_anything_can_be_removed(path):
    changed = remove(TEXT, path)
    expected = load(TEXT)
    parent = at(expected, path[:-1])
    del parent[path[-1]]
    assert load(changed) == expected
    head, tail = unchanged(TEXT, changed)
    assert len(changed.split("\n")) - head - tail <= 2


@pytest.mark.parametrize(
    "path",
    [
        ("mood",),
        ("caller", "fear"),
        ("state", "anxiety"),
        ("facts", 1, "disclose"),
        ("limits",),
        ("persona",),
    ],
)
@pytest.mark.parametrize(
    "value", ["安静: 的", ["一", "二"], {"a": [1, {"b": "c"}], "d": ""}, [], [{"id": "x", "t": ["u"]}]]
)
def test_a_new_key_goes_where_the_model_has_it(path, value):
    changed = set_value(TEXT, path, value)
    assert value_at(changed, path) == value
    assert comments(changed) == comments(TEXT)
    before = [node.path for node in nodes(TEXT)]
    assert [node.path for node in nodes(changed) if node.path[: len(path)] != path] == [
        p for p in before if p != path
    ]


def test_a_new_key_of_the_model_stands_behind_the_one_before_it():
    changed = set_value(TEXT, ("facts", 1, "disclose"), "asked")
    assert "  - id: topup\n    disclose: asked\n    after: [bill]\n" in changed
    assert set_value(changed, ("facts", 1, "disclose"), None) == TEXT


def test_long_lines_are_not_folded_and_quotes_stay():
    changed = set_value(TEXT, ("caller", "name"), "赵勇")
    assert changed == TEXT.replace('name: "王建国"', 'name: "赵勇"')
    value = "长" * 400
    assert f"short: {value}\n" in set_value(TEXT, ("facts", 1, "short"), value)


def test_several_lines_become_a_block():
    changed = set_value(TEXT, ("caller", "name"), "甲\n乙")
    assert value_at(changed, ("caller", "name")) == "甲\n乙"
    changed = set_value(TEXT, ("knowledge", 0, "title"), "一\n二")
    assert "  title: |-\n    一\n    二\n  text" in changed


def test_the_first_key_behind_a_dash_can_go():
    changed = remove(TEXT, ("facts", 0, "id"))
    assert "    # about the kind\n  - kind: story" in changed


@pytest.mark.parametrize("broken", ["a: [", "", "- a\n"])
def test_a_text_that_cannot_be_read_is_refused(broken):
    with pytest.raises(BadInput):
        set_value(broken, ("a",), 1)


def test_a_place_that_is_not_there_is_named():
    with pytest.raises(BadInput, match=r"facts\.9"):
        remove(TEXT, ("facts", 9))


@pytest.mark.parametrize("file", FILES[::5], ids=lambda file: file.stem)
def test_every_key_and_entry_of_what_ships_is_found_where_it_stands(file: Path):
    text = file.read_text(encoding="utf-8")

    def paths(node: object, here: tuple = ()) -> list[tuple]:
        pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        return [deep for part, held in pairs for deep in ((*here, part), *paths(held, (*here, part)))]

    found = nodes(text)
    assert [node.path for node in found] == paths(load(text))
    for node in found[::7]:
        assert line_of(text, node.path) == node.line
        if not node.inline:
            assert path_at(text, node.line)[: len(node.path)] == node.path


def test_what_is_missing_is_shown_at_what_is_around_it():
    assert line_of(TEXT, ("facts", 1, "dodge", 0)) == line_of(TEXT, ("facts", 1))
    assert line_of(TEXT, ("nowhere",)) == 1


@pytest.mark.parametrize("file", FILES[::7], ids=lambda file: file.stem)
def test_a_fact_renamed_is_renamed_everywhere_and_back(file: Path):
    text = file.read_text(encoding="utf-8")
    for fact in Scenario.model_validate(load(text)).facts[::3]:
        changed = rename(text, "facts", fact.id, "brand-new")
        assert not re.search(
            rf"(?:id: |after: .*\b|\{{){re.escape(fact.id)}(?![\w-])", _facts_only(changed)
        ), fact.id
        assert rename(changed, "facts", "brand-new", fact.id) == text
        assert len(unchanged(text, changed)) == 2


def _facts_only(text: str) -> str:
    data = load(text)
    kept = {"facts": data["facts"], "after": [way.get("after", []) for way in data["resolutions"]]}
    return str(kept).replace("'id': '", "id: ").replace("'after': [", "after: [")


def test_references_slots_and_places_follow_a_new_id():
    text = TEXT.replace("limits:\n", "") + (
        "resolutions:\n  - id: way\n    after: [bill, topup]\nmoments:\n  - id: m\n    at: topup  # here\n"
        "questions:\n  - id: q\n    about: [rule]\n"
    )
    changed = rename(text, "facts", "topup", "recharge")
    assert "说的是 {recharge} 那回" in changed
    assert "after: [bill, recharge]" in changed
    assert "at: recharge  # here" in changed
    assert "topup" not in changed
    assert "about: [price]" in rename(text, "knowledge", "rule", "price")


@pytest.mark.parametrize(
    ("kind", "old", "new", "told"),
    [
        ("facts", "no", "x", "valid: bill, topup"),
        ("facts", "bill", "topup", "taken"),
        ("facts", "bill", "a b", "no id"),
        ("facts", "topup", "name", "taken"),
        ("facts", "bill", "offer", "taken"),
        ("state", "bill", "x", "valid: facts"),
    ],
)
def test_a_name_that_cannot_be_is_refused(kind, old, new, told):
    with pytest.raises(BadInput, match=told):
        rename(TEXT, kind, old, new)


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_a_new_item_is_valid_and_has_an_id_of_its_own(language):
    name = "telecom/data-overage" if language == "zh-CN" else None
    file = SCENARIOS / f"{name}.yaml" if name else next(f for f in FILES if "language: en" in f.read_text())
    text = file.read_text(encoding="utf-8")
    for kind in _templates()["zh"]:
        path = {"card": ("briefing", "card"), "rows": ("briefing", "card", 0, "rows")}.get(kind, (kind,))
        for _ in range(2):
            before = text
            text, place = add_item(text, path)
            Scenario.model_validate(load(text))
            assert place[:-1] == path
            assert remove(text, place) == before or len(value_at(text, path)) == 1
            ids = [item["id"] for item in value_at(text, path) if isinstance(item, dict) and "id" in item]
            assert len(ids) == len(set(ids))


def test_a_list_without_a_template_is_refused():
    with pytest.raises(BadInput, match="valid: knowledge"):
        add_item(TEXT, ("skills",))
