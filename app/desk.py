"""One call in progress as the app keeps it: the engine, what is stored, the voices, the clock.

Knows no screen. Every turn is stored the moment it happens, so a reload or a restart loses nothing:
``Desk.resume`` replays what is stored.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from app.call_clock import CallClock
from app.choosing import Chosen
from app.customer_voice import CustomerVoice
from app.house import House
from app.line import Line, Uttered
from app.logbook import Logbook
from app.speech import SpokenLine
from app.storage.records import StoredCall
from app.utterances import Utterances
from simulator.call import GAP, Call, Reply
from simulator.content.persona import Persona
from simulator.content.scenario import Level, Scenario
from simulator.content.varying import vary
from simulator.errors import DuilianError
from simulator.transcript import EndReason
from simulator.voice.case_hints import case_hints
from simulator.voice.failover import ListenerChain, Note, SpeakerChain
from simulator.voice.sound import Heard, Sound
from simulator.voice.wav import encode

FIRST_SOUND_SECONDS = 4.0  # longer than that nobody waits for a voice: the words are shown without it
LAST_SOUND_SECONDS = 20.0
SEEDS_A_LEARNER = 101  # so that two learners do not meet the same customers one after the other


@dataclass(frozen=True)
class Answer:
    """The customer's reply, how it sounds, and what the system wants to say quietly about it."""

    reply: Reply
    index: int  # of the customer's turn
    speech: SpokenLine
    notes: tuple[Note, ...] = ()


def _next_seed(house: House, learner: int, scenario: str) -> int:
    """Seeds in a row for each learner and scenario: whoever calls again says it in other words."""
    return SEEDS_A_LEARNER * learner + house.store.history.times(learner, scenario)


class Desk:
    """A trainee's place during one call."""

    def __init__(self, house: House, call_id: str, call: Call, notes: str = "") -> None:
        self.house = house
        self.call_id = call_id
        self.call = call
        self.notes = notes
        self.clock = CallClock(base=call.clock.now)
        self.picked_up = CallClock(base=call.clock.now)  # for the display, which counts every second
        self.logbook = Logbook(house.store, call_id, len(call.turns))
        self.speech: SpokenLine | None = None
        self.answer: Answer | None = None  # the latest
        self.problem: DuilianError | None = None  # why the latest utterance could not be used
        self.confidence = 1.0  # of the recogniser, in the latest utterance
        self.line: Line | None = None  # where there is one, the customer is heard there
        self.voice = CustomerVoice(self)
        self.utterances = Utterances(self)
        self.correcting = False  # the trainee is typing a correction: nobody is hurried meanwhile
        self.revised = 0  # how often the customer answered anew
        self.chosen = Chosen()  # who listens and speaks in this call
        self.lock = threading.RLock()  # an impatient click starts a second run beside the first
        house.hold(call_id, self)

    # -- beginning and coming back

    @classmethod
    def begin(
        cls,
        house: House,
        learner: int,
        scenario: Scenario,
        language: str,
        seed: int | None = None,
        level: Level | None = None,
    ) -> Desk:
        """Enter a new call, which has not been picked up yet."""
        seed = _next_seed(house, learner, scenario.id) if seed is None else seed
        scenario = vary(scenario, seed, level)
        persona = house.library().persona(scenario.persona)
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
        desk.logbook = Logbook(house.store, stored.id, len(turns))
        desk.logbook.turns(call.turns)
        if call.ended:
            desk.logbook.ended(call.ended, call.turns)
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
    def typed(self) -> bool:
        """Whether both sides write."""
        return self.scenario.channel.typed

    @property
    def answered(self) -> bool:
        """Whether the trainee has picked up."""
        return self.call.rings is not None

    @property
    def held(self) -> bool:
        """Whether the call is still led from here, not from another tab."""
        return self.house.holder(self.call_id) is self

    @property
    def speaker(self) -> SpeakerChain:
        """The voices of this call."""
        return self.house.speaker_of(self.chosen)

    @property
    def listener(self) -> ListenerChain:
        """The recognisers of this call."""
        return self.house.listener_of(self.chosen)

    # -- the call

    def pick_up(self, rings: int) -> None:
        """The trainee takes the call; the clock starts."""
        self.house.store.answer(self.call_id, rings)
        self.call.pick_up(rings)
        self.clock, self.picked_up = CallClock(), CallClock()
        self.voice.prepare()

    def say(
        self,
        text: str,
        sound: Sound | None = None,
        span: tuple[float, float] | None = None,
        signs: tuple[str, ...] = (),
    ) -> Answer:
        """The trainee said this (typed when there is no sound); the customer answers.

        ``span`` is when, in seconds from pick-up, where that was measured; ``signs`` of listening are those
        that the customer gave meanwhile. The answer comes at once; its sound follows in ``Answer.speech``.
        """
        self.settle(LAST_SOUND_SECONDS if self.line is None else 0.0)
        start, end = span or self._spoken_at(text, sound)
        reply = self.call.hear(text, start, end, signs)
        self.clock.set(end)
        return self.respond(reply, end, sound)

    def respond(self, reply: Reply, since: float, sound: Sound | None = None) -> Answer:
        """Store what was just said, and have the reply spoken."""
        index = len(self.call.turns) - 1
        kept = {index - 1: encode(sound)} if sound is not None else None
        notes = self.logbook.turns(self.call.turns, kept)
        if reply.ended:
            notes = notes or self.logbook.ended(reply.ended, self.call.turns)
        self.speech = self.voice.speak(reply, index, since)
        return Answer(reply, index, self.speech, (*notes, *self.house.take_notes()))

    def hang_up(self) -> EndReason:
        """The trainee hangs up, or leaves a call that the customer has ended."""
        now = self.line.now if self.line is not None else 0.0
        last = self.line.unanswered() if self.line is not None and self.call.ended is None else None
        if self.line is not None and self.speech is not None:
            self.speech.give_up()
        with self.lock:
            self.settle(FIRST_SOUND_SECONDS)
            if self.line is not None and self.call.ended is None:
                self.voice.cut_off(now)
                self._not_heard()
                self._not_answered(last)
            reason = self.call.hang_up()
            self.voice.keep_rest()
            self.logbook.ended(reason, self.call.turns)
        if self.line is not None:
            self.line.close()
        return reason

    # -- on an open line

    def leave_line(self) -> None:
        """The line is given up; the call goes on without it."""
        if self.line is not None:
            now, last = self.line.now, self.line.unanswered()
            line, self.line = self.line, None
            self.clock.set(max(now, self.call.clock.now))
            self.voice.keep_rest()
            line.close()
            if last is not None:
                self.hear(last)

    def recognise(self, sound: Sound) -> Heard:
        """What is said there so far. Raises AudioError or Unavailable."""
        with self.speaker.undisturbed():
            return self.listener.hear(sound, self.scenario.language, case_hints(self.scenario))

    def hear(self, said: Uttered) -> None:
        """The trainee said this; the customer answers."""
        with self.lock:
            self.utterances.take += 1
            self.problem, self.confidence = None, said.confidence
            self.answer = self.say(said.text, said.sound, said.span, said.signs)

    def take_back(self, index: int) -> None:
        """The trainee went on before the customer was heard: turn ``index`` was not over, nor is it answered.

        What is on file of it stays there until it is over.
        """
        with self.lock:
            if self.call.ended is None:
                self.voice.take_back(index + 1)
                self.logbook.reopen(index)
                self.call = self.call.before(index)
                self.answer = None

    def silent(self, seconds: float) -> None:
        """Nobody has spoken for so long; the customer asks whether anybody is there, or gives up."""
        with self.lock:
            reply = self.call.silence(seconds)
            self.answer = self.respond(reply, self.call.turns[-1].start or 0.0)

    def signal(self, index: int, text: str) -> None:
        """A sign of listening, while the customer speaks."""
        if index == len(self.call.turns) - 1:
            self.call.signal(text)
            self.logbook.heard(index, self.call.turns[index])

    # -- beside what is said

    def missed(self) -> None:
        """Nobody picked up and the caller gave up."""
        self.call.ended = EndReason.UNANSWERED
        self.logbook.ended(EndReason.UNANSWERED, self.call.turns)

    def discard(self) -> None:
        """The trainee looks at another scenario before it ever rang: nothing to keep."""
        if not self.answered:
            self.house.store.erasure.call(self.call_id)

    def note(self, text: str) -> None:
        """Keep the note pad."""
        if text != self.notes:
            self.notes = text
            self.logbook.note(text)

    def settle(self, seconds: float = 0.0) -> tuple[Note, ...]:
        """Wait so long for a line that is being spoken, then store what could not be stored before."""
        if self.speech is not None:
            self.speech.finished.wait(seconds)
        return self.logbook.turns(self.call.turns)

    # -- inside

    def _not_heard(self) -> None:
        """The customer was about to say something, and is hung up on."""
        last = len(self.call.turns) - 1
        if self.voice.unheard(last):
            self.voice.take_back(last)
            self.logbook.take_back(last)
            self.call.unsay()

    def _not_answered(self, last: Uttered | None) -> None:
        """The trainee says this and hangs up."""
        if last is not None:
            self.call.last_words(last.text, *last.span, last.signs)
            self.logbook.turns(self.call.turns, {len(self.call.turns) - 1: encode(last.sound)})

    def _spoken_at(self, text: str, sound: Sound | None) -> tuple[float, float]:
        """When the trainee spoke. Typing is taken for speech at once: nobody is charged for the keyboard."""
        if sound is not None:
            end = self.clock.now
            return max(0.0, end - sound.seconds), end
        start = self.call.turns[-1].end or 0.0 if self.call.turns else 0.0
        if self.line is not None:
            now = self.line.now
            spoken = max(0.0, now - self.voice.reading_time(text))
            # whoever had finished by then was not cut short, however long the line would take to say
            return (max(spoken, start) if start < now else spoken), now
        return start + GAP, start + GAP + self.voice.reading_time(text)
