"""Reading content: whatever is wrong is told as file:line, with what would be valid, all at once."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.content.loading import PERSONAS, SCENARIOS, library, load_files, load_library
from simulator.errors import BadInput, ContentError

CARDS = {"inbound@1": ("matching.feeling", "yes_but.handling", "listening.restate", "action.solution")}
DODGE = """    dodge:
      - 没有！一条都没收着！
      - 短信？我哪有工夫看短信啊。
      - 我天天多少广告短信，谁看那个。
"""
Spoil = Callable[[str, str], int]


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A trainer's copy of a scenario that ships."""
    path = tmp_path / "telecom" / "data-overage.yaml"
    path.parent.mkdir()
    shutil.copy(SCENARIOS / "telecom" / "data-overage.yaml", path)
    return path


@pytest.fixture
def spoil(draft: Path) -> Spoil:
    """Replace the first occurrence of some text; returns the number of its line."""

    def replace(old: str, new: str) -> int:
        before, after = draft.read_text(encoding="utf-8").split(old, 1)
        draft.write_text(before + new + after, encoding="utf-8", newline="")
        return before.count("\n") + 1

    return replace


def problems(path: Path) -> list[str]:
    return [p.removeprefix(f"{path}:") for p in load_files([path], CARDS).problems]


def test_an_unknown_key_is_told_with_the_valid_ones(draft: Path, spoil: Spoil):
    line = spoil("    kind: story", "    sort: story")
    assert problems(draft) == [
        f"{line}: facts.0.sort: unknown key (did you mean 'short'?); "
        "valid: after, asks, disclose, dodge, id, kind, lines, question, short"
    ]


def test_a_missing_key_is_told(draft: Path, spoil: Spoil):
    spoil("summary: ", "# summary: ")
    assert problems(draft) == ["1: summary: missing"]


def test_a_missing_key_of_a_fact_is_told_at_the_fact(draft: Path, spoil: Spoil):
    line = spoil("  - id: bill\n", "  - id: bill\n")
    spoil("    short: 平时五十九，这个月一百五十九\n", "")
    assert problems(draft) == [f"{line}: facts.0.short: missing"]


def test_a_wrong_persona_is_told_with_the_valid_ones(draft: Path, spoil: Spoil):
    line = spoil("persona: impatient-boss", "persona: impatient")
    (told,) = problems(draft)
    assert told.startswith(f"{line}: persona: no persona 'impatient'; valid: anxious-shopkeeper, ")


def test_a_persona_of_another_tongue_is_refused(draft: Path, spoil: Spoil):
    line = spoil("persona: impatient-boss", "persona: anxious-shopkeeper")
    assert problems(draft) == [f"{line}: persona: 'anxious-shopkeeper' speaks en-GB, the scenario is zh-CN"]


def test_a_tab_is_told_at_its_line(draft: Path, spoil: Spoil):
    line = spoil("  - id: topup", "\t- id: topup")
    (told,) = problems(draft)
    assert told == f"{line}: yaml: a tab at the start of the line; indent with spaces"


def test_a_key_given_twice_is_told_at_the_second(draft: Path, spoil: Spoil):
    line = spoil("difficulty: 2", "difficulty: 2\ndifficulty: 3")
    (told,) = problems(draft)
    assert told.startswith(f"{line + 1}: yaml: found duplicate key")


def test_a_file_that_is_not_utf8_is_told(draft: Path):
    draft.write_bytes(draft.read_text(encoding="utf-8").encode("gb18030"))
    (told,) = problems(draft)
    assert told.startswith("1: file: not UTF-8 at byte ")


def test_a_huge_file_is_refused_unread(draft: Path):
    draft.write_text("# " + "x" * 600_000 + "\n" + draft.read_text(encoding="utf-8"), encoding="utf-8")
    assert problems(draft) == ["1: file: larger than 500000 bytes"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "is empty"),
        ("# only a comment\n", "is empty"),
        ("- a list\n", "must be a mapping of keys to values, not a list"),
        ("just words\n", "must be a mapping of keys to values, not a text"),
    ],
)
def test_a_file_that_is_no_mapping_is_told(draft: Path, text: str, what: str):
    draft.write_text(text, encoding="utf-8")
    assert problems(draft) == [f"1: file: {what}"]


def test_a_wrong_mood_is_told_with_the_valid_ones(draft: Path, spoil: Spoil):
    line = spoil("mood: angry", "mood: furious")
    (told,) = problems(draft)
    assert told.startswith(f"{line}: mood: ")
    assert "'angry', 'anxious', 'confused', 'disappointed' or 'calm'" in told


def test_a_bare_number_among_cues_asks_for_quotes(draft: Path, spoil: Spoil):
    line = spoil("timed_by: [小时,", "timed_by: [24,")
    assert problems(draft) == [f"{line}: resolutions.0.timed_by.0: must be text: write it in quotes, '24'"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("退|返|还给|冲|减|补给 80", "退｜返 80", "write a plain | for “or”"),
        ("退|返|还给|冲|减|补给 80", "退|返", "one character alone"),
        ("退|返|还给|冲|减|补给 80", "'|'", "empty cue"),
        ("after: [bill]", "after: [bil]", "no fact 'bil'; valid: bill, camera, "),
        ("about: [overage, detail]", "about: [overages]", "no knowledge 'overages'; valid: cap, "),
        ("skills: [matching.feeling,", "skills: [empathy,", "no item 'empathy' in inbound@1; valid: "),
        ("  - id: topup", "  - id: bill", "'bill' is used twice"),
        ("industry: telecom", "industry: bank", "is 'bank', but the id says 'telecom'"),
        ("还没说完", "还没{said}", "unknown slot {said}; valid: address, bill, "),
        ("id: telecom/data-overage", "id: telecom/overage", "is 'telecom/overage', the file's place says"),
        (DODGE, "", "'sms' is pressed but has no 'dodge' lines"),
        ("    asks: [姓名", "    # asks: [姓名", "'name' is an identity that no question finds"),
        ("    asks: [希望", "    # asks: [希望", "'wish' is never told: give 'asks'"),
        ("opening:\n", 'opening:\n  - ""\n', "opening.0: is empty"),
        ("      any:\n        - (以前|往常)", "      calm:\n        - (以前|往常)", "add lines under 'any'"),
    ],
)
def test_content_that_cannot_work_is_told_near_it(draft: Path, spoil: Spoil, old: str, new: str, told: str):
    line = spoil(old, new)
    found = problems(draft)
    assert any(told in problem for problem in found), found
    assert min(abs(int(problem.split(":")[0]) - line) for problem in found if told in problem) <= 5


def test_yes_but_needs_an_opinion_to_answer(draft: Path):
    text = draft.read_text(encoding="utf-8")
    draft.write_text(text.replace("unfair: true", "unfair: false"), encoding="utf-8")
    assert [p.split(": ", 1)[1] for p in problems(draft)] == [
        "skills: yes_but.handling needs an objection that is unfair"
    ]


def test_an_outcome_whose_cues_belong_to_a_better_one_is_told(draft: Path):
    text = draft.read_text(encoding="utf-8")
    half = text[
        text.index("  - id: half-back\n    quality") : text.index("  - id: check-and-call\n    quality")
    ]
    better = text[text.index("      - 退|返|还给|冲|减|补给 80") : text.index("    timed_by: [小时, 当天")]
    cues = half[half.index("      - 退|返|还|冲|减|免|补 50") : half.index("    timed_by:")]
    draft.write_text(text.replace(cues, better), encoding="utf-8")
    (told,) = problems(draft)
    assert "'half-back' is never reached: its cues all belong to first-overage" in told


def test_all_problems_of_all_files_come_at_once(tmp_path: Path):
    """Two broken files, one of them the persona of the other: each told once, no follow-up noise."""
    for folder in ("scenarios/telecom", "personas"):
        (tmp_path / folder).mkdir(parents=True)
    persona = tmp_path / "personas" / "impatient-boss.yaml"
    scenario = tmp_path / "scenarios" / "telecom" / "data-overage.yaml"
    persona.write_text(
        (PERSONAS / "impatient-boss.yaml").read_text(encoding="utf-8").replace("age: 43", "age: 430"), "utf-8"
    )
    scenario.write_text(
        (SCENARIOS / "telecom/data-overage.yaml")
        .read_text(encoding="utf-8")
        .replace("after: [bill]", "after: [bills]"),
        "utf-8",
    )
    shutil.copy(PERSONAS / "college-student.yaml", tmp_path / "personas")
    found = load_library(tmp_path / "scenarios", tmp_path / "personas")
    assert [Path(p.split(":")[0]).name for p in found.problems] == [
        "impatient-boss.yaml",
        *["data-overage.yaml"] * 4,
    ]
    assert all(re.match(r".+\.yaml:\d+: [\w.]+: .+", problem) for problem in found.problems)


def test_a_scenario_may_come_before_its_new_persona(draft: Path, spoil: Spoil, tmp_path: Path):
    persona = tmp_path / "night-owl.yaml"
    text = (PERSONAS / "impatient-boss.yaml").read_text(encoding="utf-8")
    persona.write_text(text.replace("id: impatient-boss", "id: night-owl"), encoding="utf-8")
    spoil("persona: impatient-boss", "persona: night-owl")
    assert load_files([draft, persona]).problems == []


def test_problems_stand_in_the_order_of_the_file(draft: Path, spoil: Spoil):
    spoil("mood: angry", "# mood")
    spoil("difficulty: 2", "difficulty: 9")
    spoil("anger: 0.7", "anger: 7")
    draft.write_text(draft.read_text(encoding="utf-8") + "mood: furious\n", encoding="utf-8")
    assert [problem.split(": ")[1] for problem in problems(draft)] == ["difficulty", "state.anger", "mood"]


def test_an_unknown_name_is_answered_with_the_valid_ones():
    shipped = library()
    with pytest.raises(BadInput, match="unknown scenario 'telecom/none'; valid: bank/annual-fee, "):
        shipped.scenario("telecom/none")
    with pytest.raises(BadInput, match="unknown persona 'nobody'; valid: anxious-shopkeeper, "):
        shipped.persona("nobody")


def test_a_library_with_problems_is_not_served(tmp_path: Path):
    (tmp_path / "broken.yaml").write_text("id: broken\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        library(tmp_path / "none", tmp_path)
    assert len(caught.value.problems) == 6


def test_a_man_with_a_womans_persona_is_told(draft: Path, spoil: Spoil):
    line = spoil("persona: impatient-boss", "persona: gentle-mother")
    told = [problem for problem in problems(draft) if "gentle-mother" in problem]
    assert told == [f"{line + 3}: caller.address: '王先生', but persona 'gentle-mother' is female"]


def test_a_mistake_in_a_variation_is_told_at_its_own_line(draft: Path, spoil: Spoil):
    line = spoil("        after: [hotspot]", "        after: [hotspots]")
    assert [p.split(": no fact")[0] for p in problems(draft)] == [f"{line}: twists.0.facts.0.after"]


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("title", "孩子点的", "the agent reads the title before the call; a twist lies hidden: leave it out"),
        ("summary", "其实是孩子点的。", "the agent reads the summary before the call"),
        (
            "post",
            "{site: 微博, author: 某人, posted: 昨天, text: 避雷}",
            "a post needs channel: social, not phone",
        ),
        ("handover", "{note: 客户很急, mistakes: 没有}", "unknown key"),
        (
            "triggers",
            "[{id: a, cues: [甲乙], why: 一}, {id: a, cues: [丙丁], why: 二}]",
            "'a' is used twice in this variation",
        ),
    ],
)
def test_what_a_twist_may_not_have_is_told_where_it_stands(
    draft: Path, spoil: Spoil, name: str, given: str, told: str
):
    line = (
        spoil("twists:\n", f"twists:\n  - id: odd\n    name: 怪\n    about: 怪事一桩\n    {name}: {given}\n")
        + 4
    )
    assert any(p.startswith(f"{line}: twists.0.{name}") and told in p for p in problems(draft)), problems(
        draft
    )


def test_a_segment_may_have_a_title_a_summary_and_a_note_of_its_own(draft: Path, spoil: Spoil):
    own = "title: 流量跑光了\n    summary: 一句话。\n    handover: {note: 客户很急, mistake: 他并不急}"
    spoil("segments:\n", f"segments:\n  - id: odd\n    name: 怪\n    about: 怪事一桩\n    {own}\n")
    assert problems(draft) == []


def test_facts_that_wait_for_each_other_are_told(draft: Path, spoil: Spoil):
    spoil("  - id: topup\n", "  - id: topup\n    after: [shop]\n")
    line = spoil("  - id: shop\n", "  - id: shop\n    after: [topup]\n")
    told = problems(draft)
    assert f"{line + 1}: facts.2.after: 'shop' would have to be told before itself" in told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "at: stealing",
            "at: stealling",
            "no 'stealling' in this scenario; valid: opening, offer, closing, ",
        ),
        ("      - 王建国。\n", "      - My name is Wang Jianguo.\n", "not in the scenario's language, zh-CN"),
        ("(喂，|哎，|)我问", "(喂，|哎，我问", "a bracket ( ) that is not closed"),
        ("channel: phone\n", "channel: social\n", "needs the public post it started with"),
        ("  ivr: [话费查询, 账单争议, 人工服务]\n", "", "channel: phone needs the menu path"),
    ],
)
def test_what_no_call_could_use_is_told(draft: Path, spoil: Spoil, old: str, new: str, told: str):
    if old.startswith("channel"):
        spoil("scorecard: inbound@1", "channel: phone\nscorecard: inbound@1")
    spoil(old, new)
    assert any(told in problem for problem in problems(draft)), problems(draft)
