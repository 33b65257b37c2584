"""What the customer counts as said was said, by them or the agent: no answer, yes or goodbye is lost."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from simulator.call import Call
from simulator.content.loading import load_library
from simulator.content.scenario import Scenario
from simulator.content.wording import Move
from simulator.customer.memory import Stage
from simulator.customer.perceiving.restating import covered
from simulator.transcript import Speaker, is_chinese

LIBRARY = load_library()
NAMES = sorted(LIBRARY.scenarios)
YES = {f"move:{move}" for move in (Move.ACCEPT_WARM, Move.ACCEPT_GRUDGING)}
FEELING = {True: "碰上这样的事换谁都得着急上火。", False: "That must be maddening after all you've done."}
CHECK = {True: "您看这样行吗？", False: "Would that work for you?"}


def lines(scenario: Scenario) -> list[str]:
    """What an agent may say here: each question, two at once, each answer, each way out, a feeling."""
    chinese = is_chinese(scenario.language)
    asked = [fact.question for fact in scenario.facts if fact.question]
    gap = "" if chinese else " "
    pairs = [gap.join(pair) for pair in pairwise(asked)]
    offers = [way.say or way.offer for way in scenario.resolutions]
    both = [gap.join((FEELING[chinese], offer)) for offer in offers]
    answers = [question.answer for question in scenario.questions if question.answer]
    told = [gap.join((answer, offers[0])) for answer in answers]
    return [*asked, *pairs, *offers, *both, *answers, *told, FEELING[chinese], CHECK[chinese]]


def heard(call: Call) -> set[str]:
    return {key for turn in call.turns if turn.speaker is Speaker.CUSTOMER for key in turn.said}


def told_back(call: Call) -> set[str]:
    """What an agent has said for the caller, who need not tell it any more."""
    language = call.scenario.language
    mine = [turn.text for turn in call.turns if turn.speaker is Speaker.AGENT]
    return {
        f"fact:{fact.id}"
        for fact in call.scenario.facts
        if any(covered(text, fact, language) for text in mine)
    }


def check(call: Call) -> None:
    keys, memory = heard(call), call.customer.memory
    assert {f"fact:{fact}" for fact in memory.told} <= keys | told_back(call)
    if memory.accepted:
        assert keys & {*YES, f"accept:{memory.accepted}"}
    for kind, stages in (("objection", memory.objections), ("question", memory.questions)):
        opened = {f"{kind}:{name}" for name, stage in stages.items() if stage is Stage.OPEN}
        assert opened <= keys
    for name, offer in memory.offers.items():
        assert not offer.bargained or f"bargain:{name}" in keys
    assert not any(o.asked_when for o in memory.offers.values()) or f"move:{Move.ASK_WHEN}" in keys


@example(name="utilities/smart-meter", persona="terse", seed=0, course=[0, 130, 0, 0])
@settings(max_examples=120, deadline=None)
@given(
    name=st.sampled_from(NAMES),
    persona=st.sampled_from(["terse", "normal", "talkative"]),
    seed=st.integers(0, 60),
    course=st.lists(st.integers(0, 200), min_size=4, max_size=12),
)
def test_what_counts_as_said_was_said(name, persona, seed, course):
    scenario = LIBRARY.scenarios[name]
    own = LIBRARY.personas[scenario.persona]
    speech = own.speech.model_copy(update={"talkative": persona})
    call = Call(scenario, own.model_copy(update={"speech": speech}), seed)
    call.pick_up(1)
    said = lines(scenario)
    for index in course:
        if call.ended is None:
            call.hear(said[index % len(said)])
            check(call)
