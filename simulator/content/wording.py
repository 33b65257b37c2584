"""What a customer's line is for, and in which mood it fits: the keys of every ``lines`` table."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator


class Band(StrEnum):
    """A coarse mood; wording is chosen by it. ``any`` fits whenever nothing closer is written."""

    ANGRY = "angry"
    UPSET = "upset"  # annoyed, not yet angry
    ANXIOUS = "anxious"
    CONFUSED = "confused"
    CALM = "calm"
    WARM = "warm"  # trusting, relieved
    ANY = "any"


class Move(StrEnum):
    """What a line of the customer does; finer than the public speech acts, which it maps to."""

    # opening and identity
    HELLO = "hello"  # 喂?有人吗 — nobody has spoken
    STILL_THERE = "still_there"  # silence in the middle of a call
    # answers
    ANSWER_UNKNOWN = "answer_unknown"  # asked something the customer does not know
    NOT_AT_HAND = "not_at_hand"  # asked for a number or a paper the customer would have to fetch
    EVADE = "evade"  # asked about themselves, where this call knows no answer
    WITHHOLD = "withhold"  # asked for something private that this call does not need
    KEEP_SECRET = "keep_secret"  # asked for a password, a code, a PIN
    ANSWERED_ALREADY = "answered_already"  # asked again what was told
    NOT_UNDERSTOOD = "not_understood"  # the agent was unintelligible or off the subject
    LOST_IN_JARGON = "lost_in_jargon"  # the agent used words the customer does not know
    CONFIRM = "confirm"  # 对,就是这个意思 — a right restatement
    CORRECT = "correct"  # 不是,我是说… — a wrong or empty restatement
    WAIT = "wait"  # 行,你查吧 — the agent asked for a moment
    HERE = "here"  # the agent speaks again after a mere silence
    BACK = "back"  # the agent came back from a hold
    # reactions to how one is treated
    SOFTEN = "soften"  # felt understood
    BRUSHED_OFF = "brushed_off"  # met by 我理解 and nothing more
    SORRY_AGAIN = "sorry_again"  # the apologies wear out
    OFFENDED = "offended"  # insulted, blamed, lectured
    DENIED = "denied"  # told flatly that one is wrong
    WON_OVER = "won_over"  # the agent agreed with the accusation: 看吧,你自己都承认了
    INTERRUPTED = "interrupted"  # cut short: 你让我说完
    KEPT_WAITING = "kept_waiting"  # left waiting without a word, or for long
    NOTICED = "noticed"  # told something else before: 刚才你说{before}，现在又{now}？
    PASSED_ON = "passed_on"  # put through to somebody else without having asked for it
    PUT_OFF = "put_off"  # the matter is handed on or put off: 反馈一下，然后呢？
    TALKED_DOWN = "talked_down"  # lets go of the supervisor: 那行，你给我办
    IMPATIENT = "impatient"  # no progress: 你倒是说怎么办
    SMALL_TALK = "small_talk"  # the agent chats: a short word, then back to the matter
    OFF_SUBJECT = "off_subject"  # what the agent says has nothing to do with this call
    # moving on
    ASK_NEXT = "ask_next"  # 那现在怎么办
    ASK_WHEN = "ask_when"  # 什么时候 / how long — a solution without a time
    DOUBT = "doubt"  # 真的假的
    TOO_GOOD = "too_good"  # promised more than one dared to hope
    TOO_EARLY = "too_early"  # a solution before the problem was heard
    REJECT = "reject"  # that solves nothing
    REFUSED = "refused"  # the agent said no
    ACCEPT_WARM = "accept_warm"
    ACCEPT_GRUDGING = "accept_grudging"
    ACKNOWLEDGE = "acknowledge"  # 哦 / 嗯 — took a piece of information
    REMIND = "remind"  # asks about a promise nobody repeated: 你说的{promise}，算数吧？
    NOTHING_ELSE = "nothing_else"  # no further needs
    DEMAND_SUPERVISOR = "demand_supervisor"
    THREATEN = "threaten"
    # endings
    THANK_BYE = "thank_bye"
    BYE = "bye"
    WALK_AWAY = "walk_away"
    NOBODY_THERE = "nobody_there"  # rings off because the other end stays silent
    ESCALATE = "escalate"


def _by_band(value: object) -> object:
    """A bare list stands for {any: list}."""
    return {Band.ANY: value} if isinstance(value, list) else value


Lines = Annotated[
    dict[Band, list[str]],
    BeforeValidator(_by_band, json_schema_input_type=dict[Band, list[str]] | list[str]),
]
"""Alternative wordings by mood; in YAML either a list or a mapping of bands to lists.

Slots in braces are filled when spoken: ``{name}`` (the caller's form of address for themself),
``{company}``, and any fact id of the scenario (its ``short`` form). The house's lines for ``noticed`` and
``remind`` also have ``{before}`` and ``{now}``, ``{promise}``: what the agent said.
"""
