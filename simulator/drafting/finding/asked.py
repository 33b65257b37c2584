"""Questions of the caller, with the agent's answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from simulator.drafting.cues import close_cues, slug
from simulator.drafting.findings import FoundQuestion
from simulator.drafting.occasions import raised_at
from simulator.drafting.roles import Part, Role
from simulator.drafting.sentences import closed, tidy
from simulator.drafting.talk import GIVING, Talk
from simulator.drafting.words import Vocabulary
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.overlap import shared

ANSWERS = (A.EXPLAIN, A.RECAP, *GIVING)
ANSWERS_FROM = 0.35
SAME = 0.5
MOST, UNANSWERED = 5, 2
LONGEST = {True: 110, False: 320}  # characters of an answer


def questions(
    parts: Sequence[Part], talk: Talk, vocabulary: Vocabulary, taken: set[str]
) -> list[FoundQuestion]:
    """What the caller wanted to know, each once; those with an answer go before the others."""
    found: list[FoundQuestion] = []
    for part in parts:
        if part.role is not Role.QUESTION:
            continue
        text = closed(tidy(part.sentence.text, talk.language), talk.language)
        if any(shared(text, one.lines[0], talk.language) >= SAME for one in found):
            continue
        answer, turn = _answer(part, talk)
        cues = close_cues(answer, vocabulary) if answer else ()
        name = slug(text, "question", taken, vocabulary)
        taken.add(name)
        found.append(FoundQuestion(
            name, _raised(part, parts, talk), (text,), cues, (part.sentence.turn,), answer, turn
        ))  # fmt: skip
    answered = [one for one in found if one.answered_by]
    kept = answered[:MOST] + [one for one in found if not one.answered_by][:UNANSWERED]
    return [one for one in found if one in kept]


def _answer(part: Part, talk: Talk) -> tuple[str, int]:
    """What the agent said to it right after; empty where they did not answer."""
    after = talk.after(part.stretch)
    if after is None:
        return "", 0
    told = [one for one in after.sentences if one.does(*ANSWERS, floor=ANSWERS_FROM)]
    gap = "" if talk.chinese else " "
    answer = ""
    for one in told:
        if answer and len(answer) + len(one.text) > LONGEST[talk.chinese]:
            break
        answer = f"{answer}{gap}{one.text}".strip()
    return answer, told[0].turn if told else 0


def _raised(part: Part, parts: Sequence[Part], talk: Talk) -> Literal["early", "offered", "accepted"]:
    when = raised_at(talk, part.stretch)
    taken = any(one.role is Role.ACCEPT and one.stretch.place < part.stretch.place for one in parts)
    if when == "offered":
        return "accepted" if taken else "offered"
    return "early"
