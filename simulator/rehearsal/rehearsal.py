"""Runs bots against scenarios and adds up what they met. Knows no screen and no files.

``batches`` cuts the work into parts that any number of processes can do (``done``); ``reported`` adds up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from simulator.content.persona import Persona
from simulator.content.scenario import Level, Scenario
from simulator.content.varying import vary
from simulator.errors import BadInput
from simulator.rehearsal.bots import BOTS
from simulator.rehearsal.gates import gates
from simulator.rehearsal.measures import recorded
from simulator.rehearsal.playing import rehearsed
from simulator.rehearsal.records import CallRecord
from simulator.rehearsal.report import COURSE, BotReport, Report, ScenarioReport
from simulator.transcript import EndReason, Mood, Transcript

SEEDS_AT_ONCE = 10


@dataclass(frozen=True)
class Batch:
    """Some calls of one bot with one scenario, and all that is needed to play them."""

    scenario: Scenario
    personas: Mapping[str, Persona]
    bot: str
    seeds: tuple[int, ...]
    level: Level | None = None
    keep: bool = False  # the transcripts too
    trials: bool = True  # single acts and turns tried besides


@dataclass(frozen=True)
class Done:
    """What came of a batch."""

    records: tuple[CallRecord, ...]
    transcripts: tuple[Transcript, ...] = ()


def bots_named(names: Sequence[str]) -> list[str]:
    """The bots of these names, all when there are none. Raises BadInput with the valid names."""
    for name in names:
        if name not in BOTS:
            valid = ", ".join(BOTS)
            raise BadInput(
                f"unknown bot '{name}'; valid: {valid}", code="unknown_bot", name=name, valid=valid
            )
    return list(dict.fromkeys(names)) or list(BOTS)


def batches(
    scenarios: Iterable[Scenario],
    personas: Mapping[str, Persona],
    bots: Sequence[str],
    runs: int,
    level: Level | None = None,
    *,
    keep: bool = False,
    trials: bool = True,
) -> Iterator[Batch]:
    """The whole rehearsal in parts, scenario by scenario."""
    for scenario in scenarios:
        for bot in bots:
            for first in range(0, runs, SEEDS_AT_ONCE):
                seeds = tuple(range(first, min(runs, first + SEEDS_AT_ONCE)))
                yield Batch(scenario, personas, bot, seeds, level, keep, trials)


def done(batch: Batch) -> Done:
    """Play one batch."""
    records, transcripts = [], []
    for seed in batch.seeds:
        played = vary(batch.scenario, seed, batch.level)
        call = rehearsed(batch.bot, played, batch.personas[played.persona], seed)
        records.append(recorded(call, trials=batch.trials))
        if batch.keep:
            name = f"r-{played.id.replace('/', '-')}-{batch.bot}-{seed}"
            transcripts.append(call.call.transcript(name, agent_id=batch.bot))
    return Done(tuple(records), tuple(transcripts))


def rehearse(
    scenarios: Sequence[Scenario],
    personas: Mapping[str, Persona],
    bots: Sequence[str] = (),
    runs: int = 5,
    level: Level | None = None,
    on_call: Callable[[int, int], None] = lambda played, of: None,
    *,
    trials: bool = True,
) -> Report:
    """The whole rehearsal in this process. ``on_call`` is told how many calls of how many are played.
    Without ``trials`` two gates are left out that take as long as the calls: ``monotone``, ``directions``.

    Raises BadInput for an unknown bot.
    """
    work = list(batches(scenarios, personas, bots_named(bots), runs, level, trials=trials))
    total = sum(len(batch.seeds) for batch in work)
    records: list[CallRecord] = []
    for batch in work:
        records += done(batch).records
        on_call(len(records), total)
    return reported(scenarios, records)


def reported(scenarios: Sequence[Scenario], records: Sequence[CallRecord]) -> Report:
    """The report of all these calls."""
    single = tuple(_of_scenario(scenario, records) for scenario in scenarios)
    language = scenarios[0].language if scenarios else "en"
    return Report(
        calls=len(records),
        passed=all(report.passed for report in single),
        bots=_bots(records),
        gates=tuple(gates(records, language)),
        scenarios=single,
    )


def _of_scenario(scenario: Scenario, records: Sequence[CallRecord]) -> ScenarioReport:
    calls = [record for record in records if record.scenario == scenario.id]
    return ScenarioReport(
        scenario=scenario.id,
        title=scenario.title,
        language=scenario.language,
        calls=len(calls),
        bots=_bots(calls),
        gates=tuple(gates(calls, scenario.language)),
    )


def _bots(calls: Sequence[CallRecord]) -> tuple[BotReport, ...]:
    by_bot = {bot: [call for call in calls if call.bot == bot] for bot in BOTS}
    return tuple(_bot(bot, found) for bot, found in by_bot.items() if found)


def _bot(bot: str, calls: Sequence[CallRecord]) -> BotReport:
    ends = Counter(call.ended.value for call in calls)
    turns = sum(call.customer_turns for call in calls) or 1
    return BotReport(
        bot=bot,
        calls=len(calls),
        ends=dict(sorted(ends.items())),
        solved=round(sum(call.solved for call in calls) / len(calls), 4),
        satisfied=round(ends[EndReason.SATISFIED.value] / len(calls), 4),
        walked_away=round(ends[EndReason.WALKED_AWAY.value] / len(calls), 4),
        escalated=round(ends[EndReason.ESCALATED.value] / len(calls), 4),
        turns=round(sum(call.agent_turns for call in calls) / len(calls), 2),
        resistance=round(sum(call.resisting for call in calls) / turns, 4),
        repeated=round(sum(call.repeated for call in calls) / turns, 4),
        course=_course(calls),
    )


def _course(calls: Sequence[CallRecord]) -> tuple[Mood, ...]:
    """The mean mood at points evenly spread over each call."""
    told = [call.moods for call in calls if call.moods]
    points = [[moods[round(k * (len(moods) - 1) / (COURSE - 1))] for moods in told] for k in range(COURSE)]
    return tuple(_mean(moods) for moods in points if moods)


def _mean(moods: Sequence[Mood]) -> Mood:
    return Mood(
        **{part: round(sum(getattr(m, part) for m in moods) / len(moods), 3) for part in Mood.model_fields}
    )
