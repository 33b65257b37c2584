"""One rehearsed call: a bot and a simulated customer, turn by turn, to its end."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.call import Call
from simulator.content.persona import Persona
from simulator.content.scenario import Scenario
from simulator.rehearsal.bots import BOTS, Bot
from simulator.rehearsal.craft import Spoken
from simulator.rehearsal.hearing import Heard
from simulator.transcript import EndReason

MOST_TURNS = 30  # agent turns after which a bot gives up
RINGS = 2


@dataclass(frozen=True)
class Rehearsed:
    """A call that is over, with what the bot meant in each turn."""

    bot: str
    seed: int
    call: Call
    said: tuple[Spoken, ...]

    @property
    def ended(self) -> EndReason:
        """Why it ended; a call without an end of its own was given up by the bot."""
        return self.call.ended or EndReason.AGENT_HUNG_UP


def rehearsed(bot: str, scenario: Scenario, persona: Persona, seed: int) -> Rehearsed:
    """Play one call. ``scenario`` is the copy that this seed plays (``varying.vary``)."""
    return played(BOTS[bot](scenario, seed), bot, scenario, persona, seed)


def played(agent: Bot, bot: str, scenario: Scenario, persona: Persona, seed: int) -> Rehearsed:
    """Play one call with this agent; ``bot`` is the name under which it is filed."""
    call = Call(scenario, persona, seed)
    call.pick_up(RINGS)
    said: list[Spoken] = []
    heard = Heard()
    while call.ended is None:
        spoken = agent.says(heard) if len(said) < MOST_TURNS else None
        if spoken is None:
            call.hang_up()
            break
        reply = call.hear(spoken.text) if spoken.text.strip() else call.silence()
        said.append(spoken)
        heard = Heard(reply.text, reply.said, reply.band)
    return Rehearsed(bot, seed, call, tuple(said))


def started(call: Rehearsed) -> Call:
    """The same caller with the same seed, just picked up."""
    fresh = Call(call.call.scenario, call.call.persona, call.seed)
    fresh.pick_up(RINGS)
    return fresh
