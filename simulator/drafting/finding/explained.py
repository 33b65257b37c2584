"""What the agent said: rules for the knowledge base, figures for the card, words that made it worse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.drafting.cues import close_cues, slug
from simulator.drafting.findings import FoundRow, FoundRule, FoundTrigger
from simulator.drafting.occasions import gives
from simulator.drafting.sentences import closed, short, tidy
from simulator.drafting.talk import Sentence, Stretch, Talk
from simulator.drafting.words import Vocabulary, has
from simulator.transcript import Speaker
from simulator.understanding import FactKind, facts
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.clauses import split
from simulator.understanding.overlap import shared

TELLS = 0.5
SAME = 0.5
RULES, ROWS, TRIGGERS = 8, 6, 4
LONG_ENOUGH = {True: 8, False: 25}
FIGURES = (FactKind.MONEY, FactKind.PERCENT, FactKind.DATA, FactKind.DURATION)
HURTS = (A.INSULT, A.BLAME, A.CURT, A.CONTRADICT, A.REFUSE, A.BARE_UNDERSTANDING, A.ENDORSE, A.APOLOGISE)
NO_RULE = (A.ASK_IDENTITY, A.GREET, A.FAREWELL, A.RESTATE, A.EMPATHISE)
HURTS_FROM = 0.4
READS_FROM = 0.4
LONGEST_ROW = {True: 26, False: 70}
STEP, STRONGEST = 0.05, 0.3


def rules(talk: Talk, vocabulary: Vocabulary) -> list[FoundRule]:
    """Explanations, each once; of many, those with figures or the words of a rule."""
    said = [one for stretch in talk.side(Speaker.AGENT) for one in stretch.sentences]
    told = [one for one in said if _tells(one, talk)]
    solid = [
        one for one in told if _figures(one.text, talk.language) or has(one.text, "rules", talk.language)
    ]
    found: list[FoundRule] = []
    for one in [*solid, *(one for one in told if one not in solid)]:
        if any(shared(one.text, known.text, talk.language) >= SAME for known in found):
            continue
        text = closed(tidy(one.text, talk.language), talk.language)
        name = slug(text, "rule", (known.id for known in found), vocabulary)
        found.append(FoundRule(name, short(text, talk.language), text, one.turn))
    return sorted(found[:RULES], key=lambda one: one.turn)


def _tells(sentence: Sentence, talk: Talk) -> bool:
    """Whether a sentence explains how things are, a refusal by a rule included."""
    explains = sentence.does(A.EXPLAIN, floor=TELLS)
    refuses = sentence.does(A.REFUSE) and has(sentence.text, "rules", talk.language)
    long_enough = len(sentence.text) >= LONG_ENOUGH[talk.chinese]
    return (explains or refuses) and long_enough and not sentence.does(*NO_RULE)


def rows(talk: Talk, vocabulary: Vocabulary) -> list[FoundRow]:
    """Clauses with a figure that the agent read out: what stood on their screen."""
    found: list[FoundRow] = []
    for stretch in talk.stretches:
        if stretch.customer or any(gives(one, talk.language) for one in stretch.sentences):
            continue  # an offer, not what the screen shows
        for sentence in stretch.sentences:
            if sentence.does(A.RESTATE, A.EMPATHISE) or not sentence.does(A.EXPLAIN, floor=READS_FROM):
                continue
            for clause in split(sentence.text, talk.language):
                found += _rows(clause.text, sentence.turn, talk, vocabulary, found)
    return found[:ROWS]


def _rows(
    clause: str, turn: int, talk: Talk, vocabulary: Vocabulary, known: list[FoundRow]
) -> Iterator[FoundRow]:
    kinds = [one.kind for one in facts(clause, talk.language) if one.kind in FIGURES]
    value = re.sub(r"\s+", " ", tidy(clause, talk.language).rstrip(" ，,。.？?！!"))
    fits = len(value) <= LONGEST_ROW[talk.chinese] and len(vocabulary.cue_words(value)) > 1
    if kinds and fits and all(row.value != value for row in known):
        yield FoundRow(str(kinds[0]), value, turn)


def _figures(text: str, language: str) -> list[str]:
    return [one.text for one in facts(text, language) if one.kind in FIGURES]


def triggers(talk: Talk, vocabulary: Vocabulary) -> list[FoundTrigger]:
    """Turns of the agent after which the caller was angrier, with the act that did it."""
    found = [one for stretch in talk.stretches if not stretch.customer and talk.worsened(stretch)
             for one in _trigger(stretch, talk, vocabulary)]  # fmt: skip
    return sorted(sorted(found, key=lambda one: -one.anger)[:TRIGGERS], key=lambda one: one.turn)


def _trigger(stretch: Stretch, talk: Talk, vocabulary: Vocabulary) -> Iterator[FoundTrigger]:
    worst = max(stretch.sentences, key=lambda one: one.most(*HURTS))
    act = max(HURTS, key=lambda one: worst.most(one))
    cues = close_cues(worst.text, vocabulary)[:2]
    if worst.most(act) >= HURTS_FROM and cues:
        anger = min(STRONGEST, max(STEP, round(talk.change(stretch) / 3 / STEP) * STEP))
        yield FoundTrigger(cues, round(anger, 2), str(act), closed(worst.text, talk.language), worst.turn)
