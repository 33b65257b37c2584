"""What the words of content must get right: cues that fit, a line for every mood, slots, language.

Every check yields (location, message), as in ``checks.py``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from simulator.content.alternation import mistake
from simulator.content.scenario import Scenario
from simulator.content.wording import Band, Lines
from simulator.transcript import is_chinese

Location = tuple[int | str, ...]
Problem = tuple[Location, str]
SLOT = re.compile(r"\{([\w-]+)\}")
WHO = ("name", "address", "company")  # slots that every caller fills
FULL_WIDTH = re.compile("[｜，、；　]")  # what an input method writes instead of | and space
MUST_BE_CLOSE = ("offered_by", "cues")  # looked for in everything the agent says, not in questions only
SPOKEN = ("opening", "facts", "objections", "questions", "resolutions", "triggers", "asides", "lines")
SPOKEN_KEYS = frozenset(("opening", "lines", "dodge", "short", "again", "settled", "accept", "bargain"))
HAN = re.compile("[\u4e00-\u9fff]")
TELLING = 6  # characters from which the language of a line can be told


def wording_problems(scenario: Scenario) -> Iterator[Problem]:
    """What is wrong with the words of a scenario, its variations apart."""
    yield from _cues(scenario)
    yield from _always_a_line(scenario)
    slots = (*WHO, *(fact.id for fact in scenario.facts))
    texts = scenario.model_dump(mode="json", exclude={"segments", "twists"})
    yield from text_problems(texts, slots)
    yield from _language(scenario)


def text_problems(content: object, slots: Collection[str]) -> Iterator[Problem]:
    """What is wrong with any text in ``content``: empty, unknown slots, open brackets."""
    for loc, text in _strings(content, ()):
        yield from _text(loc, text, slots)


def listed(names: Collection[str] | Mapping[str, object]) -> str:
    """Names as a message tells them."""
    return ", ".join(sorted(names)) or "none"


def _cues(scenario: Scenario) -> Iterator[Problem]:
    for loc, cue in _all_cues(scenario):
        if not cue.replace("|", " ").split():
            yield loc, "empty cue: it fits nothing"
        elif FULL_WIDTH.search(cue):
            yield loc, f"'{cue}': write a plain | for “or” and a plain space for “and”"
        elif loc[2] in MUST_BE_CLOSE and " " not in cue and any(len(word) < 2 for word in cue.split("|")):
            yield loc, f"'{cue}': one character alone fits nearly everything; add a second word"


def _all_cues(scenario: Scenario) -> Iterator[tuple[Location, str]]:
    places = {
        "facts": "asks",
        "questions": "answered_by",
        "resolutions": "offered_by",
        "triggers": "cues",
        "limits": "cues",
    }
    for name, key in places.items():
        for index, item in enumerate(getattr(scenario, name)):
            for place, cue in enumerate(getattr(item, key)):
                yield (name, index, key, place), cue
    for index, resolution in enumerate(scenario.resolutions):
        for place, cue in enumerate(resolution.timed_by):
            yield (("resolutions", index, "timed_by", place), cue)


def _always_a_line(scenario: Scenario) -> Iterator[Problem]:
    """Lines that nobody else can stand in for must fit every mood."""
    for name, key in (
        ("facts", "lines"),
        ("objections", "lines"),
        ("questions", "lines"),
        ("resolutions", "accept"),
        ("asides", "lines"),
    ):
        for index, item in enumerate(getattr(scenario, name)):
            lines: Lines = getattr(item, key)
            if not lines.get(Band.ANY):
                yield (name, index, key), "nothing to say in other moods: add lines under 'any'"
            for band in (band for band, said in lines.items() if not said and band is not Band.ANY):
                yield (name, index, key, band.value), "no lines for this mood: write some, or leave it out"


def _text(loc: Location, text: str, slots: Collection[str]) -> Iterator[Problem]:
    if not text.strip():
        yield loc, "is empty"
    wrong = mistake(text) if SPOKEN_KEYS.intersection(str(part) for part in loc) else None
    if wrong:
        yield loc, wrong
    for slot in SLOT.findall(text):
        if slot not in slots:
            yield loc, f"unknown slot {{{slot}}}; valid: {listed(slots)}"


def _strings(node: object, loc: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(node, str):
        yield loc, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _strings(value, (*loc, str(key)))
    elif isinstance(node, list | tuple):
        for index, value in enumerate(node):
            yield from _strings(value, (*loc, index))


def _language(scenario: Scenario) -> Iterator[Problem]:
    """Lines in another language than the scenario's, which no voice of the persona could speak."""
    chinese = is_chinese(scenario.language)
    for loc, text in _strings(scenario.model_dump(mode="json", include=set(SPOKEN)), ()):
        spoken = SPOKEN_KEYS.intersection(str(part) for part in loc)
        if spoken and len(text) >= TELLING and bool(HAN.search(text)) != chinese:
            yield loc, f"'{text}': not in the scenario's language, {scenario.language}"
