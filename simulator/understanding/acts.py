"""The fixed names of what an utterance does, and of the feelings it shows.

The lists are a public contract (other tools read these names); names may be added, never changed.
"""

from __future__ import annotations

from enum import StrEnum


class AgentAct(StrEnum):
    """What an agent's utterance does."""

    GREET = "greet"
    IDENTIFY = "identify"  # says who is speaking: name, surname and title, staff number
    OFFER_HELP = "offer_help"
    ACKNOWLEDGE = "acknowledge"  # back-channel or taking note: 嗯, 好的, right
    EMPATHISE = "empathise"  # names or shares the feeling, tied to this customer's situation
    BARE_UNDERSTANDING = "bare_understanding"  # 我理解 / I understand and nothing more
    APOLOGISE = "apologise"
    SOOTHE = "soothe"  # 请您别着急 / please calm down
    RESTATE = "restate"  # the customer's point in the agent's own words
    ASK_OPEN = "ask_open"
    ASK_CLOSED = "ask_closed"
    ASK_IDENTITY = "ask_identity"  # name, number, order number, address
    EXPLAIN = "explain"  # facts, findings, rules
    SIGNPOST = "signpost"  # 我先…再…: says what comes next
    PROPOSE = "propose"
    COMMIT = "commit"  # I will …, 这件事交给我
    ACT_NOW = "act_now"  # done or being done on this call
    HOLD = "hold"
    TRANSFER = "transfer"
    REFUSE = "refuse"
    BLAME = "blame"  # puts it on the customer
    INSULT = "insult"  # insult, sarcasm, threat at the person
    CURT = "curt"  # careless, lecturing or dismissive
    CONTRADICT = "contradict"  # flat denial of the customer's opinion
    ENDORSE = "endorse"  # lightly agrees with the customer's accusation
    RECAP = "recap"
    CHECK_SATISFACTION = "check_satisfaction"
    THANK = "thank"
    FAREWELL = "farewell"
    OTHER = "other"


class CustomerAct(StrEnum):
    """What a customer's utterance does."""

    GREET = "greet"
    STATE_PROBLEM = "state_problem"
    TELL_FACT = "tell_fact"  # volunteers more of the story
    ANSWER = "answer"
    ASK = "ask"
    COMPLAIN = "complain"
    ACCUSE = "accuse"  # an unfair opinion about the company or the agent
    DEMAND = "demand"
    OBJECT = "object"
    DOUBT = "doubt"
    ACCEPT = "accept"
    THREATEN = "threaten"
    ASK_SUPERVISOR = "ask_supervisor"
    THANK = "thank"
    FAREWELL = "farewell"
    OTHER = "other"


class Feeling(StrEnum):
    """A feeling that the words show. Used on customers only; never inferred from a voice."""

    ANGER = "anger"
    ANXIETY = "anxiety"
    CONFUSION = "confusion"
    SADNESS = "sadness"  # hurt, disappointed, wronged (委屈)
    RELIEF = "relief"
