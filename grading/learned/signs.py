"""The signs of a whole call: how likely each is in each turn."""

from __future__ import annotations

from dataclasses import dataclass

from grading.heard import Said
from grading.learned.context_model import context_models, look_again
from grading.learned.items import shown_by
from grading.learned.names import CUSTOMER, side_name
from grading.learned.sign_model import sign_model
from grading.learned.turns import turn_features
from grading.moments import asks_next, is_moved
from grading.reading import Reading
from grading.result import Evidence
from simulator.understanding.features import grams

BESIDE = {True: 6, False: 4}  # characters, words beside a rule that is stood on
STAND = frozenset(
    [
        "bare",
        "stuffed",
        "echo",
        "mock",
        "curt",
        "aimed",
        "deny",
        "endorse",
        "breach",
        "data",
        "idask",
        "hangup",
        "greet",
        "company",
        "who",
        "unit",
    ]
)  # signs that a hollow turn shows all the same


def side_of(said: Said, chinese: bool) -> str:
    """Which model reads a turn."""
    return side_name(said.by_agent, chinese)


@dataclass(frozen=True)
class Signs:
    """Per turn the probability of each sign, and whether it is likely enough to be taken as there.

    ``likely[turn][sign]``: 0 … 1, and 0 for what a hollow turn only seems to show.
    """

    reading: Reading
    likely: tuple[dict[str, float], ...]
    enough: dict[str, float]  # by sign, the customer's marked

    def quote(self, turn: int, sign: str) -> Evidence:
        """The clause of a turn that speaks most for a sign, verbatim."""
        said = self.reading.turns[turn]
        model = sign_model(side_of(said, self.reading.chinese))
        clauses = said.does.clauses
        if sign not in model.signs or not clauses:
            return self.reading.quote(said)
        words = self.reading.words
        if sign == "aimed":
            clauses = tuple(c for c in clauses if not words.has("firm", c.text)) or clauses
        shown = [c for c in clauses if any(words.has(name, c.text) for name in shown_by(sign))]
        best = max(
            shown or clauses,
            key=lambda c: model.telling(sign, grams(c.text, chinese=self.reading.chinese)),
        )
        return self.reading.quote(said, best.start)


def read_signs(reading: Reading) -> Signs:
    """The signs of every turn of this call, by the shipped models."""
    sides = [side_of(said, reading.chinese) for said in reading.turns]
    features = turn_features(reading)
    found: list[dict[str, float]] = [{} for _ in features]
    enough: dict[str, float] = {}
    for side in sorted(set(sides)):
        model = sign_model(side)
        rows = [i for i, own in enumerate(sides) if own == side]
        for row, odds in zip(rows, model.probabilities([features[i] for i in rows]), strict=True):
            found[row] = dict(zip(model.signs, odds.tolist(), strict=True))
        mark = CUSTOMER if side.startswith("customer") else ""
        enough |= {mark + sign: bound for sign, bound in zip(model.signs, model.enough.tolist(), strict=True)}
    seen = look_again(found, [said.by_agent for said in reading.turns], context_models(reading.chinese))
    return Signs(reading, tuple(standing(reading, seen)), enough)


def standing(reading: Reading, likely: list[dict[str, float]]) -> list[dict[str, float]]:
    """The same without what earns nothing (right words in hollow turns, turns without words).

    The mood of a simulated customer, what they object and whether they ask for the next step is on file.
    """
    kept = []
    for said, signs in zip(reading.turns, likely, strict=True):
        if not said.text.strip():
            signs = {}
        elif said.index in reading.hollow:
            signs = {name: share if name in STAND else 0.0 for name, share in signs.items()}
        elif said.by_agent and only_firm(reading, said):
            signs = signs | {"aimed": 0.0}
        elif not said.by_agent:
            signs = signs | _on_file(reading, said)
        kept.append(signs)
    return kept


def only_firm(reading: Reading, said: Said) -> bool:
    """Whether a turn stands on a rule and says little else: curt at the most, as it is aimed at nobody."""
    if not reading.has("firm", said) or reading.has("insult", said) or reading.has("sarcastic", said):
        return False
    rest = reading.words.without(said.text, "firm", "curt", "backchannel")
    return reading.length(rest) <= BESIDE[reading.chinese]


def _on_file(reading: Reading, said: Said) -> dict[str, float]:
    emotion = {"emotion": 1.0} if is_moved(reading, said) else {}
    if not reading.transcript.turns[said.index].said:
        return emotion
    known = {"opinion": said.index in reading.opinions, "next": asks_next(reading, said)}
    return emotion | {name: float(there) for name, there in known.items()}
