"""What a scenario's callers may say, found by bots that call it, for a voice that speaks it beforehand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from simulator.content.persona import Persona, Timbre
from simulator.content.scenario import Scenario
from simulator.content.varying import vary
from simulator.rehearsal.playing import rehearsed
from simulator.transcript import Speaker
from simulator.voice.clauses import clauses, opened
from simulator.voice.delivery import delivery, rounded
from simulator.voice.sound import Delivery

BOTS = ("average", "expert", "novice")  # as learners are
Clause = tuple[str, Delivery]


def likely_clauses(scenario: Scenario, personas: Mapping[str, Persona], calls: int) -> list[Clause]:
    """The clauses that callers said in so many calls, as they said them, each once.

    First every text in the mood in which it came most often, since a voice that is far behind can do with it
    in nearly the same mood; the commonest text leads. Then the other moods.
    """
    said: dict[tuple[Timbre, str], Counter[Delivery]] = defaultdict(Counter)
    for seed in range(calls):
        for text, how in _said(scenario, personas, seed):
            said[how.timbre, text][how] += 1
    commonest = sorted(said.items(), key=lambda entry: -entry[1].total())
    moods = [(text, [how for how, _ in counted.most_common()]) for (_, text), counted in commonest]
    usual = [(text, hows[0]) for text, hows in moods]
    return usual + [(text, how) for text, hows in moods for how in hows[1:]]


def _said(scenario: Scenario, personas: Mapping[str, Persona], seed: int) -> Iterator[Clause]:
    played = vary(scenario, seed)
    persona = personas[played.persona]
    for turn in rehearsed(BOTS[seed % len(BOTS)], played, persona, seed).call.turns:
        if turn.speaker is Speaker.CUSTOMER and turn.state is not None:
            how = rounded(delivery(persona.voice, turn.state, played.language))
            yield from ((clause, how) for clause in opened(clauses(turn.text, played.language)))

