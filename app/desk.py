"""One call in progress as the app keeps it: the engine, what is stored, the voices, the clock.

Knows no screen. Every turn is stored the moment it happens, so a reload or a restart loses nothing:
``Desk.resume`` replays what is stored.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from app.choosing import Chosen
from app.customer_voice import CustomerVoice, Line
from app.house import House
from app.logbook import Logbook
from app.speech import SpokenLine
from app.storage.records import StoredCall
from simulator.call import GAP, Call, Reply
from simulator.content.persona import Persona
from simulator.content.scenario import Level, Scenario
from simulator.content.varying import vary
from simulator.errors import AudioError, BadInput, DuilianError, Unavailable
from simulator.transcript import EndReason, Speaker, Turn
from simulator.voice.case_hints import case_hints
from simulator.voice.failover import ListenerChain, Note, SpeakerChain
from simulator.voice.sound import Heard, Sound
from simulator.voice.wav import decode, encode

FIRST_SOUND_SECONDS = 4.0  # longer than that nobody waits for a voice: the words are shown without it
LAST_SOUND_SECONDS = 20.0
SEEDS_A_LEARNER = 101  # so that two learners do not meet the same customers one after the other


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

    def set(self, seconds: float) -> None:
        """It is that late now."""
        self.started = self.tick() - seconds


@dataclass(frozen=True)
class Answer:
    """The customer's reply, how it sounds, and what the system wants to say quietly about it."""

    reply: Reply
    index: int  # of the customer's turn
    speech: SpokenLine
    notes: tuple[Note, ...] = ()


def _next_seed(house: House, learner: int, scenario: str) -> int:
    """Seeds in a row for each learner and scenario: whoever calls again says it in other words."""
    return SEEDS_A_LEARNER * learner + house.store.times(learner, scenario)


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
        self.draft = ""  # what was typed then, so that it is not lost
        self.confidence = 1.0  # of the recogniser, in the latest utterance
        self.refusals = 0  # how often that happened
        self.busy = False  # an utterance is being taken in
        self.take = 0  # counts utterances: each has a fresh microphone
        self.line: Line | None = None  # where there is one, the customer is heard there
        self.voice = CustomerVoice(self)
        self.correcting = False  # the trainee is typing a correction: nobody is hurried meanwhile
        self.revised = 0  # how often the customer answered anew
        self.chosen = Chosen()  # who listens and speaks in this call
        self._taken: set[str] = set()
        self._turn = threading.RLock()  # an impatient click starts a second run beside the first
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

    def take_in(
        self,
        name: str,
        *,
        recording: bytes | None = None,
        text: str | None = None,
        heard: Callable[[str], None] = lambda text: None,
    ) -> None:
        """The trainee spoke, or typed. What comes of it is in ``answer`` or ``problem``.

        ``name`` stands for the utterance, which is taken in once however often it is handed over.
        ``heard`` is told the words before the customer answers; if it raises, the call goes on all the same.
        """
        if text is not None and not text.strip() and self.busy:
            return  # an impatient second click
        with self._turn:
            if name in self._taken:
                return
            self._taken.add(name)
            self.take += 1
            self.problem, self.draft, self.busy = None, "", True
            self.confidence = 1.0
            try:
                self.answer = self._typed(text, heard) if text is not None else self._spoken(recording, heard)
            except (BadInput, Unavailable) as error:
                self.problem, self.draft = error, text or ""
                self.refusals += 1
                self.house.take_notes()
            finally:
                self.busy = False

    def _typed(self, text: str, heard: Callable[[str], None]) -> Answer:
        if not text.strip():
            raise BadInput("nothing was said", code="empty")
        return self._told(text.strip(), None, heard)

    def _spoken(self, recording: bytes | None, heard: Callable[[str], None]) -> Answer:
        made, sound = self.listen(recording or b"")
        self.confidence = made.confidence
        if not made.text.strip():
            raise AudioError("no intelligible speech", code="unintelligible")
        return self._told(made.text.strip(), sound, heard)

    def _told(self, text: str, sound: Sound | None, heard: Callable[[str], None]) -> Answer:
        try:
            heard(text)
        finally:  # a page that is drawn anew stops what draws here, by an exception
            answer = self.say(text, sound)
            self.answer = answer
        return answer

    def listen(self, recording: bytes) -> tuple[Heard, Sound]:
        """What the recogniser makes of a recording. Raises AudioError or Unavailable."""
        arrived = self.clock.now
        try:
            sound = decode(recording)
            return self.recognise(sound), sound
        finally:
            self.clock.set(arrived)

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
        return self._answered(reply, end, sound)

    def _answered(self, reply: Reply, since: float, sound: Sound | None = None) -> Answer:
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
        if self.line is not None and self.speech is not None:
            self.speech.give_up()
        with self._turn:
            self.settle(FIRST_SOUND_SECONDS)
            if self.line is not None and self.call.ended is None:
                self.voice.cut_off(now)
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
            line, self.line = self.line, None
            self.clock.set(max(line.now, self.call.clock.now))
            self.voice.keep_rest()
            line.close()

    def recognise(self, sound: Sound) -> Heard:
        """What is said there so far. Raises AudioError or Unavailable."""
        with self.speaker.undisturbed():
            return self.listener.hear(sound, self.scenario.language, case_hints(self.scenario))

    def hear(
        self,
        text: str,
        sound: Sound,
        span: tuple[float, float],
        confidence: float,
        signs: tuple[str, ...] = (),
    ) -> None:
        """The trainee said this there; the customer answers."""
        with self._turn:
            self.take += 1
            self.problem, self.confidence = None, confidence
            self.answer = self.say(text, sound, span, signs)

    def take_back(self, index: int) -> None:
        """The trainee went on before the customer was heard: turn ``index`` was not over, nor is it answered.

        What is on file of it stays there until it is over.
        """
        with self._turn:
            if self.call.ended is None:
                self.voice.take_back(index + 1)
                self.logbook.reopen(index)
                self.call = self.call.before(index)
                self.answer = None

    def silent(self, seconds: float) -> None:
        """Nobody has spoken for so long; the customer asks whether anybody is there, or gives up."""
        with self._turn:
            reply = self.call.silence(seconds)
            self.answer = self._answered(reply, self.call.turns[-1].start or 0.0)

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
            self.house.store.delete_call(self.call_id)

    def note(self, text: str) -> None:
        """Keep the note pad."""
        if text != self.notes:
            self.notes = text
            self.logbook.note(text)

    def correct(self, index: int, text: str) -> None:
        """Replace what the recogniser misheard in one of the trainee's turns.

        Where nothing but the customer spoke since, they take that back and answer what was really said.
        """
        with self._turn:
            said = self.call.turns[index]
            if text == said.text or self.call.ended is not None:
                return
            heard = said.text if said.heard is None else said.heard
            meant = said.model_copy(update={"text": text, "heard": heard})
            self.house.store.correct_turn(self.call_id, index, text)
            self.confidence = 1.0
            if any(turn.speaker is Speaker.AGENT for turn in self.call.turns[index + 1 :]):
                self.call.turns[index] = meant
            else:
                self._answer_anew(index, meant)

    def _quieten(self) -> None:
        """The customer falls silent, and what was heard of them is known."""
        if self.speech is not None:
            self.speech.give_up()
        if self.line is not None:
            self.line.hush()
        self.settle(LAST_SOUND_SECONDS)

    def _answer_anew(self, index: int, meant: Turn) -> None:
        """The customer answers the turn as it was meant; what they had said to it is kept in that turn."""
        self._quieten()
        answered = [turn.text for turn in self.call.turns[index + 1 :] if turn.text]
        call = self.call.before(index)
        reply = call.hear(meant.text, meant.start, meant.end)
        call.turns[index] = meant.model_copy(update={"answered": " ".join(answered)})
        self.logbook.take_back(index + 1)
        self.voice.take_back(index + 1)
        self.call = call
        self.logbook.heard(index, call.turns[index])
        self.revised += 1
        self.answer = self._answered(reply, call.turns[index].end or call.clock.now)

    def settle(self, seconds: float = 0.0) -> tuple[Note, ...]:
        """Wait so long for a line that is being spoken, then store what could not be stored before."""
        if self.speech is not None:
            self.speech.finished.wait(seconds)
        return self.logbook.turns(self.call.turns)

    # -- inside

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
