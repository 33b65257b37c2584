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
from simulator.content.yaml_reading import plain, read_yaml
from simulator.errors import ContentError
from simulator.understanding import facts

REASONS = Path(__file__).parent / "reasons.yaml"
SLOTS = frozenset({"feeling", "situation", "opinion", "image", "problem", "wish", "promise", "quote"})
_SLOT = re.compile(r"\{(\w+)\}")
SHORTEST_PROMISE = {True: 8, False: 5}  # characters, words: less than this does not say what is promised
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
    if reading.emotions:
        felt = reading.turns[reading.emotions[0]]
        slots["situation"] = turned(reading, short(reading, _what_happened(reading, felt)))
        slots["feeling"] = _feeling(felt, key) or slots["feeling"]
    if reading.opinions:
        held = reading.turns[reading.opinions[0]]
        found = reading.quote_where(held, "accuses", "demands", "insinuates")
        slots["opinion"] = short(reading, found.quote)
    painted = [image for turn in reading.customer for image in pictures(reading, turn)]
    if painted:
        slots["image"] = short(reading, painted[0].text)
    if promised := _promised(reading):
        slots["promise"] = promised
    if reading.problem < len(reading.turns):
        slots["problem"] = turned(
            reading, short(reading, _what_happened(reading, reading.turns[reading.problem]))
        )
    return slots


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


def _what_happened(reading: Reading, turn: Said) -> str:
    """The clause that tells the trouble, else the longest one."""
    clauses = list(reading.clauses(turn)) or [turn.text]
    telling = [clause for clause in clauses if reading.words.has("trouble", clause)]
    return max(telling or clauses, key=len)


def _feeling(turn: Said, key: str) -> str | None:
    """The word for the strongest feeling of a turn."""
    names = reasons()["feelings"]
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
