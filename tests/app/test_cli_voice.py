"""``speak``, ``transcribe`` and ``measure``: from the text to a file, from the file to text and figures."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from app.__main__ import main
from app.exits import BAD, DONE
from simulator.voice.sound import Sound
from simulator.voice.wav import decode, encode, encode_channels
from tests.simulator.voice.sounds import RATE, noise, silence, voice

CALL = {
    "call_id": "c-1",
    "language": "zh-CN",
    "turns": [
        {"speaker": "agent", "text": "您好很高兴为您服务", "start": 0, "end": 3},
        {"speaker": "customer", "text": "我要投诉", "start": 9, "end": 10},
    ],
}


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is spoken here is not kept for real calls."""
    monkeypatch.setattr("simulator.voice.backends.spoken_folder", lambda: tmp_path / "spoken")


@pytest.mark.voice
def test_what_a_persona_says_can_be_transcribed_and_measured(tmp_path: Path, capsys) -> None:
    file = tmp_path / "line.wav"
    order = ["speak", "我要投诉，我的宽带断了三天了！", "--persona", "impatient-boss", "--out", str(file)]
    assert main([*order, "--anger", "0.8"]) == DONE
    assert main(["transcribe", str(file), "--language", "zh-CN", "--hint", "宽带"]) == DONE
    assert "投诉" in capsys.readouterr().out
    assert main(["measure", str(file)]) == DONE
    figures = json.loads(capsys.readouterr().out)
    assert 60 < figures["f0_median_hz"] < 350
    assert 120 < figures["rate_cpm"] < 500


@pytest.mark.voice
def test_a_persona_is_heard_on_a_telephone_in_the_street(tmp_path: Path, capsys) -> None:
    heard = {}
    for name, more in {"plain": [], "street": ["--band", "telephone", "--background", "street"]}.items():
        file = tmp_path / f"{name}.wav"
        order = ["speak", "我要投诉。你们管不管？", "--persona", "impatient-boss", "--out", str(file)]
        assert main([*order, *more]) == DONE
        heard[name] = decode(file.read_bytes())
    assert len(heard["plain"].samples) == len(heard["street"].samples)
    assert high(heard["plain"]) > 0.001 > 50 * high(heard["street"])


def high(sound: Sound) -> float:
    """The share of what lies above a telephone's band."""
    power = np.square(np.abs(np.fft.rfft(sound.samples)))
    return float(power[np.fft.rfftfreq(len(sound.samples), 1 / sound.rate) > 3_900].sum() / power.sum())


def test_a_background_is_never_as_loud_as_the_voice(tmp_path: Path, capsys) -> None:
    order = ["speak", "喂？", "--persona", "impatient-boss", "--out", str(tmp_path / "line.wav")]
    assert main([*order, "--background", "street", "--below", "3"]) == BAD
    assert "10 to 40" in capsys.readouterr().err


@pytest.mark.voice
def test_transcribe_tells_text_confidence_and_backend_as_json(tmp_path: Path, capsys) -> None:
    file = tmp_path / "line.wav"
    main(["speak", "我要投诉。", "--persona", "impatient-boss", "--out", str(file)])
    assert main(["transcribe", str(file), "--json"]) == DONE
    assert set(json.loads(capsys.readouterr().out)) == {"text", "confidence", "backend"}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"no sound at all", "cannot"),
        (encode(Sound(silence(2), RATE)), "microphone"),
        (encode(Sound(noise(2, 0.2), RATE)), "noise"),
        (encode(Sound(voice(302), RATE)), "302 s"),
    ],
    ids=["not audio", "silent", "noisy", "too long"],
)
def test_a_useless_recording_is_refused_in_one_line(tmp_path: Path, capsys, data: bytes, told: str) -> None:
    file = tmp_path / "bad.wav"
    file.write_bytes(data)
    assert main(["transcribe", str(file)]) == BAD
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert told in said.err or "can be read" in said.err


@pytest.mark.parametrize("verb", ["transcribe", "measure"])
def test_a_missing_file_is_named(verb: str, capsys) -> None:
    assert main([verb, "gone.wav"]) == BAD
    assert "gone.wav" in capsys.readouterr().err


@pytest.mark.parametrize(
    "order",
    [
        ["speak", "……", "--persona", "impatient-boss", "--out", "x.wav"],
        ["speak", "喂", "--persona", "nobody", "--out", "x.wav"],
        ["speak", "喂", "--persona", "impatient-boss", "--out", "gone/x.wav"],
        ["speak", "喂", "--persona", "impatient-boss", "--out", "x.wav", "--anger", "1.5"],
    ],
    ids=["nothing to say", "unknown persona", "no such folder", "anger above 1"],
)
def test_speak_refuses_what_it_cannot_do_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        code = main(order)
    except SystemExit as stopped:  # argparse ends the program itself
        code = stopped.code
    assert code == BAD
    assert not list(tmp_path.glob("**/*.wav"))


def test_a_call_on_file_is_measured(tmp_path: Path, capsys) -> None:
    file = tmp_path / "call.json"
    file.write_text(json.dumps(CALL), encoding="utf-8")
    assert main(["measure", str(file)]) == DONE
    figures = json.loads(capsys.readouterr().out)
    assert (figures["dead_airs"], figures["dead_air_s"]) == (1, 6.0)
    assert figures["agent_rate_cpm"] == 180
    named = "talk_share_agent overtalk_s interruptions dead_air_s dead_airs agent_rate_cpm customer_rate_cpm"
    assert {*named.split(), "pauses", "f0_median_hz", "f0_sd_st", "level_db"} <= set(figures)


def test_a_file_of_calls_gives_a_line_a_call(tmp_path: Path, capsys) -> None:
    file = tmp_path / "calls.jsonl"
    file.write_text("\n".join(json.dumps(CALL) for _ in range(3)), encoding="utf-8")
    assert main(["measure", str(file)]) == DONE
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_a_bad_call_is_named_by_line_and_nothing_is_printed(tmp_path: Path, capsys) -> None:
    file = tmp_path / "calls.jsonl"
    file.write_text(json.dumps(CALL) + "\n{not json\n", encoding="utf-8")
    assert main(["measure", str(file)]) == BAD
    said = capsys.readouterr()
    assert said.out == ""
    assert "calls.jsonl:2" in said.err


def test_a_stereo_recording_is_a_call(tmp_path: Path, capsys) -> None:
    file = tmp_path / "call.wav"
    both = np.stack(
        [np.concatenate([voice(2), silence(2)]), np.concatenate([silence(2), voice(2, 220)])], axis=1
    )
    file.write_bytes(encode_channels(both, RATE))
    assert main(["measure", str(file)]) == DONE
    assert json.loads(capsys.readouterr().out)["talk_share_agent"] == pytest.approx(0.5, abs=0.02)
