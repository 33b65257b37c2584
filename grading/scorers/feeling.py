"""Meeting the customer's feeling, and the bare 我理解 that does not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from grading import moments
from grading.finding import Finding, met, missed, not_applicable, partial
from grading.heard import Said
from grading.reading import Reading
from grading.result import Evidence
from simulator.understanding.normalise import plain
from simulator.understanding.overlap import content_words

SURE = 0.8  # empathy that the model sees without a pattern
OWN_WORDS = {True: 6, False: 4}  # left-over characters or words that make a situation of their own
SORRY_TURNS = 3  # turns of apology that stand in for an answer
OWN_MATTER = 2  # content words of the customer's before 我体会得到 that say what
_SENTENCE_END = re.compile(r"[。！？.!?;；]")


def feeling(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """After emotion: the feeling named or shared and tied to the situation; stock phrases count half.

    An agent who meets a feeling heard one, even where no word of the customer's names it.
    """
    first = min([*reading.emotions, reading.problem])
    after = [turn for turn in reading.agent if turn.index > first]
    for turn in after:
        if turn.index not in reading.hollow and meets_feeling(reading, turn) and _heard(reading, turn):
            return met("feeling.met", where_it_feels(reading, turn))
    if not reading.emotions:
        return not_applicable("feeling.no_emotion")
    stock = [
        piece for turn in after if turn.index not in reading.hollow and (piece := stock_phrase(reading, turn))
    ]
    if not stock or reading.stuffed:
        felt = reading.turns[reading.emotions[0]]
        return missed("feeling.none", reading.quote_where(felt, "customer_feels", "accuses", "trouble"))
    sorry = [turn for turn in after if turn.does.does("apologise")]
    if len(sorry) >= SORRY_TURNS and reading.first_path >= len(reading.turns):
        return missed("feeling.instead", *stock[:2])
    return partial("feeling.stock", stock[0])


def _heard(reading: Reading, turn: Said) -> bool:
    """The customer showed emotion, or the agent puts a feeling into words all the same."""
    return bool(reading.emotions) or reading.has("feeling", turn)


def meets_feeling(reading: Reading, turn: Said) -> bool:
    """Names or shares a feeling, and ties it to what this customer told."""
    statement = _statement(reading, turn)
    shared = reading.words.has("shares", statement)
    named = reading.words.has("feeling", reading.words.without(statement, "wish"))
    empathy = turn.does.acts.get("empathise", 0.0)
    guessed = empathy >= SURE and empathy > turn.does.acts.get("explain", 0.0)
    if not (shared or named or guessed):
        return False
    own = reading.words.without(statement, "shares", "feeling", "backchannel", "understands", "stock_filler")
    told = content_words(own, reading.language) & reading.told_before(turn.index)
    if told:
        return True
    return (shared or guessed) and reading.length(_near_feeling(reading, statement)) >= OWN_WORDS[
        reading.chinese
    ]


def _statement(reading: Reading, turn: Said) -> str:
    """The turn without questions, requests, apologies and soothing."""
    kept = [
        clause
        for clause in reading.clauses(turn)
        if not (reading.words.has("asks_for", clause) and reading.words.has("identity_nouns", clause))
        and not (reading.words.has("question", clause) and not _about_feeling(reading, clause))
    ]
    return reading.words.without(" , ".join(kept), "soothes", "apologises", "bare_words")


def _about_feeling(reading: Reading, clause: str) -> bool:
    """谁不急, 理解您是什么滋味: a question only in form."""
    return reading.words.has("shares", clause) or reading.words.has("understands", clause)


def _near_feeling(reading: Reading, statement: str) -> str:
    """The words that stand in the same clauses as the feeling, or right before, without stock."""
    pieces = [piece for piece in plain(statement).split(",") if piece.strip()]
    near: list[str] = []
    for index, piece in enumerate(pieces):
        if reading.words.has("shares", piece) or reading.words.has("feeling", piece):
            near += pieces[max(0, index - 1) : index + 1]
    return reading.words.without(
        " , ".join(near), "shares", "feeling", "backchannel", "understands", "path", "i_act", "stock_filler"
    )


def where_it_feels(reading: Reading, turn: Said) -> Evidence:
    """The clause that shows the feeling."""
    return reading.find("shares", turn) or reading.find("feeling", turn) or reading.quote(turn)


def stock_phrase(reading: Reading, turn: Said) -> Evidence | None:
    """A generic soothing phrase, a bare 我理解 or an apology that is about the matter, not about a wait."""
    for name in ("soothes", "bare_words", "apologises"):
        found = reading.words.find(name, turn.text)
        if found and not reading.words.has("waiting", turn.text[max(0, found.start() - 4) : found.end() + 8]):
            return reading.quote(turn, found.start())
    if reading.words.has("shares", turn.text) and reading.words.has("feeling", turn.text):
        return where_it_feels(reading, turn)
    return None


def bare_understanding(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """Counts turns in which 我理解 answers a feeling without saying what is understood."""
    bare = [piece for turn in reading.turns if turn.by_agent and (piece := bare_in(reading, turn))]
    if not bare:
        return met("bare.none")
    if len(bare) == 1:
        return partial("bare.once", bare[0])
    return missed("bare.often", *bare[:3])


def bare_in(reading: Reading, turn: Said) -> Evidence | None:
    """The bare 我理解 of a turn that answers a feeling, or presumes one; hollow turns count too."""
    found = reading.words.find("bare_words", turn.raw)
    if not found:
        return None
    object_ = turn.raw[found.end() :]
    if not (
        _answers_feeling(reading, turn)
        or reading.words.has("presumes_feeling", turn.raw[found.start() :][:40])
    ):
        return None
    if not reading.words.has("bare_object", object_) and _says_what(reading, turn, object_):
        return None
    if _said_just_before(reading, turn, turn.raw[: found.start()]):
        return None
    if turn.index not in reading.hollow and meets_feeling(reading, turn):
        return None
    return reading.quote(turn, found.start())


def _says_what(reading: Reading, turn: Said, object_: str) -> bool:
    """理解您等了三天 …: the words after it are the customer's own matter."""
    head = next(iter(object_.replace(",", "，").replace("。", "，").split("，")), "")[:24]
    return bool(content_words(head, reading.language) & reading.told_before(turn.index))


def _said_just_before(reading: Reading, turn: Said, start: str) -> bool:
    """五号就要交房租，您想先批下来，这份急我体会得到: the sentence begins with the customer's own matter."""
    sentence = _SENTENCE_END.split(start)[-1]
    return len(content_words(sentence, reading.language) & reading.told_before(turn.index)) >= OWN_MATTER


def _answers_feeling(reading: Reading, turn: Said) -> bool:
    """One of the customer's last two turns shows emotion."""
    before = [said for said in reading.customer if said.index < turn.index][-2:]
    return any(moments.shows_emotion(reading, said) for said in before)
