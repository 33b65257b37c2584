"""What the agent tells back and has wrong: the figure of another thing, a colour, a weekday, a place, a name.

The case is taken as *statements*, each with its words and the *values* it holds. A value told back is wrong
when no statement knows it, or when the statements that hold it speak of something else than the agent does
while another value of the same kind is said of that very thing: 蛋糕500块对吧, where 500 is for the doctor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from simulator.content.alternation import every, words_of
from simulator.content.scenario import Scenario
from simulator.customer.perceiving.asking import Sentence, puts_forward, sentences, strongest
from simulator.customer.perceiving.clock import without_times
from simulator.customer.perceiving.topic import first_word, wordlist
from simulator.transcript import Speaker, Turn, is_chinese
from simulator.understanding import facts
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.normalise import plain
from simulator.understanding.numbers import Numeral, numerals
from simulator.understanding.overlap import content_words
from simulator.understanding.reading import Clause, Fact, FactKind, Understanding

TAG = 12  # characters of a clause that only asks whether it is so
TOLD_FROM = 0.5  # likelihood of a restatement
GIVES_FROM = 0.4
GIVING = (A.PROPOSE, A.COMMIT, A.ACT_NOW)
SUM, NUMBER, CAPITAL = "sum", "number", "capital"
SORTS = ("colours", "weekdays", "places")
BARE_FROM = {True: 10.0, False: 100.0}  # said in words, in digits: smaller bare numbers count anything
LONGEST_SUM = 6  # digits; longer ones name something
NAMES_NOTHING = 5  # digits from which a bare number is taken for a name only by its length
ABOUT_IT = 0.4  # share of the words of a stretch that tell what its figure is of
ROUNDED = {False: 0.015, True: 0.025}  # 一百六 for 159; eighteen hundred for 1,840
LARGE, TEN = 1000, 10
ORDINAL = re.compile(r"[- ]?(?:st|nd|rd|th|first|second|third|[a-z]+th)\b")
YEAR = re.compile(r"(?:19|20)\d\d")
PLAINLY_WRITTEN = re.compile(r"[^-/:.\d]?[1-9][\d,]*(?:[^-/:年月号日\d]|$)?")  # no date, no time
PLACE = re.compile(r"\b(?:from|to|in|at|via|near) [A-Z][a-z]{2,}")
CAPITALS = re.compile(r"[A-Z][a-z]{2,}")

DIGITS, SHORTEST_TAIL = "digits", 3  # what identifies something: 尾号六七八三


@dataclass(frozen=True)
class Value:
    """A sum, a number, a tail of digits, a colour …: of which kind, which one, and how it was said."""

    kind: str
    what: str | float
    said: str = field(default="", compare=False)


@dataclass(frozen=True)
class Slip:
    """Something told back wrong. ``words`` tell what it is of, so that the right one can be found."""

    kind: str
    wrong: str  # as the agent said it
    words: frozenset[str] = frozenset()
    right: str = ""  # where it is known without looking


@dataclass(frozen=True)
class Statement:
    """Something that is so in this case: its words without figures, and the values it holds."""

    words: frozenset[str]
    values: frozenset[Value]


@dataclass(frozen=True)
class Case:
    """All that is so in a case."""

    statements: tuple[Statement, ...] = ()

    def holds(self, value: Value) -> tuple[Statement, ...]:
        """The statements that hold a value, or one that it is a rounded figure of."""
        return tuple(s for s in self.statements if any(_same(value, other) for other in s.values))

    def others(self, value: Value) -> tuple[Statement, ...]:
        """The statements that hold a value of the same kind, and not this one."""
        return tuple(
            s
            for s in self.statements
            if any(other.kind == value.kind and not _same(value, other) for other in s.values)
            and not any(_same(value, other) for other in s.values)
        )

    def belongs_elsewhere(self, value: Value, words: frozenset[str]) -> bool:
        """Whether these words go with another value of this kind, and nowhere with this one."""
        if not words or any(words & statement.words for statement in self.holds(value)):
            return False
        return max(len(words & s.words) for s in (*self.others(value), NOTHING)) >= ABOUT_IT * len(words)


NOTHING = Statement(frozenset(), frozenset())
NOTHING_KNOWN = Case()


@lru_cache(maxsize=64)
def case_known(said: tuple[str, ...], language: str) -> Case:
    """The case made of these texts."""
    statements = (Statement(words_around(text, language), frozenset(_held(text, language))) for text in said)
    capitals = frozenset(Value(CAPITAL, word.lower()) for text in said for word in CAPITALS.findall(text))
    return Case((*(s for s in statements if s.values), Statement(frozenset(), capitals)))


def texts_of(scenario: Scenario) -> tuple[str, ...]:
    """Everything that is so in the scenario, a text a statement. Side stories are about something else."""
    caller, briefing = scenario.caller, scenario.briefing
    parts = [caller.reason, caller.wish, *caller.knows, *caller.unaware, *scenario.opening, caller.name]
    for fact in scenario.facts:
        parts += [fact.short, *(line for lines in fact.lines.values() for line in lines)]
    parts += [line for held in scenario.objections for lines in held.lines.values() for line in lines]
    parts += [line for asked in scenario.questions for lines in asked.lines.values() for line in lines]
    parts += [entry.text for entry in scenario.knowledge] + [way.offer for way in scenario.resolutions]
    for block in briefing.card:
        rows = [f"{row.label} {row.value}" for row in block.rows]
        parts += [f"{block.title} {' '.join(rows)}"]
    parts += [briefing.post.text] if briefing.post else []
    parts += [scenario.company, scenario.title, scenario.summary, briefing.predicted_intent]
    return tuple(words_of(part) for part in parts)


def own_texts(scenario: Scenario) -> tuple[str, ...]:
    """What the caller can tell of the case, in their words: one version of each line."""
    caller = scenario.caller
    told = [line for fact in scenario.facts for lines in fact.lines.values() for line in lines]
    short = [fact.short for fact in scenario.facts]
    said = (every(line)[0] for line in (*short, *scenario.opening, *told))
    return (caller.reason, *caller.knows, *said)


def mistaken(
    read: Understanding, known: Case, context: Sequence[Turn], language: str, *, agreed: bool
) -> Slip | None:
    """What the turn tells back wrong, if anything. What is ``agreed`` may hold what the agent said."""
    before = [turn.text for turn in context if agreed or turn.speaker is Speaker.CUSTOMER]
    for told in _told_values(read, language):
        if _wrong(told, known) and not _said(told.value, before, agreed, language):
            return Slip(told.value.kind, told.value.said, told.words)
    return None


def _wrong(told: _Told, known: Case) -> bool:
    """Whether the case knows another value of this kind, and not this one, or not of this thing."""
    if not known.others(told.value):
        return False
    plainly = told.plainly and told.value.kind != DIGITS
    return not known.holds(told.value) or (plainly and known.belongs_elsewhere(told.value, told.words))


def well_told(read: Understanding, known: Case, language: str) -> bool:
    """Whether the turn tells back a figure, a colour, a place … that is so."""
    return any(told.tagged and known.holds(told.value) for told in _told_values(read, language))


@dataclass(frozen=True)
class _Told:
    """A value told back, with the words it stands among; ``plainly``: the only sum of what is told back."""

    value: Value
    words: frozenset[str]
    tagged: bool
    plainly: bool


def _told_values(read: Understanding, language: str) -> Iterator[_Told]:
    for sentence in told_back(read, language):
        whole = " ".join(clause.text for clause in sentence)
        tagged = _tagged(whole, language)
        surely = tagged or bool(first_word(whole, "telling_back", language))
        for clause in sentence:
            if _given(clause, language):
                continue
            words = words_around(clause.text, language) or words_around(whole, language)
            values = list(_told(clause.text, language))
            alone = len({value for value in values if value.kind == SUM}) < 2
            yield from (_Told(value, words, tagged, surely and alone) for value in values)


def told_back(read: Understanding, language: str) -> Iterator[Sentence]:
    """The sentences that put something back to the caller, with or without asking whether it is so."""
    for sentence in _with_tags(read, language):
        text = " ".join(clause.text for clause in sentence)
        if _tagged(text, language) or any(c.acts.get(A.RESTATE, 0.0) >= TOLD_FROM for c in sentence):
            yield sentence


def _with_tags(read: Understanding, language: str) -> Iterator[Sentence]:
    """The sentences; a mere 对吧 goes with what stands before it."""
    held: Sentence = ()
    for sentence in sentences(read):
        text = " ".join(clause.text for clause in sentence)
        if held and len(text) <= TAG and _tagged(text, language):
            held = (*held, *sentence)
            continue
        if held:
            yield held
        held = sentence
    if held:
        yield held


def _tagged(text: str, language: str) -> bool:
    text = text.replace("不对不对", "")  # takes something back, and asks nothing
    return bool(first_word(text, "checking", language) or first_word(text, "tags", language))


def _given(clause: Clause, language: str) -> bool:
    """Whether a clause gives the caller something, and does not say that it is they who want it."""
    if first_word(clause.text, "telling_back", language):
        return False
    return puts_forward(clause.text, language) or strongest(clause.acts, GIVING) >= GIVES_FROM


def _said(value: Value, before: Iterable[str], agreed: bool, language: str) -> bool:
    """Whether a value that the case does not know, or that was agreed on, was said before."""
    if value.kind == SUM and not agreed:
        return False
    return any(_same(value, other) for text in before for other in _told(text, language))


def _same(one: Value, other: Value) -> bool:
    if one == other or (one.kind == SUM and other.kind == NUMBER and one.what == other.what):
        return True
    if one.kind != other.kind:
        return False
    if one.kind == DIGITS:
        return str(one.what).endswith(str(other.what)) or str(other.what).endswith(str(one.what))
    return one.kind == SUM and _stands_for(float(one.what), float(other.what))


def _stands_for(value: float, exact: float) -> bool:
    """Whether a round figure stands for an exact one."""
    share = ROUNDED[value >= LARGE and value % (TEN * TEN) == 0]
    return value % TEN == 0 and abs(value - exact) <= share * exact


def _told(text: str, language: str) -> Iterator[Value]:
    """The values that a stretch of the agent's names; several days are a stretch of days."""
    values = list(values_in(text, language))
    days = [value for value in values if value.kind == "weekdays"]
    yield from (value for value in values if value not in days or len(days) == 1)
    if not is_chinese(language):
        yield from (Value(CAPITAL, said.split()[1].lower(), said) for said in PLACE.findall(text))


def told_in(text: str, language: str) -> Iterator[Value]:
    """The values that a caller's words tell: a tail of digits needs no word that says so."""
    yield from _told(text, language)
    found = numerals(plain(text), is_chinese(language))
    tails = (numeral for numeral in found if len(numeral.digits) >= SHORTEST_TAIL)
    yield from (Value(DIGITS, tail.digits, text[tail.start : tail.end]) for tail in tails)


def _held(text: str, language: str) -> Iterator[Value]:
    """The values that a text of the case holds: any number too, whatever it counts."""
    yield from values_in(text, language)
    for numeral in numerals(plain(text), is_chinese(language)):
        yield Value(NUMBER, numeral.value)
        if len(numeral.digits) >= SHORTEST_TAIL:
            yield Value(DIGITS, numeral.digits)


def values_in(text: str, language: str) -> Iterator[Value]:
    """The sums, tails of digits, colours, weekdays and places that a text names."""
    flat = without_times(plain(text))
    found = facts(text, language)
    yield from (Value(SUM, f.value, f.text) for f in found if f.kind is FactKind.MONEY and f.value)
    for numeral in numerals(flat, is_chinese(language)):
        if _a_sum(numeral, flat, found):
            yield Value(SUM, numeral.value, text[numeral.start : numeral.end])
    tails = (
        f for f in found if f.kind is FactKind.NUMBER and f.text.isalnum() and len(f.unit) >= SHORTEST_TAIL
    )
    yield from (Value(DIGITS, fact.unit, fact.text) for fact in tails)
    for sort in SORTS:
        named = {_one_name(word): word for word in wordlist(sort, language) if _stands(word, flat, language)}
        yield from (Value(sort, name, word) for name, word in sorted(named.items()))


def _a_sum(numeral: Numeral, flat: str, found: Sequence[Fact]) -> bool:
    """Whether a bare number may be a sum: no part of another fact, no digits said one by one."""
    said = flat[numeral.start : numeral.end]
    written = bool(PLAINLY_WRITTEN.fullmatch(flat, max(0, numeral.start - 1), numeral.end + 1))
    if numeral.digits and not (written and len(numeral.digits) <= LONGEST_SUM):
        return False
    if YEAR.fullmatch(said) or ORDINAL.match(flat, numeral.end):
        return False
    other = (f for f in found if f.kind is not FactKind.NUMBER or len(f.text) < NAMES_NOTHING)
    return numeral.value >= BARE_FROM[not written] and not any(said in plain(fact.text) for fact in other)


def _one_name(word: str) -> str:
    """星期天, 礼拜日 and 周日 are one day; 绿色 and 绿的 are one colour."""
    return re.sub("[色的]$", "", re.sub("^(?:星期|礼拜)", "周", word)).replace("周天", "周日")


def _stands(word: str, flat: str, language: str) -> bool:
    if is_chinese(language):
        return word in flat
    return bool(re.search(rf"\b{re.escape(word)}\b", flat))


@lru_cache(maxsize=4096)
def words_around(text: str, language: str) -> frozenset[str]:
    """The content of a text without its numbers; for Chinese only what is longer than a character, and 退."""
    chinese = is_chinese(language)
    flat = plain(text)
    for numeral in reversed(numerals(flat, chinese)):
        flat = f"{flat[: numeral.start]},{flat[numeral.end :]}"
    found = content_words(flat, language)
    if not chinese:
        return frozenset(word for word in found if not word[:1].isdigit())
    deeds = (deed for deed in wordlist("deeds", language) if deed in flat)
    return frozenset(word for word in found if " " in word).union(deeds)
