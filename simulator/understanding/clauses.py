"""Splits an utterance into stretches that do one thing (mostly), with and without punctuation.

Recognised speech has no punctuation, so besides marks the splitter uses discourse markers (然后, 那我,
麻烦您, and I …) and sentence particles (吗, 呢, 吧, 了) before a new start. Linear in the text's length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from simulator.transcript import is_chinese
from simulator.understanding.lexicon import read
from simulator.understanding.normalise import is_word_char, plain

SHORTEST = 4  # characters of an unpunctuated piece
LONG_ENOUGH = 10  # characters from which an unpunctuated stretch may hold two clauses
SHORTEST_WORDS = 3
LONG_ENOUGH_WORDS = 8


@dataclass(frozen=True)
class Piece:
    """A stretch of the utterance and its character offset."""

    text: str
    start: int


LEXICON = Path(__file__).parent / "lexicon" / "breaks.yaml"
_MARKS_ZH = re.compile(r"[.,!?;:~]+(?!\d)|[\"()\-]+| {2,}|(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_MARKS_EN = re.compile(r"(?<!mr)(?<!ms)(?<!mrs)(?<!dr)[.!?;:,]+(?=\s|$|\")|\s[-]+\s|-{2,}|\n")
_ZH = read(LEXICON)["zh"]
_EN = read(LEXICON)["en"]
_LEADS_ZH = re.compile(rf"\s*(?:{'|'.join(_ZH['leads'])})")
_LEADS_EN = re.compile(rf"\s*(?:{'|'.join(_EN['leads'])})\b")
_CLOSES = re.compile(rf"(?:{'|'.join(_ZH['closes'])})[, ]*$")
_BREAKS_ZH = re.compile(
    f"(?=(?:{'|'.join(_ZH['starts'])}))|(?<=[{_ZH['particles']}])(?={_ZH['after_particle']})(?<!的(?=[那这]|还是))"
)
_SHORT_HEAD = re.compile(f"^(?:{_ZH['short_heads']})$")
_STARTS_EN = re.compile(
    rf"\s(?=(?:{'|'.join(_EN['joints'])})\s+(?:{_EN['after_joint']})\b|(?:{'|'.join(_EN['starts'])})\b)"
)


@lru_cache(maxsize=2048)
def split(text: str, language: str) -> tuple[Piece, ...]:
    """The clauses of ``text``, in order, each verbatim at its offset; empty for text without words."""
    flat = plain(text)
    chinese = is_chinese(language)
    spans = _by_marks(flat, _MARKS_ZH if chinese else _MARKS_EN)
    spans = _join_leads(flat, spans, _LEADS_ZH if chinese else _LEADS_EN)
    cut = _cut_zh if chinese else _cut_en
    pieces = [_trim(text, start, end) for span in spans for start, end in cut(flat, *span)]
    return tuple(piece for piece in pieces if piece.text)


def _by_marks(flat: str, marks: re.Pattern[str]) -> list[tuple[int, int]]:
    """Spans between punctuation; the marks stay at the end of the span they close."""
    spans: list[tuple[int, int]] = []
    start = 0
    for mark in marks.finditer(flat):
        if any(is_word_char(char) for char in flat[start : mark.start()]):
            spans.append((start, mark.end()))
            start = mark.end()
    if any(is_word_char(char) for char in flat[start:]):
        spans.append((start, len(flat)))
    return spans


def _join_leads(flat: str, spans: list[tuple[int, int]], leads: re.Pattern[str]) -> list[tuple[int, int]]:
    """A piece that opens with 如果 / if … or closes with 的话 cannot stand alone: it joins the next."""
    joined: list[tuple[int, int]] = []
    open_lead = False
    for start, end in spans:
        if open_lead:
            joined[-1] = (joined[-1][0], end)
            open_lead = False
            continue
        joined.append((start, end))
        closed = flat[start:end].rstrip()[-1:] in {".", "!", "?", ";"}
        waits = leads.match(flat, start) or _CLOSES.search(flat[start:end])
        open_lead = not closed and bool(waits)
    return joined


def _cut_zh(flat: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a stretch without marks where a new start follows; each part long enough to mean something."""
    if end - start < LONG_ENOUGH:
        return [(start, end)]
    spans: list[tuple[int, int]] = []
    last = start
    for found in _BREAKS_ZH.finditer(flat, start, end):
        here = found.start()
        head = flat[last:here].strip()
        if (here - last >= SHORTEST or _SHORT_HEAD.match(head)) and end - here >= SHORTEST - 1 and head:
            spans.append((last, here))
            last = here
    spans.append((last, end))
    return spans


def _cut_en(flat: str, start: int, end: int) -> list[tuple[int, int]]:
    if flat.count(" ", start, end) + 1 < LONG_ENOUGH_WORDS:
        return [(start, end)]
    spans: list[tuple[int, int]] = []
    last = start
    for found in _STARTS_EN.finditer(flat, start, end):
        here = found.end()
        if len(flat[last:here].split()) >= SHORTEST_WORDS and flat.find(" ", here, end) >= 0:
            spans.append((last, here))
            last = here
    spans.append((last, end))
    return spans


def _trim(text: str, start: int, end: int) -> Piece:
    """Without the space around; the offset moves along."""
    raw = text[start:end]
    return Piece(raw.strip(), start + len(raw) - len(raw.lstrip()))
