"""What the agent says of a thing: by when it comes, how much it is. Kept, so that a change is noticed.

A claim stands for one *thing* (``lines/things.yaml``) of one way out. Only a change for the worse about
the very same thing counts as a contradiction; a sum that grows or a time that shrinks is good news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from simulator.customer.perceiving.topic import first_word, wordlist
from simulator.transcript import is_chinese
from simulator.understanding import facts
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.normalise import plain
from simulator.understanding.numbers import numerals
from simulator.understanding.reading import Clause, Fact, FactKind, Understanding

GIVES = (A.PROPOSE, A.COMMIT, A.ACT_NOW, A.EXPLAIN, A.RECAP)
GIVES_FROM = 0.35
OTHERWISE = (A.ASK_OPEN, A.ASK_CLOSED, A.ASK_IDENTITY, A.RESTATE, A.REFUSE)
OTHERWISE_FROM = 0.5
PROMISES = (A.PROPOSE, A.COMMIT, A.ACT_NOW)
SUM = "sum"  # the thing of a claim about how much comes back
FEE = "fee:"  # … and about what a fee comes to, by its name
ONE_OF_A_KIND = (SUM, "visited", "delivered")  # the same thing whichever way out it belongs to
TIMES = (FactKind.DURATION, FactKind.DATE)
LATER = 1.5  # a time so many times as long is another one
NOON = 12.0  # hours; a later day is meant loosely, and 明天 is no later than 二十四小时
BESIDE = {
    True: 2,
    False: 10,
}  # characters besides fillers around a time that only completes the clause before
NEXT_WEEK = re.compile("下个?(?:周|星期|礼拜)|next (?:week|mon|tue|wed|thu|fri|sat|sun)")
WEEK = "一二三四五六日"
IN_A_WEEK = 3  # days at the least that 下周 is away as people mean it
DAYS = {"今天": 0, "今晚": 0, "当天": 0, "明天": 1, "明晚": 1, "明早": 1, "后天": 2, "大后天": 3,
        "today": 0, "tonight": 0, "tomorrow": 1}  # fmt: skip
WEEKDAY = re.compile(
    "(?:周|星期|礼拜)([一二三四五六日天])|(monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
PART_OF_DAY = re.compile("上午|下午|晚上|早上|中午|morning|afternoon|evening")
LEAVES = re.compile("只能|最多|顶多|可以|得交|要交")  # a refusal that says what is left: 只能退八十
KEPT = re.compile("已经|好了|发出去了|成功了|already|all done|gone through")
DONE = re.compile(
    "[打来去退到系送复修派装]过|没(?!问题|关系|事)|(?:天|小时|月|年|(?<![下这本])周|星期|礼拜)前"
)
MEASURED = re.compile(
    r"个|倍|折|成|半|次|张|天|年|期|位|条|点|%|分之|积分|月|times|months?|days?|%| ?per ?cent"
)
BEFORE_A_PERIOD = re.compile(
    r"(?:[这那近满晚拖等每超]|过去|最近|连续|整整|已经|超过|[扣收交用晚拖等]了|前面?)$"
    r"|\b(?:last|past|previous|every|each|for|waited|waiting|took|taken|over|after)"
    r"(?: (?:the|these|those|about|at least))?\s*$"
)
AFTER_A_PERIOD = re.compile(
    r"\s*(?:的|多的|以?来|一?共|合计|总共|加起来|[都全](?:给|退)|[0-9一二两三四五六七八九十百千]+点?[0-9一二两三四五六七八九十百千]*(?:块|元)|前(?:就|已|您|我们|报|办|申请)|套餐|合约)"
    r"|\s*(?:ago|late|already|overdue|worth|period|contract|plan)\b|-"
)
GIVEN_BACK = re.compile(
    r"(?<![再还])(?:退|返|赔|补偿|减免)(?:给|还|回|您|你|到|了)*$"
    r"|(?:refund|credit|give you)[a-z ]{0,12}[$£€]?$"
)
BACK_AFTER = re.compile(  # 四十五块全退给您 / £30 will be refunded
    r"(?:块钱|块|元)?(?:钱)?[^,，。?？不没无只才想要说]{0,12}?(?:退(?![不订货房票机网保换出])|返(?!不))(?:还|回|给|您|你|到|了|$|[,，。.!])"
    r"|\s*(?:pounds?|dollars?|euros?)?\s*(?:(?:will|can|should|is|are|gets?|being|be|all|goe?s?|comes?|i|we|i'll|we'll|have|it|'ll)\s*){0,6}"
    r"(?:refunded|credited|reimbursed|back (?:to you|in|on|to)\b)"
)


@dataclass(frozen=True)
class Claim:
    """One thing the agent said. ``text`` stands verbatim in their turn."""

    thing: str
    way: str | None  # the way out it belongs to
    text: str
    latest: float | None = None  # hours until it is there at the latest; for sums the amount
    days: int | None = None  # from today, where a day was named
    day: str = ""  # a weekday, which no hours can be told of
    part: str = ""  # of the day
    promised: bool = False

    @property
    def about(self) -> tuple[str, str | None]:
        """The same for all claims about the same thing."""
        return self.thing, None if self.thing in ONE_OF_A_KIND or self.is_fee else self.way

    @property
    def is_fee(self) -> bool:
        """Whether it says what the caller has to pay."""
        return self.thing.startswith(FEE)

    def same_time(self, fact: Fact) -> bool:
        """Whether a fact names the time of this claim, whatever it says of it: 二十五号前 / 25号之前到."""
        if self.thing == SUM or fact.kind not in TIMES:
            return False
        if fact.kind is FactKind.DURATION:
            return self.days is None and self.latest is not None and fact.value == self.latest
        mine, theirs = (
            sorted(n.value for n in numerals(plain(text), True)) for text in (self.text, fact.text)
        )
        return self.latest is None and bool(mine) and mine == theirs

    def gets_worse(self, now: Claim) -> bool:
        """Whether ``now`` does not fit this claim, and not in the caller's favour."""
        if self.thing == SUM:
            return (now.latest or 0.0) < (self.latest or 0.0)
        if self.is_fee:
            return (now.latest or 0.0) > (self.latest or 0.0)
        if self.days is not None and now.days is not None:
            return now.days > self.days or (now.days == self.days and self._moved(now))
        if self.latest is not None and now.latest is not None:
            return now.latest > self.latest * LATER
        return self._moved(now)

    def _moved(self, now: Claim) -> bool:
        """Another weekday, or another part of the same day."""
        other_day = bool(self.day and now.day and self.day != now.day)
        return other_day or bool(self.part and now.part and self.part != now.part and self.day == now.day)


@dataclass(frozen=True)
class Contradiction:
    """What the agent said before, what they say now, and whether they own up to it."""

    before: str
    now: str
    owned: bool = False
    taken_back: bool = False  # something held out is not to be had any more
    disowned: bool = False  # … and is said never to have been
    way: str | None = None  # … the way out it belongs to


@lru_cache(maxsize=2)
def things(chinese: bool) -> dict[str, dict[str, str | list[str]]]:
    """What agents give times for, by name: ``says`` and ``words``."""
    path = Path(__file__).parents[1] / "lines" / "things.yaml"
    table: dict[str, dict[str, dict[str, str | list[str]]]] = YAML(typ="safe").load(
        path.read_text(encoding="utf-8")
    )
    return table["zh" if chinese else "en"]


def claims(read: Understanding, way: str | None, language: str) -> tuple[Claim, ...]:
    """Everything that a turn claims, one claim a thing: the latest time, the only sum."""
    gives = max((_strongest(clause, GIVES) for clause in read.clauses), default=0.0) >= GIVES_FROM
    if not (gives or read.unsure):
        return ()
    promised = read.does(*PROMISES)
    found: dict[str, Claim] = {}
    parts: set[float] = set()
    before = ""
    for clause in read.clauses:
        if not _gives(clause) or _is_past(clause.text, language):
            continue
        thing = _thing(clause.text, language)
        if before and thing in things(is_chinese(language))[before].get("over", ()):
            thing = _still(before, thing, clause.text, language)
        before = thing or before
        for claim in _of_clause(clause, thing or before, bool(thing), way, language):
            known = found.get(claim.thing)
            if claim.thing == SUM:
                parts.add(claim.latest or 0.0)
            if known is None or (claim.latest or 0.0) >= (known.latest or 0.0):
                by_rule = bool(first_word(clause.text, "by_rule", language))
                found[claim.thing] = replace(claim, promised=promised and not by_rule)
    if len(parts) > 1:
        del found[SUM]  # 三十退给您，十五也退: which of them is all there is, nobody can tell
    return tuple(found.values())


def kept(read: Understanding, language: str) -> frozenset[str]:
    """The things that the agent says have come already: 流量已经到账了. Nobody asks about those again."""
    done = (_thing(clause.text, language) for clause in read.clauses if KEPT.search(plain(clause.text)))
    return frozenset(thing for thing in done if thing)


def spoken(claim: Claim, language: str) -> str:
    """The promise as the caller repeats it: 二十四小时内到账 / a call back tomorrow."""
    says = str(things(is_chinese(language))[claim.thing]["says"])
    timed = any(fact.kind is FactKind.DURATION for fact in facts(claim.text, language))
    if is_chinese(language):
        return f"{claim.text}{'内' if timed and not claim.text.endswith('内') else ''}{says}"
    return f"{says} {'within ' if timed else ''}{claim.text}"


def _is_past(text: str, language: str) -> bool:
    """Whether a clause tells what happened: 您昨天六点打来的."""
    return bool(first_word(text, "past", language) or DONE.search(plain(text)))


def _gives(clause: Clause) -> bool:
    """A clause of a giving turn gives, unless it plainly asks, sums up the caller's words, or says no."""
    other = _strongest(clause, OTHERWISE if not LEAVES.search(clause.text) else OTHERWISE[:-1])
    return other < OTHERWISE_FROM or other < _strongest(clause, GIVES)


def _strongest(clause: Clause, acts: tuple[A, ...]) -> float:
    return max(clause.acts.get(act, 0.0) for act in acts)


def _thing(text: str, language: str) -> str:
    """The one thing that a clause speaks of; '' for none or several. 券到账 speaks of the voucher alone."""
    flat = plain(text)
    known = things(is_chinese(language))
    found = [name for name, thing in known.items() if any(word in flat for word in thing["words"])]
    found = [name for name in found if not any(name in known[other].get("over", ()) for other in found)]
    return found[0] if len(found) == 1 else ""


def _still(before: str, thing: str, text: str, language: str) -> str:
    """The thing of the clause before where this one only says when that comes: 一张券，今天到账."""
    flat = plain(text)
    for word in things(is_chinese(language))[thing]["words"]:
        flat = flat.replace(word, " ")
    return before if _only_times(flat, facts(text, language), language) else thing


def _of_clause(clause: Clause, thing: str, named: bool, way: str | None, language: str) -> Iterator[Claim]:
    times = [fact for fact in facts(clause.text, language) if fact.kind in TIMES]
    times = [fact for fact in times if not _period(clause.text, fact)]
    span = _span(clause.text, times)
    if thing and span is not None and (named or _only_times(clause.text, times, language)):
        yield _timed(thing, way, span)
    sums = list(sums_given_back(clause.text, language))
    if len(sums) == 1:
        yield Claim(SUM, way, sums[0][0], sums[0][1])
    yield from _fee(clause.text, language)


def _fee(text: str, language: str) -> Iterator[Claim]:
    """What one fee comes to, if the clause names it and one amount: 违约金是四十八块."""
    name = first_word(text, "fees", language)
    money = [fact for fact in facts(text, language) if fact.kind is FactKind.MONEY]
    if name and len(money) == 1:
        yield Claim(FEE + name.strip(), None, money[0].text, money[0].value)


def _only_times(text: str, times: Sequence[Fact], language: str) -> bool:
    """Whether a clause holds little but a time: 最多二十四小时吧. It is that of what stood before."""
    left = plain(text)
    for fact in times:
        left = left.replace(plain(fact.text), " ")
    for word in wordlist("time_fillers", language):
        left = left.replace(word, " ")
    return len(re.sub(r"[\W_]", "", left)) <= BESIDE[is_chinese(language)]


def _period(text: str, fact: Fact) -> bool:
    """Whether a stretch of time is how long something was or is, not by when it comes: 三个月的四十五块."""
    if fact.kind is not FactKind.DURATION:
        return False
    flat, start = plain(text), text.find(fact.text)
    end = start + len(fact.text)
    return bool(BEFORE_A_PERIOD.search(flat[:start]) or AFTER_A_PERIOD.match(flat, end))


def _span(text: str, times: list[Fact]) -> Fact | None:
    """The one time of a clause, or the stretch between two clock times: 今天五点到六点半."""
    if len(times) < 2 or any(time.kind is not FactKind.DATE for time in times):
        return times[0] if len(times) == 1 else None
    end = text.rfind(times[-1].text) + len(times[-1].text)
    return Fact(FactKind.DATE, text[text.find(times[0].text) : end])


def _timed(thing: str, way: str | None, fact: Fact) -> Claim:
    if fact.kind is FactKind.DURATION:
        return Claim(thing, way, fact.text, fact.value)
    flat = plain(fact.text)
    day = next((days for word, days in sorted(DAYS.items(), key=lambda d: -len(d[0])) if word in flat), None)
    day = _next_week(flat) if day is None else day
    week, part = WEEKDAY.search(flat), PART_OF_DAY.search(flat)
    return Claim(
        thing,
        way,
        fact.text,
        latest=None if day is None else 24.0 * (day + 1) - (NOON if day else 0.0),
        days=day,
        day=next((group for group in week.groups() if group), "") if week else "",
        part=part.group() if part else "",
    )


def _next_week(flat: str) -> int | None:
    """In how many days at the least it is, if the words put it off to next week."""
    if not NEXT_WEEK.search(flat):
        return None
    named = WEEKDAY.search(flat)
    if named is None:
        return IN_A_WEEK
    return WEEK.index("日" if named[1] == "天" else named[1]) + 1 if named[1] else 1


def sums_given_back(text: str, language: str) -> Iterator[tuple[str, float]]:
    """Amounts that are given back, as said: 退您八十, 八十全退给您 → ('八十', 80)."""
    flat = plain(text)
    hours = [fact.text for fact in facts(text, language) if fact.kind is not FactKind.MONEY]
    for numeral in numerals(flat, is_chinese(language)):
        said = text[numeral.start : numeral.end]
        other = any(fact.startswith(said) for fact in hours) or MEASURED.match(flat[numeral.end :].lstrip())
        ahead, behind = flat[max(0, numeral.start - 24) : numeral.start], flat[numeral.end :]
        if not other and (GIVEN_BACK.search(ahead) or BACK_AFTER.match(behind)):
            yield _with_unit(text, numeral.start, numeral.end), numeral.value


def _with_unit(text: str, start: int, end: int) -> str:
    """The amount with its sign or its unit, so that it can stand alone."""
    unit = re.match(r"块钱|块|元|\s?(?:pounds?|dollars?|euros?)", text[end:])
    return text[start - (text[start - 1 : start] in "$£€¥" and start > 0) : end + (unit.end() if unit else 0)]
