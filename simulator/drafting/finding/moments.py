"""Moments of truth: the opening and each unfair objection, with what the agent made of them."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.drafting.findings import FoundMoment, FoundObjection
from simulator.drafting.occasions import opening_of
from simulator.drafting.sentences import closed
from simulator.drafting.talk import Stretch, Talk
from simulator.drafting.words import has
from simulator.transcript import Speaker
from simulator.understanding.acts import AgentAct as A

GOOD = (A.EMPATHISE, A.RESTATE, A.COMMIT)
POOR = (A.CURT, A.BLAME, A.INSULT, A.CONTRADICT, A.BARE_UNDERSTANDING, A.ENDORSE)
HELPS = (A.EXPLAIN, A.PROPOSE, A.ACT_NOW)
SURE = 0.5
HOT = 0.5  # heat at which a caller has not been met
LONGEST = {True: 100, False: 300}
MOST = 4
ANSWERS = 3  # turns in which an opening is met, or never


def moments(objections: Sequence[FoundObjection], talk: Talk) -> list[FoundMoment]:
    """One for the opening, one for each unfair objection, one for the end."""
    opened = opening_of(talk)
    first = [one for one in talk.side(Speaker.AGENT) if opened is not None and one.place > opened.place][
        :ANSWERS
    ]
    found = [_moment("opening", "opening", first, talk)]
    unfair = [one for one in objections if one.unfair][:MOST]
    for one in unfair:
        answers = [
            talk.after(stretch) for stretch in talk.stretches if stretch.customer and _in(stretch, one, talk)
        ]
        found.append(_moment(one.id, one.id, answers, talk))
    return [*found, _closing(talk)]


def _in(stretch: Stretch, objection: FoundObjection, talk: Talk) -> bool:
    return any(sentence.turn in objection.turns for sentence in stretch.sentences)


def _moment(name: str, at: str, answers: Sequence[Stretch | None], talk: Talk) -> FoundMoment:
    """What the agent said there that helped, and that did harm."""
    said = [one for one in answers if one is not None]
    good = next((one for one in said if _good(one, talk)), None)
    poor = next((one for one in said if _poor(one, talk)), None)
    return FoundMoment(
        name,
        at,
        good=_words(good, talk) if good else "",
        poor=_words(poor, talk) if poor else "",
        good_turn=good.turn if good else 0,
        poor_turn=poor.turn if poor else 0,
    )


def _good(stretch: Stretch, talk: Talk) -> bool:
    meets = stretch.read.does(A.EMPATHISE, A.RESTATE, floor=SURE)
    promises = stretch.read.does(A.COMMIT, floor=SURE) and not has(stretch.text, "looks_up", talk.language)
    helps = meets or promises or (talk.eased(stretch) and stretch.read.does(*HELPS, floor=SURE))
    return helps and not talk.worsened(stretch) and not stretch.read.does(*POOR, floor=SURE)


def _poor(stretch: Stretch, talk: Talk) -> bool:
    after = talk.after(stretch)
    hot = after is not None and after.heat >= HOT and not stretch.read.does(*GOOD, floor=SURE)
    return not talk.eased(stretch) and (hot or stretch.read.does(*POOR, floor=SURE) or talk.worsened(stretch))


def _words(stretch: Stretch, talk: Talk) -> str:
    text = ""
    for sentence in stretch.sentences:
        if text and len(text) + len(sentence.text) > LONGEST[talk.chinese]:
            break
        text = f"{text}{'' if talk.chinese else ' '}{sentence.text}".strip()
    return closed(text, talk.language)


def _closing(talk: Talk) -> FoundMoment:
    """The recap or the question whether all is well, if there was one."""
    said = [one for one in talk.side(Speaker.AGENT) if one.place]
    recap = [one for one in said if one.read.does(A.RECAP) and one.read.does(A.CHECK_SATISFACTION)]
    recap = recap or [one for one in said if one.read.does(A.RECAP, A.CHECK_SATISFACTION)]
    last = recap[-1] if recap and recap[-1].read.does(A.RECAP) else None
    return FoundMoment(
        "closing", "closing", good=_words(last, talk) if last else "", good_turn=last.turn if last else 0
    )
