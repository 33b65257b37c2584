"""What trainees are offered is changed here, by page and command alike: nothing unsound gets through."""

from __future__ import annotations

from typing import Any

from app.house import House
from app.storage.records import ContentVersion, Name, Step
from app.studio.texts import offered_text, ships
from simulator.content.checks import cast_problems
from simulator.content.loading import Library, load_text
from simulator.content.persona import Persona
from simulator.errors import BadInput, ContentError


def publish(
    house: House, name: Name, seen: str, by: int, note: str = "", gates: dict[str, Any] | None = None
) -> ContentVersion:
    """Offer the draft of this stamp. Raises ContentError with every problem, BadInput (``draft_changed``)."""
    draft = house.store.contents.draft(name)
    if draft is not None:
        refuse_unsound(house, name, draft.text)
    entry = house.store.contents.publish(name, seen, by, note, gates)
    house.content.refresh()
    return entry


def retire(house: House, name: Name, by: int, note: str = "") -> ContentVersion:
    """Offer it no more. Raises BadInput (``persona_in_use``) while scenarios need it."""
    library = house.content.refresh().library
    if name.kind == "persona":
        callers = _needing(name.id, library)
        if callers:
            raise BadInput(
                f"scenarios need {name.id}: {', '.join(callers)}",
                code="persona_in_use",
                id=name.id,
                scenarios=callers,
            )
    return _step(house, name, Step.RETIRED, by, None, note)


def offer_again(house: House, name: Name, by: int, note: str = "") -> ContentVersion:
    """Offer the text from before the retirement. Raises ContentError if it is not sound now."""
    text = offered_text(house, name)
    if text is None:
        raise BadInput(f"{name.id} was never published", code="never_published", id=name.id)
    refuse_unsound(house, name, text)
    history = house.store.contents.history(name)
    if any(entry.step is Step.PUBLISHED for entry in history):
        return _step(house, name, Step.PUBLISHED, by, text, note)
    return _step(house, name, Step.SHIPPED, by, None, note)


def ship_again(house: House, name: Name, by: int, note: str = "") -> ContentVersion:
    """Offer the file that ships instead of what was published. Raises BadInput (``not_shipped``)."""
    if not ships(house, name):
        raise BadInput(f"no file of {name.id} ships", code="not_shipped", id=name.id)
    return _step(house, name, Step.SHIPPED, by, None, note)


def refuse_unsound(house: House, name: Name, text: str) -> None:
    """Check a text as it would stand among what is offered now. Raises ContentError with every problem."""
    library = house.content.refresh().library
    loaded = load_text(name.kind, name.id, text, library, house.content.cards)
    problems = list(loaded.problems)
    if not problems and isinstance(loaded.content, Persona):
        problems = _scenarios_lost(loaded.content, library)
    if problems:
        raise ContentError(problems)


def _scenarios_lost(persona: Persona, library: Library) -> list[str]:
    """What the scenarios offered now would miss with this persona in its place."""
    personas = {**library.personas, persona.id: persona}
    return [
        f"{persona.id}.yaml:1: language: {scenario.id} needs it otherwise: {told}"
        for scenario in library.scenarios.values()
        for _, told in cast_problems(scenario, personas)
    ]


def _needing(persona: str, library: Library) -> list[str]:
    rest = {name: one for name, one in library.personas.items() if name != persona}
    return [name for name, one in sorted(library.scenarios.items()) if any(cast_problems(one, rest))]


def _step(house: House, name: Name, step: Step, by: int, text: str | None, note: str) -> ContentVersion:
    entry = house.store.contents.enter(name, step, by, text, note)
    house.content.refresh()
    return entry
