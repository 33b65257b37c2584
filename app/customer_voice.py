"""The customer's voice in one call: speaks the replies, speaks likely ones ahead, keeps what was heard.

There are two ways to be heard. The page plays a line, and nobody is charged for the time it took; or an open
line carries it clause by clause and tells afterwards what was really heard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from app.line import Line
from app.speech import SpokenLine
from simulator.call import CHARS_A_SECOND
from simulator.customer.wording.listening import sign_of_listening, signs_of_listening
from simulator.customer.wording.opening import leads_in, opener, usual_beginnings, wants_opener
from simulator.transcript import is_chinese
from simulator.voice.clauses import clauses, opened
from simulator.voice.delivery import delivery
from simulator.voice.headstart import Coming, HeadStart
from simulator.voice.sound import Delivery, Sound
from simulator.voice.surroundings.scene import Scene
from simulator.voice.wav import concatenated, encode

if TYPE_CHECKING:
    from app.desk import Desk
    from simulator.call import Reply

WHOLE = 0.97  # share of a line from which on it was said to the end
BREAKS_OFF = "——"
Said = Sequence[tuple[str, Delivery]]
PUNCTUATION = "，。！？、…,.!? "


class CustomerVoice:
    """Speaks for the customer of ``desk``."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._spoken: tuple[int, SpokenLine] | None = None  # the latest line, by its turn
        self.carried: set[int] = set()  # turns that were heard on a line, and need no playing on the page
        self._opener: tuple[str, Delivery] | None = None
        self._begun: dict[int, float] = {}  # when a line was first heard, by its turn
        self._unkept: dict[int, Sound] = {}  # spoken on the line, and not known yet how much of it was heard
        self._scene = Scene(desk.scenario.sound, desk.call.seed, desk.persona.voice.rest.volume)

    def speak(self, reply: Reply, index: int, since: float) -> SpokenLine:
        """Speak the reply in the background; the customer starts when there is something to hear."""
        line = self._desk.line
        said = [(reply.text, self._delivery(reply))]
        if line is None:
            made = self._for_the_page(said, reply, index, since)
        else:
            self.carried.add(index)
            line.begins(index, reply.text)
            made = self._on_the_line(line, self._lead(reply), said, index)
        self._spoken = index, made
        return made

    def prepare(self) -> None:
        """Have the likeliest next lines begun ahead: the answer comes at once, its rest while it plays."""
        desk = self._desk
        if desk.call.ended is None and not desk.typed:
            language = desk.scenario.language
            voice = delivery(desk.persona.voice, desk.call.mood, language)
            lines = (opened(clauses(line, language)) for line in desk.call.customer.likely_lines())
            self._opener = opener(desk.call.band, language, len(desk.call.turns)), voice
            ahead = [
                *usual_beginnings(desk.call.band, language),
                *(line[0] for line in lines if line),
                *signs_of_listening(desk.call.band, language),
            ]
            desk.speaker.ahead([self._opener, *((clause, voice) for clause in ahead)])
            Thread(target=self._scene.prepare, daemon=True, name="background").start()

    def foresee(self, text: str) -> None:
        """The trainee may be through with this: have the beginning of the answer to it spoken ahead."""
        desk = self._desk
        reply = desk.call.foresee(text)
        first = opened(clauses(reply.text, desk.scenario.language))[:2]
        desk.speaker.ahead([(clause, self._delivery(reply)) for clause in first])

    def reading_time(self, text: str) -> float:
        """Seconds that somebody needs to say a text that nobody timed."""
        return max(0.4, len(text) / CHARS_A_SECOND[is_chinese(self._desk.scenario.language)])

    # -- what was heard on the line

    def starts(self, index: int, start: float, free: float = 0.0) -> None:
        """The first sound of a line was heard then; until then the machine was at work.

        Before ``free`` nobody could be heard, because the agent held the call.
        """
        call = self._desk.call
        self._begun[index] = start
        before = call.turns[index - 1].end if index else None
        delay = None if before is None else start - max(before, free)
        call.retime(index, start, start + self.reading_time(call.turns[index].text), delay)

    def stops(self, index: int) -> None:
        """The trainee talks into it: the rest of that line stays unsaid."""
        if self._spoken is not None and self._spoken[0] == index:
            self._spoken[1].give_up()

    def take_back(self, index: int) -> None:
        """What is spoken from this turn on is not said after all, or said anew."""
        if self._spoken is not None and self._spoken[0] >= index:
            self._spoken[1].withdraw()
            self._spoken = None
        self._unkept = {place: sound for place, sound in self._unkept.items() if place < index}
        self._begun = {place: begun for place, begun in self._begun.items() if place < index}
        self.carried = {place for place in self.carried if place < index}

    def sign(self, count: int) -> tuple[str, Sound] | None:
        """The next sign of listening, where this mood gives any and it is made already."""
        desk = self._desk
        text = sign_of_listening(desk.call.band, desk.scenario.language, count)
        voice = delivery(desk.persona.voice, desk.call.mood, desk.scenario.language)
        if text is None or not desk.speaker.known(text, voice):
            return None
        spoken = self._scene.heard(desk.speaker.speak(text, voice), len(desk.call.turns), 1)
        sound = concatenated(list(spoken))
        return None if sound is None else (text, sound)

    def murmured(self, sound: Sound, at: float) -> None:
        """A sign of listening was heard then."""
        self._desk.logbook.murmured(at, encode(sound))

    def unheard(self, index: int) -> bool:
        """Whether nothing was heard of a line on its way over an open line."""
        return index in self.carried and index not in self._begun

    def heard(self, index: int, start: float, end: float, share: float) -> None:
        """It was heard from ``start`` to ``end``, so much (0 … 1) of what was going to be said."""
        self._begun[index] = start
        desk, turn = self._desk, self._desk.call.turns[index]
        if share < WHOLE:
            desk.call.break_off(index, broken_off(turn.text, share))
        desk.call.retime(index, start, max(start, end), turn.system_delay)
        desk.logbook.heard(index, desk.call.turns[index])
        sound = self._unkept.pop(index, None)
        if sound is None and self._spoken is not None and self._spoken[0] == index:
            sound = self._spoken[1].whole
        if sound is not None:
            last = int((end - start) * sound.rate) if share < WHOLE else len(sound.samples)
            self._keep(index, Sound(sound.samples[:last], sound.rate))

    def cut_off(self, now: float) -> None:
        """The agent hangs up: the rest of what is being heard, and what was to follow, nobody hears."""
        for index, sound in list(self._unkept.items()):
            begun = self._begun.get(index)
            if begun is None:
                del self._unkept[index]
            elif now < begun + sound.seconds:
                self.heard(index, begun, max(begun, now), (now - begun) / sound.seconds)

    def keep_rest(self) -> None:
        """What was never reported as heard is kept as it was spoken."""
        while self._unkept:
            self._keep(*self._unkept.popitem())

    # -- inside

    def _for_the_page(self, said: Said, reply: Reply, index: int, since: float) -> SpokenLine:
        def started(line: SpokenLine) -> None:
            self._desk.clock.set(since)
            self._desk.call.retime(index, since, since + self.reading_time(reply.text))

        def done(line: SpokenLine) -> None:
            self._played(index, since, reply.text, line.whole)

        begins = self._head_start(said, looks=False).given
        return SpokenLine(
            self._sounds(said, index), started, done, self._desk.house.take_notes, begins=begins
        )

    def _lead(self, reply: Reply) -> Said:
        """Where the first words have yet to be made, the caller is heard to look for them."""
        speaker, language = self._desk.speaker, self._desk.scenario.language
        first = opened(clauses(reply.text, language))[:1]
        made = not first or speaker.known(first[0], self._delivery(reply))
        lead = None if made or not wants_opener(first[0], language) else self._opener
        return [lead] if lead is not None and speaker.known(*lead) else []

    def _on_the_line(self, line: Line, lead: Said, said: Said, index: int) -> SpokenLine:
        def clip(sound: Sound) -> None:
            line.carries(index, sound)

        def done(spoken: SpokenLine) -> None:
            if spoken.whole is not None:
                self._unkept[index] = spoken.whole
            line.finishes(index)
            self.prepare()

        whole = [*lead, *said]
        begins = self._head_start(whole, looks=bool(lead)).given
        return SpokenLine(
            self._sounds(whole, index), lambda spoken: None, done, self._desk.house.take_notes, clip, begins
        )

    def _head_start(self, said: Said, *, looks: bool) -> HeadStart:
        def coming(clause: str, how: Delivery) -> Coming:
            lasts = self.reading_time(clause) / how.prosody.rate
            return Coming(lasts, self._desk.speaker.takes(clause, how, lasts))

        speaker, parts = self._desk.speaker, pieces(said)
        lead = int(len(parts) > 1 and leads_in(parts[0][0], parts[0][1].language))
        clauses = [partial(coming, *piece) for piece in parts]
        return HeadStart(clauses, lead, lambda: speaker.hurried, looks=looks)

    def _played(self, index: int, start: float, text: str, sound: Sound | None) -> None:
        """Give the turn its real times and keep its WAV; without a voice, reading takes no time."""
        desk = self._desk
        end = start + (sound.seconds if sound else self.reading_time(text))
        if sound is None:
            desk.clock.set(end)
        desk.call.retime(index, start, end)
        desk.logbook.heard(index, desk.call.turns[index])
        desk.logbook.turns(desk.call.turns, {index: encode(sound)} if sound else None)
        self.prepare()

    def _keep(self, index: int, sound: Sound) -> None:
        self._desk.logbook.turns(self._desk.call.turns, {index: encode(sound)})

    def _delivery(self, reply: Reply) -> Delivery:
        return delivery(self._desk.persona.voice, reply.state, self._desk.scenario.language)

    def _sounds(self, said: Said, index: int) -> Iterator[Sound]:
        """All of it as the agent hears it, clause by clause."""
        if self._desk.typed:
            return iter(())
        return self._scene.heard(self._spoken_clauses(said), index, len(pieces(said)))

    def _spoken_clauses(self, said: Said) -> Iterator[Sound]:
        speaker = self._desk.speaker
        with speaker.undisturbed():
            for text, how in said:
                yield from speaker.speak(text, how)


def pieces(said: Said) -> list[tuple[str, Delivery]]:
    """The clauses in which it is spoken."""
    return [(clause, how) for text, how in said for clause in opened(clauses(text, how.language))]


def broken_off(text: str, share: float) -> str:
    """So much of a line as was said before somebody talked into it."""
    place = max(1, round(share * len(text)))
    begun = re.search(r"[A-Za-z'’]+$", text[:place])
    if begun is not None and re.match(r"[A-Za-z'’]", text[place:]) and begun.start():
        place = begun.start()  # a word that was not said to its end is not written
    return text[:place].rstrip(PUNCTUATION) + BREAKS_OFF
