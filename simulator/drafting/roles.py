"""What each sentence of the caller is for in a scenario, and where in the call it came."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from simulator.drafting.occasions import asked_by, gives, opening_of
from simulator.drafting.privacy import Masked
from simulator.drafting.talk import GIVING, Sentence, Stretch, Talk
from simulator.drafting.words import Vocabulary, has
from simulator.understanding import Feeling
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.acts import CustomerAct as C
from simulator.understanding.normalise import is_word_char

SURE = 0.55
HINTED = 0.35  # likelihood of an accusation, or of a demand, whose form is one
TOLD = 0.4
HELD = (C.ACCUSE, C.DEMAND, C.OBJECT, C.DOUBT)
STORY = (C.STATE_PROBLEM, C.TELL_FACT, C.COMPLAIN)
WANTS = (*HELD, C.ASK, C.ACCEPT)
POLITE = (C.GREET, C.THANK, C.FAREWELL)
BREATH = {True: 60, False: 180}  # characters of an opening
BRIEF = {True: 18, False: 50}  # characters of a form that tells nothing
SOLID = {True: 10, False: 35}  # characters of a sentence that tells something whatever it sounds like
MATTER = {True: 5, False: 14}  # word characters from which a sentence tells something
PASSING = ("nothing", "already", "unknown", "acks", "puzzled")  # forms that tell nothing of the matter
TAKING_LEAVE = 0.8
RELIEVED = 0.6
CONFIRMS = {True: 14, False: 32}  # characters of a plain yes to a restatement


class Role(Enum):
    """The part of a scenario that a sentence belongs to."""

    OPENING = auto()
    IDENTITY = auto()
    TOLD = auto()
    ANSWER = auto()
    OBJECTION = auto()
    QUESTION = auto()
    ACCEPT = auto()
    THREAT = auto()
    SUPERVISOR = auto()
    BARGAIN = auto()  # asked on top of what was just offered
    WISH = auto()  # what they want
    CONFIRM = auto()  # 对，就是这个意思
    NEXT = auto()  # 那现在怎么办
    WHEN = auto()  # 什么时候
    NOTHING = auto()


@dataclass(frozen=True)
class Part:
    """One sentence of the caller in its role."""

    sentence: Sentence
    stretch: Stretch
    role: Role
    act: C = C.OTHER  # of an objection


def roles(talk: Talk, masked: Masked, vocabulary: Vocabulary) -> list[Part]:
    """Every sentence of the caller with its role, in order."""
    opened = opening_of(talk)
    found: list[Part] = []
    for stretch in talk.stretches:
        if not stretch.customer:
            continue
        if opened is not None and stretch.place < opened.place:
            continue  # 喂，你好 before the matter
        for sentence in stretch.sentences:
            role, act = _role(sentence, stretch, talk, masked, vocabulary)
            found.append(Part(sentence, stretch, role, act))
    return _opened(found, opened, talk.chinese)


def _opened(parts: list[Part], opened: Stretch | None, chinese: bool) -> list[Part]:
    """The first sentences are the opening: as far as the problem is stated, and on for one breath."""
    first = [part for part in parts if part.stretch is opened and part.role is not Role.IDENTITY]
    if not first:
        return parts
    stated = max(first, key=lambda part: min(part.sentence.most(C.STATE_PROBLEM), SURE))
    until = first[: first.index(stated) + 1]
    for part in first[len(until) :]:
        length = sum(len(one.sentence.text) for one in [*until, part])
        if part.role is Role.OBJECTION or length > BREATH[chinese]:
            break
        until.append(part)
    return [replace(part, role=Role.OPENING) if part in until else part for part in parts]


def _role(
    sentence: Sentence, stretch: Stretch, talk: Talk, masked: Masked, vocabulary: Vocabulary
) -> tuple[Role, C]:
    told = [one for one in masked.identities if one.turn + 1 == sentence.turn and one.text in sentence.text]
    asked = asked_by(talk, stretch)
    if told and (asked is not None or len(told) > 1 or len(told[0].text) * 2 > len(sentence.text)):
        return Role.IDENTITY, C.ANSWER
    if _passes(sentence, talk):
        return Role.NOTHING, C.ANSWER
    if _leaves(sentence, talk.chinese) or (
        has(sentence.text, "waits", talk.language) and len(sentence.text) < CONFIRMS[talk.chinese]
    ):
        return Role.NOTHING, C.OTHER
    if sentence.does(C.ASK_SUPERVISOR, floor=SURE):
        return Role.SUPERVISOR, C.ASK_SUPERVISOR
    if has(sentence.text, "threats", talk.language) or _threatens(sentence):
        return Role.THREAT, C.THREATEN
    before = talk.before(stretch)
    if (
        before is not None
        and sentence.first
        and not sentence.does(C.ACCUSE)
        and sentence.does(C.ANSWER, C.ACCEPT)
    ):
        if before.read.does(A.RESTATE) and len(sentence.text) <= CONFIRMS[talk.chinese]:
            return Role.CONFIRM, C.ANSWER
        if before.read.does(A.CHECK_SATISFACTION) and not before.read.does(*GIVING):
            return Role.NOTHING, C.ANSWER
    offered = before is not None and any(gives(one, talk.language) for one in before.sentences)
    if offered and not sentence.does(C.ACCUSE, C.ACCEPT):
        over = _over(sentence, talk.language)
        if over is not None:
            return over, C.DEMAND
    if not offered and _wanted(sentence, before, talk) and _matters(sentence, vocabulary):
        return Role.WISH, C.DEMAND
    asked = None if offered else asked  # 您看行吗？ asks for a yes, not for a fact
    return _said(sentence, asked, offered, talk, vocabulary)


def _wanted(sentence: Sentence, before: Stretch | None, talk: Talk) -> bool:
    """Whether a sentence answers what the caller would like to happen."""
    asked = before is not None and has(before.text, "asks_wish", talk.language)
    return asked and sentence.first and not sentence.does(C.ACCUSE)


def _passes(sentence: Sentence, talk: Talk) -> bool:
    """Whether a short sentence tells nothing of the matter: 没了, 我刚说过, 不清楚."""
    brief = sentence.first and len(sentence.text) <= BRIEF[talk.chinese]
    return brief and any(has(sentence.text, name, talk.language) for name in PASSING)


def _over(sentence: Sentence, language: str) -> Role | None:
    """What is asked over an offer: an exception or more money is held, something on top is a bargain."""
    if has(sentence.text, "requests", language):
        return Role.OBJECTION
    if has(sentence.text, "on_top", language):
        return Role.BARGAIN
    return Role.OBJECTION if has(sentence.text, "favours", language) else None


def _said(
    sentence: Sentence, asked: Stretch | None, offered: bool, talk: Talk, vocabulary: Vocabulary
) -> tuple[Role, C]:
    """The role of a sentence with matter: taken, held, asked, wanted or told."""
    held = max(HELD, key=lambda act: sentence.most(act))
    asks = has(sentence.text, "asks_form", talk.language)
    question = sentence.most(C.ASK) if asks else 0.0
    matters = _matters(sentence, vocabulary)
    telling = sentence.most(*STORY, C.ANSWER)
    if matters and _accuses(sentence, talk.language):
        return Role.OBJECTION, C.ACCUSE
    if asked is not None and sentence.first and sentence.does(C.ANSWER) and not sentence.does(C.ACCUSE):
        return (Role.ANSWER if matters else Role.NOTHING), C.ANSWER
    if has(sentence.text, "wishes", talk.language):
        return Role.WISH, C.DEMAND
    if matters and has(sentence.text, "requests", talk.language) and sentence.does(*WANTS, floor=HINTED):
        return Role.OBJECTION, C.DEMAND
    if _takes(sentence, max(question, 0.0 if offered else telling), talk.language):
        return Role.ACCEPT, C.ACCEPT
    if sentence.most(held) >= SURE and (held is C.ACCUSE or sentence.most(held) > max(question, telling)):
        return (Role.OBJECTION if matters else Role.NOTHING), held
    ends_asking = asks and sentence.text.rstrip().endswith(("?", "？")) and sentence.most(C.ASK) >= HINTED
    if question >= SURE or ends_asking:
        return (_kind_of_question(sentence, talk.language) if matters else Role.NOTHING), C.ASK
    if sentence.read.feelings.get(Feeling.RELIEF, 0.0) >= RELIEVED:
        return Role.NOTHING, C.OTHER
    if telling >= TOLD and matters:
        return (Role.ANSWER if asked is not None and sentence.first else Role.TOLD), C.TELL_FACT
    solid = sentence.read.facts or len(sentence.text) >= SOLID[talk.chinese]
    return (Role.TOLD if matters and solid and not asks else Role.NOTHING), C.OTHER


def _accuses(sentence: Sentence, language: str) -> bool:
    """Whether a sentence accuses, in so many words or as a rhetorical question."""
    upset = sentence.most(C.ACCUSE) >= HINTED or sentence.read.feelings.get(Feeling.ANGER, 0.0) >= HINTED
    hard = sentence.does(C.COMPLAIN, C.OBJECT, floor=HINTED)
    return sentence.does(C.ACCUSE, floor=SURE) or (
        (upset or hard) and has(sentence.text, "rhetorical", language)
    )


def _threatens(sentence: Sentence) -> bool:
    return sentence.does(C.THREATEN, floor=SURE) and sentence.most(C.THREATEN) >= sentence.most(*HELD) - 0.1


def _takes(sentence: Sentence, other: float, language: str) -> bool:
    """Whether a sentence accepts, and does not only begin as if it did."""
    if has(sentence.text, "asks_form", language) or has(sentence.text, "backs", language):
        return False
    return sentence.does(C.ACCEPT, floor=SURE) and sentence.most(C.ACCEPT) > max(sentence.most(*HELD), other)


def _kind_of_question(sentence: Sentence, language: str) -> Role:
    if has(sentence.text, "ask_next", language):
        return Role.NEXT
    return (
        Role.WHEN if has(sentence.text, "ask_when", language) and len(sentence.text) < 40 else Role.QUESTION
    )


def _leaves(sentence: Sentence, chinese: bool) -> bool:
    """Whether a sentence only greets, thanks or says goodbye."""
    polite = sentence.most(*POLITE)
    if polite < TOLD:
        return False
    rest = sentence.most(*STORY, *HELD, C.ASK, C.ANSWER, C.ACCEPT, C.THREATEN)
    return (polite >= TAKING_LEAVE and rest < SURE) or polite > rest + 0.1


def _matters(sentence: Sentence, vocabulary: Vocabulary) -> bool:
    """Whether a sentence is more than 嗯，对."""
    length = sum(map(is_word_char, sentence.text))
    return (
        length >= MATTER[vocabulary.chinese]
        or bool(sentence.read.facts)
        or len(vocabulary.cue_words(sentence.text)) > 1
    )
