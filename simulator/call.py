"""The turn loop of a call: who speaks when, the clock, how it ends. No network, no files.

A call is event-sourced: the same scenario, persona, seed and agent turns give the same call, so a call
that was interrupted is brought back by replaying what the agent said (``Call.resume``).
"""

from __future__ import annotations

import copy
from dataclasses import dataclass

from simulator.content.persona import Persona
from simulator.content.scenario import Channel, Scenario
from simulator.content.wording import Band
from simulator.customer.customer import Customer, Reply
from simulator.customer.perceiving.timing import UNTIMED, Timing
from simulator.customer.wording import Wording, band_of
from simulator.errors import BadInput
from simulator.transcript import EndReason, Mood, Speaker, Transcript, Turn, is_chinese

__all__ = ["Call", "Reply"]

CHARS_A_SECOND = {True: 4.4, False: 15.0}  # for turns nobody timed: an ordinary speaking rate
GAP = 0.7  # seconds between turns nobody timed
LONGEST_UTTERANCE = 2000  # characters taken in at once; more than eight minutes of speech


@dataclass
class Clock:
    """Seconds since pick-up. Turns without times of their own get plausible ones."""

    chinese: bool
    now: float = 0.0

    def span(self, text: str, start: float | None, end: float | None) -> tuple[float, float]:
        """The start and end of a turn; never before what is already over."""
        begin = round(start if start is not None else self.now + (GAP if self.now else 0.0), 2)
        length = max(0.4, len(text) / CHARS_A_SECOND[self.chinese])
        finish = round(max(begin, end if end is not None else begin + length), 2)
        self.now = max(self.now, finish)
        return begin, finish


class Call:
    """One call between a trainee (agent) and a simulated customer."""

    def __init__(
        self, scenario: Scenario, persona: Persona, seed: int = 0, wording: Wording | None = None
    ) -> None:
        self.scenario = scenario
        self.persona = persona
        self.seed = seed
        self.customer = Customer(scenario, persona, seed, wording)
        self.clock = Clock(is_chinese(scenario.language))
        self.turns: list[Turn] = []
        self.rings: int | None = None
        self.ended: EndReason | None = None

    @property
    def mood(self) -> Mood:
        """The customer's present state."""
        return self.customer.mood

    @property
    def band(self) -> Band:
        """The customer's present mood, coarsely."""
        return band_of(self.customer.mood)

    def pick_up(self, rings: int = 1) -> None:
        """The agent takes the call after so many rings. The customer waits to be greeted."""
        self.rings = rings
        self.customer.waited(rings)

    def hear(
        self, text: str, start: float | None = None, end: float | None = None, signs: tuple[str, ...] = ()
    ) -> Reply:
        """The agent says something; returns the customer's reply.

        ``start`` and ``end`` are seconds from pick-up where they were measured; ``signs`` of listening are
        those that the customer gave meanwhile.
        Raises BadInput when the call is over, or the text is longer than anybody speaks at once.
        """
        self._check(text)
        context = tuple(self.turns)
        begin, finish = self.clock.span(text, start, end)
        timing = self._timing(begin)
        self.turns.append(Turn(speaker=Speaker.AGENT, text=text, start=begin, end=finish, signs=signs))
        return self._answer(self.customer.listen(text, context, timing))

    def foresee(self, text: str) -> Reply:
        """What the customer would answer to this now; nothing of it has happened."""
        kept = {id(part): part for part in (self.scenario, self.persona)}
        customer = copy.deepcopy(self.customer, kept)
        return customer.listen(text, tuple(self.turns), UNTIMED)

    def signal(self, text: str) -> None:
        """The agent gave a sign of listening (嗯, 对) while the customer spoke, who goes on."""
        if self.turns and self.turns[-1].speaker is Speaker.CUSTOMER:
            told = self.turns[-1]
            self.turns[-1] = told.model_copy(update={"signs": (*told.signs, text)})

    def break_off(self, index: int, text: str) -> None:
        """Of a customer's turn only this was said, because the agent talked into it."""
        self.turns[index] = self.turns[index].model_copy(update={"text": text})

    def silence(self, seconds: float = 5.0) -> Reply:
        """Nobody speaks for so long; the customer asks whether anybody is there."""
        self._check("")
        self.clock.now = round(self.clock.now + seconds, 2)
        return self._answer(self.customer.listen("", tuple(self.turns), self._timing(self.clock.now)))

    def unsay(self) -> None:
        """The customer's last line was never heard by anybody, since the agent hangs up on them."""
        self.turns.pop()

    def last_words(self, text: str, start: float, end: float, signs: tuple[str, ...] = ()) -> None:
        """The agent says this and hangs up: the customer can say nothing to it."""
        begin, finish = self.clock.span(text, start, end)
        self.turns.append(Turn(speaker=Speaker.AGENT, text=text, start=begin, end=finish, signs=signs))

    def hang_up(self) -> EndReason:
        """The agent ends the call. What was already ended keeps its reason."""
        if self.ended is None:
            self.ended = EndReason.AGENT_HUNG_UP
        return self.ended

    def retime(self, index: int, start: float, end: float, delay: float | None = None) -> None:
        """Give a turn the times at which it was really heard, after a ``delay`` that was the machine's."""
        times = {"start": round(start, 2), "end": round(end, 2)}
        known = {} if delay is None else {"system_delay": round(max(0.0, delay), 2)}
        self.turns[index] = self.turns[index].model_copy(update={**times, **known})
        self.clock.now = max([0.0, *(turn.end or 0.0 for turn in self.turns)])

    def transcript(self, call_id: str, **known: object) -> Transcript:
        """The call on file; ``known`` adds fields such as ``started_at`` and ``agent_id``."""
        variant = self.scenario.variant
        fields = {
            "call_id": call_id,
            "language": self.scenario.language,
            "channel": self.scenario.channel,
            "scenario": self.scenario.id,
            "industry": self.scenario.industry.value,
            "rings": None if self.scenario.channel.typed else self.rings,
            "ended": self.ended,
            "seed": self.seed,
            "variant": variant.model_dump(mode="json") if variant else None,
            "turns": tuple(self.turns),
        }
        return Transcript.model_validate({**fields, **known})

    @classmethod
    def resume(
        cls,
        scenario: Scenario,
        persona: Persona,
        seed: int,
        turns: tuple[Turn, ...],
        *,
        rings: int = 1,
        wording: Wording | None = None,
    ) -> Call:
        """Bring an interrupted call back by replaying it. What was said stays as it was said.

        When the last stored turn is the agent's, the customer's reply is worked out again and is the
        last of ``turns``.
        """
        call = cls(scenario, persona, seed, wording)
        call.pick_up(rings)
        for index, turn in enumerate(turns):
            if turn.speaker is Speaker.AGENT:
                call.hear(turn.text, turn.start, turn.end)
                call.turns[-2] = turn
            elif index == 0 or turns[index - 1].speaker is Speaker.CUSTOMER:
                call.silence(call._silent_before(turn))
            if turn.speaker is Speaker.CUSTOMER:
                call.turns[-1] = turn
                call.clock.now = max(call.clock.now, turn.end or 0.0)
        return call

    def before(self, index: int) -> Call:
        """The same call as it stood before this turn was said."""
        return Call.resume(
            self.scenario, self.persona, self.seed, tuple(self.turns[:index]), rings=self.rings or 1
        )

    def _silent_before(self, turn: Turn) -> float:
        """How long nobody spoke before the customer did, by the clock."""
        return 0.0 if turn.start is None else max(0.0, round(turn.start - GAP - self.clock.now, 2))

    def _timing(self, begin: float) -> Timing:
        """How long the customer waited for the agent, or was talked into. Who types may take minutes."""
        if self.scenario.channel is not Channel.PHONE:
            return UNTIMED
        last = self.turns[-1] if self.turns else None
        over = (last.end or 0.0) if last else 0.0
        return Timing(
            pause=max(0.0, round(begin - over, 2)),
            overlap=max(0.0, round(over - begin, 2)),
            signs=len(last.signs) if last and last.speaker is Speaker.CUSTOMER else 0,
        )

    def _answer(self, reply: Reply) -> Reply:
        begin, finish = self.clock.span(reply.text, None, None)
        self.turns.append(
            Turn(
                speaker=Speaker.CUSTOMER,
                text=reply.text,
                start=begin,
                end=finish,
                act=reply.act.value,
                state=reply.state,
                why=reply.why,
                said=reply.said,
            )
        )
        self.ended = reply.ended
        return reply

    def _check(self, text: str) -> None:
        if self.ended is not None:
            reason = self.ended.value
            raise BadInput(f"the call is over ({reason})", code="call_over", reason=reason)
        if len(text) > LONGEST_UTTERANCE:
            raise BadInput(
                f"an utterance of {len(text)} characters; the longest is {LONGEST_UTTERANCE}",
                code="too_much_text",
                given=len(text),
                longest=LONGEST_UTTERANCE,
            )
