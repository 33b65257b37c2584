"""Language matching: picking up the customer's image, or at least the literal word for the trouble."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from grading.finding import Finding, met, missed, not_applicable, partial
from grading.heard import Said
from grading.pictures import pictures
from grading.reading import Reading
from grading.result import Evidence
from simulator.understanding import images
from simulator.understanding.overlap import content_words

FREE = "simile"
MOST = 30  # images of one call that are followed up
SIGNS = 2  # of an image's own characters that come back: 大黑脸 … 黑着脸
STEM = 4  # letters that two English words share when they are of one family (drum, drumming)


@dataclass(frozen=True)
class Painted:
    """An image of the customer's: where, its words, its family, and the content it can be picked up by."""

    turn: int
    text: str
    family: str
    content: frozenset[str]
    signs: frozenset[str]


def imagery(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """Met: an agent turn after the image reuses or continues it, late ones too."""
    painted = [image for turn in reading.customer for image in painted_in(reading, turn)][:MOST]
    if not painted:
        return not_applicable("imagery.none_given")
    listening = [turn for turn in reading.agent if turn.index not in reading.hollow]
    for image in painted:
        for later in listening:
            taken = _continued(reading, later, image) if later.index > image.turn else None
            if taken is not None:
                return met("imagery.picked_up", _quote(image), taken)
    return _not_picked_up(reading, listening, painted[0])


def _not_picked_up(reading: Reading, listening: list[Said], image: Painted) -> Finding:
    """The advice names the picture that nobody carried on."""
    first = _quote(image)
    literal = next((turn for turn in listening if repeats_trouble(reading, turn)), None)
    if literal is None:
        found = missed("imagery.ignored", first)
    else:
        again = reading.quote_of(literal, reading.told_before(literal.index))
        found = partial("imagery.literal", first, again)
    return replace(found, slots={"image": image.text})


def painted_in(reading: Reading, turn: Said) -> Iterator[Painted]:
    """The images of one customer turn: known ones, and free comparisons by their form."""
    for image in pictures(reading, turn):
        yield _painted(reading, turn, image.text, image.family)
    text = reading.words.without(turn.text, "dead_image")
    for found in reading.words.every("coloured", text):
        said = turn.raw[found.start() : found.end()]
        yield _painted(reading, turn, said, FREE)


def _painted(reading: Reading, turn: Said, text: str, family: str) -> Painted:
    """What an image can be picked up by: not the literal words for the trouble, not filler."""
    literal = ("common", "digits") if reading.chinese else ("common", "trouble", "digits")
    own = reading.words.without(_picture(reading, text), *literal)
    signs = frozenset(char for char in own if char.isalnum()) if reading.chinese else frozenset()
    return Painted(turn.index, text, family, content_words(own, reading.language), signs)


def _picture(reading: Reading, text: str) -> str:
    """What it is compared with: of 油烟跟毒气似的 only 毒气."""
    mark = reading.words.find("compares", text)
    return text[mark.end() :] if mark and mark.end() < len(text) else text


def _continued(reading: Reading, turn: Said, image: Painted) -> Evidence | None:
    """The clause that uses words of the image, or another image of its family."""
    at = 0
    for clause in reading.clauses(turn):
        at = max(at, turn.text.find(clause, at))
        if reading.words.has("denies", clause):
            continue
        family = any(other.family == image.family != FREE for other in images(clause, reading.language))
        words = content_words(clause, reading.language)
        again = len(image.signs & set(clause)) >= min(SIGNS, len(image.signs)) > 0
        if family or again or _meets(image.content, words, reading.chinese):
            return reading.quote(turn, at)
    return None


def _meets(image: frozenset[str], said: frozenset[str], chinese: bool) -> bool:
    if chinese:
        return any(word in said for word in image if " " in word)
    return bool(image & said) or any(
        a.startswith(b) or b.startswith(a) for a in image for b in said if min(len(a), len(b)) >= STEM
    )


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
    return bool(said & mine)


def _quote(image: Painted) -> Evidence:
    return Evidence(turn=image.turn, quote=image.text.strip())
