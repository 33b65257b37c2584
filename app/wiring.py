"""From names to live objects: the only place that chooses backends. Knows no screen.

Imports stand inside the functions, so that a command pays only for what it uses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.settings import Settings
from simulator.content.loading import Library
from simulator.content.loading import library as shipped
from simulator.errors import BadInput

if TYPE_CHECKING:
    from app.storage import Store
    from grading.scorecard import Scorecard
    from simulator.call import Call


def store(settings: Settings) -> Store:
    """The store of the database and the media folder that the settings name."""
    from app.storage import Store

    return Store(settings.database_url, settings.media)


def library() -> Library:
    """The scenarios and personas that ship. Raises ContentError when any of them has a problem."""
    return shipped()


def scorecard(name: str) -> Scorecard:
    """The scorecard of this name (``inbound@1``) or file. Raises BadInput with the valid names."""
    from grading.scorecard import load_scorecard

    return load_scorecard(name)


def new_call(scenario: str, persona: str | None = None, *, seed: int = 0, wording: str = "scripted") -> Call:
    """A call that has not been picked up, with the scenario's own persona unless another one is named.

    Raises BadInput with the valid names for an unknown scenario, persona or wording.
    """
    from simulator.call import Call

    if wording != "scripted":
        raise BadInput(
            f"wording '{wording}' is not available; valid: scripted", code="no_wording", name=wording
        )
    content = library()
    card = content.scenario(scenario)
    return Call(card, content.persona(persona or card.persona), seed)
