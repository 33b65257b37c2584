"""Puts right, during a call, what the recogniser misheard of the trainee."""

from __future__ import annotations

from app.desk import LAST_SOUND_SECONDS, Desk
from simulator.transcript import Speaker, Turn


def correct(desk: Desk, index: int, text: str) -> None:
    """Replace what was misheard in one of the trainee's turns.

    Where nothing but the customer spoke since, they take that back and answer what was really said.
    """
    with desk.lock:
        said = desk.call.turns[index]
        if text == said.text or desk.call.ended is not None:
            return
        heard = said.text if said.heard is None else said.heard
        meant = said.model_copy(update={"text": text, "heard": heard})
        desk.house.store.turns.correct(desk.call_id, index, text)
        desk.confidence = 1.0
        if any(turn.speaker is Speaker.AGENT for turn in desk.call.turns[index + 1 :]):
            desk.call.turns[index] = meant
        else:
            _answer_anew(desk, index, meant)


def _answer_anew(desk: Desk, index: int, meant: Turn) -> None:
    """The customer answers the turn as it was meant; what they had said to it is kept in that turn."""
    _quieten(desk)
    answered = [turn.text for turn in desk.call.turns[index + 1 :] if turn.text]
    call = desk.call.before(index)
    reply = call.hear(meant.text, meant.start, meant.end)
    call.turns[index] = meant.model_copy(update={"answered": " ".join(answered)})
    desk.logbook.take_back(index + 1)
    desk.voice.take_back(index + 1)
    desk.call = call
    desk.logbook.heard(index, call.turns[index])
    desk.revised += 1
    desk.answer = desk.respond(reply, call.turns[index].end or call.clock.now)


def _quieten(desk: Desk) -> None:
    """The customer falls silent, and what was heard of them is known."""
    if desk.speech is not None:
        desk.speech.give_up()
    if desk.line is not None:
        desk.line.hush()
    desk.settle(LAST_SOUND_SECONDS)
