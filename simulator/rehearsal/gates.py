"""The gates: what a training call must do, with limits and the first place where it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from simulator.rehearsal.records import CallRecord
from simulator.rehearsal.report import Example, Gate
from simulator.rehearsal.texts import text

SOLVED_FROM = 0.95
MOST_TURNS = 24  # agent turns that an expert may need
SATISFIED_AT_MOST = {
    "novice": 0.2,
    "rude": 0.0,
    "silent": 0.0,
    "script-reader": 0.0,
    "keyword-stuffer": 0.0,
    "over-apologiser": 0.2,
    "policy-quoter": 0.2,
}
LEAVE_FROM = {"rude": 0.5, "silent": 0.9}  # of their customers leave; real ones do
RESISTANCE = (0.2, 0.3)  # of an expert's customer turns in tough calls; real ones 25.1 %, simulated 13.5 %
TOUGH = 3
REPEATED_AT_MOST = 0.02
TRIED = {"swap": ("monotone", 0.0), "probe": ("directions", 0.05)}  # share that may come out wrong
NEVER = ("leak", "inversion", "goodbye", "contradiction")
GATE_OF = {
    "leak": "leaks",
    "inversion": "inversions",
    "goodbye": "goodbyes",
    "contradiction": "contradictions",
}


def gates(calls: Sequence[CallRecord], language: str) -> list[Gate]:
    """Every gate that these calls can tell something of."""
    found = [_solvable(_by(calls, "expert"), language)]
    found += [_too_nice(_by(calls, bot), bot, language) for bot in SATISFIED_AT_MOST]
    found += [_leaves(_by(calls, bot), bot, language) for bot in LEAVE_FROM]
    found += [_resistance(_by(calls, "expert"), language)]
    found += [_never(calls, kind, language) for kind in NEVER]
    found += [_repeats(calls, language)]
    found += [_trials(calls, kind, language) for kind in TRIED]
    return [gate for gate in found if gate is not None]


def _by(calls: Iterable[CallRecord], bot: str) -> list[CallRecord]:
    return [call for call in calls if call.bot == bot]


def _solvable(calls: list[CallRecord], language: str) -> Gate | None:
    if not calls:
        return None
    failed = [call for call in calls if not call.solved or call.agent_turns > MOST_TURNS]
    example = _stuck(failed[0], language) if failed else None
    return _gate(
        "solvable", "expert", 1 - len(failed) / len(calls), language, least=SOLVED_FROM, example=example
    )


def _stuck(call: CallRecord, language: str) -> Example:
    found = next((finding for finding in call.findings if finding.kind == "stuck"), None)
    if found is None:
        return _example(call, text("too_long", language, turns=call.agent_turns, most=MOST_TURNS))
    return _example(call, found.what, found.turn, found.text)


def _too_nice(calls: list[CallRecord], bot: str, language: str) -> Gate | None:
    if not calls:
        return None
    pleased = [call for call in calls if call.ended == "satisfied"]
    example = None
    if pleased:
        last = pleased[0].moods[-1]
        what = text("satisfied_by", language, bot=text(bot, language), trust=last.trust, anger=last.anger)
        example = _example(pleased[0], what)
    most = SATISFIED_AT_MOST[bot]
    return _gate("too_nice", bot, len(pleased) / len(calls), language, most=most, example=example)


def _leaves(calls: list[CallRecord], bot: str, language: str) -> Gate | None:
    if not calls:
        return None
    stayed = [call for call in calls if not call.left]
    what = text("stayed", language, bot=text(bot, language), ended=stayed[0].ended.value) if stayed else ""
    example = _example(stayed[0], what) if stayed else None
    share = 1 - len(stayed) / len(calls)
    return _gate("leaves", bot, share, language, least=LEAVE_FROM[bot], example=example)


def _resistance(calls: list[CallRecord], language: str) -> Gate | None:
    tough = [call for call in calls if call.level == TOUGH]
    if not tough:
        return None
    share = _share(tough, lambda call: call.resisting)
    least, most = RESISTANCE
    name = "calm_share" if share < least else "tense_share"
    pick = min if share < least else max
    example = _example(
        pick(tough, key=lambda call: _share([call], _resisting)), text(name, language, share=share)
    )
    return _gate("resistance", "expert", share, language, least=least, most=most, example=example)


def _resisting(call: CallRecord) -> int:
    return call.resisting


def _never(calls: Sequence[CallRecord], kind: str, language: str) -> Gate | None:
    """Number of places; none is allowed."""
    found = [(call, finding) for call in calls for finding in call.findings if finding.kind == kind]
    example = None
    if found:
        call, finding = found[0]
        example = _example(call, finding.what, finding.turn, finding.text)
    return _gate(GATE_OF[kind], None, float(len(found)), language, most=0.0, example=example)


def _repeats(calls: Sequence[CallRecord], language: str) -> Gate | None:
    """Of the calls with an agent who does something; to silence nobody has much to say."""
    spoken = [call for call in calls if call.bot in ("expert", "average", "novice")]
    if not spoken:
        return None
    share = _share(spoken, lambda call: call.repeated)
    found = [(call, f) for call in spoken for f in call.findings if f.kind == "repeat"]
    example = _example(found[0][0], found[0][1].what, found[0][1].turn, found[0][1].text) if found else None
    return _gate("repeats", None, share, language, most=REPEATED_AT_MOST, example=example)


def _trials(calls: Sequence[CallRecord], kind: str, language: str) -> Gate | None:
    """Share of comparisons that came out the wrong way."""
    tried = [(call, trial) for call in calls for trial in call.trials if trial.kind == kind]
    if not tried:
        return None
    wrong = [(call, trial.finding) for call, trial in tried if trial.finding is not None]
    example = None
    if wrong:
        call, finding = wrong[0]
        example = _example(call, finding.what, finding.turn, finding.text)
    name, most = TRIED[kind]
    return _gate(name, None, len(wrong) / len(tried), language, most=most, example=example)


def _share(calls: Sequence[CallRecord], count: Callable[[CallRecord], int]) -> float:
    turns = sum(call.customer_turns for call in calls)
    return sum(count(call) for call in calls) / turns if turns else 0.0


def _gate(
    name: str,
    bot: str | None,
    value: float,
    language: str,
    *,
    least: float | None = None,
    most: float | None = None,
    example: Example | None = None,
) -> Gate:
    passed = (least is None or value >= least) and (most is None or value <= most)
    return Gate(
        id=name,
        bot=bot,
        title=text(name, language, bot=text(bot, language) if bot else ""),
        value=round(value, 4),
        least=least,
        most=most,
        passed=passed,
        example=None if passed else example,
    )


def _example(call: CallRecord, what: str, turn: int | None = None, said: str = "") -> Example:
    return Example(bot=call.bot, seed=call.seed, level=call.level, turn=turn, text=said, what=what)
