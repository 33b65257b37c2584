"""Bots talk as agents do, hear what an agent hears, and do the same for the same seed."""

from __future__ import annotations

import random

import pytest

from simulator.content.alternation import every, mistake
from simulator.rehearsal.bots import BOTS
from simulator.rehearsal.hearing import Heard
from simulator.rehearsal.phrasebook import Phrasebook, lines_of
from simulator.rehearsal.playing import MOST_TURNS, rehearsed
from simulator.transcript import Speaker, Turn
from simulator.understanding import understand


@pytest.fixture
def call_of(shipped):
    def play(bot, seed=0, name="telecom/data-overage", level=None):
        scenario, persona = shipped.cast(name, seed, level)
        return rehearsed(bot, scenario, persona, seed)

    return play


def texts(call):
    return [turn.text for turn in call.call.turns]


@pytest.mark.parametrize("bot", BOTS)
def test_the_same_seed_gives_the_same_call(call_of, bot):
    assert texts(call_of(bot, 3)) == texts(call_of(bot, 3))


def test_another_seed_gives_another_call(call_of):
    assert texts(call_of("expert", 1)) != texts(call_of("expert", 2))


@pytest.mark.parametrize("bot", BOTS)
def test_every_call_comes_to_an_end(call_of, bot):
    call = call_of(bot)
    assert call.call.ended is not None
    assert len(call.said) <= MOST_TURNS


def test_the_expert_answers_an_objection_with_the_words_of_its_moment(shipped):
    scenario = shipped.scenario("telecom/data-overage")
    bot = BOTS["expert"](scenario, 0)
    bot.says(Heard())
    moment = next(moment for moment in scenario.moments if moment.at == "stealing")
    assert bot.says(Heard("你们偷着扣钱！", ("objection:stealing",))).text == moment.good


def test_the_expert_answers_the_question_that_was_asked(shipped):
    scenario = shipped.scenario("telecom/data-overage")
    question = scenario.questions[0]
    bot = BOTS["expert"](scenario, 0)
    bot.says(Heard())
    said = bot.says(Heard("那是怎么用掉的？", (f"question:{question.id}",)))
    assert question.answer in said.text


def test_a_fact_that_was_dodged_is_asked_for_again(call_of):
    for seed in range(8):
        call = call_of("expert", seed, level=2)
        keys = [key for turn in call.call.turns for key in turn.said]
        for dodged in (key for key in keys if key.startswith("dodge:")):
            assert keys.index(dodged.replace("dodge:", "fact:")) > keys.index(dodged)


def test_the_silent_one_says_next_to_nothing(call_of):
    said = call_of("silent").said
    assert sum(not spoken.text for spoken in said) >= len(said) / 2


def test_the_average_agent_says_some_things_well_and_some_poorly(call_of):
    said = [spoken for seed in range(6) for spoken in call_of("average", seed).said]
    poor = sum(not spoken.good for spoken in said) / len(said)
    assert 0.2 < poor < 0.5


@pytest.mark.parametrize("chinese", [True, False])
def test_every_line_can_be_said(chinese):
    lines = lines_of(chinese)
    for table in (lines.good, lines.poor, lines.other):
        for name, said in table.items():
            assert not [line for line in said if mistake(line)], name
    assert set(lines.good) >= set(lines.poor)


def test_both_tongues_have_the_same_lines():
    zh, en = lines_of(True), lines_of(False)
    for kind in ("good", "poor", "other"):
        assert set(getattr(zh, kind)) == set(getattr(en, kind))


def test_no_line_comes_twice_while_another_is_left():
    book = Phrasebook("zh-CN", random.Random(0))
    lines = book.lines.other["apology"]
    said = [book.other("apology") for _ in lines]
    assert len(set(said)) == len(lines)


def test_what_the_caller_says_of_themselves_is_turned():
    assert Phrasebook("zh-CN", random.Random(0)).turned("扣了我一百") == "扣了您一百"
    assert Phrasebook("en-GB", random.Random(0)).turned("I know my card") == "you know your card"


@pytest.mark.parametrize(
    ("name", "act"),
    [("greet", "greet"), ("feel", "empathise"), ("feel_anxious", "empathise"), ("bye", "farewell"),
     ("restate", "restate"), ("check", "check_satisfaction"), ("identity", "ask_identity")],
)  # fmt: skip
def test_good_chinese_lines_are_understood_for_what_they_are(name, act):
    before = Turn(speaker=Speaker.CUSTOMER, text="你给我查查，这个月凭什么扣我一百六啊？")
    slots = {"company": "星联移动", "point": "这个月扣了您一百六。", "wish": "把这一百六弄明白"}
    for line in lines_of(True).good[name]:
        for said in every(line)[:3]:
            read = understand(said.format(**slots), speaker=Speaker.AGENT, language="zh-CN", context=[before])
            assert read.does(act), said
