"""What an agent says is taken as meant: times of the clock, what a no denies, an offer, a reproach."""

from __future__ import annotations

import pytest

from simulator.content.loading import library
from simulator.content.scenario import Scenario
from simulator.customer.perceiving.clock import without_times
from simulator.customer.perceiving.figures import figures_of, misstated
from simulator.customer.perceiving.gifts import SOMEBODY_ELSE
from simulator.customer.perceiving.mistaken import case_known, mistaken, texts_of
from simulator.customer.perceiving.nerves import touched
from simulator.transcript import Speaker
from simulator.understanding import understand
from simulator.understanding.normalise import plain
from simulator.understanding.reading import Understanding
from tests.simulator.customer.test_listening import heard


def read(text: str, scenario: str) -> tuple[Understanding, Scenario]:
    known = library().scenarios[scenario]
    return understand(text, speaker=Speaker.AGENT, language=known.language, context=[]), known


@pytest.mark.parametrize(
    "said",
    [
        "It's on flight 917, landing in Boston at nine forty tonight.",
        "So it's the Fenmore tonight, between ten thirty and twelve thirty, is that right?",
        "They come between ten and half past ten.",
    ],
)
def test_a_time_of_the_clock_is_nobodys_figure(said):
    taken, scenario = read(said, "travel/delayed-baggage")
    language = scenario.language
    assert misstated(said, taken, figures_of(scenario), language) is None
    assert mistaken(taken, case_known(texts_of(scenario), language), [], language, agreed=False) is None


@pytest.mark.parametrize(
    "kept", ["two hundred and fifty dollars", "one hundred and ten", "four two four six"]
)
def test_a_sum_is_no_time_of_the_clock(kept):
    assert without_times(plain(kept)) == plain(kept)


@pytest.mark.parametrize(
    ("scenario", "said", "fires"),
    [
        ("utilities/power-cut", "您先交钱，交了才能送电。", True),
        ("utilities/power-cut", "不用先交钱，我这就送电。", False),
        ("bank/transfer-wrong", "这个我们不能撤。", True),
        ("bank/transfer-wrong", "他的电话我不能给，要是他不肯退，您拿回单去派出所。", False),
        ("utilities/smart-meter", "Look, there's nothing I can do. Go outside and read the meter.", False),
    ],
)
def test_a_nerve_is_touched_by_what_is_said_not_by_what_is_denied(scenario, said, fires):
    taken, known = read(said, scenario)
    assert bool(touched(taken, known)) is fires


@pytest.mark.parametrize(
    ("said", "of_somebody_else"),
    [
        ("对方不退就拿去报警", True),
        ("要是他不肯退，您就报警", True),
        ("这笔钱我们不退", False),
        ("他的电话不能给您", False),
    ],
)
def test_what_somebody_else_may_refuse_takes_nothing_back(said, of_somebody_else):
    assert bool(SOMEBODY_ELSE.search(said)) is of_somebody_else


def test_an_offer_at_the_end_is_taken_as_one_and_asks_for_nothing_said_before():
    """流量用光就断网 … 要不要现在开上 was once heard as asking again what the data went on."""
    played = library().scenarios["telecom/data-overage"]
    said = "我给您把套外上限设成零，流量用光就断网，一分钱也扣不走，要不要现在开上？"
    assert not heard(said, played).asked
    assert heard("那阵子流量是怎么用的，您开过热点没有？", played).asked


def test_a_reproach_in_the_form_of_a_question_wins_no_trust():
    played = library().scenarios["utilities/smart-meter"]
    read_as = heard("We emailed you twice. What do you expect?", played)
    assert not read_as.asked
