"""Who writes does not hear, ring off or say 喂."""

from __future__ import annotations

import pytest

from simulator.call import Call
from simulator.content.loading import load_library
from simulator.content.scenario import Scenario
from simulator.customer.wording.typed import typed
from simulator.transcript import is_chinese

LIBRARY = load_library()
WRITTEN = [scenario for scenario in LIBRARY.scenarios.values() if scenario.channel.typed]
ODD = {
    True: [
        "您好，客服小林，请问有什么可以帮您？",
        "",
        "一二三四五上山打老虎",
        "滚开，烦死了",
        "您自己不会看啊？",
        "再见",
        "再见",
    ],
    False: [
        "Hi, Sam from support here.",
        "",
        "purple monkeys dance",
        "shut up",
        "can't you read?",
        "bye",
        "bye",
    ],
}


@pytest.mark.parametrize("scenario", WRITTEN, ids=lambda scenario: scenario.id)
@pytest.mark.parametrize("seed", range(4))
def test_nothing_written_belongs_on_the_phone(scenario: Scenario, seed: int):
    chinese = is_chinese(scenario.language)
    played, persona = LIBRARY.cast(scenario.id, seed)
    call = Call(played, persona, seed)
    call.pick_up()
    for line in ODD[chinese]:
        if call.ended is None:
            reply = call.hear(line) if line else call.silence(400)
            moves = [key for key in reply.said if key.startswith("move:")]
            if len(moves) == len(reply.said):  # what the scenario itself words is its author's business
                assert not typed(chinese).spoken(reply.text), (line, reply.said, reply.text)


def test_there_are_scenarios_that_are_written():
    assert {scenario.channel.value for scenario in WRITTEN} == {"chat", "social"}


@pytest.mark.parametrize("chinese", [True, False])
def test_what_is_written_for_writing_may_be_written(chinese: bool):
    table = typed(chinese)
    for move, lines in table.lines.items():
        assert table.written(lines) == lines, move


def test_a_word_inside_another_one_is_no_phone():
    english = typed(False)
    for line in ("I'm putting all of this online.", "Not that I know by heart.", "Basically, bring it back."):
        assert not english.spoken(line), line
    for line in ("I'll ring back.", "Never heard that one.", "Are you listening?", "A bad line, this."):
        assert english.spoken(line), line
