"""Whether a condition holds in a situation; one small check for each key that a rule may write."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coaching.guidance.rule import Condition, Cues
from coaching.guidance.situation import Situation
from grading.heard import Said
from grading.result import Verdict
from simulator.understanding import mentions

SHOWN = 0.5  # strength of a feeling that says something
Check = Callable[[Condition, Situation], bool]


def holds(condition: Condition, now: Situation) -> bool:
    """Whether everything that the condition says is so."""
    return all(CHECKS[name](condition, now) for name in condition.model_fields_set)


def _does(turn: Said | None, acts: list[str]) -> bool:
    return turn is not None and turn.does.does(*acts)


def _does_not(turn: Said | None, acts: list[str]) -> bool:
    return turn is not None and not turn.does.does(*acts)


def _fits(turn: Said | None, cues: Cues | None, now: Situation) -> bool:
    return turn is not None and cues is not None and any(_found(turn, cues, now))


def _found(turn: Said, cues: Cues, now: Situation) -> Iterator[str]:
    """The cues that the turn fits."""
    for cue in cues.zh if now.reading.chinese else cues.en:
        if mentions(turn.text, cue, now.reading.language):
            yield cue


def word_of(condition: Condition, now: Situation) -> str:
    """What the customer said that fits the condition's cues, in their own words where they stand there."""
    turn, cues = now.customer, condition.says
    if turn is None or cues is None:
        return ""
    fitting = list(_found(turn, cues, now))
    words = [word.replace("_", " ") for cue in fitting for word in cue.replace("|", " ").split()]
    said = turn.text.lower()
    return next((turn.text[at : at + len(w)] for w in words if (at := said.find(w.lower())) >= 0), words[0])


def _feels(condition: Condition, now: Situation) -> bool:
    turn = now.customer
    return turn is not None and any(turn.does.feelings.get(one, 0.0) >= SHOWN for one in condition.feels)


def _opinion(condition: Condition, now: Situation) -> bool:
    turn = now.customer
    return (turn is not None and turn.index in now.reading.opinions) is condition.opinion


def _above(figure: float | None, other: float | None) -> bool:
    """Whether both are known and the first is the higher one."""
    return figure is not None and other is not None and figure > other


def _done(verdict: Verdict) -> Callable[[str, Situation], bool]:
    return lambda name, now: now.verdict(name) is verdict


_is_missing, _is_met = _done(Verdict.MISSED), _done(Verdict.MET)

CHECKS: dict[str, Check] = {
    "customer": lambda c, now: _does(now.customer, [*c.customer]),
    "customer_not": lambda c, now: _does_not(now.customer, [*c.customer_not]),
    "says": lambda c, now: _fits(now.customer, c.says, now),
    "feels": _feels,
    "opinion": _opinion,
    "agent": lambda c, now: _does(now.agent, [*c.agent]),
    "agent_not": lambda c, now: _does_not(now.agent, [*c.agent_not]),
    "agent_says": lambda c, now: _fits(now.agent, c.agent_says, now),
    "stage": lambda c, now: now.stage in c.stage,
    "missing": lambda c, now: all(_is_missing(name, now) for name in c.missing),
    "not_met": lambda c, now: not any(_is_met(name, now) for name in c.not_met),
    "met": lambda c, now: all(_is_met(name, now) for name in c.met),
    "slipped": lambda c, now: any(now.slipped(name) for name in c.slipped),
    "after_turns": lambda c, now: len(now.reading.agent) >= (c.after_turns or 0),
    "talk_over": lambda c, now: _above(now.balance.share, c.talk_over),
    "talk_under": lambda c, now: _above(c.talk_under, now.balance.share),
    "long_turns": lambda c, now: now.long_turns >= (c.long_turns or 0),
    "brief": lambda c, now: now.agent is not None and (now.long_turns == 0) is c.brief,
    "faster_over": lambda c, now: _above(now.balance.faster, c.faster_over),
    "faster_under": lambda c, now: _above(c.faster_under, now.balance.faster),
}
"""A check for every field of ``Condition``."""
