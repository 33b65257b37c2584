"""Voice matching, on calls whose course is known: who comes closer, who mirrors, who does neither."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from benchmarks.matching import SAID, conversation, random_calls
from grading.acoustics import TurnAcoustics
from grading.grader import grade
from grading.result import ItemResult
from grading.scorecard import load_scorecard
from simulator.transcript import Mood, Speaker, Transcript, Turn
from tests.grading.labelled import call

CARD = load_scorecard("inbound@1")
Course = Callable[[float], TurnAcoustics]  # by the share of the call that is over, 0 … 1


def turn(rate: float, level: float, pauses: float, spread: float = 2.5) -> TurnAcoustics:
    return TurnAcoustics(rate=rate, level_db=level, pause_share=pauses, f0_sd_st=spread)


def heated(done: float) -> TurnAcoustics:
    """An angry customer with outbursts."""
    burst = math.sin(20 * done)
    return turn(290 + 30 * burst, -16 + 3 * burst, 0.1)


def quiet(done: float) -> TurnAcoustics:
    return turn(200 + 10 * math.sin(9 * done), -25 + math.sin(7 * done), 0.22)


def from_to(begin: TurnAcoustics, end: TurnAcoustics) -> Course:
    def at(done: float) -> TurnAcoustics:
        return turn(*(
            float(getattr(begin, name) + done * (getattr(end, name) - getattr(begin, name)))
            for name in ("rate", "level_db", "pause_share", "f0_sd_st")
        ))  # fmt: skip

    return at


FAST, SLOW = turn(300, -15, 0.05), turn(205, -24.5, 0.21)


def judged(agent: Course, customer: Course, *, angry: bool, exchanges: int = 7) -> ItemResult:
    heard = {0: agent(0)}
    for place in range(exchanges):
        done = place / max(1, exchanges - 1)
        heard |= {1 + 2 * place: customer(done), 2 + 2 * place: agent(done)}
    return grade(conversation(exchanges, SAID[angry]), CARD, acoustics=heard).item("matching.voice")


def test_an_agent_who_comes_closer_has_matched_and_reads_by_how_much():
    item = judged(from_to(FAST, SLOW), quiet, angry=False)
    assert item.verdict == "met"
    assert "语速的差距从" in item.why
    assert "dB" in item.why


def test_an_agent_who_was_near_all_along_has_matched():
    assert judged(lambda done: SLOW, lambda done: turn(207, -24, 0.22), angry=False).verdict == "met"


def test_an_agent_who_follows_every_turn_has_matched_a_customer_who_is_not_angry():
    def lively(done: float) -> TurnAcoustics:
        return turn(
            220 + 50 * math.sin(20 * done), -22 + 5 * math.sin(20 * done), 0.2 + 0.1 * math.sin(20 * done)
        )

    def beside(done: float) -> TurnAcoustics:
        other = lively(done)
        return turn((other.rate or 0) * 1.15, (other.level_db or 0) + 3, (other.pause_share or 0) + 0.06)

    assert judged(beside, lively, angry=False).verdict == "met"


def test_an_agent_who_moves_away_or_stays_away_has_missed():
    assert judged(from_to(SLOW, FAST), lambda done: turn(160, -30, 0.4), angry=False).verdict == "missed"
    assert judged(lambda done: FAST, quiet, angry=False).verdict == "missed"


def test_some_measures_are_part_of_it():
    only_the_rate = from_to(turn(300, -15, 0.05), turn(205, -15, 0.05))
    assert judged(only_the_rate, quiet, angry=False).verdict == "partial"


def test_slower_and_softer_than_an_angry_customer_is_right():
    item = judged(lambda done: turn(235, -22, 0.2), heated, angry=True)
    assert item.verdict == "met"
    assert "语速比客户慢" in item.why
    assert "音量比客户低" in item.why


def test_coming_down_while_the_customer_rages_is_right():
    assert judged(from_to(turn(300, -15, 0.1), turn(220, -23, 0.2)), heated, angry=True).verdict == "met"


def test_flat_is_not_calm():
    item = judged(lambda done: turn(235, -22, 0.2, spread=0.6), heated, angry=True)
    assert item.verdict == "partial"
    assert "0.6" in item.why


def test_an_angry_customer_is_not_to_be_mirrored():
    item = judged(heated, heated, angry=True)
    assert item.verdict == "missed"
    assert "跟着客户起落" in item.why
    below = judged(lambda done: turn(*_softer(heated(done))), heated, angry=True)
    assert below.verdict == "partial"


def _softer(other: TurnAcoustics) -> tuple[float, float, float]:
    return (other.rate or 0) * 0.9, (other.level_db or 0) - 3, 0.15


def test_getting_faster_and_louder_with_an_angry_customer_misses_it_even_from_below():
    up = from_to(turn(210, -26, 0.2), turn(285, -17, 0.1))
    assert judged(up, heated, angry=True).verdict == "missed"


def test_the_mood_on_file_counts_before_the_words():
    turns = [Turn(speaker=Speaker.AGENT, text="您好。")]
    for _ in range(6):
        turns.append(Turn(speaker=Speaker.CUSTOMER, text="我的话费不对。", state=Mood(anger=0.9)))
        turns.append(Turn(speaker=Speaker.AGENT, text="我看一下。"))
    heard = {index: heated(0.1 * index) if index % 2 else turn(235, -22, 0.2) for index in range(13)}
    item = grade(Transcript(call_id="x", language="zh", turns=tuple(turns)), CARD, acoustics=heard).item(
        "matching.voice"
    )
    assert item.why.startswith("客户发火，您压得住")


def test_loudness_of_sides_recorded_with_other_gains_is_not_compared():
    far = from_to(turn(300, -50, 0.05), turn(205, -45, 0.21))
    item = judged(far, quiet, angry=False)
    assert "音量" not in item.why
    assert item.verdict == "met"


def test_english_calls_are_explained_in_english():
    lines = "\n".join(["A: Hello, Star Mobile."] + ["C: I want another plan.\nA: Let me look."] * 6)
    heard = {index: quiet(index / 12) if index % 2 else FAST for index in range(13)}
    why = grade(call(lines, language="en"), CARD, acoustics=heard).item("matching.voice").why
    assert "rate from" in why
    assert "{" not in why


def test_text_only_has_no_voice_to_judge():
    assert grade(conversation(6, SAID[True]), CARD).item("matching.voice").verdict == "na"


@pytest.mark.parametrize("exchanges", [0, 1, 3])
def test_too_few_exchanges_are_not_judged(exchanges: int):
    assert judged(lambda done: SLOW, quiet, angry=False, exchanges=exchanges).verdict == "unscored"


def test_turns_in_which_nothing_could_be_measured_are_not_judged():
    empty = TurnAcoustics()
    assert judged(lambda done: empty, lambda done: empty, angry=True).verdict == "unscored"


@pytest.mark.parametrize("angry", [False, True], ids=["calm", "angry"])
def test_random_voices_match_no_more_often_than_chance_allows(angry: bool):
    verdicts = random_calls(200, angry=angry, seed=7)
    assert verdicts["met"] <= 0.05 * 200
    assert verdicts["missed"] > verdicts["partial"]


def test_the_same_call_has_the_same_result():
    assert random_calls(20, angry=False, seed=3) == random_calls(20, angry=False, seed=3)
