"""The simulated customer: perceives, feels, decides, speaks. Deterministic for a seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from simulator.content.parts import Fact, Objection, Question
from simulator.content.persona import Persona
from simulator.content.scenario import Scenario
from simulator.content.wording import Band, Lines
from simulator.customer.deciding.policy import plan
from simulator.customer.deciding.saying import by_lines
from simulator.customer.feeling.events import events
from simulator.customer.feeling.movement import apply
from simulator.customer.feeling.reactions import PARTS
from simulator.customer.feeling.steps import calming, steps
from simulator.customer.memory import Memory
from simulator.customer.perceiving.claims import kept
from simulator.customer.perceiving.intake import perceive
from simulator.customer.perceiving.perception import Perception
from simulator.customer.perceiving.restating import Restatement
from simulator.customer.perceiving.timing import BORNE, UNTIMED, Timing, borne
from simulator.customer.wording import ScriptedWording, Wording, band_of
from simulator.transcript import EndReason, Mood, Turn
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.acts import CustomerAct

SPREAD = 0.04  # how far a seed moves each part of the mood at pick-up
NORM_RINGS = 3
NOTICEABLE = 0.03  # rise of anger that finds words; of what room is left, near the top,
SHARE = 0.3  # so much
LIKELY = 6  # facts not told yet that are worth preparing
GIVING = (A.PROPOSE, A.COMMIT, A.ACT_NOW)
PROGRESS = (A.COMMIT, A.ACT_NOW, A.PROPOSE, A.EXPLAIN, A.HOLD, A.SIGNPOST)


@dataclass(frozen=True)
class Reply:
    """What the customer says, in which mood, and why the mood is what it is."""

    text: str
    act: CustomerAct
    state: Mood
    why: tuple[str, ...]
    band: Band
    ended: EndReason | None = None
    said: tuple[str, ...] = ()  # keys of what was said, see ``deciding/saying.py``


class Customer:
    """One caller in one call."""

    def __init__(
        self, scenario: Scenario, persona: Persona, seed: int = 0, wording: Wording | None = None
    ) -> None:
        self.scenario = scenario
        self.persona = persona
        self.memory = Memory(scenario, seed=seed)
        self.mood = _at_pick_up(scenario, seed)
        self.wording = wording or ScriptedWording(scenario, persona, seed)

    def waited(self, rings: int) -> None:
        """The phone rang; every ring beyond the norm of three costs a little."""
        late = max(0, rings - NORM_RINGS)
        self.mood = self.mood.model_copy(
            update={
                "anger": min(1.0, self.mood.anger + 0.03 * late),
                "patience": max(0.1, self.mood.patience - 0.04 * late),
            }
        )

    def listen(self, text: str, context: Sequence[Turn], timing: Timing = UNTIMED) -> Reply:
        """Take in one agent turn (empty: silence) and answer. ``context`` is all that was said before."""
        memory = self.memory
        memory.agent_turns += 1
        seen = perceive(text, memory, context, timing)
        why = self._feel(seen)
        intent = plan(seen, memory, self.mood, self.persona)
        memory.rambling = any(saying.key.startswith("aside:") for saying in intent.sayings)
        words = self.wording.word(intent.sayings, memory, self.mood, memory.agent_turns)
        act = intent.sayings[-1].act if intent.sayings else CustomerAct.OTHER
        said = tuple(saying.key for saying in intent.sayings)
        return Reply(words, act, self.mood, why, band_of(self.mood), intent.ended, said)

    def likely_lines(self) -> list[str]:
        """What the customer may say next as things stand, likeliest first; for voices that prepare ahead."""
        memory = self.memory
        if not memory.opened:
            return [self._foreseen("opening", {Band.ANY: list(self.scenario.opening)})]
        due: list[tuple[str, Fact | Objection | Question | None]] = [
            ("fact", memory.next_story()),
            ("objection", memory.next_objection("early")),
            ("question", memory.next_question("early", "offered")),
        ]
        asked = [f for f in self.scenario.facts if f.disclose != "volunteered" and f.id not in memory.told]
        asked.sort(key=lambda fact: fact.kind != "identity")  # asked for in nearly every call
        due += [("fact", fact) for fact in asked[:LIKELY]]
        return [self._foreseen(f"{kind}:{item.id}", item.lines) for kind, item in due if item is not None]

    def _foreseen(self, key: str, lines: Lines) -> str:
        return self.wording.foreseen(by_lines(CustomerAct.OTHER, key, lines), self.memory, self.mood)

    def _feel(self, seen: Perception) -> tuple[str, ...]:
        """Move the mood by what happened, and remember it."""
        memory = self.memory
        happened = list(events(seen, memory, self.mood))
        taken = steps(happened, seen, memory)
        calm = calming(happened, seen, self.mood, self.scenario)
        taken += [calm] if calm is not None else []
        before = self.mood.anger
        self.mood, why = apply(self.mood, taken, self.persona.temperament, self.scenario)
        memory.latest = tuple(happened)
        memory.events.update(happened)
        memory.triggered.update(self.scenario.triggers.index(trigger) for trigger in seen.triggers)
        memory.worse = self.mood.anger - before > min(NOTICEABLE, SHARE * (1.0 - before))
        memory.greeted = memory.greeted or seen.does(A.GREET)
        memory.asked.update(fact.id for fact in seen.asked)
        memory.feeling_met = memory.feeling_met or "empathised" in happened
        for fact in seen.retold:
            memory.tell(fact)
        memory.brought_up.update(seen.brings_up)
        memory.go_over(seen.read.facts, recap=seen.does(A.RECAP))
        memory.note(seen.claims, recap=seen.does(A.RECAP), kept=kept(seen.read, self.scenario.language))
        memory.promised += [seen.text] if seen.offered or seen.does(*GIVING) else []
        memory.gifts.update({gift.kind: gift for gift in seen.gifts})
        self._expect(seen)
        if not seen.silent and memory.opened:
            memory.idle = 0 if self._moves_on(seen) else memory.idle + 1
        return why

    def _expect(self, seen: Perception) -> None:
        """How long the agent may stay silent now, and whether they asked for it."""
        memory = self.memory
        if seen.silent:
            memory.bears = max(BORNE, memory.bears - seen.timing.pause)
            return
        memory.held = seen.does(A.HOLD) or (seen.looks_up and not seen.asks_something)
        memory.bears = borne(seen.read, announced=memory.held)

    def _moves_on(self, seen: Perception) -> bool:
        fresh = any(fact.id not in self.memory.told for fact in seen.asked)
        listening = self.memory.next_story() is not None and seen.does(A.ACKNOWLEDGE, A.ASK_OPEN)
        right = seen.restated is Restatement.RIGHT
        if seen.off_subject or seen.misstated or seen.pries:
            return False
        done = bool(seen.offered or seen.answered or self.memory.accepted)
        return fresh or listening or right or done or seen.telling or seen.does(*PROGRESS)


def _at_pick_up(scenario: Scenario, seed: int) -> Mood:
    """The scenario's mood, moved a little by the seed."""
    chance = random.Random(f"{seed}:mood:{scenario.id}")
    values = {part: getattr(scenario.state, part) + chance.uniform(-SPREAD, SPREAD) for part in PARTS}
    return Mood(**{part: round(min(1.0, max(0.0, value)), 4) for part, value in values.items()})
