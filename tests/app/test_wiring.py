"""From settings to live parts."""

from __future__ import annotations

import pytest

from app import wiring
from app.settings import read_settings
from simulator.content.persona import Prosody, Timbre
from simulator.errors import BadInput, Unavailable
from simulator.voice.failover import Note
from simulator.voice.sound import Delivery


def settings(tmp_path, **environment):
    return read_settings({"DUILIAN_DATA": str(tmp_path), **environment})


def test_the_store_lies_in_the_data_folder(tmp_path):
    store = wiring.store(settings(tmp_path))
    store.learners.named("小李")
    assert (tmp_path / "duilian.db").exists()
    assert store.media == tmp_path / "media"
    store.close()


def test_the_data_folder_may_have_any_name(tmp_path):
    folder = tmp_path / "a b%20#中文@:"
    wiring.store(settings(folder)).close()
    assert (folder / "duilian.db").exists()


def test_the_database_url_chooses_another_database(tmp_path):
    wiring.store(settings(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path / 'other.db'}")).close()
    assert (tmp_path / "other.db").exists()
    assert not (tmp_path / "duilian.db").exists()


def test_voices_are_tried_in_the_order_of_the_settings(tmp_path):
    assert wiring.speaker(settings(tmp_path, DUILIAN_SPEAK="silent,edge")).name == "silent"
    assert wiring.listener(settings(tmp_path, DUILIAN_LISTEN="whisper-api,google")).name == "whisper-api"


def test_a_full_install_speaks_and_listens_by_itself(tmp_path):
    assert wiring.speaker(settings(tmp_path)).name == "embedded"
    assert wiring.listener(settings(tmp_path)).name == "embedded"


def test_a_light_install_goes_without_the_packages_it_lacks(tmp_path, monkeypatch):
    there = {"edge_tts", "speech_recognition"}
    monkeypatch.setattr(wiring, "find_spec", lambda name: object() if name in there else None)
    assert wiring.speaker(settings(tmp_path)).name == "edge"
    assert wiring.listener(settings(tmp_path)).name == "google"


def test_with_nothing_installed_the_call_is_text(tmp_path, monkeypatch):
    monkeypatch.setattr(wiring, "find_spec", lambda name: None)
    speaker, listener = wiring.speaker(settings(tmp_path)), wiring.listener(settings(tmp_path))
    assert (speaker.name, listener.name) == ("silent", "silent")
    assert list(speaker.speak("您好", Delivery(Timbre.XIAOXIAO, Prosody(), "zh-CN"))) == []


@pytest.mark.parametrize(
    ("variable", "part", "valid"),
    [
        ("DUILIAN_SPEAK", wiring.speaker, "embedded, edge, silent"),
        ("DUILIAN_LISTEN", wiring.listener, "embedded, google, whisper-api, whisper-local"),
    ],
)
def test_an_unknown_backend_is_refused_by_the_name_of_its_variable(tmp_path, variable, part, valid):
    with pytest.raises(BadInput, match=f"{variable}: 'robot'") as caught:
        part(settings(tmp_path, **{variable: "embedded,robot"}))
    assert valid in str(caught.value)


def test_a_voice_that_cannot_be_reached_is_noted_and_the_call_goes_on(tmp_path, outside):
    notes: list[Note] = []
    speaker = wiring.speaker(settings(tmp_path, DUILIAN_SPEAK="edge,silent"), notes.append)
    assert list(speaker.speak("您好,这句话没人听过。", Delivery(Timbre.YUNXI, Prosody(), "zh-CN"))) == []
    assert notes[0].code == "voice.failed_over"
    assert outside  # it did try
    outside.forgive()


def test_a_call_takes_the_persona_of_its_scenario_unless_another_one_is_named(shipped):
    calls = [wiring.new_call("telecom/data-overage", seed=seed) for seed in range(8)]
    scenario = shipped.scenario("telecom/data-overage")
    casting = {None: scenario.persona, **{segment.id: segment.persona for segment in scenario.segments}}
    assert {call.scenario.variant.segment for call in calls} == set(casting), "whoever may call does"
    assert all(call.persona.id == casting[call.scenario.variant.segment] for call in calls)
    call = calls[4]
    assert call.seed == 4
    other = next(name for name in shipped.personas if name != call.persona.id)
    assert wiring.new_call("telecom/data-overage", other).persona.id == other


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("telecom/nothing",), "unknown_scenario"),
        (("telecom/data-overage", "nobody"), "unknown_persona"),
    ],
)
def test_unknown_names_are_refused_with_the_valid_ones(names, code):
    with pytest.raises(BadInput, match="valid: ") as caught:
        wiring.new_call(*names)
    assert caught.value.code == code


def test_the_scorecard_of_every_scenario_exists(shipped):
    for scenario in shipped.scenarios.values():
        assert wiring.scorecard(scenario.scorecard).id == scenario.scorecard
    with pytest.raises(BadInput, match="inbound@1, outbound@1"):
        wiring.scorecard("outbound@9")


def test_a_database_that_is_down_is_an_expected_error(tmp_path):
    with pytest.raises(Unavailable):
        wiring.store(settings(tmp_path, DATABASE_URL="postgresql://nobody@127.0.0.1:1/none"))
