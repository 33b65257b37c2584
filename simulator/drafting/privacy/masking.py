"""The one place where a call on file loses its personal data; all that is drafted comes from its result."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from simulator.drafting.privacy.digits import (
    PIECE,
    Invention,
    Number,
    digits_of,
    identifying,
    mostly_digits,
    outside,
    respelled,
    runs,
)
from simulator.drafting.privacy.lists import WORDS
from simulator.drafting.privacy.people import CAPITALISED, names_in, renaming
from simulator.drafting.privacy.places import Relocation
from simulator.transcript import Speaker, Transcript, Turn
from simulator.understanding.normalise import CJK, plain

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
PAUSE = re.compile(rf"(?<=[{CJK}])_+|_+(?=[{CJK}])")
SPACE = re.compile(r"[ \t\r\n\u3000]+")


class Kind(StrEnum):
    """Kinds of personal data that a caller is asked for."""

    NAME = "name"
    NUMBER = "number"
    ADDRESS = "address"
    BIRTH = "birth"


@dataclass(frozen=True)
class Identity:
    """Something invented that now stands in a turn (0-based) in place of what was said."""

    turn: int
    kind: Kind
    text: str
    asked: bool = False  # the agent had just asked for it


@dataclass(frozen=True)
class Masked:
    """The call without personal data, what was put in its place, and words nobody could place."""

    call: Transcript
    identities: tuple[Identity, ...]
    unplaced: tuple[str, ...] = ()  # capitalised English words that may still be names

    def count(self, kind: Kind) -> int:
        """How many different things of this kind were replaced."""
        return len({one.text for one in self.identities if one.kind is kind})


def mask(call: Transcript) -> Masked:
    """Replace names, numbers that identify, addresses and birthdays in every turn; the rest stays as said."""
    texts = [_clean(turn.text) for turn in call.turns]
    asked = [_asked(call, texts, place) for place in range(len(texts))]
    places = Relocation(call.language, texts)
    moved = [
        places.replaced(text, asked=Kind.ADDRESS in kinds) for text, kinds in zip(texts, asked, strict=True)
    ]
    born = [_birthdays(text, call, Kind.BIRTH in kinds) for text, kinds in zip(moved, asked, strict=True)]
    who = [Kind.NAME in kinds or (call.chinese and (bool(kinds) or text != old))
           for text, old, kinds in zip(born, texts, asked, strict=True)]  # fmt: skip
    names = [
        name
        for text, told in zip(born, who, strict=True)
        for name in names_in(text, call.language, asked=told)
    ]
    renamed_by = renaming(names, call.language, texts)
    named = [renamed_by(text) for text in born]
    kept = [_new_words(old, new) for old, new in zip(texts, moved, strict=True)]
    numbered = _numbers(named, call, asked, kept)
    identities = [
        Identity(turn, Kind.NUMBER, new, Kind.NUMBER in asked[turn])
        for turn, (_, found) in enumerate(numbered)
        for new in found
    ]
    identities += [
        Identity(turn, Kind.NAME, renamed_by(name), Kind.NAME in asked[turn])
        for turn, text in enumerate(born)
        for name in dict.fromkeys(names)
        if len(name) > 1 and _stands_in(name, text)
    ]
    for kind, before, after in ((Kind.ADDRESS, texts, moved), (Kind.BIRTH, moved, born)):
        identities += [
            Identity(turn, kind, new, kind in asked[turn])
            for turn, (old, text) in enumerate(zip(before, after, strict=True))
            for new in _new_words(old, text)
        ]
    final = [text for text, _ in numbered]
    standing = tuple(one for one in identities if one.text in final[one.turn])
    return Masked(_with_texts(call, final), standing, _unplaced(final, call))


def _clean(text: str) -> str:
    """Without control characters; a pause mark between characters becomes a comma."""
    return SPACE.sub(" ", PAUSE.sub("，", CONTROL.sub(" ", text))).strip()


def _asked(call: Transcript, texts: Sequence[str], place: int) -> frozenset[Kind]:
    """What the agent has just asked for, so that this turn may tell it; one that is all number tells one."""
    found: set[Kind] = set()
    before = [back for back in range(place) if call.turns[back].speaker is Speaker.AGENT]
    if call.turns[place].speaker is Speaker.CUSTOMER and before:
        found |= _asks(texts[before[-1]], call.chinese)
    if mostly_digits(texts[place], call.language):
        found.add(Kind.NUMBER)
    return frozenset(found)


def _stands_in(name: str, text: str) -> bool:
    """Whether a name is said in a text, as a word of its own where words are spaced."""
    return bool(re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", text))


def _asks(text: str, chinese: bool) -> set[Kind]:
    """The personal data that a turn of the agent asks for."""
    tongue = "zh" if chinese else "en"
    flat = plain(text)
    if not re.search(WORDS["asking"][tongue], flat):
        return set()
    return {Kind(kind) for kind, words in WORDS["asks"][tongue].items() if re.search(words, flat)}


def _birthdays(text: str, call: Transcript, asked: bool) -> str:
    tongue = "zh" if call.chinese else "en"
    if not asked and not re.search(WORDS["asks"][tongue]["birth"], plain(text)):
        return text
    return re.sub(WORDS["birth_date"][tongue], WORDS["invented"][tongue]["birth"], text, flags=re.I)


def _numbers(
    texts: Sequence[str], call: Transcript, asked: Sequence[frozenset[Kind]], kept: Sequence[list[str]]
) -> list[tuple[str, list[str]]]:
    """Each text with its numbers replaced, and what they became; ``kept`` has been invented already."""
    first = [identifying(text, call.language, asked=Kind.NUMBER in kinds)
             for text, kinds in zip(texts, asked, strict=True)]  # fmt: skip
    known = {number.digits for numbers in first for number in numbers}
    joined = {
        digits_of(run) for numbers, text in zip(first, texts, strict=True) for run in runs(numbers, text)
    }
    invention = Invention({one for one in known if len(one) >= PIECE} | joined)
    words, done = WORDS["invented"]["zh" if call.chinese else "en"], []
    for text, kinds, invented in zip(texts, asked, kept, strict=True):
        numbers = identifying(text, call.language, asked=Kind.NUMBER in kinds, known=known)
        numbers = outside(numbers, text, (words["birth"], words["email"], *invented))
        done.append(_renumbered(text, runs(numbers, text), invention, call.chinese))
    return done


def _renumbered(
    text: str, numbers: Sequence[Sequence[Number]], invention: Invention, chinese: bool
) -> tuple[str, list[str]]:
    """The text with each number replaced piece by piece, and the new numbers."""
    new: list[str] = []
    for run in reversed(numbers):
        waiting = invention.of(digits_of(run))
        said, end = "", run[0].start
        for piece in run:
            mine, waiting = waiting[: len(piece.digits)], waiting[len(piece.digits) :]
            said += text[end : piece.start] + respelled(text[piece.start : piece.end], mine, chinese)
            end = piece.end
        text = text[: run[0].start] + said + text[end:]
        new.insert(0, said)
    return text, new


def _new_words(before: str, after: str) -> list[str]:
    """The stretches of ``after`` that replaced something: one for all, from the first change to the last."""
    if before == after:
        return []
    start = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    end = next((i for i, (a, b) in enumerate(zip(before[::-1], after[::-1], strict=False)) if a != b), 0)
    return [after[start : len(after) - end] or after[start:]]


def _with_texts(call: Transcript, texts: Sequence[str]) -> Transcript:
    """The call with these texts; whatever else a turn carried is left behind, mood and act apart."""
    turns = tuple(
        Turn(speaker=turn.speaker, text=text, act=turn.act, state=turn.state, start=turn.start, end=turn.end)
        for turn, text in zip(call.turns, texts, strict=True)
    )
    return Transcript(
        call_id="draft", language=call.language, channel=call.channel, ended=call.ended, turns=turns
    )


def _unplaced(texts: Sequence[str], call: Transcript) -> tuple[str, ...]:
    """English words with a capital in the middle of a sentence: names of people, or of things."""
    if call.chinese:
        return ()
    invented = {
        word
        for words in WORDS["invented"]["en"].values()
        for word in ([words] if isinstance(words, str) else words)
    }
    found = [word.group() for text in texts for word in CAPITALISED.finditer(text)
             if word.start() and re.search(r"[a-z,] $", text[: word.start()])]  # fmt: skip
    return tuple(word for word in dict.fromkeys(found) if word not in invented and "'" not in word)
