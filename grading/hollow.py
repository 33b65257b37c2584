"""Agent turns whose right words earn nothing: stuffed with stock phrases, echoing, or mocking."""

from __future__ import annotations

from grading.heard import Heard, Said
from grading.moments import insults
from simulator.understanding.normalise import plain
from simulator.understanding.overlap import content_words, longest_shared, shared

ECHO = 0.75  # share of the agent's turn that is one run of the customer's words
ECHO_LENGTH = {True: 6, False: 4}
ECHO_WORDS = 3  # content words from which a turn that adds none is an echo
SAME = 0.99
MOSTLY = 0.5  # less shared content than this cannot be an echo
ECHO_TURNS = 2
MOCKING_TURNS = 2
TEMPLATE = {True: 12, False: 8}
TEMPLATE_TURNS = 3


def stuffed(call: Heard) -> frozenset[int]:
    """Turns that string stock phrases together; a template said again and again is one too."""
    return frozenset({turn.index for turn in call.agent if turn.stuffed} | _templates(call))


def _templates(call: Heard) -> set[int]:
    chinese = call.chinese
    seen: dict[str, list[int]] = {}
    for turn in call.agent:
        if call.length(turn.text) >= TEMPLATE[chinese]:
            seen.setdefault(plain(turn.text).strip(), []).append(turn.index)
    return {index for places in seen.values() if len(places) >= TEMPLATE_TURNS for index in places}


def echoing(call: Heard) -> frozenset[int]:
    """Turns that repeat the customer word for word, where that happens turn after turn."""
    echoes = [turn.index for turn in call.agent if is_echo(call, turn)]
    return frozenset(echoes) if len(echoes) >= ECHO_TURNS else frozenset()


def is_echo(call: Heard, turn: Said) -> bool:
    """Whether the turn is (nearly) one run of what the customer has just said."""
    before = call.before(turn.index, by_agent=False)
    if before is None or call.length(turn.text) < ECHO_LENGTH[call.chinese]:
        return False
    words = content_words(turn.text, call.language)
    again = shared(turn.text, before.text, call.language)
    if again < MOSTLY:
        return False
    if len(words) >= ECHO_WORDS and again >= SAME:
        return True
    return longest_shared(turn.text, before.text, call.language) >= ECHO


def mocking(call: Heard) -> frozenset[int]:
    """Turns with sarcasm or an insult; an agent who mocks twice is not believed in the rest of the call."""
    found = {turn.index for turn in call.agent if insults(call, turn)}
    if len(found) >= MOCKING_TURNS:
        first = min(found)
        return frozenset(turn.index for turn in call.agent if turn.index >= first)
    return frozenset(found)
