"""What each sentence of the caller is for in a scenario, and where in the call it came."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from simulator.drafting.findings import Raised
from simulator.drafting.privacy import Masked
from simulator.drafting.talk import ASKING, GIVING, Sentence, Stretch, Talk
from simulator.drafting.words import Vocabulary, has
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.acts import CustomerAct as C
from simulator.understanding.normalise import is_word_char

SURE = 0.55
ASKED = 0.45  # likelihood from which a turn of the agent asks
TOLD = 0.4
HELD = (C.ACCUSE, C.DEMAND, C.OBJECT, C.DOUBT)
STORY = (C.STATE_PROBLEM, C.TELL_FACT, C.COMPLAIN)
POLITE = (C.GREET, C.THANK, C.FAREWELL)
MATTER = {True: 5, False: 14}  # word characters from which a sentence tells something
TAKING_LEAVE = 0.8


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
            told = role in (Role.TOLD, Role.QUESTION, Role.OBJECTION, Role.ANSWER, Role.NEXT)
            first = stretch is opened and not any(part.role is Role.OPENING for part in found)
            found.append(Part(sentence, stretch, Role.OPENING if first and told else role, act))
    return found


def opening_of(talk: Talk) -> Stretch | None:
    """The first thing the caller said that is more than a greeting."""
    said = [one for one in talk.stretches if one.customer and one.read.does(*STORY, C.ASK, *HELD, floor=SURE)]
    return said[0] if said else next((one for one in talk.stretches if one.customer), None)


def gives(sentence: Sentence, language: str) -> bool:
    """Whether a sentence of the agent offers or does something that may settle the matter."""
    if not sentence.does(*GIVING) or sentence.does(A.HOLD, A.ASK_IDENTITY, A.FAREWELL, A.TRANSFER, A.REFUSE):
        return False
    return not has(sentence.text, "looks_up", language)


def raised_at(talk: Talk, stretch: Stretch) -> Raised:
    """On which occasion something came up: what the agent had done by then."""
    before = talk.before(stretch)
    if before is not None and before.read.does(A.REFUSE):
        return "refused"
    earlier = [one for one in talk.stretches[: stretch.place] if not one.customer]
    if any(gives(sentence, talk.language) for one in earlier for sentence in one.sentences):
        return "offered"
    return "explained" if any(one.read.does(A.EXPLAIN) for one in earlier) else "early"


def asked_by(talk: Talk, stretch: Stretch) -> Stretch | None:
    """The turn of the agent that asked for what this one says, if it asked anything."""
    before = talk.before(stretch)
    return before if before is not None and before.read.does(*ASKING, floor=ASKED) else None


def _role(
    sentence: Sentence, stretch: Stretch, talk: Talk, masked: Masked, vocabulary: Vocabulary
) -> tuple[Role, C]:
    told = [one for one in masked.identities if one.turn + 1 == sentence.turn and one.text in sentence.text]
    asked = asked_by(talk, stretch)
    if told and (asked is not None or len(told) > 1 or len(told[0].text) * 2 > len(sentence.text)):
        return Role.IDENTITY, C.ANSWER
    if _leaves(sentence, talk.chinese):
        return Role.NOTHING, C.OTHER
    if sentence.does(C.THREATEN, floor=SURE) and sentence.most(C.THREATEN) >= sentence.most(*HELD) - 0.1:
        return Role.THREAT, C.THREATEN
    if sentence.does(C.ASK_SUPERVISOR, floor=SURE):
        return Role.SUPERVISOR, C.ASK_SUPERVISOR
    held = max(HELD, key=lambda act: sentence.most(act))
    question = sentence.most(C.ASK)
    if asked is not None and sentence.first and sentence.does(C.ANSWER) and not sentence.does(C.ACCUSE):
        return (Role.ANSWER if _matters(sentence, vocabulary) else Role.NOTHING), C.ANSWER
    if sentence.does(C.ACCEPT, floor=SURE) and sentence.most(C.ACCEPT) > max(sentence.most(*HELD), question):
        return Role.ACCEPT, C.ACCEPT
    if sentence.most(held) >= SURE and (held is C.ACCUSE or sentence.most(held) > question):
        return (Role.OBJECTION if _matters(sentence, vocabulary) else Role.NOTHING), held
    if question >= SURE:
        return _kind_of_question(sentence, talk.language), C.ASK
    if sentence.does(*STORY, C.ANSWER, floor=TOLD) and _matters(sentence, vocabulary):
        return (Role.ANSWER if asked is not None and sentence.first else Role.TOLD), C.TELL_FACT
    return Role.NOTHING, C.OTHER


def _kind_of_question(sentence: Sentence, language: str) -> Role:
    if has(sentence.text, "ask_next", language):
        return Role.NEXT
    return Role.WHEN if has(sentence.text, "ask_when", language) and len(sentence.text) < 40 else Role.QUESTION


def _leaves(sentence: Sentence, chinese: bool) -> bool:
    """Whether a sentence only greets, thanks or says goodbye."""
    polite = sentence.most(*POLITE)
    if polite < TOLD:
        return False
    rest = sentence.most(*STORY, *HELD, C.ASK, C.ANSWER, C.THREATEN)
    return polite >= TAKING_LEAVE and rest < SURE or polite > rest + 0.1


def _matters(sentence: Sentence, vocabulary: Vocabulary) -> bool:
    """Whether a sentence is more than 嗯，对."""
    length = sum(map(is_word_char, sentence.text))
    return length >= MATTER[vocabulary.chinese] or bool(sentence.read.facts) or len(vocabulary.cue_words(sentence.text)) > 1
