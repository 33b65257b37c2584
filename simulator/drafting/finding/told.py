"""Facts: what the caller told unasked, and what they answered to which question; side stories."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from simulator.drafting.cues import asks_of, slug
from simulator.drafting.findings import FoundAside, FoundFact
from simulator.drafting.occasions import asked_by
from simulator.drafting.roles import Part, Role
from simulator.drafting.sentences import closed, short, tidy, varied
from simulator.drafting.talk import ASKING, Stretch, Talk
from simulator.drafting.words import Vocabulary, has, listed
from simulator.understanding.overlap import shared

SAME = 0.5  # content shared from which a sentence tells nothing new
BESIDE = 0.12  # content shared with the rest of the call under which a story is beside the matter
PRESSED = 0.4  # content that a question shares with the one before when it presses
LONG_STORY = {True: 14, False: 50}  # characters of a story worth keeping as one
STORIES = 2
ASKS_FROM = 0.4
TOGETHER = {True: 42, False: 130}  # characters of an answer in one line


def told_facts(parts: Sequence[Part], talk: Talk, vocabulary: Vocabulary, taken: set[str]) -> list[FoundFact]:
    """The story told unasked and the answers, in the order of the call; what is said again is not new."""
    found: list[FoundFact] = []
    for group in _together(parts, talk):
        text = "".join(_joined(group, talk))
        if any(shared(text, " ".join(fact.lines), talk.language) >= SAME for fact in found):
            continue
        asked = asked_by(talk, group[0].stretch) if group[0].role is Role.ANSWER else None
        question = question_of(asked, talk.language)
        if _presses(question, found, talk):
            found[-1] = _pressed(found[-1], text, group, talk)
            continue
        asks = asks_of(question, vocabulary) if question else ()
        kind = "detail" if asks else "story"
        name = slug(text, kind, taken, vocabulary)
        taken.add(name)
        line = varied(closed(tidy(text, talk.language), talk.language), talk.language)
        turns = tuple(dict.fromkeys(part.sentence.turn for part in group))
        bare = short(tidy(text, talk.language), talk.language)
        found.append(
            FoundFact(
                name, "detail" if asks else "story", (line,), bare, turns, question if asks else "", asks
            )
        )
    return found


def _presses(question: str, found: Sequence[FoundFact], talk: Talk) -> bool:
    """Whether a question comes back to one that was just dodged or denied."""
    last = found[-1] if found else None
    if not question or last is None or not last.question or last.dodge:
        return False
    return (
        has(last.lines[0], "denies", talk.language)
        and shared(last.question, question, talk.language) >= PRESSED
    )


def _pressed(denied: FoundFact, text: str, group: Sequence[Part], talk: Talk) -> FoundFact:
    """The fact that was dodged first and told the second time."""
    line = varied(closed(tidy(text, talk.language), talk.language), talk.language)
    turns = tuple(dict.fromkeys([*denied.turns, *(part.sentence.turn for part in group)]))
    bare = short(tidy(text, talk.language), talk.language)
    return replace(denied, lines=(line,), short=bare, turns=turns, dodge=denied.lines)


def wishes(parts: Sequence[Part], talk: Talk, taken: set[str]) -> list[FoundFact]:
    """What they want, told when asked; as many of its wordings as were said."""
    said = [part for part in parts if part.role is Role.WISH]
    if not said:
        return []
    taken.add("wish")
    lines = tuple(
        dict.fromkeys(closed(tidy(part.sentence.text, talk.language), talk.language) for part in said)
    )
    turns = tuple(dict.fromkeys(part.sentence.turn for part in said))
    asks = tuple(listed("wish_asks", talk.language))
    return [FoundFact("wish", "detail", lines, short(lines[0], talk.language), turns, "", asks)]


def _together(parts: Sequence[Part], talk: Talk) -> Iterator[list[Part]]:
    """Sentences of one stretch that belong together: an answer and what completes it, a short story."""
    group: list[Part] = []
    for part in parts:
        if part.role not in (Role.TOLD, Role.ANSWER):
            continue
        length = sum(len(one.sentence.text) for one in [*group, part])
        near = group and group[-1].stretch is part.stretch and length <= TOGETHER[talk.chinese]
        if group and not near:
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _joined(group: Sequence[Part], talk: Talk) -> Iterator[str]:
    for index, part in enumerate(group):
        yield part.sentence.text if not index or talk.chinese else f" {part.sentence.text}"


def question_of(asked: Stretch | None, language: str) -> str:
    """The asking sentence of a turn; the last one, as that is what gets answered."""
    if asked is None:
        return ""
    asking = [one.text for one in asked.sentences if one.does(*ASKING, floor=ASKS_FROM)]
    said = asking[-1] if asking else asked.sentences[-1].text
    bare = re.sub(listed("vocative", language), "", said, flags=re.I)
    return closed(tidy(bare, language), language)


def asides(
    facts: Sequence[FoundFact], talk: Talk, vocabulary: Vocabulary, taken: set[str]
) -> tuple[list[FoundFact], list[FoundAside]]:
    """The facts without stories that have nothing to do with the rest of the call, and those stories."""
    beside: list[FoundAside] = []
    kept: list[FoundFact] = []
    for index, fact in enumerate(facts):
        rest = " ".join(one.text for one in talk.stretches if one.turn not in fact.turns)
        line = fact.lines[0]
        lonely = shared(line, rest, talk.language) <= BESIDE and len(line) >= LONG_STORY[talk.chinese]
        numbers = re.search(r"[0-9]|[一二三四五六七八九十百]{2}", line)
        if fact.kind == "story" and lonely and index > 1 and not numbers and len(beside) < STORIES:
            beside.append(
                FoundAside(slug(line, "aside", (one.id for one in beside), vocabulary), line, fact.turns[0])
            )
        else:
            kept.append(fact)
    return kept, beside
