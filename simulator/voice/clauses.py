"""Cuts a line into the clauses that are spoken one after the other.

Every speaking backend cuts with this one function and yields one sound a clause, so that playing starts
with the first and a backend that fails in the middle can be relieved at the next clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.transcript import is_chinese

SENTENCE = re.compile(r".*?(?:[。!?！？;；…\n]+[”’」』)）\"']*|(?<=[a-z\])])\.(?=\s|$)|$)", re.DOTALL)
PHRASE = re.compile(r".*?(?:[，,、:：—]+|$)", re.DOTALL)
SPEAKABLE = re.compile(r"\w")


def clauses(text: str, language: str) -> list[str]:
    """The line's clauses in order; joined they are the line (apart from white space at the cuts).

    Sentences are kept whole while they are short: somebody waits for the first. A clause without any word
    joins the one before it. A clause, cut again, stays whole.
    """
    room, most = (20, 60) if is_chinese(language) else (70, 180)
    sentences = _found(SENTENCE, text)
    phrases = (phrase for sentence in sentences for phrase in _phrases(sentence, room))
    return _joined_to_words([part for phrase in phrases for part in _hard_cut(phrase, most)])


def opened(pieces: list[str]) -> list[str]:
    """The clauses, the first of them cut at its first comma: somebody is waiting for it."""
    if not pieces:
        return pieces
    first = [piece.strip() for piece in _found(PHRASE, pieces[0])]
    beginning, rest = first[0], "".join(pieces[0].lstrip()[len(first[0]) :]).strip()
    if len(first) < 2 or not SPEAKABLE.search(beginning) or not SPEAKABLE.search(rest):
        return pieces
    return [beginning, rest, *pieces[1:]]


def _found(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return (piece for piece in pattern.findall(text) if piece.strip())


def _phrases(sentence: str, room: int) -> Iterator[str]:
    """Cut at commas, gathering short phrases up to ``room`` characters."""
    if len(sentence) <= room:
        yield sentence
        return
    gathered = ""
    for phrase in _found(PHRASE, sentence):
        if gathered and len(gathered) + len(phrase) > room:
            yield gathered
            gathered = ""
        gathered += phrase
    if gathered:
        yield gathered


def _hard_cut(phrase: str, most: int) -> Iterator[str]:
    """A phrase without any comma is cut at a space, or just anywhere."""
    while len(phrase) > most:
        place = phrase.rfind(" ", most // 2, most) + 1 or most
        yield phrase[:place]
        phrase = phrase[place:]
    yield phrase


def _joined_to_words(pieces: list[str]) -> list[str]:
    joined: list[str] = []
    for piece in (piece.strip() for piece in pieces):
        if joined and not SPEAKABLE.search(piece):
            joined[-1] += piece
        elif SPEAKABLE.search(piece):
            joined.append(piece)
    return joined
