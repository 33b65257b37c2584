"""The cue language of scenarios: ``退|返还 一半|80`` = (退 or 返还) and (一半 or 80).

Spaces mean *and*, ``|`` means *or*. Numbers compare by value, Chinese also by sound (two characters or
more), English by the beginning of a word; ``_`` is a space inside a phrase. See ``content/scenario.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from simulator.transcript import is_chinese
from simulator.understanding.change import change
from simulator.understanding.normalise import CJK, plain
from simulator.understanding.numbers import numerals
from simulator.understanding.sound import Heard, heard

Term = Callable[["_Text"], bool]

_UNIT = r"块钱|元钱|人民币|块(?!儿)|元|(?:yuan|rmb|dollars?|bucks|pounds?|euros?)\b"
_MONEY = re.compile(rf"(?<=\d)\s?(?:{_UNIT})|[$¥£€]\s?(?=\d)")
_PERCENT = re.compile(r"百分之(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)\s?(?:percent|per cent)\b")
_HAN = re.compile(f"[{CJK}]")
_ONLY_HAN = re.compile(f"[{CJK}]{{2,}}")


@dataclass(frozen=True)
class _Text:
    """A text made ready for looking up: canonical spelling, and its sound for Chinese."""

    canonical: str
    sound: Heard | None


def mentions_any(text: str, cues: Iterable[str], language: str) -> bool:
    """Whether ``text`` fits at least one of the cues."""
    return any(mentions(text, cue, language) for cue in cues)


@lru_cache(maxsize=1 << 16)  # a scenario's cues are looked up in the same words again and again
def mentions(text: str, cue: str, language: str) -> bool:
    """Whether ``text`` fits the cue. An empty cue fits nothing."""
    chinese = is_chinese(language)
    compiled = _compile(cue, chinese)
    if not compiled:
        return False
    ready = _ready(text, chinese)
    return all(any(term(ready) for term in group) for group in compiled)


@lru_cache(maxsize=1024)
def _ready(text: str, chinese: bool) -> _Text:
    spelled = canonical(text, chinese)
    return _Text(spelled, heard(spelled) if chinese else None)


@lru_cache(maxsize=8192)
def _compile(cue: str, chinese: bool) -> tuple[tuple[Term, ...], ...]:
    groups = []
    for part in cue.split():
        terms = tuple(_term(word.replace("_", " "), chinese) for word in part.split("|") if word.strip("_"))
        if terms:
            groups.append(terms)
    return tuple(groups)


@lru_cache(maxsize=8192)
def canonical(text: str, chinese: bool) -> str:
    """Numerals as digits, money without its unit, percent as ``50%``, 你 as 您: equal meanings read equal."""
    flat = plain(text).replace("你", "您")
    parts: list[str] = []
    last = 0
    for numeral in numerals(flat, chinese):
        if numeral.start < last:
            continue  # the small change of the sum before
        summed = change(flat, numeral.end, numeral.value) if chinese else None
        said = f"{summed[1]:.10g}" if summed else numeral.digits or f"{numeral.value:.10g}"
        parts += [flat[last : numeral.start] or (" " if parts else ""), said]
        last = summed[0] if summed else numeral.end
    spelled = "".join([*parts, flat[last:]])
    spelled = _PERCENT.sub(lambda found: f"{found[1] or found[2]}%", spelled)
    return _MONEY.sub(_unit_left_out, spelled)


def _unit_left_out(found: re.Match[str]) -> str:
    """Nothing, but a space where two numbers would run together: 39元20G."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return " " if before.isdigit() and after.isdigit() else ""


def _term(word: str, chinese: bool) -> Term:
    spelled = canonical(word, chinese).strip()
    if spelled[:1].isdigit():
        tail = r"(?![\d.]*\d)" if spelled[-1].isdigit() else ""
        pattern = re.compile(rf"(?<![\d.]){re.escape(spelled)}{tail}")
        return lambda text: bool(pattern.search(text.canonical))
    if not chinese or not _HAN.search(spelled):
        return _english_term(spelled)
    if not _ONLY_HAN.fullmatch(spelled):
        return lambda text: spelled in text.canonical
    return lambda text: spelled in text.canonical or (text.sound is not None and text.sound.holds(spelled))


def _english_term(spelled: str) -> Term:
    """Each word of the phrase by its beginning: ``call back`` finds "calling back", not "call you back"."""
    body = r"[a-z]*\s+".join(re.escape(part) for part in spelled.split())
    pattern = re.compile(rf"(?<![a-z0-9]){body}")
    return lambda text: bool(pattern.search(text.canonical))
