"""A draft holds what was said, marks what it guessed, and reads as a scenario file."""

from __future__ import annotations

import re

import pytest

from simulator.call import Call
from simulator.content.loading import SCENARIOS
from simulator.drafting import draft
from simulator.errors import BadInput
from simulator.transcript import EndReason, Transcript
from tests.agents import play
from tests.simulator.drafting.calls import CALLS, a_call, as_data, content, drafted, loaded, named

ORDER = re.findall(r"^\| `(\w+)` \|", (SCENARIOS / "README.md").read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize("name", CALLS)
def test_the_same_call_gives_the_same_draft(name):
    assert drafted(named(name)) == drafted(named(name))


@pytest.mark.parametrize("name", CALLS)
def test_a_draft_follows_the_order_of_the_readme(name):
    keys = list(as_data(drafted(named(name))))
    assert [key for key in ORDER if key in keys] == keys


@pytest.mark.parametrize("name", ["slow_line", "gone_card"])
def test_a_call_with_everything_in_it_gives_a_draft_without_problems(name, tmp_path):
    scenario, problems = loaded(drafted(named(name)), "broadband/a-draft", tmp_path)
    assert problems == []
    assert scenario is not None


@pytest.mark.parametrize("name", ["slow_line", "gone_card"])
def test_such_a_draft_can_be_played_to_a_good_end(name, tmp_path):
    scenario, _ = loaded(drafted(named(name)), "broadband/a-draft", tmp_path)
    call = Call(scenario, content().personas[scenario.persona], seed=1)
    call.pick_up()
    best = max(scenario.resolutions, key=lambda way: way.quality)
    agent = CALLS[name]["lines"][:-1:2]
    for text in [
        *agent,
        best.say,
        *(q.answer for q in scenario.questions if q.answer),
        best.say,
        *agent[-1:] * 4,
    ]:
        if call.ended is None:
            call.hear(text)
    told = "\n".join(f"{turn.speaker.value}: {turn.text}" for turn in call.turns)
    assert call.ended in (EndReason.SATISFIED, EndReason.ACCEPTED, None), told
    assert call.customer.memory.accepted, told


def test_what_was_said_is_found():
    data = as_data(drafted(named("slow_line")))
    assert data["company"] == "星联宽带"
    assert any("断了四次" in line for line in data["opening"])
    asked = {fact["id"]: fact for fact in data["facts"] if fact["disclose"] == "asked"}
    light = next(fact for fact in asked.values() if "红的" in str(fact["lines"]))
    assert light["question"] == "断的时候光猫上的灯是什么颜色？"
    assert {"name", "phone"} <= asked.keys()
    assert [one["act"] for one in data["objections"] if "故意" in str(one["lines"])] == ["accuse"]
    assert any("派单" in way["say"] for way in data["resolutions"])
    taken = [way for way in data["resolutions"] if "减三十块" in way["say"]]
    assert taken[0]["quality"] == 3
    assert any("两点先到" in way["say"] for way in taken)
    assert any("红灯" in entry["text"] for entry in data["knowledge"])


def test_an_objection_knows_its_occasion():
    held = {one["act"]: one for one in as_data(drafted(named("slow_line")))["objections"]}
    assert held["accuse"]["raised"] == "explained"
    assert held["accuse"]["unfair"] is True


def test_the_english_call_is_found_as_well():
    data = as_data(drafted(named("gone_card"), "bank/gone-card"))
    assert data["company"] == "Northbank"
    assert any("cash machine in Spain" in str(one["lines"]) for one in data["questions"])
    assert max(way["quality"] for way in data["resolutions"]) == 3
    assert any("don't care" in str(one["lines"]) for one in data["objections"])
    assert content().personas[data["persona"]].gender == "female"


def test_poor_handling_becomes_triggers_moments_and_lines():
    data = as_data(drafted(named("unpunctuated"), "courier/rotten"))
    assert data["difficulty"] >= 2
    assert data["lines"]["threaten"] == ["我要投诉到邮政管理局。"]
    poor = [moment["poor"] for moment in data["moments"]]
    assert any("自己看条款" in text for text in poor)


def test_what_is_missing_is_an_honest_problem(tmp_path):
    text = drafted(named("unpunctuated"), "courier/rotten")
    _, problems = loaded(text, "courier/rotten", tmp_path)
    assert [problem.split(": ", 1)[1] for problem in problems] == ["resolutions: needs at least one entry"]
    assert "待补：电话里没给出办法" in text


@pytest.mark.parametrize(("name", "mark"), [("slow_line", "猜的："), ("gone_card", "guessed: ")])
def test_guesses_are_marked_with_reason_and_turn(name, mark):
    lines = drafted(named(name)).split("\n")
    for key in ("title", "difficulty", "mood", "persona", "skills", "state", "  reason"):
        place = next(i for i, line in enumerate(lines) if line.startswith(f"{key}:"))
        assert mark in lines[place] + lines[place - 1], lines[place]
    assert re.search(r"猜的：.*（第2句）|guessed: .*\(turn 2\)", "\n".join(lines))


@pytest.mark.parametrize("name", CALLS)
def test_every_turn_named_in_a_remark_exists(name):
    remarks = [line for line in drafted(named(name)).split("\n") if "#" in line]
    turns = [
        int(number)
        for line in remarks
        for found in re.findall(r"（第([\d、]+)句）|\(turn ([\d, ]+)\)", line)
        for number in re.findall(r"\d+", " ".join(found))
    ]
    assert turns
    assert set(turns) <= set(range(1, len(CALLS[name]["lines"]) + 1))


def test_fragments_of_one_speaker_are_one_turn():
    call = named("slow_line")
    data = call.as_json()
    second = data["turns"][1]
    first, rest = second["text"][:5], second["text"][5:]
    data["turns"][1:2] = [{"speaker": "customer", "text": first}, {"speaker": "customer", "text": rest}]
    joined = as_data(drafted(Transcript.read(data, "test")))
    assert joined["opening"] == as_data(drafted(call))["opening"]


def test_turns_without_words_change_nothing_but_the_numbers():
    lines = [*CALLS["slow_line"]["lines"]]
    silent = a_call("zh-CN", [*lines[:4], "……", "", *lines[4:]])
    assert as_data(drafted(silent)) == as_data(drafted(named("slow_line")))


@pytest.mark.parametrize("seed", [0, 3])
@pytest.mark.parametrize("name", ["telecom/data-overage", "bank/card-declined"])
def test_a_simulated_call_is_drafted_with_its_state(name, seed):
    call = play(content(), name, seed).transcript("c-1")
    text = draft(call, content(), "telecom/again")
    first = next(turn.state for turn in call.turns if turn.state is not None)
    assert as_data(text)["state"]["anger"] == round(first.anger, 2)
    assert "模拟通话里记着的" in text or "the simulated call recorded" in text


def test_a_long_call_stays_readable():
    lines = CALLS["slow_line"]["lines"]
    text = drafted(a_call("zh-CN", [*lines[:12], *lines[6:12] * 31, *lines[12:]]))
    data = as_data(text)
    assert len(text.split("\n")) < 400
    assert len(data["objections"]) <= 6
    assert len(data["resolutions"]) <= 4


def test_hostile_text_stays_text(tmp_path):
    evil = 'x: [&a *a {b}] # "q" - | > %TAG !!python/object \x00\x07 \u2028 yes 012 (nested (brackets)) | ok'
    lines = [evil if place in (1, 3, 8) else line for place, line in enumerate(CALLS["gone_card"]["lines"])]
    text = drafted(a_call("en-GB", lines))
    assert isinstance(as_data(text), dict)
    _, problems = loaded(text, "broadband/a-draft", tmp_path)
    assert not [problem for problem in problems if ": yaml: " in problem]


@pytest.mark.parametrize(
    ("scenario_id", "code"),
    [
        ("late-bill", "draft_industry"),
        ("telecom/", "draft_id"),
        ("telecom/Late Bill", "draft_id"),
        ("telecom/a--b", "draft_id"),
        ("phones/late-bill", "draft_industry"),
        ("telecom/../x", "draft_id"),
    ],
)
def test_an_id_that_is_none_is_refused(scenario_id, code):
    with pytest.raises(BadInput) as refused:
        draft(named("slow_line"), content(), scenario_id)
    assert refused.value.code == code
    assert scenario_id in str(refused.value)


@pytest.mark.parametrize(
    ("lines", "first", "code"),
    [
        ([], "agent", "draft_empty"),
        (["……", ""], "agent", "draft_empty"),
        (["您好，请讲。"], "agent", "draft_one_sided"),
        (["喂？我的快递呢？"], "customer", "draft_one_sided"),
    ],
)
def test_a_call_without_both_sides_is_refused(lines, first, code):
    with pytest.raises(BadInput) as refused:
        drafted(a_call("zh-CN", lines, first))
    assert refused.value.code == code


def test_another_language_is_refused():
    with pytest.raises(BadInput, match="'fr'"):
        drafted(a_call("fr", ["Bonjour", "Bonjour"]))


@pytest.mark.parametrize("lines", [["喂", "嗯"], ["您好", "你好", "再见", "拜拜"], ["hi", "hm", "ok", "ok"]])
def test_a_call_about_nothing_still_gives_a_file(lines, tmp_path):
    text = drafted(a_call("en-GB" if lines[0] == "hi" else "zh-CN", lines))
    _, problems = loaded(text, "broadband/a-draft", tmp_path)
    assert all("needs at least one entry" in problem or "is empty" in problem for problem in problems), (
        problems
    )
