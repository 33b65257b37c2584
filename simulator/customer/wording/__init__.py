"""From what the caller decided to say to an utterance."""

from simulator.customer.wording.scripted import NEAREST, ScriptedWording, Wording, band_of, house_lines

__all__ = ["NEAREST", "ScriptedWording", "Wording", "band_of", "house_lines"]
