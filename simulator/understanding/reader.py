"""Says what an utterance does: the model's guess and exact rules, clause by clause and as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from simulator.transcript import Speaker, Turn, is_chinese
from simulator.understanding.acts import AgentAct, Feeling
from simulator.understanding.clauses import split
from simulator.understanding.facts import facts
from simulator.understanding.features import LONGEST, alone, answering, shows_feeling
from simulator.understanding.feelings import denied_feelings, words_of_feeling
from simulator.understanding.model import FEELS, Floats, Places, model_of
from simulator.understanding.normalise import foreign, plain
from simulator.understanding.reading import Clause, Understanding
from simulator.understanding.rules import CERTAIN, DEFAULT, DENIED, Verdicts, judge, rivals

LIKELY = 0.5  # below this no act can be relied on
UPSET = ("complain", "accuse", "threaten")
HINTED = 0.35  # strength from which a feeling may be what is answered
SHORT = {"zh": 12, "en": 40}  # characters of an utterance that may be a single form
WORTH_SAYING = 0.05  # probabilities under this are left out


def understand(text: str, *, speaker: Speaker, language: str, context: Sequence[Turn] = ()) -> Understanding:
    """What ``text`` does, said by ``speaker`` after the turns of ``context`` (the latest one last).

    Pure and deterministic; never fails on any text. ``language`` is a BCP 47 tag.
    """
    before, earlier = _answered(context, speaker)
    if speaker is Speaker.CUSTOMER:
        earlier = ""  # only tells whether a customer showed a feeling
    return _understand(text, speaker, "zh" if is_chinese(language) else "en", before, earlier)


def _answered(context: Sequence[Turn], speaker: Speaker) -> tuple[str, str]:
    """What the other side said last, and what of this side's that had answered."""
    last = next((i for i in reversed(range(len(context))) if context[i].speaker is not speaker), None)
    if last is None:
        return "", ""
    earlier = (turn.text for turn in reversed(context[:last]) if turn.speaker is speaker)
    return context[last].text, next(earlier, "")


@lru_cache(maxsize=4096)
def _understand(text: str, speaker: Speaker, language: str, before: str, earlier: str) -> Understanding:
    pieces = split(text, language)
    if not pieces or foreign(text):
        return Understanding(acts={"other": 1.0}, unsure=True)
    side = f"{speaker}_{language}"
    model = model_of(side)
    felt = _answers_feeling(before, earlier, speaker, language)
    scores = [_scores(piece.text, side, before) for piece in pieces]
    guesses = [model.of_stretch(score) for score in scores]
    verdicts = [judge(plain(piece.text), side, felt) for piece in pieces]
    single = [_fuse(_acts(guess), found, side) for guess, found in zip(guesses, verdicts, strict=True)]
    clauses = tuple(Clause(p.text, p.start, _worth(acts)) for p, acts in zip(pieces, single, strict=True))
    if len(pieces) == 1:
        whole, acts = guesses[0], single[0]
    else:
        whole = model.of_utterance(_scores(text, side, before), scores)
        acts = _whole(_acts(whole), single, verdicts, [_acts(guess) for guess in guesses])
        if len(text) <= SHORT[language]:  # 唉，是。 is one form, whatever the comma says
            acts = _fuse(acts, judge(plain(text), side, felt), side)
    acts = _settled(acts, speaker)
    return Understanding(
        acts=acts,
        feelings=_feelings(text, language, whole) if speaker is Speaker.CUSTOMER else {},
        facts=facts(text, language),
        clauses=clauses,
        unsure=max(acts.values(), default=0.0) < LIKELY,
    )


def _scores(text: str, side: str, before: str) -> Floats:
    """The raw scores of one stretch. What it says by itself is worked out once, whatever it answers."""
    text = text[:LONGEST]
    own = _known_alone(text, side, shows_feeling(before, side))
    model = model_of(side)
    return model.scores_of(own, model.known(answering(text, side, before)))


@lru_cache(maxsize=4096)
def _known_alone(text: str, side: str, felt: bool | None) -> tuple[Places, Floats]:
    return model_of(side).known(alone(text, side, felt))


def _answers_feeling(before: str, earlier: str, speaker: Speaker, language: str) -> bool | None:
    """Whether the turn that is answered showed a feeling or was heated; None where that is not clear."""
    shown = shows_feeling(before, f"{speaker}_{language}")
    if shown is not False or speaker is Speaker.CUSTOMER:
        return shown
    found = _understand(before, Speaker.CUSTOMER, language, earlier, "")
    strongest = max([*found.feelings.values(), *(found.acts.get(act, 0.0) for act in UPSET)], default=0.0)
    return True if strongest >= LIKELY else None if strongest >= HINTED else False


def _acts(guess: dict[str, float]) -> dict[str, float]:
    return {label: p for label, p in guess.items() if not label.startswith(FEELS)}


def _fuse(acts: dict[str, float], verdicts: Verdicts, side: str) -> dict[str, float]:
    """Rules have the last word where they speak; a default holds when none of its rivals is likely."""
    fused = {act: min(p, DENIED) if act in verdicts.denied else p for act, p in acts.items()}
    fused |= {act: max(fused.get(act, 0.0), CERTAIN) for act in verdicts.done}
    for act in sorted(verdicts.default):  # a set's order changes from run to run
        others = rivals(side, act) or frozenset(fused)
        if all(fused.get(other, 0.0) < LIKELY for other in others | {act}):
            fused[act] = DEFAULT
    return fused


def _whole(
    acts: dict[str, float],
    clauses: list[dict[str, float]],
    verdicts: list[Verdicts],
    guesses: list[dict[str, float]],
) -> dict[str, float]:
    """What a rule finds in a clause is done; what rules deny where it seemed likely it does not."""
    done = frozenset[str]().union(*(found.done for found in verdicts))
    denied = frozenset(
        act
        for act in frozenset[str]().union(*(found.denied for found in verdicts))
        if _denied_throughout(act, verdicts, guesses)
    )
    fused = _fuse(acts, Verdicts(done, denied), side="")
    for clause, found in zip(clauses, verdicts, strict=True):
        fused |= {act: DEFAULT for act in found.default if clause.get(act) == DEFAULT > fused.get(act, 0.0)}
    return fused


def _denied_throughout(act: str, verdicts: list[Verdicts], guesses: list[dict[str, float]]) -> bool:
    """Whether rules deny an act in every clause that seems to do it, or in all."""
    likely = [v for v, guess in zip(verdicts, guesses, strict=True) if guess.get(act, 0.0) >= LIKELY]
    return all(act in found.denied for found in likely or verdicts)


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
