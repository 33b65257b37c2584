"""The scenarios that trainers published, for grading calls on file.

What was retired since, or is offered as shipped again, was still played while it was live: a retired scenario
counts here with the text that it was last published with.
"""

from __future__ import annotations

from app.house import House
from app.settings import Settings
from app.storage.records import Name, Step
from app.wiring import store_exists
from simulator.content.loading import load_text
from simulator.content.scenario import Scenario


def published(settings: Settings) -> dict[str, Scenario]:
    """By id, without those that read as they ship; none where there is no database yet, and none is made.

    Raises BadInput or Unavailable when there is one that cannot be read.
    """
    if not store_exists(settings):
        return {}
    house = House(settings)
    merged, shipped = house.content.now(), house.content.shipped.scenarios
    found = {id_: one for id_, one in merged.library.scenarios.items() if one is not shipped.get(id_)}
    for name, entry in merged.live.items():
        if name.kind == "scenario" and entry.step is Step.RETIRED:
            last = _last_published(house, name)
            found |= {name.id: last} if last is not None else {}
    return found


def _last_published(house: House, name: Name) -> Scenario | None:
    """As trainees had it before it was retired; None for what shipped, and for what fails the check now."""
    contents, live = house.store.contents, (Step.PUBLISHED, Step.SHIPPED)
    before = next((entry for entry in contents.history(name) if entry.step in live), None)
    if before is None or before.step is not Step.PUBLISHED:
        return None
    text = contents.text(name, before.number)
    loaded = load_text("scenario", name.id, text, house.library(), house.content.cards)
    return loaded.content if isinstance(loaded.content, Scenario) and not loaded.problems else None
