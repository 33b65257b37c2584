"""The images a customer paints. What the case is about is none: in a call about a vase, 花瓶 is a vase."""

from __future__ import annotations

from collections.abc import Iterator

from grading.heard import Heard, Said
from simulator.understanding import images
from simulator.understanding.images import Image


def pictures(call: Heard, turn: Said) -> Iterator[Image]:
    """The images of one customer turn that are not the thing itself."""
    about = _matter(call)
    yield from (image for image in images(turn.text, call.language) if image.text not in about)


def _matter(call: Heard) -> str:
    if call.scenario is None:
        return ""
    known = (part for entry in call.scenario.knowledge for part in (entry.title, entry.text))
    return " ".join((call.scenario.title, call.scenario.summary, *known))
