"""The nine stages of a call: which turn belongs to which, for how long, and how the customer fared there.

Every turn has one stage: the path through the call that fits what the turns do, where going on is cheap,
going back dear, and the feeling may be met at any time. The weights and reasons stand in ``stages.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from grading.heard import FACT_KINDS, Said
from grading.journey import Journey
from grading.moments import does_it, is_asked, is_path
from grading.reading import Reading
from grading.scorecard import Wording
from grading.spans import Spans, spans
from simulator.content.persona import Content
from simulator.content.problems import parse
from simulator.content.yaml_reading import read_yaml
from simulator.errors import ContentError

STAGES = Path(__file__).parent / "stages.yaml"
FIGURES = 2  # amounts or times from which saying them again is a recap
LAST = 2  # turns that end a call
ANY_TIME = "feeling"  # the stage that may be entered from anywhere at the price of going on

Weights = Mapping[str, float]


class Stage(Content):
    """One stage and its name."""

    id: str
    title: Wording


class Moves(Content):
    """What leaving a stage costs."""

    forward: float
    back: float
    by_customer: float
    linger: float


class Pace(Content):
    """Spoken units a minute of call, for calls without times."""

    slow: float
    usual: float
    fast: float


class Plan(Content):
    """The stages in order, and what speaks for each."""

    stages: list[Stage]
    acts: dict[str, dict[str, dict[str, float]]]
    signs: dict[str, dict[str, float]]
    moves: Moves
    pace: Pace

    @property
    def order(self) -> tuple[str, ...]:
        """The ids of the stages in order."""
        return tuple(stage.id for stage in self.stages)


@dataclass(frozen=True)
class Part:
    """What a call spent on one stage.

    ``turns``: 0-based places; ``seconds`` with the band of an estimate (all three are equal when measured);
    ``share`` of the call 0 … 1; ``distress``: the customer's worst in it, None where they said nothing.
    """

    stage: Stage
    turns: tuple[int, ...]
    seconds: float
    band: tuple[float, float]
    estimated: bool
    share: float
    distress: float | None
    peak: bool


@lru_cache(maxsize=1)
def plan() -> Plan:
    """``stages.yaml``. Raises ContentError when it is broken."""
    problems: list[str] = []
    data = read_yaml(STAGES, problems)
    found = parse(data, STAGES, Plan, problems) if data is not None else None
    if found is None:
        raise ContentError(problems)
    return found


def parts_of(reading: Reading, course: Journey) -> tuple[Part, ...]:
    """The stages that the call went through, in their usual order; empty for a call without turns."""
    labels = stages_of(reading)
    timed = spans(reading.transcript, plan().pace.slow, plan().pace.usual, plan().pace.fast)
    return tuple(
        _part(stage, tuple(i for i, label in enumerate(labels) if label == stage.id), timed, course)
        for stage in plan().stages
        if stage.id in labels
    )


def _part(stage: Stage, turns: tuple[int, ...], timed: Spans, course: Journey) -> Part:
    felt = [point.distress for point in course.points if point.turn in turns]
    seconds = sum(timed.seconds[i] for i in turns)
    return Part(
        stage=stage,
        turns=turns,
        seconds=round(seconds, 2),
        band=(round(sum(timed.least[i] for i in turns), 2), round(sum(timed.most[i] for i in turns), 2)),
        estimated=any(timed.estimated[i] for i in turns),
        share=round(seconds / timed.total, 4) if timed.total else 0.0,
        distress=max(felt, default=None),
        peak=course.peak is not None and course.peak.turn in turns,
    )


def stages_of(reading: Reading, *, over: bool = True) -> tuple[str, ...]:
    """The stage of every turn, by its id. ``over``: the call has ended; else its last turns end nothing."""
    order = plan().order
    best = [0.0] * len(order)  # by stage: how well the call so far fits, when it is there now
    before: list[list[int]] = []  # by turn and stage: the stage that it is best reached from
    for turn in reading.turns:
        speaks = _evidence(reading, turn, over)
        ways = [
            [sofar - dear for sofar, dear in zip(best, row, strict=True)]
            for row in _costs(by_agent=turn.by_agent, first=not before)
        ]
        best = [max(way) + speaks.get(stage, 0.0) for stage, way in zip(order, ways, strict=True)]
        before.append([way.index(max(way)) for way in ways])
    return _path(best.index(max(best)), before)


def _path(at: int, before: Sequence[Sequence[int]]) -> tuple[str, ...]:
    """From the best last stage back to the first turn's."""
    labels: list[str] = []
    for came in reversed(before):
        labels.append(plan().order[at])
        at = came[at]
    return tuple(reversed(labels))


@lru_cache(maxsize=4)
def _costs(*, by_agent: bool, first: bool) -> tuple[tuple[float, ...], ...]:
    """A row for each stage to come to: what it costs from each stage. A call starts in its first stage."""
    moves, order = plan().moves, plan().order

    def cost(at: str, to: str) -> float:
        if at == to:
            return moves.linger if to == ANY_TIME else 0.0
        onward = ANY_TIME in (at, to) or order.index(to) > order.index(at)
        return (moves.forward if onward else moves.back) + (0.0 if by_agent else moves.by_customer)

    return tuple(tuple(cost(order[0] if first else at, to) for at in order) for to in order)


def _evidence(call: Reading, turn: Said, over: bool) -> dict[str, float]:
    """How strongly the turn speaks for each stage: its acts by their share of the words, and its moments."""
    found: dict[str, float] = {}
    for act, weight in _acts(turn).items():
        _add(found, plan().acts[turn.speaker.value].get(act, {}), weight)
    for sign in _signs(call, turn, over):
        _add(found, plan().signs[sign], 1.0)
    return found


def _add(found: dict[str, float], weights: Weights, times: float) -> None:
    for stage, weight in weights.items():
        found[stage] = found.get(stage, 0.0) + times * weight


def _acts(turn: Said) -> dict[str, float]:
    """Acts with their probability: half by what the turn does, half by how much of it does so."""
    whole = sum(len(clause.text) for clause in turn.does.clauses)
    found: dict[str, float] = {}
    if whole:
        _add(found, turn.does.acts, 0.5)
    for clause in turn.does.clauses:
        _add(found, clause.acts, 0.5 * len(clause.text) / whole)
    return found


def _signs(call: Reading, turn: Said, over: bool) -> Iterator[str]:
    if not turn.text.strip():
        return
    yield from _signs_of_agent(call, turn) if turn.by_agent else _signs_of_customer(call, turn)
    if turn.index < call.problem:
        yield "before_business"
    elif over and turn.index >= len(call.turns) - LAST:
        yield "end"


def _signs_of_agent(call: Reading, turn: Said) -> Iterator[str]:
    if turn.index < call.problem:
        return
    if any(does_it(call, clause) for clause in call.clauses(turn)):
        yield "done"
    elif is_path(call, turn):
        yield "path"
    if turn.index < call.first_path and call.has("question", turn):
        yield "early_question"
    if call.has("identity_nouns", turn) and is_asked(call, turn, call.problem):
        yield "asks_identity"
    if turn.index > call.first_path:
        yield from (sign for sign, is_so in _again(call, turn) if is_so)


def _again(call: Reading, turn: Said) -> Iterator[tuple[str, bool]]:
    """Signs of going over what was agreed: the words for it; two figures or more, all said before."""
    facts = [fact.value for fact in turn.does.facts if fact.kind in FACT_KINDS and fact.value is not None]
    known = {fact.value for said in call.agent if said.index < turn.index for fact in said.does.facts}
    yield "recap_lead", call.has("recap_lead", turn)
    yield "figures_again", len(set(facts)) >= FIGURES and known.issuperset(facts)


def _signs_of_customer(call: Reading, turn: Said) -> Iterator[str]:
    if turn.index == call.problem:
        yield "business"
        return
    for name, where in (("emotion", call.emotions), ("opinion", call.opinions), ("story", call.stories)):
        if turn.index in where:
            yield name
    if call.has("identifier", turn) and call.has("digits", turn):
        yield "identifier"
