"""The coach: follows a call moment by moment and says what the box shows. Deterministic, no clock.

Quiet by these rules. At most one hint. It stays until its occasion passes, it is followed, or a more
important one comes; a hint about the customer's latest turn passes with the answer. The same hint is never
given twice in a row, and right after one only a more important one is given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from coaching.guidance.balance import Balance
from coaching.guidance.book_checks import TOLD, WORD
from coaching.guidance.occasions import holds, word_of
from coaching.guidance.rule import Condition, Rule, Theme
from coaching.guidance.rulebook import RuleBook
from coaching.guidance.situation import Situation
from grading.result import Verdict
from grading.scorecard import Scorecard, Wording
from grading.slots import call_slots, fill, reasons
from grading.stages import Stage, plan
from simulator.content.persona import Content
from simulator.content.scenario import Scenario
from simulator.transcript import Speaker, Transcript
from simulator.voice.measures import Voice

US = {"zh": re.compile("我们|咱们|你们"), "en": re.compile(r"\b(?:we|us|our|you people|you lot)\b", re.I)}
REST = 2  # turns after a hint in which only a more important one is given: the agent's answer and what comes


class Hint(Content):
    """A hint as it was shown. ``turn``: the 0-based turn after which; ``say`` in the call's language."""

    rule: str
    theme: Theme
    importance: int
    turn: int
    of_the_line: bool
    title: Wording
    leads_to: Wording | None = None
    say: str = ""
    followed: list[Condition]


@dataclass(frozen=True)
class Step:
    """One line of a checklist: a scorecard item and how far it is done."""

    item: str
    title: Wording
    verdict: Verdict


@dataclass(frozen=True)
class Guidance:
    """What the box shows at one moment."""

    stage: Stage
    checklist: tuple[Step, ...]
    balance: Balance
    hint: Hint | None


@dataclass(frozen=True)
class _State:
    shown: Hint | None = None  # now
    last: Hint | None = None  # the latest that was given


@dataclass
class Coach:
    """Follows one call. ``given`` are the hints shown before, for a call that is taken up again."""

    card: Scorecard
    book: RuleBook
    scenario: Scenario | None = None
    given: Sequence[Hint] = ()
    _state: _State = field(init=False)
    _moment: int = field(init=False, default=-1)

    def __post_init__(self) -> None:
        """Go on with the hint that was given last."""
        last = self.given[-1] if self.given else None
        self._state = _State(last, last)
        self._moment = last.turn + 1 if last else -1

    def look(self, call: Transcript, voices: Mapping[int, Voice] | None = None) -> Guidance:
        """What to show after the turns of ``call``; asking again at the same moment gives no other hint."""
        now = Situation(call, self.card, self.scenario, voices or {})
        if now.moment != self._moment:
            self._state = advance(self._since(now), now, self.book)
            self._moment = now.moment
        return Guidance(_stage(now), checklist(now, self.book), now.balance, self._state.shown)

    def _since(self, now: Situation) -> _State:
        """What is left of the hint after the turns that came since the last look."""
        state = self._state
        for moment in range(max(self._moment, 0) + 1, now.moment):
            if state.shown is not None:
                turns = now.call.turns[:moment]
                then = replace(now, call=now.call.model_copy(update={"turns": turns}))
                state = replace(state, shown=_kept(state, then, self.book))
        return state


def advance(state: _State, now: Situation, book: RuleBook) -> _State:
    """The state at a new moment."""
    kept = _kept(state, now, book)
    best = _best(state, now, book) if _may_speak(now) else None
    if best is None or (kept is not None and best.importance <= kept.importance):
        return replace(state, shown=kept)
    given = _hint(best, now)
    return _State(given, given)


def _may_speak(now: Situation) -> bool:
    """Hints are for what the agent says next: after a customer's turn."""
    turns = now.call.turns
    return bool(turns) and turns[-1].speaker is Speaker.CUSTOMER


def _kept(state: _State, now: Situation, book: RuleBook) -> Hint | None:
    """The hint that is shown, as long as it stays."""
    shown = state.shown
    rule = next((rule for rule in book.rules if shown and rule.id == shown.rule), None)
    return shown if shown and _stays(shown, rule, now) else None


def _stays(hint: Hint, rule: Rule | None, now: Situation) -> bool:
    answered = any(turn.index > hint.turn for turn in now.reading.agent)
    if not answered:
        return True
    if hint.of_the_line or rule is None or not holds(rule.when, now):
        return False
    return not any(holds(condition, now) for condition in hint.followed)


def _best(state: _State, now: Situation, book: RuleBook) -> Rule | None:
    """The most important rule whose occasion it is; of equals the one that stands first."""
    last = state.last
    resting = last is not None and now.moment - 1 - last.turn <= REST
    fitting = [
        rule
        for rule in book.rules
        if (last is None or rule.id != last.rule)
        and not (resting and last is not None and rule.importance <= last.importance)
        and holds(rule.when, now)
    ]
    return max(fitting, key=lambda rule: rule.importance, default=None)


def _hint(rule: Rule, now: Situation) -> Hint:
    slots = _told(now) | {WORD: word_of(rule.when, now)}

    def filled(wording: Wording) -> Wording:
        return Wording(zh=fill(wording.zh, slots), en=fill(wording.en, slots))

    return Hint(
        rule=rule.id,
        theme=rule.theme,
        importance=rule.importance,
        turn=now.moment - 1,
        of_the_line=rule.when.of_the_line,
        title=filled(rule.title),
        leads_to=filled(rule.leads_to) if rule.leads_to else None,
        say=filled(rule.say).in_language(now.reading.chinese) if rule.say else "",
        followed=rule.followed,
    )


def _told(now: Situation) -> dict[str, str]:
    """What the customer told, for a sentence to say; words that were cut, or are about us, are not fit."""
    told = call_slots(now.reading)
    usual = reasons()["fallbacks"]
    language = "zh" if now.reading.chinese else "en"
    unfit = {
        name
        for name, text in told.items()
        if text.endswith("…") or US[language].search(text) or now.reading.words.has("accuses", text)
    }
    return {name: usual[name][language] if name in unfit else told[name] for name in TOLD}


def _stage(now: Situation) -> Stage:
    return next(stage for stage in plan().stages if stage.id == now.stage)


def checklist(now: Situation, book: RuleBook) -> tuple[Step, ...]:
    """The items of the present stage that the call's scorecard has and that have an occasion."""
    titles = {item.id: item.title for item in now.card.items}
    found = ((name, now.verdict(name)) for name in book.checklists.get(now.stage, ()))
    judged = (Verdict.MET, Verdict.PARTIAL, Verdict.MISSED)
    return tuple(Step(name, titles[name], verdict) for name, verdict in found if verdict in judged)
