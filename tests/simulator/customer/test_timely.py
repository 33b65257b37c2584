"""What the customer comes with comes at its time: an objection upon its finding, nothing early at the end."""

from __future__ import annotations

from itertools import pairwise

import pytest

from simulator.customer.memory import Stage
from simulator.rehearsal.playing import Rehearsed, rehearsed
from simulator.transcript import Speaker
from simulator.understanding import understand
from simulator.understanding.reading import FactKind
from tests.simulator.customer.test_asked import answer, called
from tests.simulator.customer.test_listening import LIBRARY, heard

YES = ("accept:", "move:accept_warm", "move:accept_grudging")


def around_the_yes(played: Rehearsed) -> tuple[set[str], set[str]]:
    """What the customer says up to their yes, and what after it."""
    said = [turn.said for turn in played.call.turns if turn.speaker is Speaker.CUSTOMER]
    yes = next((i for i, keys in enumerate(said) if any(key.startswith(YES) for key in keys)), len(said))
    before, after = said[: yes + 1], said[yes + 1 :]
    return {key for keys in before for key in keys}, {key for keys in after for key in keys}


@pytest.mark.parametrize("name", sorted(LIBRARY.scenarios))
def test_nothing_early_comes_after_the_yes(name: str):
    for seed in range(2):
        scenario, persona = LIBRARY.cast(name, seed)
        early = {f"question:{question.id}" for question in scenario.questions if question.raised == "early"}
        for bot in ("expert", "average"):
            played = rehearsed(bot, scenario, persona, seed)
            before, after = around_the_yes(played)
            late = after - before
            assert not [key for key in late if key in early or key.startswith("objection:")], (bot, seed)


@pytest.mark.parametrize(
    ("name", "objection", "elsewhere", "finding"),
    [
        ("telecom/port-out", "gift", "您的积分有四千八百分，一千分抵十块钱。",
         "您三月份领过一个满减二十的优惠，协议到明年三月才到期。"),
        ("utilities/smart-meter",
         "knew", "Direct debits are reviewed twice a year, and we write to you a month before.",
         "The meter lost its signal in June, and since then the system has been guessing."),
        ("ecommerce/price-drop", "live-trick", "价格保护是签收后十五天内的，降了多少补多少。",
         "直播间的专享价不参加价格保护。"),
    ],
)  # fmt: skip
def test_an_objection_to_a_finding_waits_for_it(name: str, objection: str, elsewhere: str, finding: str):
    played = LIBRARY.scenarios[name]
    assert objection not in heard(elsewhere, played).brings_up
    assert objection in heard(finding, played).brings_up


def test_an_objection_to_a_finding_comes_once_it_was_given():
    call = called("utilities/smart-meter", level=2)
    for other in ("made-up", "suits-them"):
        call.customer.memory.objections[other] = Stage.SETTLED
    assert "objection:knew" not in answer(call, "Direct debits are reviewed twice a year.")
    finding = "The meter lost its signal in June, and since then the system has been guessing."
    assert "objection:knew" in answer(call, finding)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("三个月的四十五块我都给您退到话费里。", None),
        ("我给您把这三个月的费用退回话费，四十八小时到账。", "四十八小时"),
        ("我给您登记，三个工作日内专人给您回电话。", "三个工作日"),
    ],
)
def test_how_long_something_was_is_no_promise(text: str, time: str | None):
    claims = heard(text, LIBRARY.scenarios["telecom/elder-vas"]).claims
    promised = [claim.text for claim in claims if claim.promised and claim.thing != "sum"]
    assert not promised if time is None else [time in said for said in promised] == [True]


@pytest.mark.parametrize(
    "text", ["按规定退款七天内到账，我给您催一下。", "一般三天内给您回电话，我帮您登记。"]
)
def test_a_time_of_the_rules_is_no_promise(text: str):
    claims = heard(text, LIBRARY.scenarios["broadband/move-delayed"]).claims
    assert not [claim for claim in claims if claim.promised]


@pytest.mark.parametrize("name", ["courier/lost-parcel", "telecom/student-vas", "travel/hotel-overbooked"])
def test_nobody_asks_about_a_time_that_the_recap_has_just_named(name: str):
    for seed in range(3):
        scenario, persona = LIBRARY.cast(name, seed)
        turns = rehearsed("expert", scenario, persona, seed).call.turns
        for before, turn in pairwise(turns):
            if "move:remind" in turn.said:
                assert not times(before.text) & times(turn.text), (before.text, turn.text)


def times(text: str) -> set[float]:
    """The lengths of time that a text names, in hours."""
    named = understand(text, speaker=Speaker.AGENT, language="zh").facts
    return {fact.value for fact in named if fact.kind is FactKind.DURATION and fact.value is not None}
