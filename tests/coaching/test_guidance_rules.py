"""Files of rules: what ships is sound; what is wrong is told at its line with what would be right."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coaching.guidance import check_guidance, laid_over, read_guidance, shipped
from coaching.guidance.rulebook import SHIPPED, RuleBook
from simulator.errors import ContentError

RULE = """
rules:
  - id: mine
    theme: feeling
    importance: 5
    when: {says: {zh: [催]}}
    followed:
      - agent: [empathise]
    title: {zh: "“{word}”：先应一声", en: "“{word}”: answer first"}
    say: {zh: "{situation}，我马上看。", en: "{situation}, let me look at once."}
"""


def problems(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "guidance.yaml"
    path.write_text(text.lstrip("\n"), encoding="utf-8")
    return [problem.removeprefix(f"{path}:") for problem in check_guidance(path)]


def test_what_ships_is_sound():
    assert check_guidance(SHIPPED) == []
    assert len(shipped().rules) >= 20
    assert all(rule.followed for rule in shipped().rules)


def test_a_copy_of_what_ships_is_sound_as_a_file_of_ones_own(tmp_path):
    copy = tmp_path / "guidance.yaml"
    shutil.copy(SHIPPED, copy)
    assert read_guidance(copy) == shipped()


def test_a_small_file_is_enough(tmp_path):
    assert problems(tmp_path, RULE) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("importance: 5", "importance: 12", "4: mine.importance: must be less than or equal to 9 (is 12)"),
        ("theme: feeling", "theme: feelings", "3: mine.theme: must be 'talk', 'feeling'"),
        ("    when:", "    whenn:", "5: mine.whenn: unknown key (did you mean 'when'?); valid: followed, id"),
        ("agent: [empathise]", "agent: [hug]", "7: mine.followed.0.agent.0: must be 'greet', 'identify'"),
        ("agent: [empathise]", "agnt: [x]", "7: mine.followed.0.agnt: unknown key (did you mean 'agent'?)"),
        ("{says: {zh: [催]}}", "{stage: [middle]}", "5: mine.when.stage.0: no stage 'middle'; valid: acting"),
        (
            "{says: {zh: [催]}}",
            "{missing: [listening.restat]}",
            "5: mine.when.missing.0: no scorecard item 'listening.restat' (did you mean 'listening.re",
        ),
        ("{says: {zh: [催]}}", "{}", "5: mine.when: says nothing; valid: after_turns, agent"),
        ("{zh: [催]}", "{}", "5: mine.when.says: holds no cue, neither zh nor en"),
        ("[催]", '["|"]', "5: mine.when.says.zh.0: is empty and would fit nothing"),
        ("{says: {zh: [催]}}", "{brief: true}", "8: mine.title.zh: {word} is what 'says' found"),
        ("先应一声", "{opinion}", "8: mine.title.zh: nothing fills {opinion}; valid: {word}"),
        ("我马上看", "{wish}", "9: mine.say.zh: nothing fills {wish}; valid: {word}, {problem}, {situation}"),
        ("先应一声", "先应一声" * 9, "8: mine.title.zh: has 45 characters; at most 22 fit into the box"),
        (', en: "“{word}”: answer first"', "", "8: mine.title.en: missing"),
        ("  - agent: [empathise]", "  []", "6: mine.followed: needs at least one entry"),
    ],
)
def test_every_mistake_is_told_at_its_line_with_what_is_valid(tmp_path, old, new, told):
    assert old in RULE
    found = problems(tmp_path, RULE.replace(old, new))
    assert any(problem.startswith(told) for problem in found), found


def test_mistakes_outside_the_rules_are_told_too(tmp_path):
    text = "off: [cheeted]\nchecklists:\n  middle: [greeting.opening]\n  closing: [closing.tanks]\n"
    assert [problem.split("; valid")[0] for problem in problems(tmp_path, text + RULE + RULE[7:])] == [
        "1: off.0: no rule 'cheeted' (did you mean 'cheated'?)",
        "3: checklists.middle: no stage 'middle'",
        "4: checklists.closing.0: no scorecard item 'closing.tanks' (did you mean 'closing.thanks'?)",
        "16: mine.id: 'mine' is used twice; every rule needs an id of its own",
    ]


def test_a_broken_file_is_refused_with_all_its_problems(tmp_path):
    path = tmp_path / "guidance.yaml"
    path.write_text(RULE.replace("feeling", "x").replace("empathise", "y"), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        read_guidance(path)
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize("text", ["", "- a\n", "rules: [", "rules: 3\n", "rules: {a: 1}\n", "a: &x [*x]\n"])
def test_no_text_breaks_the_check(tmp_path, text):
    assert problems(tmp_path, text)


def test_rules_of_ones_own_lie_over_those_that_ship():
    below = shipped()
    cheated = next(rule for rule in below.rules if rule.id == "cheated")
    mine = cheated.model_copy(update={"importance": 1})
    new = cheated.model_copy(update={"id": "my-own"})
    own = RuleBook(off=["threatens"], checklists={"closing": ["closing.thanks"]}, rules=[mine, new])
    book = laid_over(below, own)
    ids = [rule.id for rule in book.rules]
    assert "threatens" not in ids
    assert ids[-1] == "my-own"
    assert len(ids) == len(below.rules)
    assert next(rule for rule in book.rules if rule.id == "cheated").importance == 1
    assert book.checklists == {**below.checklists, "closing": ["closing.thanks"]}
