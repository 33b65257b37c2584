"""Agents made from a scenario's own data, to see whether its call can be played at all."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.call import Call
from simulator.content.loading import Library
from simulator.content.parts import Fact
from simulator.content.scenario import Scenario
from simulator.customer.memory import Stage
from simulator.transcript import is_chinese

SENTENCES = {
    True: {
        "greet": "您好，欢迎致电{company}，我是客服小林，工号三零七，请问有什么可以帮您？",
        "feel": "碰上这样的事，换谁心里都不好受，您等到现在肯定又急又窝火。我来帮您查清楚。",
        "identity": "麻烦您报一下姓名和登记的手机号，我核对一下。",
        "restate": "我跟您核对一下：{reason}您是想{wish}对吧？",
        "listen": "嗯，我在听，您接着说。",
        "again": "这么一折腾确实够您受的。规定上我只能做到这一步，但这一步我现在就给您办：{offer}您看行吗？",
        "answer": "您问的这个是这样的：{answer}",
        "recap": "那我再跟您核对一遍：{offer}您看还有别的需要吗？",
        "bye": "感谢您的来电，祝您一切顺利，再见。",
    },
    False: {
        "greet": "Good morning, thank you for calling {company}, my name is Sam, how can I help you?",
        "feel": "Anyone would be upset with that going on, left waiting like this. Let me sort it out.",
        "identity": "Could I take your full name and the number on the account, please?",
        "restate": "Let me check I have it right: {reason} What you want is {wish} Is that right?",
        "listen": "Right, I'm listening, go on.",
        "again": "After all that, no wonder. It is as far as I can go, but I do it now: {offer} All right?",
        "answer": "About what you asked: {answer}",
        "recap": "So, to go over it again: {offer} Is there anything else you need?",
        "bye": "Thank you for calling, have a good day, goodbye.",
    },
}
RUDE = {
    True: ["喂", "你自己不会看啊", "规定就这样", "关我什么事", "说了你也不懂", "爱投诉投诉去", "没事挂了"],
    False: ["yeah", "did you even read it", "that's the rule", "not my problem", "whatever", "go complain"],
}


def textbook(scenario: Scenario, call: Call) -> Iterator[str]:
    """Greets, meets the feeling, identifies, restates, offers the best way out, answers, recaps, closes."""
    words = SENTENCES[is_chinese(scenario.language)]
    best = max(scenario.resolutions, key=lambda r: r.quality)
    memory = call.customer.memory
    yield words["greet"].format(company=scenario.company)
    yield words["feel"]
    yield words["identity"]
    yield words["restate"].format(reason=scenario.caller.reason, wish=scenario.caller.wish)
    for fact in _untold(scenario, memory.told)[:4]:
        yield _question(fact, scenario)
    yield words["listen"]
    yield words["feel"] + best.offer
    for _ in range(6):
        open_questions = [q for q in scenario.questions if memory.questions[q.id] is Stage.OPEN]
        if open_questions:
            known = {entry.id: entry.text for entry in scenario.knowledge}
            yield words["answer"].format(answer=" ".join(known[k] for k in open_questions[0].about))
        elif memory.accepted is None:
            yield words["again"].format(offer=best.offer)
        else:
            break
    yield words["recap"].format(offer=best.offer)
    yield words["recap"].format(offer=best.offer)
    for _ in range(3):
        yield words["bye"]


def _untold(scenario: Scenario, told: list[str]) -> list[Fact]:
    return [f for f in scenario.facts if f.asks and f.id not in told and f.kind == "detail"]


def _question(fact: Fact, scenario: Scenario) -> str:
    """A question made of the words that the fact's first cue looks for."""
    words = [part.split("|")[0].replace("_", " ") for part in fact.asks[0].split()]
    if is_chinese(scenario.language):
        return f"请问您{''.join(words)}是怎么样的？"
    return f"Could you tell me about the {' '.join(words)}?"


def play(library: Library, name: str, seed: int, rude: bool = False) -> Call:
    """A whole call of one of these agents."""
    scenario = library.scenarios[name]
    call = Call(scenario, library.personas[scenario.persona], seed)
    call.pick_up(1)
    lines = iter(RUDE[is_chinese(scenario.language)] * 2) if rude else textbook(scenario, call)
    for text in lines:
        if call.ended:
            break
        call.hear(text[:1900])
    return call
