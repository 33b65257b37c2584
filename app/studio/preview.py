"""A call in text with a draft as it stands: what the customer says, how they feel, and why."""

from __future__ import annotations

from simulator.call import Call
from simulator.content.loading import Library
from simulator.content.scenario import Level, Scenario
from simulator.content.varying import vary
from simulator.transcript import Mood, Turn

SILENCE = 5.0  # seconds that nothing said stands for


class Preview:
    """Nothing of it is stored. The draft may be changed meanwhile; the call goes on as it began."""

    def __init__(self, scenario: Scenario, library: Library, seed: int, level: Level | None = None) -> None:
        self.source = scenario
        self.seed = seed
        played = vary(scenario, seed, level)
        self.call = Call(played, library.persona(played.persona), seed)
        self.start: Mood = self.call.mood
        self.call.pick_up()

    @property
    def turns(self) -> list[Turn]:
        """All that was said; the customer's turns hold their mood and its reasons."""
        return self.call.turns

    @property
    def variation(self) -> str:
        """The names of the segment and twist that this call plays; empty for the scenario as written."""
        variant = self.call.scenario.variant
        known = {one.id: one.name for one in (*self.source.segments, *self.source.twists)}
        chosen = (variant.segment, variant.twist) if variant else ()
        return " · ".join(known[name] for name in chosen if name)

    def say(self, text: str) -> None:
        """The trainer says something as the agent; an empty text is silence. Raises BadInput."""
        if text.strip():
            self.call.hear(text.strip())
        else:
            self.call.silence(SILENCE)

    def mood_before(self, index: int) -> Mood:
        """The customer's mood before the turn at ``index``."""
        earlier = (turn.state for turn in reversed(self.turns[:index]) if turn.state is not None)
        return next(earlier, self.start)
