"""The slots of advice sentences, filled from the call itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from grading.heard import FACT_KINDS, Said
from grading.manner import INCOMING, Manner
from grading.pictures import pictures
from grading.reading import Reading
from simulator.content.scenario import Scenario
from simulator.content.yaml_reading import plain, read_yaml
from simulator.errors import ContentError
from simulator.understanding import facts

REASONS = Path(__file__).parent / "reasons.yaml"
OF_THE_CUSTOMER = {"feeling", "situation", "said", "opinion", "image", "problem", "told", "wish"}
OF_THE_SCENARIO = {"company", "way"}
SLOTS = frozenset(OF_THE_CUSTOMER | {"promise", "quote"} | OF_THE_SCENARIO)
HARSH = ("accuses", "insinuates", "demands", "asks_next", "question")  # not to be said back as what happened
_SLOT = re.compile(r"\{(\w+)\}")
SHORTEST_PROMISE = {True: 8, False: 5}  # characters, words: less than this does not say what is promised
BREAKS = "。，,.！!？?；;—… "  # after one of these a new clause begins
MARKS = "。，,.！!？?；;—…"
LONGEST = {True: 24, False: 60}  # characters of the customer's words that a sentence carries


def slots_in(sentence: str) -> set[str]:
    """The names in braces."""
    return set(_SLOT.findall(sentence))


def fill(sentence: str, slots: Mapping[str, str]) -> str:
    """The sentence with its slots filled; slots nobody fills stay as they are."""
    return _SLOT.sub(lambda found: slots.get(found[1], found[0]), sentence)


@lru_cache(maxsize=1)
def reasons() -> Mapping[str, Any]:
    """``grading/reasons.yaml``: reasons and fallbacks. Raises ContentError when it is broken."""
    problems: list[str] = []
    data = plain(read_yaml(REASONS, problems) or {})
    if problems:
        raise ContentError(problems)
    return dict(data)


def reason(name: str, chinese: bool, manner: Manner = INCOMING) -> str:
    """The sentence of this reason in the call's language, worded for how the call was held."""
    return str(_worded("reasons", name, manner)["zh" if chinese else "en"])


def advice_for(name: str, chinese: bool, manner: Manner = INCOMING) -> str | None:
    """What to say instead where this reason asks for another advice than the item's own."""
    if name not in reasons()["advice"]:
        return None
    return str(_worded("advice", name, manner)["zh" if chinese else "en"])


def _worded(kind: str, name: str, manner: Manner) -> Mapping[str, str]:
    """The variant that fits best, else the sentence of a call that comes in."""
    for variant in manner.variants:
        found: Mapping[str, str] | None = reasons()["variants"][variant].get(kind, {}).get(name)
        if found is not None:
            return found
    usual: Mapping[str, str] = reasons()[kind][name]
    return usual


def call_slots(reading: Reading) -> dict[str, str]:
    """What the call offers for each slot, fallbacks for the rest."""
    key = "zh" if reading.chinese else "en"
    slots = {name: words[key] for name, words in reasons()["fallbacks"].items()}
    if reading.problem < len(reading.turns):
        stated = reading.turns[reading.problem]
        slots["told"] = slots["said"] = short(reading, _what_happened(reading, stated))
        slots["problem"] = _said_back(reading, stated) or slots["problem"]
    if reading.emotions:
        felt = reading.turns[reading.emotions[0]]
        slots["said"] = short(reading, _what_happened(reading, felt))
        slots["situation"] = _said_back(reading, felt) or slots["situation"]
        slots["feeling"] = felt_word(reading, felt) or slots["feeling"]
    if reading.opinions:
        slots["opinion"] = short(reading, reading.opinion_in(reading.turns[reading.opinions[0]]).quote)
    painted = [image for turn in reading.customer for image in pictures(reading, turn)]
    if painted:
        slots["image"] = short(reading, painted[0].text)
    if promised := _promised(reading):
        slots["promise"] = promised
    return slots | _of_the_scenario(reading.scenario)


def _of_the_scenario(scenario: Scenario | None) -> dict[str, str]:
    """The company, and the best way out as an agent would say it; which one fits a variation is not known."""
    if scenario is None:
        return {}
    varied = scenario.segments or scenario.twists
    ways = [] if varied else [way for way in scenario.resolutions if way.say and "{" not in way.say]
    best = max(ways, key=lambda way: way.quality, default=None)
    return {"company": scenario.company} | ({"way": best.say.rstrip(MARKS)} if best and best.say else {})


def _promised(reading: Reading) -> str:
    """The clause of a way out that names most times and sums; '' where none does."""
    best, figures = "", 0
    for turn in reading.agent:
        clauses = turn.does.clauses if turn.index >= reading.first_path else ()
        for before, clause in zip((None, *clauses), clauses, strict=False):
            named = sum(fact.kind in FACT_KINDS for fact in facts(clause.text, reading.language))
            if named <= figures or not _is_a_way(reading, clause.text):
                continue
            figures, best = named, clause.text
            if before is not None and reading.length(best) < SHORTEST_PROMISE[reading.chinese]:
                best = f"{before.text.strip()} {best}" if not reading.chinese else before.text + best
    return short(reading, best)


def _is_a_way(reading: Reading, text: str) -> bool:
    return reading.words.has("path", text) and not any(
        reading.words.has(name, text) for name in ("question", "system_finding", "refuses")
    )


def _said_back(reading: Reading, turn: Said) -> str:
    """What happened, as the agent can say it: no reproach, no question; '' where the turn is nothing else."""
    calm = [
        clause
        for clause in _breaths(reading, turn)
        if not any(reading.words.has(name, clause) for name in HARSH)
    ]
    return turned(reading, short(reading, _most_telling(reading, calm, ""))) if calm else ""


def _what_happened(reading: Reading, turn: Said) -> str:
    """The customer's words that tell the trouble."""
    return _most_telling(reading, _breaths(reading, turn), turn.text)


def _breaths(reading: Reading, turn: Said) -> list[str]:
    """The clauses of a turn, joined where no mark stands between two that fit into one sentence."""
    found: list[str] = []
    for clause in reading.clauses(turn):
        joins = found and found[-1][-1:] not in BREAKS and f"{found[-1]}{clause}" in turn.text
        if joins and len(found[-1]) + len(clause) <= LONGEST[reading.chinese]:
            found[-1] += clause
        else:
            found.append(clause)
    return found


def _most_telling(reading: Reading, clauses: list[str], otherwise: str) -> str:
    """The clause that tells the trouble, else the longest one."""
    telling = [clause for clause in clauses if reading.words.has("trouble", clause)]
    return max(telling or clauses, key=len, default=otherwise)


def felt_word(reading: Reading, turn: Said) -> str | None:
    """The word for the strongest feeling of a turn; who accuses is angry."""
    names, key = reasons()["feelings"], "zh" if reading.chinese else "en"
    if turn.index in reading.opinions:
        return str(names["anger"][key])
    felt = {str(feeling): value for feeling, value in turn.does.feelings.items() if str(feeling) in names}
    return str(names[max(felt, key=lambda name: felt[name])][key]) if felt else None


def turned(reading: Reading, text: str) -> str:
    """The customer's words from the agent's mouth: 我家 becomes 您家, my order your order."""
    swaps = reasons()["turned"]["zh" if reading.chinese else "en"]
    border = "" if reading.chinese else r"\b"
    pattern = re.compile(border + f"(?:{'|'.join(map(re.escape, swaps))})" + border, re.IGNORECASE)
    return pattern.sub(lambda found: str(swaps[found.group().lower()]), text)


def short(reading: Reading, text: str) -> str:
    """The words without closing punctuation, cut to what a sentence can carry."""
    joined = reading.words.find("joins", text.strip())
    bare = text.strip()[joined.end() if joined else 0 :].strip(" ，,").rstrip(MARKS)
    longest = LONGEST[reading.chinese]
    if len(bare) <= longest:
        return bare
    kept = bare[:longest]
    if not reading.chinese and bare[longest].isalnum():
        kept = kept.rpartition(" ")[0] or kept
    return kept.rstrip() + "…"
