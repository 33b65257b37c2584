"""What can be wrong with a scorecard beyond its shape. Each problem is a place in the file and a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from grading.scorers import SCORERS
from grading.scorers.declared import GIVES, settings_of
from grading.slots import SLOTS, slots_in
from simulator.content.problems import explain, nearest

if TYPE_CHECKING:
    from grading.scorecard import Item, Wording

Place = tuple[int | str, ...]
Problem = tuple[Place, str]
LANGUAGES = ("zh", "en")


def card_problems(data: Mapping[str, Any], item_model: type[Item]) -> Iterator[Problem]:
    """Every problem of a scorecard's ``data``; what has not the right shape is told elsewhere."""
    known: dict[str, set[str]] = {"section": set(), "item": set()}
    for s, section in enumerate(_list(data, "sections")):
        yield from _twice(section.get("id"), known["section"], ("sections", s, "id"), "section")
        for i, given in enumerate(_list(section, "items")):
            place = ("sections", s, "items", i)
            yield from _twice(given.get("id"), known["item"], (*place, "id"), "item")
            try:
                item = item_model.model_validate(given)
            except ValidationError:
                continue
            yield from _item_problems(item, place)


def _list(data: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """The mappings below a key; of anything else, none."""
    found = data.get(key)
    return [entry if isinstance(entry, dict) else {} for entry in found] if isinstance(found, list) else []


def _twice(name: object, known: set[str], place: Place, what: str) -> Iterator[Problem]:
    if not isinstance(name, str):
        return
    if name in known:
        yield place, f"'{name}' is used twice; every {what} needs an id of its own"
    known.add(name)


def _item_problems(item: Item, place: Place) -> Iterator[Problem]:
    yield from _wording_problems(item, place)
    if item.scorer not in SCORERS:
        yield (*place, "scorer"), f"no scorer '{item.scorer}'{nearest(item.scorer, SCORERS)}"
        return
    yield from _settings_problems(item, place)
    for verdict in GIVES[item.scorer]:
        if verdict not in item.levels:
            given = ", ".join(one.value for one in GIVES[item.scorer])
            what = f"'{verdict.value}' is missing: scorer '{item.scorer}' can give it"
            yield (*place, "levels"), f"{what}; explain each of {given}"


def _settings_problems(item: Item, place: Place) -> Iterator[Problem]:
    model = settings_of(item.scorer)
    if item.settings and not model.model_fields:
        yield (*place, "settings"), f"scorer '{item.scorer}' takes no settings"
        return
    try:
        model.model_validate(item.settings)
    except ValidationError as error:
        for found in error.errors():
            yield (*place, "settings", *found["loc"]), explain(found, model)


def _wording_problems(item: Item, place: Place) -> Iterator[Problem]:
    """Sentences that are empty, and slots that nothing fills."""
    for where, wording in _wordings(item):
        for language in LANGUAGES:
            sentence = getattr(wording, language)
            if not sentence.strip():
                yield (*place, *where, language), "is empty; write a sentence"
            for slot in sorted(slots_in(sentence) - SLOTS) if where[0] == "advice" else ():
                what = f"unknown slot {{{slot}}}; valid: {', '.join(sorted(SLOTS))}"
                yield (*place, *where, language), what


def _wordings(item: Item) -> Iterator[tuple[Place, Wording]]:
    yield ("title",), item.title
    for verdict, wording in item.levels.items():
        yield ("levels", verdict.value), wording
    for verdict, wording in item.advice.items():
        yield ("advice", verdict.value), wording
