"""How the caller takes a turn in: the agent's words, read against the case and what has been said so far."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.content.parts import Fact, Question, Resolution
from simulator.content.scenario import Scenario
from simulator.customer.memory import Memory, Stage
from simulator.customer.perceiving import asking, figures, offering
from simulator.customer.perceiving.claims import claims
from simulator.customer.perceiving.consistency import confirms, contradiction
from simulator.customer.perceiving.forms import fits
from simulator.customer.perceiving.gifts import gifts
from simulator.customer.perceiving.knowing import (
    as_a_question,
    told_to_go_on,
    with_another_way,
    with_nothing_done,
)
from simulator.customer.perceiving.misnaming import misnamed
from simulator.customer.perceiving.mistaken import Slip, mistaken, well_told
from simulator.customer.perceiving.multiples import multiplied
from simulator.customer.perceiving.nerves import touched
from simulator.customer.perceiving.passing import puts_off, sends_away
from simulator.customer.perceiving.perception import RUDE_FROM, Perception
from simulator.customer.perceiving.polarity import turned_round
from simulator.customer.perceiving.promising import overpromised
from simulator.customer.perceiving.prying import pries
from simulator.customer.perceiving.repairs import as_meant
from simulator.customer.perceiving.requesting import with_requests
from simulator.customer.perceiving.restating import Restatement, covered, restated
from simulator.customer.perceiving.stuffing import does_too_much, is_stock
from simulator.customer.perceiving.timing import Timing
from simulator.customer.perceiving.topic import about_the_case, first_word, informs, off_subject
from simulator.customer.perceiving.topics import with_topics
from simulator.transcript import Speaker, Turn
from simulator.understanding import understand
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.overlap import shared
from simulator.understanding.reading import Clause, Understanding

TELLING_FROM = 0.5  # content shared with the case that makes an unclear turn a statement about it
READ_BACK_FROM = 0.6  # content shared with what the caller said


def perceive(said: str, memory: Memory, context: Sequence[Turn], timing: Timing) -> Perception:
    """Read an agent turn against the scenario, what has been said, and when it came."""
    scenario, language = memory.scenario, memory.scenario.language
    text = as_meant(said, language)
    overdue = max(0.0, timing.pause - memory.bears)
    read = understand(text, speaker=Speaker.AGENT, language=language, context=context)
    if not text.strip():
        return Perception(text, read, language, timing=timing, overdue=overdue)
    for taken in (told_to_go_on, with_topics, with_another_way, with_nothing_done):
        read = taken(read, language)
    read = with_requests(read, scenario)
    read, question, asked, ways = _asked_and_offered(text, read, scenario, context)
    secret = pries(read, asked, language)
    stock = is_stock(text, language) and memory.accepted is None
    asked, ways = (() if secret else asked), (() if stock or secret else ways)
    away = sends_away(read, ways, memory)
    answered = () if away else offering.answered(read, memory)
    wrong = _slip(text, read, memory, context)
    true = wrong is None and well_told(read, memory.known, language)
    point = _restated(text, read, memory, context, answered, true=true)
    answered = answered if point is Restatement.NONE else ()
    asked = tuple(f for f in asked if f.kind != "identity") if true else asked  # told back, and right
    triggers = touched(read, scenario)
    promise = overpromised(read, scenario)
    strange = figures.unheard_of(text, read, memory.figures, language)
    strange = strange or multiplied(read, memory.multiples, language)
    claimed = claims(read, memory.way_of(ways), language)
    owned = text != said or bool(first_word(text, "owning_up", language))
    clash = contradiction(text, read, claimed, ways, memory, context, owned=owned)
    matched = bool(asked or ways or answered or triggers or promise or strange or wrong or secret or clash)
    matched = matched or memory.doubting
    hurries = fits(text, "hurries", language) or (not memory.opened and fits(text, "barks", language))
    telling = about_the_case(text, memory.case, scenario, context, floor=TELLING_FROM)
    asks = bool(question) and _really_asks(read, asked, language)
    return Perception(
        text=text,
        read=read,
        language=language,
        asked=asked,
        asks_something=asks,
        offered=ways,
        timed=offering.timed(text, scenario, claimed),
        answered=answered,
        triggers=triggers,
        restated=point,
        brings_up=offering.brings_up(read, scenario, telling=telling),
        retold=_retold(text, memory) if point is Restatement.RIGHT and not wrong else (),
        misstated=wrong,
        promised=promise,
        unheard_of=strange,
        reads_back=true or (bool(question) and _reads_back(text, context, language)),
        pries=secret,
        stuffed=stock or (does_too_much(read) and not ways),
        hurries=hurries,
        off_subject=not (matched or hurries) and _off_subject(text, read, memory, context),
        telling=telling,
        informs=informs(read, memory.case, scenario, context),
        claims=claimed,
        gifts=tuple(gifts(read, memory.way_of(ways), language, allowed=promise is None and not strange)),
        sends_away=away,
        puts_off=not (asks or answered or claimed) and puts_off(read, ways, memory, away=away),
        contradicts=clash,
        owns_up=owned or read.does(A.APOLOGISE),
        confirms=memory.reminded is not None and confirms(text, read, language),
        returning=not matched and bool(first_word(text, "returning", language)),
        timing=timing,
        overdue=overdue,
    )


def _asked_and_offered(
    text: str, read: Understanding, scenario: Scenario, context: Sequence[Turn]
) -> tuple[Understanding, tuple[Clause, ...], tuple[Fact, ...], tuple[Resolution, ...]]:
    """The reading with its questions taken as such, what asks, the facts asked for, the ways out offered."""
    question = asking.asking_clauses(read, scenario.language)
    ways = offering.offered(text, read, scenario, context)
    asked = asking.asked(question, read, scenario, offers=bool(ways))
    taken = as_a_question(read, question, scenario.language) if asked else read
    if taken is not read:
        ways = offering.offered(text, taken, scenario, context)
    return taken, question, asked, ways


def _slip(text: str, read: Understanding, memory: Memory, context: Sequence[Turn]) -> Slip | None:
    """What the turn tells back wrong: a figure, anything else with a value, a name, or that it happened."""
    language = memory.scenario.language
    agreed = memory.accepted is not None
    figure = figures.misstated(text, read, memory.figures, language)
    other = figure or mistaken(read, memory.known, context, language, agreed=agreed)
    named = other or misnamed(read, memory.scenario, memory.texts)
    return named or (None if agreed else turned_round(read, memory.own_words, language))


def _restated(
    text: str,
    read: Understanding,
    memory: Memory,
    context: Sequence[Turn],
    answered: tuple[Question, ...],
    *,
    true: bool,
) -> Restatement:
    """How well the caller's point is put; ``true``: a value told back is so, hence nothing wrong."""
    point = restated(
        text,
        read,
        memory.scenario,
        context,
        settled=memory.accepted is not None,
        answers=bool(answered),
        asked_for=any(memory.questions[question.id] is Stage.OPEN for question in answered),
        case=memory.case,
    )
    return Restatement.LOOSE if true and point is Restatement.WRONG else point


def _off_subject(text: str, read: Understanding, memory: Memory, context: Sequence[Turn]) -> bool:
    language = memory.scenario.language
    brusque = bool(first_word(text, "insults", language)) or read.does(A.CURT, floor=RUDE_FROM[A.CURT])
    return off_subject(text, read, memory.case, memory.scenario, context, rude=brusque)


def _retold(text: str, memory: Memory) -> tuple[Fact, ...]:
    """What the caller would have told unasked, and the agent has put into words."""
    stories = (f for f in memory.scenario.facts if f.disclose == "volunteered" and f.id not in memory.told)
    return tuple(fact for fact in stories if covered(text, fact, memory.scenario.language))


def _reads_back(text: str, context: Sequence[Turn], language: str) -> bool:
    """Whether a question holds little but the caller's own words."""
    told = " ".join(turn.text for turn in context if turn.speaker is Speaker.CUSTOMER)
    return shared(text, told, language) >= READ_BACK_FROM


def _really_asks(read: Understanding, asked: tuple[Fact, ...], language: str) -> bool:
    """A question has the form of one, asks for identity, or fits what the caller can tell."""
    return bool(asked) or asking.formed(read, language) or read.does(A.ASK_IDENTITY)
