"""The end of the call: recap, satisfaction, thanks, goodbye."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from grading import moments
from grading.endings import LATE, closing_turns
from grading.finding import Finding, met, missed, not_applicable, partial
from grading.heard import FACT_KINDS, Said
from grading.hollow import is_echo
from grading.reading import Reading
from grading.result import Evidence, Verdict
from simulator.understanding.normalise import plain
from simulator.understanding.numbers import numerals
from simulator.understanding.overlap import content_words

SMALLEST = 10  # a bare number from which it is an amount
SPOKEN = 3  # characters of a fact that is known by a part of it
ASKS = ("question:", "move:ask_", "move:impatient")  # what a simulated customer says on file
RANGE_GAP = 4  # characters between the ends of a range
RECAP_MORE = 5  # … beside a fact, for a commitment without a figure
RECAP_WORDS = 4  # content words of an earlier promise that a recap brings back


def _closing(judge: Callable[[Reading], Finding]) -> Callable[[Reading, Mapping[str, Any]], Finding]:
    """The general rules that hold for every closing item come first."""

    def scorer(reading: Reading, settings: Mapping[str, Any]) -> Finding:
        if reading.hung_up is not None:
            return missed("closing.hung_up", reading.quote(reading.turns[reading.hung_up]))
        if reading.left_early:
            return not_applicable("closing.left_early", reading.quote(reading.customer[-1]))
        return judge(reading)

    return scorer


def _recap(reading: Reading) -> Finding:
    offered = reading.first_path < len(reading.turns)
    started = reading.first_path if offered else reading.problem
    best: Finding | None = None
    gathered: list[tuple[bool, int, int]] = []  # whether it says that it gathers, facts, turn
    for turn in _gathering_turns(reading):
        if turn.index <= started or turn.index in reading.hollow or is_echo(reading, turn):
            continue
        count = facts_again(reading, turn)
        if not _looks_back(reading, turn, count):
            continue
        if count >= 2:
            led = reading.has("recap_lead", turn) or reading.has("satisfaction_closed", turn)
            gathered.append((led, count, turn.index))
        if count == 1 and best is None:
            best = partial("recap.one", _first_fact(reading, turn))
    if gathered:
        return met("recap.gathered", _first_fact(reading, reading.turns[max(gathered)[2]]))
    nothing = reading.enquiry or reading.void or (reading.withdrawn and not offered)
    if nothing and (best is None or best.verdict is not Verdict.MET):
        return not_applicable("recap.nothing")
    return best or missed("recap.none")


def _gathering_turns(reading: Reading) -> list[Said]:
    """The closing turns, and what is counted off once the way out is taken; questions may follow it."""
    closing = closing_turns(reading)
    half = len(reading.turns) * LATE
    counted = [
        turn
        for turn in reading.agent
        if turn.index >= half
        and turn not in closing
        and reading.has("recap_lead", turn)
        and (taken := reading.before(turn.index, by_agent=False)) is not None
        and reading.has("agreement", taken)
        and not _new_facts(reading, turn)
    ]
    return [*counted, *closing]


def _first_fact(reading: Reading, turn: Said) -> Evidence:
    """The clause with the first amount or time of what is gathered."""
    told = next((fact.text for fact in turn.does.facts if fact.kind in FACT_KINDS), "")
    return reading.quote(turn, max(0, turn.text.find(told)) if told else 0)


def _looks_back(reading: Reading, turn: Said, count: int) -> bool:
    """Not an answer to a question, nor the act itself: those say a fact again for another reason."""
    if reading.has("recap_lead", turn):
        return True
    asked = reading.before(turn.index, by_agent=False)
    if asked is not None and reading.has("question", asked):
        return False
    if reading.has("satisfaction_closed", turn):
        return True
    done = any(moments.does_it(reading, clause) for clause in reading.clauses(turn))
    return not done or (count >= 2 and not _new_facts(reading, turn))


def _new_facts(reading: Reading, turn: Said) -> bool:
    """The turn tells a figure for the first time: it acts, it does not gather."""
    known = {_key(fact.text) for said in reading.turns[: turn.index] for fact in said.does.facts}
    return any(fact.kind in FACT_KINDS and _key(fact.text) not in known for fact in turn.does.facts)


def facts_again(reading: Reading, turn: Said) -> int:
    """How many facts of this turn the agent (or the customer) had already said on the way."""
    earlier = [said for said in reading.turns if reading.problem <= said.index < turn.index]
    agreed = [said for said in earlier if said.by_agent or reading.first_path < said.index]
    known = {_key(fact.text) for said in agreed for fact in said.does.facts}
    again = [fact.text for fact in turn.does.facts if fact.kind in FACT_KINDS and _is_known(fact.text, known)]
    again += _numbers_again(reading, turn, earlier, again)
    said_words = frozenset().union(
        *(content_words(said.text, reading.language) for said in earlier if said.by_agent)
    )
    rest = reading.words.without(turn.text, "satisfaction_closed", "thanks", "farewell", "digits")
    words = content_words(rest, reading.language) & said_words
    if again:
        more = reading.has("recap_again", turn) or len(words) >= RECAP_MORE
        return _apart(turn.text, again) + more
    return int(len(words) >= RECAP_WORDS and reading.has("recap_lead", turn))


def _numbers_again(reading: Reading, turn: Said, earlier: list[Said], facts: list[str]) -> list[str]:
    """Amounts said without a unit (五万, five thousand) that come back."""
    known = {n.value for said in earlier for n in numerals(plain(said.text), reading.chinese)}
    found = [
        n for n in numerals(plain(turn.text), reading.chinese) if n.value >= SMALLEST and n.value in known
    ]
    words = [turn.text[n.start : n.end] for n in found]
    return [word for word in words if not any(word in fact for fact in facts)]


def _apart(text: str, again: list[str]) -> int:
    """Facts said again; the two ends of a range (四点到五点) are one."""
    count, end = 0, -9
    for fact in dict.fromkeys(again):
        start = text.find(fact)
        count += start - end > RANGE_GAP
        end = start + len(fact)
    return count


def _is_known(text: str, known: set[str]) -> bool:
    """Said before, if with a word more or less: 今天晚上十点, later 晚上十点."""
    key = _key(text)
    return key in known or (len(key) >= SPOKEN and any(key in other for other in known))


def _key(text: str) -> str:
    return "".join(text.lower().split())


def _satisfaction(reading: Reading) -> Finding:
    vague = standing = None
    for turn in reversed(closing_turns(reading)):
        if turn.index in reading.stuffed or turn.index <= reading.problem:
            continue
        asked = reading.find("satisfaction_closed", turn)
        if asked is not None:
            if reading.has("farewell", turn) or reading.has("closes_at_once", turn):
                return partial("satisfaction.closed_at_once", asked)
            return met("satisfaction.asked", asked)
        vague = vague or reading.find("satisfaction_open", turn)
        standing = standing or reading.find("standing_offer", turn)
    if standing is not None and vague is None:
        return partial("satisfaction.standing", standing)
    return partial("satisfaction.vague", vague) if vague is not None else missed("satisfaction.none")


def _thanks(reading: Reading) -> Finding:
    for turn in reversed(closing_turns(reading)[-3:]):
        text = reading.words.without(turn.text, "no_thanks")
        found = reading.words.find("thanks", text)
        if found and turn.index not in reading.stuffed:
            return met("thanks.said", reading.quote(turn, found.start()))
    return missed("thanks.none")


def _farewell(reading: Reading) -> Finding:
    for turn in reversed(closing_turns(reading)[-3:]):
        said = reading.find("farewell", turn)
        if said is None or turn.index in reading.stuffed:
            continue
        if _asks_on_file(reading, turn):
            return partial("farewell.unanswered", said)
        if cuts_off(reading, turn):
            return partial("farewell.cut_off", said)
        return met("farewell.said", said)
    return missed("farewell.none")


def cuts_off(reading: Reading, turn: Said) -> bool:
    """The goodbye comes over the customer, or leaves their last request without an answer."""
    if turn.index in reading.interruptions:
        return True
    before = reading.before(turn.index, by_agent=False)
    if before is None:
        return False
    open_request = before.does.does("demand", "ask", floor=0.5) or reading.has("asks_next", before)
    cut = moments.broken_off(before.text) and not reading.manner.written
    if reading.has("customer_leaves", before) or not (open_request or cut):
        return False
    return not reading.words.has("facts_or_path", _beside_the_goodbye(reading, turn))


def _asks_on_file(reading: Reading, turn: Said) -> bool:
    """Whether the goodbye passes over a question; what a simulated customer asks is on file."""
    before = reading.before(turn.index, by_agent=False)
    if before is None or not any(
        name.startswith(ASKS) for name in reading.transcript.turns[before.index].said
    ):
        return False
    return not reading.words.has("facts_or_path", _beside_the_goodbye(reading, turn))


def _beside_the_goodbye(reading: Reading, turn: Said) -> str:
    """What the turn says besides closing the call."""
    return reading.words.without(
        turn.text, "farewell", "thanks", "curt_end", "backchannel", "satisfaction_closed"
    )


recap = _closing(_recap)
satisfaction = _closing(_satisfaction)
thanks = _closing(_thanks)
farewell = _closing(_farewell)
