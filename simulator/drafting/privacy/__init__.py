"""Takes personal data out of a call: names, numbers and addresses become invented ones, consistently."""

from simulator.drafting.privacy.masking import Identity, Kind, Masked, mask

__all__ = ["Identity", "Kind", "Masked", "mask"]
