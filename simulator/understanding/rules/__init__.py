"""Exact forms of speech acts, one YAML file a side and language: ``agent_zh.yaml`` and so on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from simulator.understanding.lexicon import read

FOLDER = Path(__file__).parent
CERTAIN = 0.95
HINT = 0.0  # tells the classifier and leaves the decision to it
DENIED = 0.1


@dataclass(frozen=True)
class Rule:
    """One form: where ``pattern`` is found the act is at least as likely as ``p`` (or ``denied``)."""

    act: str
    pattern: re.Pattern[str]
    p: float = CERTAIN
    denied: bool = False
    after: str = ""


@dataclass(frozen=True)
class Verdicts:
    """What the rules say of a stretch: acts that are surely done, and acts that are not."""

    done: dict[str, float]
    denied: frozenset[str]


@lru_cache(maxsize=4096)
def judge(flat: str, side: str, feeling_before: bool | None = None) -> Verdicts:
    """Apply the rules of ``side`` (``agent_zh`` …) to normalised text.

    ``feeling_before``: whether the turn before showed a feeling; None when nothing is known of it.
    """
    done: dict[str, float] = {}
    denied: set[str] = set()
    for rule in rules(side):
        if rule.after and feeling_before is not (rule.after == "feeling"):
            continue
        if not rule.pattern.search(flat):
            continue
        if rule.denied:
            denied.add(rule.act)
        else:
            done[rule.act] = max(done.get(rule.act, 0.0), rule.p)
    return Verdicts({act: p for act, p in done.items() if act not in denied}, frozenset(denied))


@lru_cache(maxsize=4)
def rules(side: str) -> tuple[Rule, ...]:
    """The rules of one file, compiled."""
    found: list[Rule] = []
    for act, forms in read(FOLDER / f"{side}.yaml").items():
        found += [_rule(act, form) for form in forms.get("is", [])]
        found += [_rule(act, form, denied=True) for form in forms.get("not", [])]
        found += [_rule(act, form, p=HINT) for form in forms.get("hint", [])]
    return tuple(found)


def _rule(act: str, form: str | dict[str, str], p: float = CERTAIN, denied: bool = False) -> Rule:
    fields = {"pattern": form} if isinstance(form, str) else form
    return Rule(act, re.compile(fields["pattern"]), p, denied, fields.get("after", ""))
