"""A scenario drafted from a real call on file: most of the file written, every guess marked as one."""

from simulator.drafting.drafting import draft

__all__ = ["draft"]
