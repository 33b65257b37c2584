"""The images a customer paints. What the case is about is none: in a call about a vase, 花瓶 is a vase."""

from __future__ import annotations

from collections.abc import Iterator

from grading.heard import Heard, Said
from simulator.understanding import images
from simulator.understanding.images import Image


def pictures(call: Heard, turn: Said) -> Iterator[Image]:
    """The images of one customer turn that are not the thing itself."""
    about = _matter(call)
    for image in images(turn.text, call.language):
        if image.text not in about and not _is_plain(call, image.text):
            yield image


def _is_plain(call: Heard, text: str) -> bool:
    """跟往常一样 compares, and paints nothing; 踏实 alone is relief, not a burden to be taken up."""
    rest = call.words.without(text, "dead_image", "relief_word")
    return not any(char.isalnum() for char in rest)


def _matter(call: Heard) -> str:
    if call.scenario is None:
        return ""
    known = (part for entry in call.scenario.knowledge for part in (entry.title, entry.text))
    return " ".join((call.scenario.title, call.scenario.summary, *known))
