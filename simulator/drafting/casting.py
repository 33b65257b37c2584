"""Who of the library resembles this caller, in which mood they called, and how hard the call is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Literal

from simulator.content.persona import Persona
from simulator.content.scenario import MoodName
from simulator.drafting.findings import FoundObjection
from simulator.drafting.talk import Talk
from simulator.drafting.words import has
from simulator.transcript import Mood, Speaker, Transcript
from simulator.understanding import Feeling

FIRST = 2  # stretches of the caller from which the mood at pick-up is read
TERSE, TALKATIVE = {True: 11, False: 40}, {True: 26, False: 95}  # median characters of a stretch
RANK = {"terse": 0, "normal": 1, "talkative": 2}
CALM = 0.4
THREATENS = 0.8  # anger of a caller who opens with a complaint to somebody else


@dataclass(frozen=True)
class Cast:
    """The nearest persona, and what it was chosen by."""

    persona: Persona
    talkative: str
    gender: str  # empty where nothing told it
    temper: Literal["hot", "even"]


def cast(talk: Talk, gender: str, personas: Sequence[Persona]) -> Cast:
    """The persona of the call's tongue nearest in gender, talkativeness and temper; the id decides a tie."""
    said = list(talk.side(Speaker.CUSTOMER))
    length = median(len(one.text) for one in said)
    talkative = (
        "terse"
        if length <= TERSE[talk.chinese]
        else "talkative"
        if length >= TALKATIVE[talk.chinese]
        else "normal"
    )
    hottest, worry = max(one.heat for one in said), _mean(talk, Feeling.ANXIETY)
    confused = _mean(talk, Feeling.CONFUSION)

    def distance(persona: Persona) -> tuple[float, str]:
        temper = persona.temperament
        away = 4.0 * (bool(gender) and persona.gender != gender)
        away += abs(RANK[persona.speech.talkative] - RANK[talkative])
        away += abs(temper.irritability - (0.6 + hottest)) + abs(temper.worry - (0.6 + 2.5 * worry))
        away += abs(temper.grasp - (1.4 - 2.5 * confused)) + (
            0.3 if persona.language != talk.language else 0.0
        )
        return round(away, 4), persona.id

    return Cast(min(personas, key=distance), talkative, gender, "hot" if hottest >= 0.7 else "even")


def _mean(talk: Talk, feeling: Feeling) -> float:
    return fmean(one.read.feelings.get(feeling, 0.0) for one in talk.side(Speaker.CUSTOMER))


def at_pick_up(talk: Talk, call: Transcript) -> tuple[Mood, bool]:
    """The mood at the start, and whether it is known (a simulated call) rather than read from the words."""
    known = next((turn.state for turn in call.turns if turn.state is not None), None)
    if known is not None:
        return Mood(**{part: round(value, 2) for part, value in known.model_dump().items()}), True
    said = list(talk.side(Speaker.CUSTOMER))[:FIRST]
    felt = {feeling: max(one.read.feelings.get(feeling, 0.0) for one in said) for feeling in Feeling}
    if any(has(one.text, "threats", talk.language) for one in said):
        felt[Feeling.ANGER] = max(felt[Feeling.ANGER], THREATENS)
    anger = max(0.6 * felt[Feeling.ANGER], *(one.heat for one in said[:1]), 0.5 * felt[Feeling.SADNESS])
    return Mood(
        anger=round(0.15 + 0.65 * anger, 2),
        anxiety=round(0.15 + 0.6 * felt[Feeling.ANXIETY], 2),
        confusion=round(0.15 + 0.6 * felt[Feeling.CONFUSION], 2),
        trust=round(0.5 - 0.25 * anger, 2),
        patience=round(0.7 - 0.25 * anger, 2),
    ), False


def mood_name(mood: Mood, talk: Talk) -> MoodName:
    """The mood on the card."""
    first = list(talk.side(Speaker.CUSTOMER))[:FIRST]
    sad = max(one.read.feelings.get(Feeling.SADNESS, 0.0) for one in first)
    felt = [
        (mood.anger, MoodName.ANGRY),
        (mood.anxiety, MoodName.ANXIOUS),
        (mood.confusion, MoodName.CONFUSED),
        (0.15 + 0.6 * sad, MoodName.DISAPPOINTED),
    ]
    strongest = max(felt)
    return strongest[1] if strongest[0] >= CALM else MoodName.CALM


def difficulty(talk: Talk, objections: Sequence[FoundObjection]) -> Literal[1, 2, 3]:
    """1 for a calm call without an unfair objection, 3 for a heated one with several."""
    hottest = max(one.heat for one in talk.side(Speaker.CUSTOMER))
    unfair = sum(one.unfair for one in objections)
    if unfair >= 2 and hottest >= 0.7:
        return 3
    return 2 if unfair or hottest >= 0.5 else 1


def skills(talk: Talk, objections: Sequence[FoundObjection], asked: int, offered: int) -> list[str]:
    """What is practised here: YES-BUT where an opinion is unfair, questions where facts were asked."""
    found = ["matching.feeling"] if max(one.heat for one in talk.side(Speaker.CUSTOMER)) >= 0.3 else []
    found += ["listening.restate"]
    found += ["listening.targeted_question"] if asked > 1 else []
    found += ["yes_but.handling"] if any(one.unfair for one in objections) else []
    found += ["action.solution"] if offered else ["action.first_step"]
    return [*found, "closing.recap"]
