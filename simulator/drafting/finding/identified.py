"""Identity facts: what the caller was asked to tell about themselves, with the invented data in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from simulator.drafting.finding.told import question_of
from simulator.drafting.findings import FoundFact
from simulator.drafting.occasions import asked_by
from simulator.drafting.privacy import Identity, Kind, Masked
from simulator.drafting.roles import Part, Role
from simulator.drafting.sentences import closed, tidy
from simulator.drafting.talk import Talk
from simulator.drafting.words import listed
from simulator.transcript import is_chinese

PHONE = 11  # digits of a Chinese mobile number
WHOLE_ADDRESS = 5  # characters; less is a street that was only mentioned


def identities(parts: Sequence[Part], talk: Talk, masked: Masked, taken: set[str]) -> list[FoundFact]:
    """One fact a kind of identity that the caller told, with the invented data in it."""
    found: dict[str, FoundFact] = {}
    for part in parts:
        if part.role is not Role.IDENTITY:
            continue
        asked = asked_by(talk, part.stretch)
        question = question_of(asked, talk.language)
        for one in _told_in(part, masked):
            name = _name_of(one, question, talk.language)
            if name not in found and name not in taken:
                found[name] = _identity(name, one, part, talk)
    taken.update(found)
    return list(found.values())


def _told_in(part: Part, masked: Masked) -> Iterator[Identity]:
    for one in masked.identities:
        here = one.turn + 1 == part.sentence.turn and one.text in part.sentence.text
        whole = one.kind is not Kind.ADDRESS or len(one.text) >= WHOLE_ADDRESS
        if here and whole and (one.asked or part.sentence.first):
            yield one


def _name_of(one: Identity, question: str, language: str) -> str:
    """What kind of identity it is, from the words it was asked by."""
    if one.kind is not Kind.NUMBER:
        return {Kind.NAME: "name", Kind.ADDRESS: "address", Kind.BIRTH: "birthday"}[one.kind]
    table: dict[str, str] = listed("numbers", language)
    digits = len(re.findall(r"[0-9零一二三四五六七八九幺]", one.text))
    if is_chinese(language) and digits >= PHONE and re.search(table["phone"], question.lower()):
        return "phone"
    return next((name for name, words in table.items() if re.search(words, question.lower())), "number")


def _identity(name: str, one: Identity, part: Part, talk: Talk) -> FoundFact:
    bare = _spoken(one.text.strip(" ,，。.")) if talk.chinese else one.text.strip(" ,.")
    line = closed(bare, talk.language)
    asks = listed("identity_asks", talk.language)[name]
    whole = tidy(part.sentence.text.replace(one.text, bare), talk.language)
    lines = dict.fromkeys([line, *([whole] if len(whole) < 2 * len(bare) + 6 else [])])
    return FoundFact(name, "identity", tuple(lines), bare, (part.sentence.turn,), "", (asks,))


def _spoken(text: str) -> str:
    """Digits in the characters in which a caller says them."""
    return re.sub("[0-9０-９]", lambda digit: "零幺二三四五六七八九"[int(digit.group())], text)
