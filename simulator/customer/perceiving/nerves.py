"""What touches a nerve of this caller: the scenario's triggers, said or demanded, not merely asked.

A cue that holds a no belongs to one clause: 我不能给，要是他不肯退 says nothing of 不能退. A cue without
one is not said where it is taken away: 不用先交钱.
"""

from __future__ import annotations

import re

from simulator.content.parts import Trigger
from simulator.content.scenario import Scenario
from simulator.customer.perceiving.asking import strongest
from simulator.transcript import is_chinese
from simulator.understanding import mentions
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.normalise import plain
from simulator.understanding.reading import Understanding

ASKED_FROM = 0.5
NO = {
    True: re.compile(r"(?:^|[|\s])(?:不|没|无|别|免)"),
    False: re.compile(
        r"(?:^|[|\s_])(?:no|not|never|won't|can't|cannot|don't|doesn't|isn't|unable)(?=$|[|\s_])"
    ),
}
TAKEN_AWAY = {
    True: re.compile(r"(?:不用|不必|无需|不需要|用不着|甭)(?!担心|着急|怕)(?:您|你)?[^,.!?;]{1,6}"),
    False: re.compile(r"\b(?:no need to|don't (?:have|need) to|needn't|without having to)\b[^,.!?;]+"),
}


def touched(read: Understanding, scenario: Scenario) -> tuple[Trigger, ...]:
    """The triggers that a turn sets off."""
    asked = (A.ASK_OPEN, A.ASK_CLOSED)
    said = tuple(c.text for c in read.clauses if strongest(c.acts, asked) < ASKED_FROM)
    return tuple(t for t in scenario.triggers if any(_said(cue, said, scenario.language) for cue in t.cues))


def _said(cue: str, clauses: tuple[str, ...], language: str) -> bool:
    chinese = is_chinese(language)
    parts = clauses if NO[chinese].search(cue) else (" ".join(clauses),)
    return any(mentions(part, cue, language) and _stands(part, cue, language) for part in parts)


def _stands(part: str, cue: str, language: str) -> bool:
    """Whether the words are still there without what is taken away; a cue that takes away itself stands."""
    away = TAKEN_AWAY[is_chinese(language)]
    return bool(away.search(plain(cue))) or mentions(away.sub(" ", plain(part)), cue, language)
