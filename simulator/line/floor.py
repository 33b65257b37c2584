"""Who has the floor while both speak: a sign of listening takes it from nobody, words of one's own do."""

from __future__ import annotations

TAKES_FLOOR_SECONDS = 1.0  # whoever talks on for so long is no longer only listening
REACTS_SECONDS = 0.2  # whoever began sooner after the other's first sound cannot have heard it
WENT_ON_SECONDS = 0.3  # of voice, from which on a turn that seemed to be over goes on
