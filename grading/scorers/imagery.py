"""Language matching: picking up the customer's image, or at least the literal word for the trouble."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grading.finding import Finding, met, missed, not_applicable, partial
from grading.heard import Said
from grading.reading import Reading
from grading.result import Evidence
from grading.scorers.feeling import meets_feeling
from simulator.understanding import Image, images
from simulator.understanding.overlap import content_words

FREE = "simile"


def imagery(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """Met: an agent turn after the image reuses or continues it, late ones too."""
    painted = [(turn, image) for turn in reading.customer for image in images(turn.text, reading.language)]
    if not painted:
        return not_applicable("imagery.none_given")
    listening = [turn for turn in reading.agent if turn.index not in reading.hollow]
    for turn, image in painted:
        for later in listening:
            if later.index > turn.index and continues(reading, later, image):
                return met("imagery.picked_up", _quote(reading, turn, image), reading.quote(later))
    first = _quote(reading, *painted[0])
    literal = next((turn for turn in listening if repeats_trouble(reading, turn)), None)
    if literal is not None:
        return partial("imagery.literal", first, reading.quote(literal))
    return missed("imagery.ignored", first)


def continues(reading: Reading, turn: Said, image: Image) -> bool:
    """Words of the same image, or another image of its family."""
    mine = images(turn.text, reading.language)
    if any(other.family == image.family != FREE for other in mine):
        return True
    core = content_words(reading.words.without(image.text, "simile_marks"), reading.language)
    return bool(core & content_words(turn.text, reading.language))


def repeats_trouble(reading: Reading, turn: Said) -> bool:
    """The customer's literal word for the trouble, in a sentence of the agent's; jargon does not count."""
    text = reading.words.without(turn.text, "jargon")
    said = {
        found.group()
        for other in reading.customer
        if other.index < turn.index
        for found in reading.words.every("trouble", other.text)
    }
    mine = {found.group() for found in reading.words.every("trouble", text)}
    return bool(said & mine) or meets_feeling(reading, turn)


def _quote(reading: Reading, turn: Said, image: Image) -> Evidence:
    return Evidence(turn=turn.index, quote=image.text.strip())
