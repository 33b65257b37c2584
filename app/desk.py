"""One call in progress as the app keeps it: the engine, what is stored, the voices, the clock.

Knows no screen. Every turn is stored the moment it happens, so a reload or a restart loses nothing:
``Desk.resume`` replays what is stored.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from app.house import House
from app.storage.records import StoredCall
from simulator.call import Call, Reply
from simulator.content.persona import Persona
from simulator.content.scenario import Scenario
from simulator.transcript import EndReason
from simulator.voice.delivery import delivery
from simulator.voice.failover import Note
from simulator.voice.sound import Heard, Sound
from simulator.voice.wav import decode, encode



@dataclass
class CallClock:
    """Seconds since pick-up, without the time the system itself took: nobody is charged for that."""

    tick: Callable[[], float] = time.monotonic
    base: float = 0.0
    started: float = field(init=False)

    def __post_init__(self) -> None:
        """Start at ``base`` seconds."""
        self.started = self.tick() - self.base

    @property
    def now(self) -> float:
        """Seconds since pick-up."""
        return self.tick() - self.started

    def forgive(self, since: float) -> None:
        """Take out the time since ``since`` (a value of ``now``): the system was working."""
        self.started += max(0.0, self.now - since)


@dataclass(frozen=True)
class Answer:
    """The customer's reply, and what the system wants to say quietly about it."""

    reply: Reply
    index: int  # of the customer's turn
    sound: bytes | None  # WAV, None when no voice could be had
    notes: tuple[Note, ...] = ()
    waited: float = 0.0  # seconds the system took


class Desk:
    """A trainee's place during one call."""

    def __init__(self, house: House, call_id: str, call: Call, notes: str = "") -> None:
        self.house = house
        self.call_id = call_id
        self.call = call
        self.notes = notes
        self.clock = CallClock(base=call.clock.now)

    # -- beginning and coming back

    @classmethod
    def begin(
        cls, house: House, learner: int, scenario: Scenario, language: str, seed: int | None = None
    ) -> Desk:
        """Enter a new call, which has not been picked up yet."""
        persona = house.library().persona(scenario.persona)
        seed = random.SystemRandom().randrange(10_000) if seed is None else seed
        call_id = house.store.begin_call(
            learner=learner, scenario=scenario, persona=persona, seed=seed, language=language
        )
        return cls(house, call_id, Call(scenario, persona, seed))

    @classmethod
    def resume(cls, house: House, stored: StoredCall) -> Desk:
        """Bring an unfinished call back from what is stored. A reply that was under way is stored now."""
        if stored.rings is None:
            call = Call(stored.scenario, stored.persona, stored.seed)
            return cls(house, stored.id, call, stored.notes)
        turns = stored.transcript.turns
        call = Call.resume(stored.scenario, stored.persona, stored.seed, turns, rings=stored.rings)
        desk = cls(house, stored.id, call, stored.notes)
        for index in range(len(turns), len(call.turns)):
            house.store.add_turn(stored.id, index, call.turns[index])
        if call.ended:
            house.store.end_call(stored.id, call.ended)
        return desk

    @property
    def scenario(self) -> Scenario:
        """What is practised."""
        return self.call.scenario

    @property
    def persona(self) -> Persona:
        """Who calls."""
        return self.call.persona

    @property
    def answered(self) -> bool:
        """Whether the trainee has picked up."""
        return self.call.rings is not None

    # -- the call

    def pick_up(self, rings: int) -> None:
        """The trainee takes the call; the clock starts."""
        self.call.pick_up(rings)
        self.house.store.answer(self.call_id, rings)
        self.clock = CallClock()
        self._prepare()

    def listen(self, recording: bytes) -> tuple[Heard, Sound]:
        """What the recogniser makes of a recording. Raises AudioError or Unavailable."""
        began = self.clock.now
        try:
            sound = decode(recording)
            return self.house.listener.hear(sound, self.scenario.language, self._hints()), sound
        finally:
            self.clock.forgive(began)

    def say(self, text: str, sound: Sound | None = None) -> Answer:
        """The trainee said this (typed when there is no sound); the customer answers."""
        end = self.clock.now
        timing = (max(0.0, end - sound.seconds), end) if sound else (None, None)
        reply = self.call.hear(text, *timing)
        turn = self.call.turns[-2]
        kept = self.house.store.add_turn(
            self.call_id, len(self.call.turns) - 2, turn, encode(sound) if sound else None
        )
        return self._answer(reply, end, () if kept else (Note("call.audio_not_kept"),))

    def wait(self, seconds: float) -> Answer:
        """Nobody has spoken for so long."""
        return self._answer(self.call.silence(seconds), self.clock.now, ())

    def hang_up(self) -> EndReason:
        """The trainee hangs up, or leaves a call that the customer has ended."""
        reason = self.call.hang_up()
        self.house.store.end_call(self.call_id, reason)
        return reason

    def missed(self) -> None:
        """Nobody picked up and the caller gave up."""
        self.call.ended = EndReason.UNANSWERED
        self.house.store.end_call(self.call_id, EndReason.UNANSWERED)

    def discard(self) -> None:
        """The trainee looks at another scenario before it ever rang: nothing to keep."""
        if not self.answered:
            self.house.store.delete_call(self.call_id)

    def note(self, text: str) -> None:
        """Keep the note pad."""
        if text != self.notes:
            self.notes = text
            self.house.store.note(self.call_id, text)

    def correct(self, index: int, text: str) -> None:
        """Replace what the recogniser misheard in one of the trainee's turns."""
        self.call.turns[index] = self.call.turns[index].model_copy(update={"text": text})
        self.house.store.correct_turn(self.call_id, index, text)

    # -- inside

    def _answer(self, reply: Reply, began: float, notes: tuple[Note, ...]) -> Answer:
        index = len(self.call.turns) - 1
        self.house.store.add_turn(self.call_id, index, self.call.turns[index])
        sound = self._speak(reply)
        waited = max(0.0, self.clock.now - began)
        self.clock.forgive(began)
        if sound is not None:
            self._keep_sound(index, sound)
        self._prepare()
        if reply.ended:
            self.house.store.end_call(self.call_id, reply.ended)
        spoken = encode(sound) if sound is not None else None
        return Answer(reply, index, spoken, (*notes, *self.house.take_notes()), waited)

    def _speak(self, reply: Reply) -> Sound | None:
        """The reply as sound; text is enough where every voice fails."""
        if not reply.text:
            return None
        return self.house.speaker.speak_whole(
            reply.text, delivery(self.persona.voice, reply.state, self.scenario.language)
        )

    def _keep_sound(self, index: int, sound: Sound) -> None:
        start = self.clock.now
        self.call.retime(index, start, start + sound.seconds)
        self.house.store.retime_turn(self.call_id, index, round(start, 2), round(start + sound.seconds, 2))
        self.house.store.add_turn(self.call_id, index, self.call.turns[index], encode(sound))

    def _prepare(self) -> None:
        """Have the likeliest next lines spoken ahead, so that the answer comes at once."""
        if self.call.ended is None:
            voice = delivery(self.persona.voice, self.call.mood, self.scenario.language)
            self.house.speaker.ahead([(line, voice) for line in self.call.customer.likely_lines()])

    def _hints(self) -> tuple[str, ...]:
        """Words of this case that a recogniser should expect."""
        card = [row.value for section in self.scenario.briefing.card for row in section.rows]
        titles = [entry.title for entry in self.scenario.knowledge]
        return (self.scenario.company, self.scenario.caller.name, *titles, *card)

