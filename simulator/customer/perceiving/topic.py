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
from simulator.understanding.overlap import content_words
from simulator.understanding.reading import Understanding

TOPIC_FROM = 0.26  # content shared with the case from which a turn is about it
ENOUGH = 2  # content words needed to tell
MANNERLY = 0.35  # likelihood from which a turn may be mere politeness, which is never off the subject
WEIGHTY = (FactKind.MONEY, FactKind.DURATION, FactKind.PERCENT, FactKind.DATA, FactKind.NUMBER)
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
    if machine or first_word(text, "chat", scenario.language):
        return True
    wordy = len(content_words(text, scenario.language)) > ENOUGH
    manners = [act for act in MANNERS if act is not A.ACKNOWLEDGE or not wordy]  # a nod has hardly a word
    named = read.facts and not (wordy and read.unsure)  # bananas are yellow on Tuesdays
    if rude or named or read.does(*manners, floor=MANNERLY):
        return False
    if any(first_word(text, name, scenario.language) for name in ("casework", "puts_off")):
        return False
    if any(fits(c.text, name, scenario.language) for c in read.clauses for name in ("under_way", "sends_away")):
        return False
    return not about_the_case(text, case, scenario, context)


def informs(
    read: Understanding, case: frozenset[str], scenario: Scenario, context: Sequence[Turn]
) -> bool:
    """Whether what the turn explains has to do with the case, or names a time or a sum: 香蕉是黄的 does not."""
    told = [clause for clause in read.clauses_doing(A.EXPLAIN)] or list(read.clauses)
    text = " ".join(clause.text for clause in told)
    named = any(fact.kind in WEIGHTY for fact in facts(text, scenario.language))
    return named or about_the_case(text, case, scenario, context)


def case_of(scenario: Scenario) -> frozenset[str]:
    """The content of everything the scenario has to say about its case."""
    caller = scenario.caller
    parts = [scenario.title, caller.reason, caller.wish, caller.fear or "", *caller.knows, *caller.unaware]
    parts += [f"{entry.title} {entry.text}" for entry in scenario.knowledge]
    parts += [f"{fact.short} {' '.join(fact.asks)}" for fact in scenario.facts]
    parts += [line for fact in scenario.facts for lines in fact.lines.values() for line in lines]
    parts += [f"{way.offer} {' '.join(way.offered_by)}" for way in scenario.resolutions]
    parts += [" ".join(question.answered_by) for question in scenario.questions]
    whole = words_of(" ".join(parts)).replace("|", " ").replace("_", " ")
    return content_words(whole, scenario.language)
