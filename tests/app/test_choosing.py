"""What may listen and speak: offered by name with what leaves the machine or is missing; chosen, tried."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from app import choosing
from app.choosing import Chosen, Lack
from app.house import House
from app.messages import Translator
from app.settings import read_settings
from app.trial import tried
from simulator.errors import BadInput, Unavailable
from simulator.voice.backends import listener, listeners
from simulator.voice.embedded_asr import EmbeddedListener
from simulator.voice.failover import ListenerChain
from simulator.voice.models import whisper_folder
from simulator.voice.sound import Heard, Sound
from tests.app.test_desk import Ear, voice
from tests.app.test_pages import sound, start, words

__all__ = ["start"]


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A models folder with one whole model of somebody's own, one without its tokenizer, one damaged."""
    folder = tmp_path / "models"
    for name, files in {
        "whisper-small": ("model.bin", "config.json", "tokenizer.json"),
        "Half": ("model.bin", "config.json"),
        "notes": ("readme.txt",),
    }.items():
        (folder / "own" / name).mkdir(parents=True)
        for file in files:
            (folder / "own" / name / file).write_bytes(b"{}" * 500)
    monkeypatch.setenv("DUILIAN_MODELS", str(folder))
    return folder


def house(folder: Path, **environment: str) -> House:
    return House(read_settings({"DUILIAN_DATA": str(folder), "DUILIAN_SPEAK": "silent", **environment}))


def offers(house: House) -> dict[str, choosing.Offer]:
    return {offer.name: offer for offer in house.recognisers()}


def test_models_of_ones_own_are_listed_with_their_size_and_what_they_lack(models, tmp_path):
    found = offers(house(tmp_path))
    assert list(found) == ["embedded", "own/Half", "own/whisper-small", "google", "whisper-api"]
    assert (found["own/whisper-small"].size, found["own/whisper-small"].lack) == (3000, None)
    assert found["own/Half"].lack == Lack("file", "tokenizer.json")
    assert {name for name, offer in found.items() if offer.goes_to} == {"google", "whisper-api"}


def test_a_service_needs_a_key_or_an_address_and_is_named(tmp_path):
    assert offers(house(tmp_path))["whisper-api"].lack == Lack("key", "OPENAI_API_KEY")
    own = offers(house(tmp_path, OPENAI_BASE_URL="https://asr.example:8443/v1"))["whisper-api"]
    assert (own.lack, own.goes_to) == (None, "asr.example")
    assert offers(house(tmp_path, OPENAI_API_KEY="k"))["whisper-api"].goes_to == "api.openai.com"


def test_a_missing_package_is_named(tmp_path, monkeypatch):
    found = choosing.find_spec
    monkeypatch.setattr(
        choosing, "find_spec", lambda name: (name != "speech_recognition" and found(name)) or None
    )
    assert offers(house(tmp_path))["google"].lack == Lack("package", "SpeechRecognition")


def test_the_server_s_word_rules_out_what_is_online_and_not_what_stays_here(models, tmp_path):
    assert list(offers(house(tmp_path, DUILIAN_LISTEN="embedded"))) == [
        "embedded",
        "own/Half",
        "own/whisper-small",
    ]
    assert list(offers(house(tmp_path, DUILIAN_LISTEN="google,own/Half"))) == [
        "google",
        "own/Half",
        "own/whisper-small",
    ]


def test_a_choice_goes_first_and_the_usual_ones_stand_in(models, tmp_path):
    here = house(tmp_path, DUILIAN_LISTEN="embedded,silent")
    assert here.listener_of(Chosen("own/whisper-small")).names == ("own/whisper-small", "embedded", "silent")
    for name in (None, "embedded", "google", "own/gone"):
        assert here.listener_of(Chosen(name)) is here.listener, "not offered here: the usual ones"


def test_the_voice_that_was_chosen_goes_first(tmp_path):
    here = house(tmp_path, DUILIAN_SPEAK="embedded,edge,silent")
    assert [offer.name for offer in here.voices()] == ["embedded", "edge", "silent"]
    assert here.speaker_of(Chosen(speak="silent")).names == ("silent", "embedded", "edge")
    assert here.speaker_of(Chosen(speak="robot")) is here.speaker


def test_a_damaged_model_is_passed_over_quietly(models, tmp_path):
    here = house(tmp_path, DUILIAN_LISTEN="embedded")
    here.listener = ListenerChain([Ear("您好")], here._note)
    heard = here.listener_of(Chosen("own/whisper-small")).hear(voice(1), "zh-CN")
    assert heard == Heard("您好", 0.9, "ear")
    notes = here.take_notes()
    assert [note.code for note in notes] == ["listening.failed_over"]
    assert notes[0].facts["backend"] == "own/whisper-small"


@pytest.mark.parametrize(
    ("name", "code"),
    [("own/Half", "incomplete_model"), ("own/whisper-small", "broken_model"), ("own/gone", "no_model")],
)
def test_a_trial_says_why_it_cannot_be_used(models, name, code):
    trial = tried(EmbeddedListener(name), voice(1), "zh-CN")
    assert isinstance(trial.problem, Unavailable)
    assert trial.problem.code == code
    for language in ("zh", "en"):
        assert Translator(language).error(trial.problem)


def test_a_trial_tells_what_was_heard_and_how_long_it_took():
    trial = tried(Ear("您好"), voice(2), "zh-CN", "您好！")
    assert (trial.text, trial.said, trial.problem) == ("您好", "您好！", None)
    assert trial.length == pytest.approx(2.0)
    assert 0 <= trial.seconds < 5
    quiet = tried(Ear("您好"), Sound(np.zeros(16_000, np.float32), 16_000), "zh-CN")
    assert quiet.problem is not None
    assert quiet.problem.code == "silent"


def test_a_model_is_named_as_its_folder_is(models):
    assert listener("own/whisper-small").name == "own/whisper-small"
    assert listeners(["own/Half", "silent"]).names == ("own/Half", "silent")
    with pytest.raises(BadInput, match="own/whisper-small"):
        listener("own/other")


@pytest.mark.voice
def test_a_model_of_ones_own_listens(models, tmp_path):
    packaged = whisper_folder()  # put together here, from the packages
    shutil.copytree(packaged, models / "own" / "mine")
    trial = tried(EmbeddedListener("own/mine"), voice(1), "zh-CN")
    assert trial.problem is None
    assert trial.listener == "own/mine"


T = Translator("zh").t


def choose(app, name):
    radio = next(radio for radio in app.radio if radio.label == T("settings.who_listen"))
    return sound(radio.set_value(name).run())


def test_a_choice_is_kept_and_told_of(start, models, monkeypatch):
    monkeypatch.setenv("DUILIAN_LISTEN", "embedded")
    app = choose(start(page="settings"), "own/whisper-small")
    assert app.session_state["listen"] == "own/whisper-small"
    app = choose(app, "own/Half")
    assert any("tokenizer.json" in warning.value for warning in app.warning)
    assert app.session_state["listen"] == "own/whisper-small", "what cannot serve is not taken"
    assert T("settings.not_yet", now="own/whisper-small") in words(app)


def test_nothing_leaves_the_machine_before_it_is_agreed_to(start, monkeypatch):
    monkeypatch.delenv("DUILIAN_LISTEN")
    app = choose(start(page="settings"), "google")
    assert "listen" not in app.session_state
    assert T("settings.try") not in [button.label for button in app.button], "not even a trial"
    sound(app.checkbox(key="agree-google").check().run())
    assert app.session_state["listen"] == "google"
    assert T("settings.try") in [button.label for button in app.button]
    choose(app, "embedded")
    assert app.session_state["listen"] == "embedded"
