"""Says what an utterance does: the model's guess and exact rules, clause by clause and as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from simulator.transcript import Speaker, Turn, is_chinese
from simulator.understanding.acts import AgentAct, Feeling
from simulator.understanding.clauses import split
from simulator.understanding.facts import facts
from simulator.understanding.features import features
from simulator.understanding.feelings import words_of_feeling
from simulator.understanding.model import FEELS, model_of
from simulator.understanding.normalise import plain
from simulator.understanding.reading import Clause, Understanding
from simulator.understanding.rules import DENIED, Verdicts, judge

LIKELY = 0.5  # below this no act can be relied on
WORTH_SAYING = 0.05  # probabilities under this are left out
FEELING_SHOWN = 0.5


def understand(text: str, *, speaker: Speaker, language: str, context: Sequence[Turn] = ()) -> Understanding:
    """What ``text`` does, said by ``speaker`` after the turns of ``context`` (the latest one last).

    Pure and deterministic; never fails on any text. ``language`` is a BCP 47 tag.
    """
    before = next((turn.text for turn in reversed(context) if turn.speaker is not speaker), "")
    return _understand(text, speaker, "zh" if is_chinese(language) else "en", before)


@lru_cache(maxsize=4096)
def _understand(text: str, speaker: Speaker, language: str, before: str) -> Understanding:
    side = f"{speaker}_{language}"
    model = model_of(side)
    feeling = any(value >= FEELING_SHOWN for value in words_of_feeling(before, language).values())
    clauses: list[Clause] = []
    guesses: list[dict[str, float]] = []
    for piece in split(text, language):
        guess = model.probabilities(features(piece.text, language, before))
        guesses.append(guess)
        acts = _fuse(_acts(guess), judge(plain(piece.text), side, feeling))
        clauses.append(Clause(piece.text, piece.start, _worth(acts)))
    if not clauses:
        return Understanding(acts={"other": 1.0}, unsure=True)
    whole = model.probabilities(features(text, language, before)) if len(clauses) > 1 else guesses[0]
    acts = _whole(_acts(whole), [clause.acts for clause in clauses], judge(plain(text), side, feeling))
    acts = _settled(acts, speaker)
    return Understanding(
        acts=acts,
        feelings=_feelings(text, language, [whole, *guesses]) if speaker is Speaker.CUSTOMER else {},
        facts=facts(text, language),
        clauses=tuple(clauses),
        unsure=max(acts.values(), default=0.0) < LIKELY,
    )


def _acts(guess: dict[str, float]) -> dict[str, float]:
    return {label: p for label, p in guess.items() if not label.startswith(FEELS)}


def _fuse(acts: dict[str, float], verdicts: Verdicts) -> dict[str, float]:
    """Rules have the last word where they speak."""
    fused = {act: min(p, DENIED) if act in verdicts.denied else p for act, p in acts.items()}
    for act, p in verdicts.done.items():
        fused[act] = max(fused.get(act, 0.0), p)
    return fused


def _whole(acts: dict[str, float], clauses: list[dict[str, float]], verdicts: Verdicts) -> dict[str, float]:
    """An act is done when a clause does it; the view of the whole adds what spans clauses."""
    best = {act: max(clause.get(act, 0.0) for clause in clauses) for act in {a for c in clauses for a in c}}
    fused = {act: max(best.get(act, 0.0), (best.get(act, 0.0) + p) / 2) for act, p in acts.items()}
    for act, p in {**best, **verdicts.done}.items():
        fused[act] = max(fused.get(act, 0.0), p)
    return fused


def _settled(acts: dict[str, float], speaker: Speaker) -> dict[str, float]:
    """Acts that exclude one another: real empathy is not bare, something else is not ``other``."""
    if speaker is Speaker.AGENT and acts.get(AgentAct.EMPATHISE, 0.0) >= LIKELY:
        acts[AgentAct.BARE_UNDERSTANDING] = min(acts.get(AgentAct.BARE_UNDERSTANDING, 0.0), DENIED)
    if any(p >= LIKELY for act, p in acts.items() if act != "other"):
        acts["other"] = min(acts.get("other", 0.0), DENIED)
    return _worth(acts)


def _worth(acts: dict[str, float]) -> dict[str, float]:
    """The probabilities worth saying, the likeliest first."""
    kept = {str(act): round(p, 4) for act, p in acts.items() if p >= WORTH_SAYING}
    return dict(sorted(kept.items(), key=lambda item: (-item[1], item[0])))


def _feelings(text: str, language: str, guesses: list[dict[str, float]]) -> dict[Feeling, float]:
    """Words of feeling and the model's guess; the stronger one counts."""
    shown = dict(words_of_feeling(text, language))
    for feeling in Feeling:
        guess = max(one.get(FEELS + feeling, 0.0) for one in guesses)
        shown[feeling] = round(max(shown.get(feeling, 0.0), guess), 4)
    return {feeling: value for feeling, value in shown.items() if value >= WORTH_SAYING}


