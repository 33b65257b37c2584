"""Whatever is on file is graded, or refused in a sentence: strange calls, strange times, walls of text."""

from __future__ import annotations

import time

import pytest

from grading.grader import grade
from grading.result import Verdict
from grading.scorecard import load_scorecard
from simulator.transcript import Speaker, Transcript, Turn

CARD = load_scorecard("inbound@1")
AGENT, CUSTOMER = Speaker.AGENT, Speaker.CUSTOMER
USUAL = [
    (AGENT, "您好，这里是联讯宽带，我是小孟，请问有什么可以帮您？"),
    (CUSTOMER, "我家网断了三天了，急死我了，孩子要上网课。"),
    (AGENT, "三天上不了课，搁谁都急。我现在就给您派师傅，今天下午四点到。"),
    (CUSTOMER, "行，那我等着。"),
] * 3
STRANGE = [
    *("", " ", "😀😀👍", "？？？", "\u200b", "a\x00b", "ﷺ" * 50),
    *("すみません、回線が切れました", "Mein Internet geht nicht", "انقطع الإنترنت"),
]
LONG = 60_000  # characters
PATIENCE_S = 20  # CPU; a wall of text takes about a second here


def call(turns, language: str = "zh-CN", **fields) -> Transcript:
    said = [
        Turn(speaker=speaker, text=text, **(fields["times"][i] if "times" in fields else {}))
        for i, (speaker, text) in enumerate(turns)
    ]
    return Transcript(call_id="h-1", language=language, turns=tuple(said))


def sound(result) -> bool:
    """Every item has a verdict, a total in bounds, and evidence in place."""
    return 0 <= result.total <= 100 and all(item.verdict in Verdict for item in result.items)


@pytest.mark.parametrize("speaker", [AGENT, CUSTOMER])
@pytest.mark.parametrize("count", [1, 2, 12])
def test_a_call_with_one_side_only_has_a_result(speaker, count):
    assert sound(grade(call([(speaker, "我家网断了，怎么办啊")] * count), CARD))


@pytest.mark.parametrize("language", ["zh-CN", "en-GB", "ja-JP", "de-DE", "ar", "x-klingon"])
@pytest.mark.parametrize("text", STRANGE)
def test_other_languages_and_signs_are_graded_like_anything_else(language, text):
    result = grade(call([*USUAL, (CUSTOMER, text), (AGENT, text)], language), CARD)
    assert sound(result)
    for item in result.items:
        for piece in item.evidence:
            assert piece.turn < len(USUAL) + 2


@pytest.mark.parametrize(
    "times",
    [
        [{"start": 10.0 - i, "end": 11.0 - i} for i in range(12)],
        [{"start": 0.0, "end": 60.0}] * 12,
        [{"start": float(i)} if i % 2 else {} for i in range(12)],
        [{"start": 5.0, "end": 1.0}] * 12,
    ],
    ids=["backwards", "all at once", "some missing", "end before start"],
)
def test_times_that_cannot_be_do_not_stop_the_grader(times):
    assert sound(grade(call(USUAL, times=times), CARD))


@pytest.mark.parametrize("speaker", [AGENT, CUSTOMER])
@pytest.mark.parametrize("piece", [*"a1好 ，😀", "...", "12:30 ", "ab1 ", "我家宽带坏了急死了", "my line, "])
def test_a_wall_of_text_is_read_in_bounded_time(piece, speaker):
    """Patterns that begin with any number of letters or digits once took hours over a million of them."""
    wall = piece * (LONG // len(piece))
    began = time.process_time()
    assert sound(grade(call([*USUAL[:5], (speaker, wall), *USUAL[6:]]), CARD))
    assert time.process_time() - began < PATIENCE_S


def test_a_very_long_call_costs_not_much_more_a_turn_than_a_short_one():
    def seconds(times: int) -> float:
        # no turn was met before
        turns = [(who, f"{text}{times}号{i}") for i, (who, text) in enumerate(USUAL * times)]
        began = time.process_time()
        assert sound(grade(call(turns), CARD))
        return (time.process_time() - began) / len(turns)

    seconds(1)
    assert seconds(60) < 4 * seconds(8)
