"""Says what an utterance does: the model's guess and exact rules, clause by clause and as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from simulator.transcript import Speaker, Turn, is_chinese
from simulator.understanding.acts import AgentAct, Feeling
from simulator.understanding.clauses import split
from simulator.understanding.facts import facts
from simulator.understanding.features import features, shows_feeling
from simulator.understanding.feelings import denied_feelings, words_of_feeling
from simulator.understanding.model import FEELS, model_of
from simulator.understanding.normalise import plain
from simulator.understanding.reading import Clause, Understanding
from simulator.understanding.rules import DENIED, Verdicts, judge

LIKELY = 0.5  # below this no act can be relied on
WORTH_SAYING = 0.05  # probabilities under this are left out


def understand(text: str, *, speaker: Speaker, language: str, context: Sequence[Turn] = ()) -> Understanding:
    """What ``text`` does, said by ``speaker`` after the turns of ``context`` (the latest one last).

    Pure and deterministic; never fails on any text. ``language`` is a BCP 47 tag.
    """
    before = next((turn.text for turn in reversed(context) if turn.speaker is not speaker), "")
    return _understand(text, speaker, "zh" if is_chinese(language) else "en", before)


@lru_cache(maxsize=4096)
def _understand(text: str, speaker: Speaker, language: str, before: str) -> Understanding:
    pieces = split(text, language)
    if not pieces:
        return Understanding(acts={"other": 1.0}, unsure=True)
    side = f"{speaker}_{language}"
    model = model_of(side)
    felt = shows_feeling(before, side)
    scores = [model.scores(features(piece.text, side, before)) for piece in pieces]
    guesses = [model.of_stretch(score) for score in scores]
    clauses = tuple(
        Clause(piece.text, piece.start, _worth(_fuse(_acts(guess), judge(plain(piece.text), side, felt))))
        for piece, guess in zip(pieces, guesses, strict=True)
    )
    if len(pieces) == 1:
        whole, acts = guesses[0], dict(clauses[0].acts)
    else:
        whole = model.of_utterance(model.scores(features(text, side, before)), scores)
        acts = _whole(_acts(whole), [judge(plain(piece.text), side, felt) for piece in pieces])
    acts = _settled(acts, speaker)
    return Understanding(
        acts=acts,
        feelings=_feelings(text, language, whole) if speaker is Speaker.CUSTOMER else {},
        facts=facts(text, language),
        clauses=clauses,
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


def _whole(acts: dict[str, float], clauses: list[Verdicts]) -> dict[str, float]:
    """What a rule finds in a clause the utterance does; what rules deny in every clause it does not."""
    denied = frozenset.intersection(*(verdicts.denied for verdicts in clauses))
    done = {act: p for verdicts in clauses for act, p in verdicts.done.items()}
    return _fuse(acts, Verdicts(done, denied))


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


def _feelings(text: str, language: str, guess: dict[str, float]) -> dict[Feeling, float]:
    """Words of feeling and the model's guess; the stronger one counts."""
    shown = {feeling: guess.get(FEELS + feeling, 0.0) for feeling in Feeling}
    shown |= dict.fromkeys(denied_feelings(text, language), 0.0)
    for feeling, strength in words_of_feeling(text, language).items():
        shown[feeling] = max(shown[feeling], strength)
    return {feeling: round(value, 4) for feeling, value in shown.items() if value >= WORTH_SAYING}
