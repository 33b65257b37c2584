"""Whether what the agent says has to do with this call at all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from simulator.content.alternation import words_of
from simulator.content.scenario import Scenario
from simulator.customer.perceiving.forms import fits
from simulator.transcript import Turn, is_chinese
from simulator.understanding import FactKind, facts
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.normalise import bare
from simulator.understanding.overlap import content_words
from simulator.understanding.reading import Clause, Understanding

TOPIC_FROM = 0.26  # content shared with the case from which a turn is about it
ENOUGH = 2  # content words needed to tell
MANNERLY = 0.35  # likelihood from which a turn may be mere politeness, which is never off the subject
LIGHT = (A.ACKNOWLEDGE, A.ENDORSE, A.SOOTHE, A.GREET, A.THANK, A.APOLOGISE, A.BARE_UNDERSTANDING)
VAGUE = (A.EXPLAIN, A.CURT, A.INSULT, A.BLAME)  # what words out of place may seem to do
WEIGHTY = tuple(act for act in A if act not in (*LIGHT, *VAGUE))  # who does one of these speaks to the caller
SURELY = 0.5
STRAYS_BELOW = 0.2  # content shared with the case
RECENT = 4  # turns that may have brought up something new
MANNERS = (A.GREET, A.IDENTIFY, A.OFFER_HELP, A.EMPATHISE, A.BARE_UNDERSTANDING, A.APOLOGISE, A.SOOTHE,
           A.THANK, A.ACKNOWLEDGE, A.CHECK_SATISFACTION, A.FAREWELL, A.HOLD, A.TRANSFER, A.ASK_IDENTITY,
           A.SIGNPOST, A.REFUSE, A.INSULT, A.BLAME, A.ENDORSE, A.CONTRADICT)  # fmt: skip


@lru_cache(maxsize=2)
def _wordlists(chinese: bool) -> dict[str, list[str]]:
    path = Path(__file__).parents[1] / "lines" / f"words_{'zh' if chinese else 'en'}.yaml"
    lists: dict[str, list[str]] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return lists


def wordlist(name: str, language: str) -> list[str]:
    """The list ``name`` of ``lines/words_*.yaml``."""
    return _wordlists(is_chinese(language))[name]


def first_word(text: str, name: str, language: str) -> str:
    """The first word of the list ``name`` (``lines/words_*.yaml``) that ``text`` contains, or ''."""
    padded = f" {text.lower()} "
    return next((word for word in wordlist(name, language) if word in padded), "")


def without_words(text: str, name: str, language: str) -> tuple[bool, str]:
    """Whether ``text`` contains words of the list ``name``, and what is left without them."""
    said = left = bare(text)
    for word in sorted(wordlist(name, language), key=len, reverse=True):
        left = left.replace(word, " ")
    return left != said, left


def about_the_case(
    text: str,
    case: frozenset[str],
    scenario: Scenario,
    context: Sequence[Turn],
    floor: float = TOPIC_FROM,
) -> bool:
    """Whether the text shares content with the case or with what was said last. Short texts may."""
    mine = content_words(text, scenario.language)
    if len(mine) < ENOUGH:
        return floor <= TOPIC_FROM
    recent = (content_words(turn.text, scenario.language) for turn in context[-RECENT:])
    return len(mine & case.union(*recent)) >= floor * len(mine)


def off_subject(
    text: str,
    read: Understanding,
    case: frozenset[str],
    scenario: Scenario,
    context: Sequence[Turn],
    *,
    rude: bool,
) -> bool:
    """Whether the turn is chat, nonsense, or talk to a machine.

    To be rude, or to name a time or an amount, is to speak to the caller.
    """
    machine = first_word(text, "machine", scenario.language)
    if machine and content_words(machine, scenario.language) <= case:
        machine = ""  # the caller has been through that themselves
    if machine or _chats(read, case, scenario, context):
        return True
    if rude or _of_the_trade(text, read, scenario.language):
        return False
    if _strays(read, case, scenario, context):
        return True
    wordy = len(content_words(text, scenario.language)) > ENOUGH
    manners = [act for act in MANNERS if act is not A.ACKNOWLEDGE or not wordy]  # a nod has hardly a word
    named = read.facts and not (wordy and read.unsure)  # bananas are yellow on Tuesdays
    if named or read.does(*manners, floor=MANNERLY):
        return False
    return not about_the_case(text, case, scenario, context)


def _chats(read: Understanding, case: frozenset[str], scenario: Scenario, context: Sequence[Turn]) -> bool:
    """Whether a turn chats, and does not only name the weather beside what it says of the case."""
    language = scenario.language
    idle = [clause for clause in read.clauses if first_word(clause.text, "chat", language)]
    rest = [clause for clause in read.clauses if clause not in idle]
    about = " ".join(clause.text for clause in rest)
    weighty = any(_strongest(clause.acts, WEIGHTY) >= SURELY for clause in rest)
    enough = len(content_words(about, language)) >= ENOUGH
    return bool(idle) and not (weighty and enough and about_the_case(about, case, scenario, context))


def _of_the_trade(text: str, read: Understanding, language: str) -> bool:
    """Whether the turn has words or forms that only somebody uses who works on a case, any case."""
    if any(first_word(text, name, language) for name in ("casework", "puts_off", "empty", "losses")):
        return True
    if fits(text, "goes_on", language):
        return True
    return any(fits(c.text, name, language) for c in read.clauses for name in ("under_way", "sends_away"))


def _strays(read: Understanding, case: frozenset[str], scenario: Scenario, context: Sequence[Turn]) -> bool:
    """Whether all that is told after a nod or a word of comfort is about something else: 嗯，香蕉是黄的."""
    if read.does(A.EMPATHISE, floor=MANNERLY) or any(
        _strongest(clause.acts, WEIGHTY) >= SURELY for clause in read.clauses
    ):
        return False
    language = scenario.language
    told = [clause for clause in read.clauses if not _is_light(clause, language)]
    text = " ".join(clause.text for clause in told)
    if len(told) == len(read.clauses) or _names(text, language):
        return False
    mine = _telling(text, language)
    recent = (_telling(turn.text, language) for turn in context[-RECENT:])
    return bool(mine) and len(mine & case.union(*recent)) < STRAYS_BELOW * len(mine)


def _telling(text: str, language: str) -> frozenset[str]:
    """The content that tells a subject. One Chinese syllable tells none: 黄 sounds like 慌."""
    words = content_words(text, language)
    return frozenset(word for word in words if " " in word) if is_chinese(language) else words


def _is_light(clause: Clause, language: str) -> bool:
    """Whether a clause nods, comforts, or speaks to the caller of the two of them: 我跟您解释一下."""
    addressed = bool(first_word(clause.text, "addressing", language))
    return addressed or _strongest(clause.acts, LIGHT) >= SURELY


def _strongest(acts: dict[str, float], kinds: Sequence[A]) -> float:
    return max((acts.get(kind, 0.0) for kind in kinds), default=0.0)


def _names(text: str, language: str) -> bool:
    """Whether a time, a sum or a number is named: to do that is to speak of the case."""
    return any(fact.kind not in (FactKind.COUNT, FactKind.NAME) for fact in facts(text, language))


def informs(read: Understanding, case: frozenset[str], scenario: Scenario, context: Sequence[Turn]) -> bool:
    """Whether what the turn explains has to do with the case, or names a time or a sum."""
    told = read.clauses_doing(A.EXPLAIN) or read.clauses
    text = " ".join(clause.text for clause in told)
    return _names(text, scenario.language) or about_the_case(text, case, scenario, context)


def case_of(scenario: Scenario) -> frozenset[str]:
    """The content of everything the scenario has to say about its case."""
    caller = scenario.caller
    parts = [
        scenario.company,
        scenario.title,
        caller.reason,
        caller.wish,
        caller.fear or "",
        *caller.knows,
        *caller.unaware,
    ]
    parts += [f"{entry.title} {entry.text}" for entry in scenario.knowledge]
    parts += [f"{fact.short} {' '.join(fact.asks)}" for fact in scenario.facts]
    parts += [line for fact in scenario.facts for lines in fact.lines.values() for line in lines]
    parts += [f"{way.offer} {' '.join(way.offered_by)}" for way in scenario.resolutions]
    parts += [" ".join(question.answered_by) for question in scenario.questions]
    whole = words_of(" ".join(parts)).replace("|", " ").replace("_", " ")
    return content_words(whole, scenario.language)
