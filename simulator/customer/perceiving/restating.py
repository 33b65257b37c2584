"""How well the agent put the caller's point into words."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from simulator.content.alternation import every, words_of
from simulator.content.parts import Fact
from simulator.content.scenario import Scenario
from simulator.customer.perceiving.asking import sentences
from simulator.customer.perceiving.topic import first_word, wordlist
from simulator.transcript import Speaker, Turn
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.normalise import plain
from simulator.understanding.overlap import content_words, longest_shared, shared
from simulator.understanding.reading import Understanding

RIGHT_FROM = 0.18  # content shared with what the caller said and wants
CHECKED_FROM = 0.3  # … where the turn asks in so many words whether it got the point
SURELY_FROM = 0.4  # … from which a checking question is a restatement without any doubt
EXPLAINS_FROM = 0.4
TOLD_FROM = 0.5
GIVES = (A.EMPATHISE, A.PROPOSE, A.COMMIT, A.ACT_NOW, A.SIGNPOST)  # says something of its own
ENOUGH = 2  # content words that tell what a restatement is about
COVERED = 0.5  # share of a fact that the agent has put into words
FOREIGN = 0.25  # … and the share of them in the case under which it is about something else
ECHO_FROM = 0.8  # longest common stretch, as a share of the agent's words
ECHO_LENGTH = 8  # shorter turns repeat a word to confirm it, as everybody does


class Restatement(Enum):
    """How well the agent put the caller's point into words."""

    NONE = auto()
    RIGHT = auto()
    LOOSE = auto()  # nothing in it is wrong, and little of it is the caller's point
    WRONG = auto()  # about something else altogether
    ECHO = auto()


def restated(
    text: str,
    read: Understanding,
    scenario: Scenario,
    context: Sequence[Turn],
    *,
    settled: bool,
    answers: bool = False,
    asked_for: bool = False,
    case: frozenset[str] = frozenset(),
) -> Restatement:
    """Compare with the caller's words: content shared, nothing copied. ``settled``: later it is a recap.

    ``answers``: what explains something the caller wants to know, and checks nothing, is an answer; so is
    all that answers what they have just ``asked_for``. Only what has nothing of the ``case`` is a wrong one;
    a wrong figure or name in it is told by ``mistaken``.
    """
    said = [turn.text for turn in context if turn.speaker is Speaker.CUSTOMER]
    if not said:
        return Restatement.NONE
    if len(text) >= ECHO_LENGTH and longest_shared(text, said[-1], scenario.language) >= ECHO_FROM:
        return Restatement.ECHO
    caller = scenario.caller
    point = " ".join([*said, caller.reason, caller.wish, caller.fear or "", *caller.knows])
    back = _told_back(read)
    common = max(shared(part, point, scenario.language) for part in (text, back or text))
    checks = bool(first_word(text, "checking", scenario.language))
    explains = read.acts.get(A.EXPLAIN, 0.0) >= EXPLAINS_FROM  # a finding, which the caller cannot know
    if answers and not checks and (asked_for or explains or not back):
        return Restatement.NONE
    if not settled and _surely_right(text, point, scenario):
        return Restatement.RIGHT
    if read.does(A.RESTATE):
        if common >= RIGHT_FROM:
            return Restatement.RIGHT
        own = explains or ((answers or read.does(*GIVES)) and not checks)
        if own:
            return Restatement.NONE
        foreign = _foreign(back or text, point, case, scenario.language)
        return Restatement.WRONG if foreign else Restatement.LOOSE
    if checks and common >= CHECKED_FROM and not settled:
        return Restatement.RIGHT
    likely = read.does(A.RESTATE, floor=0.3) or (read.does(A.RECAP) and not settled)
    return Restatement.RIGHT if likely and _checks(read) and common >= SURELY_FROM else Restatement.NONE


def _surely_right(text: str, point: str, scenario: Scenario) -> bool:
    """Whether 我这样理解对不对 … stands before something the caller knows, said already or not."""
    form = first_word(text, "understanding", scenario.language)
    if not form:
        return False
    told = [line for fact in scenario.facts for lines in fact.lines.values() for line in lines]
    known = words_of(" ".join([point, *scenario.caller.knows, *told]))
    return shared(text.lower().replace(form, " "), known, scenario.language) >= CHECKED_FROM


def covered(text: str, fact: Fact, language: str) -> bool:
    """Whether the agent says what the caller was going to tell: little of it is left."""
    said = content_words(text, language)
    lines = (one for lines in fact.lines.values() for line in lines for one in every(line))
    told = (content_words(line, language) for line in (fact.short, *lines))
    return any(len(mine & said) >= max(ENOUGH, COVERED * len(mine)) for mine in told)


def _foreign(text: str, point: str, case: frozenset[str], language: str) -> bool:
    """Whether next to nothing of what is put back has to do with the case. Hardly a word cannot tell."""
    if first_word(text, "casework", language):
        return False
    flat = plain(text)
    for name in ("telling_back", "checking", "tags"):
        for word in sorted(wordlist(name, language), key=len, reverse=True):
            flat = flat.replace(word, " ")
    mine = content_words(flat, language)
    return len(mine) >= ENOUGH and len(mine & (case | content_words(point, language))) < FOREIGN * len(mine)


def _told_back(read: Understanding) -> str:
    """The sentences that put the point back, without what stands around them."""
    back = (s for s in sentences(read) if any(c.acts.get(A.RESTATE, 0.0) >= TOLD_FROM for c in s))
    return " ".join(clause.text for sentence in back for clause in sentence)


def _checks(read: Understanding) -> bool:
    """Whether the turn asks if it got the point."""
    return read.does(A.ASK_CLOSED, A.CHECK_SATISFACTION, floor=0.3)
