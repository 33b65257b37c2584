"""Who has said something of which no words could be made is told so, whatever the reason."""

from __future__ import annotations

import pytest

from app.desk import Desk
from simulator.errors import AudioError, Unavailable
from simulator.voice.failover import ListenerChain
from simulator.voice.sound import Heard
from tests.app.telephone.phone import Humming, Phone, Prompter, house_with
from tests.app.telephone.test_open_line import CALMS, opened


class Failing(Prompter):
    """A recogniser that raises ``error`` while there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.error: Exception | None = None

    def hear(self, sound, language, hints=()) -> Heard:
        if self.error is not None:
            raise self.error
        return super().hear(sound, language, hints)


@pytest.fixture
def phone(tmp_path) -> Phone:
    prompter = Failing()
    return Phone(house=house_with(tmp_path, Humming(), prompter), prompter=prompter)


def told_of(phone: Phone, desk: Desk) -> str | None:
    """The trouble that the page shows, if it was told to look."""
    codes = [message["trouble"] for message in phone.told if "trouble" in message]
    assert codes[-1:] == ([desk.problem.code] if desk.problem else [])
    return desk.problem.code if desk.problem else None


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (None, "unintelligible"),
        (AudioError("too loud around", code="too_noisy"), "too_noisy"),
        (Unavailable("gone", code="gone"), "type_instead"),
        (ValueError("a bug"), "type_instead"),
    ],
)
def test_a_line_of_which_no_words_could_be_made_is_asked_for_again(phone, error, code):
    opened(phone)
    phone.prompter.error = error
    phone.says("", 3)
    phone.waits(3)
    assert told_of(phone, phone.desk) == code
    phone.prompter.error = None
    phone.house.listener = ListenerChain([phone.prompter])  # one that has failed would rest for a minute
    phone.says(CALMS, 3)
    phone.answered(4)
    assert phone.turns[2].text == CALMS
    assert phone.desk.problem is None


def test_a_short_noise_is_nobodys_line(phone):
    opened(phone)
    phone.says("", 0.4)
    phone.waits(3)
    assert told_of(phone, phone.desk) is None
