"""What a turn of the agent gives the caller: ways out, their time or amount, answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.content.parts import Question, Resolution
from simulator.content.scenario import Scenario
from simulator.customer.memory import Memory, Stage
from simulator.customer.perceiving.asking import PLAIN, Sentence, formed, puts_forward, sentences, strongest
from simulator.customer.perceiving.claims import SUM, Claim
from simulator.customer.perceiving.forms import fits
from simulator.transcript import Speaker, Turn
from simulator.understanding import mentions_any
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.reading import Clause, Understanding

GIVING = (A.PROPOSE, A.COMMIT, A.ACT_NOW, A.EXPLAIN, A.ASK_CLOSED, A.RECAP, A.CHECK_SATISFACTION)
PROMISING = (A.PROPOSE, A.COMMIT, A.ACT_NOW)
ASKING = (A.ASK_OPEN, A.ASK_CLOSED, A.ASK_IDENTITY)
TOLD_BACK = (A.RESTATE, A.ASK_OPEN)
TELLING = (*PROMISING, A.EXPLAIN)
ELSE_FROM = 0.5
FRAGMENT = 14  # characters under which a turn only completes the one before: 三十块，二十四小时


def offered(
    text: str, read: Understanding, scenario: Scenario, context: Sequence[Turn]
) -> tuple[Resolution, ...]:
    """Resolutions the turn offers, the best first. A refusal that names one does not offer it."""
    if not (read.does(*GIVING, floor=0.35) or read.unsure):
        return ()
    given = " ".join(clause.text for s in sentences(read) for clause in _given(s, scenario.language))
    if not given.strip():
        return ()
    before = _completed(text, read, context, scenario.language)
    found = [
        way
        for way in scenario.resolutions
        if mentions_any(given, way.offered_by, scenario.language)
        or _completes(before, given, way, scenario.language)
    ]
    return tuple(sorted(found, key=lambda way: -way.quality))


def _given(sentence: Sentence, language: str) -> Iterator[Clause]:
    """What a sentence gives. Where it tells back a wish, feels with the caller or asks, that is all it does,
    but for clauses that plainly give something.
    """
    put = [puts_forward(clause.text, language) for clause in sentence]
    kinds = TOLD_BACK if any(put) else (*TOLD_BACK, A.EMPATHISE)
    other = any(strongest(clause.acts, kinds) >= ELSE_FROM for clause in sentence)
    for clause, forward in zip(sentence, put, strict=True):
        gives = forward or strongest(clause.acts, TELLING) >= PLAIN
        taken_back = fits(clause.text, "takes_back", language) or fits(clause.text, "after_all", language)
        withheld = taken_back or _withholds(clause.acts)
        if not withheld and (gives or not other):
            yield clause


def _withholds(acts: dict[str, float]) -> bool:
    """Whether a clause speaks of what the caller said, asks for something, or says no."""
    gives = max(acts.get(act, 0.0) for act in (*PROMISING, A.CHECK_SATISFACTION))
    asks = strongest(acts, (A.ASK_CLOSED, A.ASK_IDENTITY))
    if (asks >= 0.5 and asks > gives) or strongest(acts, TOLD_BACK) >= 0.5:
        return True
    return acts.get(A.REFUSE, 0.0) >= 0.5 and not any(acts.get(act, 0.0) >= 0.4 for act in PROMISING)


def _completed(text: str, read: Understanding, context: Sequence[Turn], language: str) -> str:
    """The agent's turn before, when this one is a fragment that only completes it; else ''."""
    asks = read.does(*ASKING) or formed(read, language)
    if len(text) >= FRAGMENT or asks or read.does(A.REFUSE):
        return ""
    return next((turn.text for turn in reversed(context) if turn.speaker is Speaker.AGENT), "")


def _completes(before: str, given: str, way: Resolution, language: str) -> bool:
    """Whether two turns name a way that neither names alone; what the first named is no news now."""
    together = bool(before) and mentions_any(f"{before} {given}", way.offered_by, language)
    return together and not mentions_any(before, way.offered_by, language)


def timed(text: str, scenario: Scenario, claimed: Sequence[Claim]) -> tuple[str, ...]:
    """The ids of the resolutions whose time or amount the turn says, in whatever words."""
    named = {claim.way for claim in claimed if not (claim.thing == SUM or claim.is_fee)}
    return tuple(
        way.id
        for way in scenario.resolutions
        if not way.timed_by or way.id in named or mentions_any(text, way.timed_by, scenario.language)
    )


def answered(read: Understanding, memory: Memory) -> tuple[Question, ...]:
    """Questions of the caller that this turn answers, asked or not yet. To ask or refuse is no answer."""
    scenario = memory.scenario
    told = " ".join(clause.text for clause in read.clauses if not _asks(clause.acts))
    waiting = [q for q in scenario.questions if memory.questions[q.id] is not Stage.SETTLED]
    return tuple(q for q in waiting if mentions_any(told, q.answered_by, scenario.language))


def _asks(acts: dict[str, float]) -> bool:
    asking = max(acts.get(act, 0.0) for act in ASKING)
    return asking >= 0.5 and asking > max(acts.get(act, 0.0) for act in (A.EXPLAIN, *PROMISING))


def brings_up(read: Understanding, scenario: Scenario, *, telling: bool) -> tuple[str, ...]:
    """The ids of the objections to the finding or rule that a turn gives: those that name what it must
    mention, where it does; the others to whatever is told of the case.
    """
    if not read.does(A.EXPLAIN):
        return ()
    clauses = read.clauses_doing(A.EXPLAIN) or read.clauses
    told = " ".join(clause.text for clause in clauses)
    to_findings = (o for o in scenario.objections if o.raised == "explained")
    return tuple(
        o.id for o in to_findings if (mentions_any(told, o.upon, scenario.language) if o.upon else telling)
    )
