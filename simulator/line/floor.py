"""Who has the floor while both speak: a sign of listening takes it from nobody, words of one's own do."""

from __future__ import annotations

from simulator.customer.perceiving.timing import is_back_channel
from simulator.voice.talk import is_backchannel

TAKES_FLOOR_SECONDS = 1.0  # whoever talks on for so long is no longer only listening


def listens_only(text: str, language: str) -> bool:
    """Whether what was said while the other speaks is a sign of listening (嗯, 对, 好的, mm-hmm)."""
    return is_backchannel(text) or is_back_channel(text, language)
