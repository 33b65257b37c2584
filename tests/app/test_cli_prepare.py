"""``prepare``: what callers may say is spoken beforehand, once, and calls find it."""

from __future__ import annotations

import pytest

from app.__main__ import main
from app.exits import BAD, DONE
from app.preparing import likely_clauses
from simulator.content.loading import library
from simulator.content.varying import vary
from simulator.rehearsal.playing import rehearsed
from simulator.transcript import Speaker
from simulator.voice.cache import CachedSpeaker, SoundStore
from simulator.voice.clauses import clauses, opened
from simulator.voice.delivery import delivery
from simulator.voice.failover import SpeakerChain
from tests.simulator.voice.sounds import Tones

NAME = "telecom/data-overage"
CALLS = 6


@pytest.fixture
def tones(tmp_path, monkeypatch) -> Tones:
    """The voice of this machine, which keeps what it spoke in a folder of the test's own."""
    made = Tones()
    monkeypatch.setenv("DUILIAN_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(
        "app.commands.prepare.speaker",
        lambda settings: SpeakerChain([CachedSpeaker(made, SoundStore(tmp_path / "spoken"))]),
    )
    return made


def prepared(*words: str) -> int:
    return main(["prepare", NAME, "--calls", str(CALLS), *words])


def test_a_call_that_goes_like_one_of_the_bots_calls_finds_everything_spoken(tones, tmp_path):
    assert prepared() == DONE
    kept = SpeakerChain([CachedSpeaker(Tones(), SoundStore(tmp_path / "spoken"))])
    content = library()
    played = vary(content.scenario(NAME), 1)
    persona = content.personas[played.persona]
    call = rehearsed("expert", played, persona, 1).call
    said = [turn for turn in call.turns if turn.speaker is Speaker.CUSTOMER]
    assert len(said) > 3
    for turn in said:
        how = delivery(persona.voice, turn.state, played.language)
        for clause in opened(clauses(turn.text, played.language)):
            assert kept.known(clause, how), clause


def test_what_is_there_is_not_spoken_again(tones, capsys):
    prepared()
    asked = len(tones.asked)
    prepared()
    assert len(tones.asked) == asked
    assert f"0 clauses spoken (0 minutes), {asked} were there, 0 are left" in capsys.readouterr().err


def test_every_text_comes_once_before_any_comes_in_another_mood():
    content = library()
    likely = likely_clauses(content.scenario(NAME), content.personas, CALLS)
    keys = [(how.timbre, text) for text, how in likely]
    texts = len(set(keys))
    assert len(set(keys[:texts])) == texts < len(keys)
    assert len({(text, how) for text, how in likely}) == len(likely)
    assert likely == likely_clauses(content.scenario(NAME), content.personas, CALLS)


def test_what_cannot_be_meant_is_said(tones, capsys):
    assert main(["prepare", "telecom/nothing"]) == BAD
    assert "telecom/data-overage" in capsys.readouterr().err
    assert main(["prepare", NAME, "--calls", "0"]) == BAD
    assert main(["prepare", NAME, "--minutes", "0"]) == BAD
    assert tones.asked == []
