"""When in a call something came up: the opening, after a finding, at an offer, after a no."""

from __future__ import annotations

from math import prod

from simulator.drafting.findings import Raised
from simulator.drafting.talk import ASKING, GIVING, Sentence, Stretch, Talk
from simulator.drafting.words import has
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.acts import CustomerAct as C

SURE = 0.55
ASKED = 0.45  # likelihood from which a turn of the agent asks
TOGETHER = 0.65  # likelihood of any kind of giving, for a sentence with a figure or a time
MATTERS = (C.STATE_PROBLEM, C.TELL_FACT, C.COMPLAIN, C.ASK, C.ACCUSE, C.DEMAND, C.OBJECT, C.DOUBT)
NO_OFFER = (A.HOLD, A.ASK_IDENTITY, A.FAREWELL, A.TRANSFER, A.REFUSE, A.IDENTIFY, A.GREET)
RATHER = (A.RESTATE, A.EMPATHISE, A.CURT, A.INSULT, A.BLAME)  # likelier than giving: it does that instead


def opening_of(talk: Talk) -> Stretch | None:
    """The first thing the caller said that is more than a greeting."""
    said = [one for one in talk.stretches if one.customer and one.read.does(*MATTERS, floor=SURE)]
    return said[0] if said else next((one for one in talk.stretches if one.customer), None)


def gives(sentence: Sentence, language: str) -> bool:
    """Whether a sentence of the agent offers or does something that may settle the matter."""
    if sentence.does(*NO_OFFER) or has(sentence.text, "looks_up", language):
        return False
    if has(sentence.text, "cannot", language) and not sentence.does(A.COMMIT, A.ACT_NOW):
        return False
    together = 1 - prod(1 - sentence.most(act) for act in GIVING)
    solid = bool(sentence.read.facts) and together >= TOGETHER
    return (sentence.does(*GIVING) or solid) and together > sentence.most(*RATHER)


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
