"""Exact forms of speech acts, one YAML file a side and language: ``agent_zh.yaml`` and so on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from simulator.understanding.lexicon import read
from simulator.understanding.sieve import Sieve

FOLDER = Path(__file__).parent
KINDS = ("is", "not", "hint", "else")
CERTAIN = 0.95
DEFAULT = 0.6  # of an act that a form suggests when nothing else is likely
DENIED = 0.1


@dataclass(frozen=True)
class Rule:
    """One form of an act. ``kind``: is (done), not (not done), hint (the classifier decides), else (default).

    ``after``: feeling or fact, when the rule only holds after such a turn.
    """

    act: str
    kind: str
    pattern: re.Pattern[str]
    after: str = ""


@dataclass(frozen=True)
class Verdicts:
    """What the rules say of a stretch: acts surely done, surely not done, only hinted at, done by default."""

    done: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    hinted: frozenset[str] = frozenset()
    default: frozenset[str] = frozenset()

    @property
    def forms(self) -> frozenset[str]:
        """The acts whose form was found."""
        return (self.done | self.hinted | self.default) - self.denied


@lru_cache(maxsize=4096)
def judge(flat: str, side: str, feeling_before: bool | None = None) -> Verdicts:
    """Apply the rules of ``side`` (``agent_zh`` …) to normalised text.

    ``feeling_before``: whether the turn before showed a feeling; None when nothing is known of it.
    """
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    known = rules(side)
    for place in _sieve(side).matching(flat):
        rule = known[place]
        if not rule.after or feeling_before is (rule.after == "feeling"):
            found[rule.kind].add(rule.act)
    done = frozenset(found["is"] - found["not"])
    return Verdicts(done, frozenset(found["not"]), frozenset(found["hint"]), frozenset(found["else"]))


@lru_cache(maxsize=4)
def rules(side: str) -> tuple[Rule, ...]:
    """The rules of one file, compiled."""
    return tuple(
        _rule(act, kind, form)
        for act, forms in read(FOLDER / f"{side}.yaml").items()
        for kind in KINDS
        for form in forms.get(kind, [])
    )


@lru_cache(maxsize=4)
def _sieve(side: str) -> Sieve:
    return Sieve([rule.pattern for rule in rules(side)])


@lru_cache(maxsize=64)
def rivals(side: str, act: str) -> frozenset[str]:
    """The acts that keep ``act`` from being the default when they are likely; empty: any act does."""
    return frozenset(read(FOLDER / f"{side}.yaml")[act].get("rivals", []))


def _rule(act: str, kind: str, form: str | dict[str, str]) -> Rule:
    fields = {"pattern": form} if isinstance(form, str) else form
    return Rule(act, kind, re.compile(fields["pattern"]), fields.get("after", ""))
