"""What the labelled calls say about a rule's verdict. Where they agree the rule's reason stands; where not,
the verdict is theirs, with the level's meaning as the reason and the turn that shows its sign as evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from grading.finding import Finding, Scorer
from grading.learned.cases import case, chosen, is_settled, item_signs
from grading.learned.item_model import item_models
from grading.learned.signs import Signs, read_signs
from grading.learned.unstuffed import unstuffed
from grading.reading import Reading
from grading.result import Evidence, Verdict
from grading.scorecard import Item
from grading.slots import reason, slots_in

LEAST_TURNS = 8  # the shortest calls of the corpus; of a shorter one it has nothing to say
SHOWN = 0.3  # probability from which a sign is evidence
GRAVE = 0.35  # probability from which a critical error is named: best F1 in cross-validation
FAULTS = frozenset(["bare"])  # signs whose absence is what is good
QUOTE = "quote"  # the slot of a reason that repeats its evidence
CLEAR = 0.6  # … and from which it is better evidence than a turn that does not show it


class SecondOpinion:
    """Reads the signs of one call once, for all its items; a fragment of a call is left to the rules.

    Stuffed turns are heard by the rules alone: they can lower a verdict, and adding one raises none.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading, self._places = unstuffed(reading)
        self._stuffed = self._reading is not reading

    @property
    def _has_a_say(self) -> bool:
        """Nothing is learned of very short calls, nor of those in which the agent says nothing."""
        return len(self._reading.turns) >= LEAST_TURNS and bool(self._reading.agent)

    @cached_property
    def _signs(self) -> Signs:
        return read_signs(self._reading)

    @cached_property
    def _case(self) -> dict[str, float]:
        return case(self._signs)

    def on(self, item: Item, rule: Finding, scorer: Scorer) -> Finding:
        """The finding to go by: the rule's own, or another verdict with its evidence."""
        model = item_models().get(item.scorer)
        if model is None or is_settled(rule) or not self._has_a_say:
            return rule
        heard = scorer(self._reading, item.settings) if self._stuffed else rule
        odds = model.odds(chosen(self._case, item.scorer, heard))
        verdict = max(odds, key=lambda v: (odds[v], v is heard.verdict))
        if item.critical and odds.get(Verdict.MISSED, 0.0) >= GRAVE:
            verdict = Verdict.MISSED
        if verdict is heard.verdict is rule.verdict:
            return self._better_shown(item.scorer, rule)
        if verdict is rule.verdict or not (heard.verdict is rule.verdict or _lower(verdict, rule.verdict)):
            return rule
        raised = rule.verdict.share is not None and _lower(rule.verdict, verdict)
        if raised and not self._shows(item.scorer, verdict):
            return rule
        least = 0.0 if item.critical and verdict is Verdict.MISSED else SHOWN  # no call fails without a quote
        return Finding(verdict, None, tuple(self._evidence(item.scorer, verdict, least)), rule.slots)

    def _shows(self, scorer: str, verdict: Verdict) -> bool:
        """Whether some turn shows what this verdict rests on; true where nothing is named for it."""
        signs = set(_quoted(scorer, verdict))
        return not signs or signs <= FAULTS or any(self._evidence(scorer, verdict))

    def _better_shown(self, scorer: str, rule: Finding) -> Finding:
        """The rule's verdict, with another turn for evidence where its own does not show what is meant.

        A reason that quotes the rule's own evidence does not fit another.
        """
        signs = _quoted(scorer, rule.verdict)
        turns = [self._places.index(piece.turn) for piece in rule.evidence if piece.turn in self._places]
        if not signs or not turns or any(self._strength(turn, signs) >= SHOWN for turn in turns):
            return rule
        best = max((turn.index for turn in self._reading.agent), key=lambda i: self._strength(i, signs))
        if self._strength(best, signs) < CLEAR:
            return rule
        why = None if self._quotes(rule) else rule.why
        return replace(rule, why=why, evidence=tuple(self._evidence(scorer, rule.verdict)))

    def _quotes(self, rule: Finding) -> bool:
        """Whether the reason repeats its evidence."""
        reading = self._reading
        return rule.why is not None and QUOTE in slots_in(reason(rule.why, reading.chinese, reading.manner))

    def _strength(self, turn: int, signs: Sequence[str]) -> float:
        return max(self._signs.likely[turn].get(sign, 0.0) for sign in signs)

    def _evidence(self, scorer: str, verdict: Verdict, least: float = SHOWN) -> Iterator[Evidence]:
        """The clause of the agent's that shows a sign of this verdict most clearly."""
        signs = _quoted(scorer, verdict)
        turns = [turn.index for turn in self._reading.agent]
        if not signs or not turns:
            return
        best = max(turns, key=lambda i: self._strength(i, signs))
        if self._strength(best, signs) >= least:
            sign = max(signs, key=lambda s: self._signs.likely[best].get(s, 0.0))
            found = self._signs.quote(best, sign)
            yield Evidence(turn=self._places[found.turn], quote=found.quote)


def _lower(one: Verdict, other: Verdict) -> bool:
    return (one.share or 0.0) < (other.share or 0.0)


def _quoted(scorer: str, verdict: Verdict) -> Sequence[str]:
    quote = item_signs()[scorer].get("quote", [])
    if isinstance(quote, dict):
        quote = quote.get(verdict.value, [])
    elif verdict is Verdict.MISSED:
        quote = []
    return [str(sign) for sign in quote] if isinstance(quote, list) else []
