"""Signs of life while the customer tells the story, and no interruption."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grading.finding import Finding, met, missed, not_applicable, partial
from grading.heard import Said
from grading.reading import Reading
from grading.scorers.feeling import bare_in, meets_feeling
from simulator.understanding.overlap import content_words

STORY = 2  # story turns from which acknowledging is expected
REPEATED = 2  # content words that repeat what was told


def acknowledge(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """At least every second story turn is acknowledged; interruptions weigh on their own."""
    broken = [reading.quote(reading.turns[index]) for index in reading.interruptions]
    stories = [index for index in reading.stories if reading.reply_to(index) is not None]
    if len(broken) >= 2:
        return missed("acknowledge.interrupted_twice", *broken[:2])
    if len(stories) < STORY and not broken:
        return not_applicable("acknowledge.no_story")
    answered = [
        reply for index in stories if (reply := reading.reply_to(index)) and acknowledges(reading, reply)
    ]
    if stories and not answered:
        return missed("acknowledge.none", reading.quote(reading.turns[stories[0]]))
    if broken:
        return partial("acknowledge.interrupted", broken[0])
    if 2 * len(answered) >= len(stories):
        return met("acknowledge.enough", reading.quote(answered[0]))
    return partial("acknowledge.few", reading.quote(answered[0]))


def acknowledges(reading: Reading, reply: Said) -> bool:
    """嗯 / 好的 / right, repeating the content, or real empathy; not a bare 我理解, not soothing."""
    if reply.index in reading.hollow:
        return False
    if meets_feeling(reading, reply):
        return True
    if reading.has("backchannel", reply):
        only_bare = bare_in(reading, reply) is not None and not reading.words.has(
            "backchannel_strong", reply.text
        )
        return not only_bare
    own = reading.words.without(reply.text, "soothes", "apologises", "bare_words")
    last = reading.before(reply.index, by_agent=False)
    told = content_words(last.text, reading.language) if last else frozenset()
    return len(content_words(own, reading.language) & told) >= REPEATED and not reading.has("denies", reply)
