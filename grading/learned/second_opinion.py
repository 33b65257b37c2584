"""What the labelled calls say about a rule's verdict. Where they agree the rule's reason stands; where not,
the verdict is theirs: the clause that shows its sign is the evidence, what the sign says the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from grading.finding import Finding, Scorer
from grading.learned.cases import answered_worst, case, chosen
from grading.learned.item_model import item_models
from grading.learned.items import is_settled, item_signs, reason_for
from grading.learned.signs import Signs, only_firm, read_signs
from grading.learned.unstuffed import unstuffed
from grading.reading import Reading
from grading.result import Evidence, Verdict
from grading.scorecard import Item
from grading.slots import reason, short, slots_in

LEAST_TURNS = 8  # the shortest calls of the corpus; of a shorter one it has nothing to say
SHOWN = 0.3  # probability from which a sign is evidence
GRAVE = 0.35  # probability from which a critical error is named: best F1 in cross-validation
GRAVELY = 0.25  # probability of its sign in one turn below which no critical error is named
ARGUING, CLEARLY = ("deny",), 0.5
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
        if item.critical and heard.verdict is not Verdict.MISSED and not self._shown_gravely(item.scorer):
            odds = {verdict: share for verdict, share in odds.items() if verdict is not Verdict.MISSED}
        verdict = max(odds, key=lambda v: (odds[v], v is heard.verdict))
        if item.critical and odds.get(Verdict.MISSED, 0.0) >= GRAVE:
            verdict = Verdict.MISSED
        if verdict is heard.verdict is rule.verdict:
            return self._better_shown(item.scorer, rule)
        if verdict is rule.verdict or not (heard.verdict is rule.verdict or _lower(verdict, rule.verdict)):
            return rule
        raised = _lower(rule.verdict, verdict)  # where the rule saw no occasion, too
        if raised and not self._shows(item.scorer, verdict):
            return rule
        return self._other(item, verdict, rule)

    def _other(self, item: Item, verdict: Verdict, rule: Finding) -> Finding:
        """A verdict that is not the rule's: the clause that shows it, and the one thing that it says."""
        held = answered_worst(self._signs, item.scorer, verdict)
        if held is not None:
            shown = list(self._evidence(item.scorer, verdict, 0.0, (held + 1,)))
            evidence = (self._at(self._reading.opinion_in(self._reading.turns[held])), *(e for e, _ in shown))
        else:
            grave = item.critical and verdict is Verdict.MISSED
            shown = list(self._grave(item.scorer) if grave else self._evidence(item.scorer, verdict))
            evidence = tuple(piece for piece, _ in shown)
        why = reason_for(item.scorer, verdict, shown[0][1] if shown else None)
        if item.scorer == "opinion" and held is None:
            why = None  # nothing of the customer's to speak of
        if why is not None and not evidence and QUOTE in self._slots_of(why):
            why = None
        slots = dict(rule.slots)
        if held is not None:
            slots["opinion"] = short(self._reading, evidence[0].quote)
        return Finding(verdict, why, evidence, slots)

    def _at(self, piece: Evidence) -> Evidence:
        """The evidence with the place of its turn in the whole call."""
        return Evidence(turn=self._places[piece.turn], quote=piece.quote)

    def _shown_gravely(self, scorer: str) -> bool:
        """Whether some turn shows a critical error: what the whole call is like fails nobody."""
        return any(self._grave(scorer))

    def _grave(self, scorer: str) -> Iterator[tuple[Evidence, str]]:
        """What shows a critical error: its own signs, or that the agent argues."""
        found = list(self._evidence(scorer, Verdict.MISSED, GRAVELY))
        if not found and scorer == "courtesy":
            agent = [turn.index for turn in self._reading.agent if not only_firm(self._reading, turn)]
            found = list(self._clearest(ARGUING, agent, CLEARLY))
        yield from found

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
        if any(not self._reading.turns[turn].by_agent for turn in turns):
            return rule  # it speaks of something that the customer said
        if not signs or not turns or any(self._strength(turn, signs) >= SHOWN for turn in turns):
            return rule
        best = max((turn.index for turn in self._reading.agent), key=lambda i: self._strength(i, signs))
        if self._strength(best, signs) < CLEAR:
            return rule
        why = None if self._quotes(rule) else rule.why
        return replace(rule, why=why, evidence=tuple(e for e, _ in self._evidence(scorer, rule.verdict)))

    def _quotes(self, rule: Finding) -> bool:
        """Whether the reason repeats its evidence."""
        return rule.why is not None and QUOTE in self._slots_of(rule.why)

    def _slots_of(self, why: str) -> set[str]:
        return slots_in(reason(why, self._reading.chinese, self._reading.manner))

    def _strength(self, turn: int, signs: Sequence[str]) -> float:
        return max(self._signs.likely[turn].get(sign, 0.0) for sign in signs)

    def _evidence(
        self, scorer: str, verdict: Verdict, least: float = SHOWN, among: Sequence[int] = ()
    ) -> Iterator[tuple[Evidence, str]]:
        """The clause of the agent's that shows a sign of this verdict most clearly, and the sign.

        ``among``: the turns to look in; all of the agent's where none is named.
        """
        yield from self._clearest(
            _quoted(scorer, verdict), among or [turn.index for turn in self._reading.agent], least
        )

    def _clearest(
        self, signs: Sequence[str], turns: Sequence[int], least: float
    ) -> Iterator[tuple[Evidence, str]]:
        """The clause in these turns that shows one of these signs most clearly, and which, if one does."""
        if not signs or not turns:
            return
        best = max(turns, key=lambda i: self._strength(i, signs))
        if self._strength(best, signs) >= least:
            sign = max(signs, key=lambda s: self._signs.likely[best].get(s, 0.0))
            yield self._at(self._signs.quote(best, sign)), sign


def _lower(one: Verdict, other: Verdict) -> bool:
    return (one.share or 0.0) < (other.share or 0.0)


def _quoted(scorer: str, verdict: Verdict) -> Sequence[str]:
    quote = item_signs()[scorer].get("quote", [])
    if isinstance(quote, dict):
        quote = quote.get(verdict.value, [])
    elif verdict is Verdict.MISSED:
        quote = []
    return [str(sign) for sign in quote] if isinstance(quote, list) else []
