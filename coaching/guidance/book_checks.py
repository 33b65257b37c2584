"""What can be wrong with rules of guidance beyond their shape. Each problem is a place and a sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from coaching.guidance.rule import Condition, Cues, Rule
from grading.scorecard import Wording, load_scorecard, scorecard_names
from grading.slots import slots_in
from grading.stages import plan
from simulator.content.problems import nearest

Place = tuple[int | str, ...]
Problem = tuple[Place, str]
LANGUAGES = ("zh", "en")
WORD = "word"  # the slot that holds what the customer said
TOLD = ("problem", "situation")  # slots of a sentence to say, filled as in the report's advice
LONGEST = {  # characters, so that the box keeps its size
    "title": {"zh": 22, "en": 60},
    "leads_to": {"zh": 30, "en": 80},
    "say": {"zh": 60, "en": 160},
}


@lru_cache(maxsize=1)
def items() -> frozenset[str]:
    """The ids of all items of the scorecards that ship."""
    return frozenset(item.id for name in scorecard_names() for item in load_scorecard(name).items)


def book_problems(data: Mapping[str, Any], model: type[Rule], below: Collection[str]) -> Iterator[Problem]:
    """Every problem of the rules in ``data``; ``below`` are the rules that they are laid over."""
    yield from _checklist_problems(data)
    yield from _off_problems(data, below)
    known: set[str] = set()
    rules = data.get("rules")
    for number, given in enumerate(rules if isinstance(rules, list) else []):
        place: Place = ("rules", number)
        try:
            rule = model.model_validate(given)
        except ValidationError:
            continue
        if rule.id in known:
            yield (*place, "id"), f"'{rule.id}' is used twice; every rule needs an id of its own"
        known.add(rule.id)
        yield from _rule_problems(rule, place)


def _checklist_problems(data: Mapping[str, Any]) -> Iterator[Problem]:
    lists = data.get("checklists")
    for stage, names in lists.items() if isinstance(lists, dict) else ():
        yield from _unknown([stage], plan().order, ("checklists", stage), "stage", numbered=False)
        if isinstance(names, list):
            yield from _unknown(names, items(), ("checklists", stage), "scorecard item")


def _off_problems(data: Mapping[str, Any], below: Collection[str]) -> Iterator[Problem]:
    off = data.get("off")
    if isinstance(off, list):
        yield from _unknown(off, below, ("off",), "rule")


def _rule_problems(rule: Rule, place: Place) -> Iterator[Problem]:
    yield from _condition_problems(rule.when, (*place, "when"))
    for number, condition in enumerate(rule.followed):
        yield from _condition_problems(condition, (*place, "followed", number))
    for name in LONGEST:
        wording = getattr(rule, name)
        if wording is not None:
            yield from _wording_problems(name, wording, (*place, name), with_word=rule.when.says is not None)


def _condition_problems(condition: Condition, place: Place) -> Iterator[Problem]:
    if not condition.model_fields_set:
        yield place, f"says nothing; valid: {', '.join(sorted(Condition.model_fields))}"
    yield from _unknown(condition.stage, plan().order, (*place, "stage"), "stage")
    for name in ("missing", "not_met", "met", "slipped"):
        yield from _unknown(getattr(condition, name), items(), (*place, name), "scorecard item")
    for name in ("says", "agent_says"):
        cues: Cues | None = getattr(condition, name)
        if cues is not None:
            yield from _cue_problems(cues, (*place, name))


def _cue_problems(cues: Cues, place: Place) -> Iterator[Problem]:
    if not (cues.zh or cues.en):
        yield place, "holds no cue, neither zh nor en"
    for language in LANGUAGES:
        for number, cue in enumerate(getattr(cues, language)):
            if not cue.strip(" |_"):
                yield (*place, language, number), "is empty and would fit nothing"


def _wording_problems(name: str, wording: Wording, place: Place, *, with_word: bool) -> Iterator[Problem]:
    for language in LANGUAGES:
        sentence, longest = getattr(wording, language), LONGEST[name][language]
        here = (*place, language)
        if not sentence.strip():
            yield here, "is empty"
        if len(sentence) > longest:
            yield here, f"has {len(sentence)} characters; at most {longest} fit into the box"
        fills = (WORD, *TOLD) if name == "say" else (WORD,)
        for slot in sorted(slots_in(sentence)):
            if slot not in fills:
                yield here, f"nothing fills {{{slot}}}; valid: {', '.join(f'{{{one}}}' for one in fills)}"
            elif slot != WORD:
                continue
            elif not with_word:
                yield here, f"{{{WORD}}} is what 'says' found, and 'when' has no 'says'"


def _unknown(
    names: Collection[object], valid: Collection[str], place: Place, what: str, *, numbered: bool = True
) -> Iterator[Problem]:
    for number, name in enumerate(names):
        if name not in valid:
            here = (*place, number) if numbered else place
            yield here, f"no {what} '{name}'{nearest(str(name), valid)}"
