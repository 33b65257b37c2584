"""The real edge-tts client against a server on this machine that speaks the service's protocol."""

from __future__ import annotations

import asyncio
import io
import re
import sys
import threading
import time
from collections.abc import Iterator
from importlib.abc import MetaPathFinder

import pytest
import soundfile
from aiohttp import WSMsgType, web

from simulator.content.persona import Timbre, Voice
from simulator.errors import Unavailable
from simulator.transcript import Mood
from simulator.voice.delivery import delivery
from simulator.voice.edge import EdgeSpeaker
from simulator.voice.failover import Note, SpeakerChain
from simulator.voice.pacing import speech_db
from simulator.voice.silent import SilentSpeaker
from simulator.voice.sound import Delivery
from tests.conftest import Tried
from tests.simulator.voice.sounds import Tones, voice


def mp3() -> bytes:
    file = io.BytesIO()
    soundfile.write(file, voice(1.0, rate=24_000), 24_000, format="MP3")
    return file.getvalue()


class Service:
    """A speaking service; ``manner`` is how it behaves: well, mute (never answers), rude (hangs up)."""

    def __init__(self, manner: str) -> None:
        self.manner = manner
        self.asked: list[str] = []
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()
        assert self._ready.wait(10)

    def _serve(self) -> None:
        self._loop.run_until_complete(self._start())
        self._ready.set()
        self._loop.run_forever()

    async def _start(self) -> None:
        app = web.Application()
        app.router.add_get("/edge", self._talk)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]

    async def _talk(self, request: web.Request) -> web.StreamResponse:
        if self.manner == "mute":
            await asyncio.sleep(30)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for message in socket:
            if message.type is WSMsgType.TEXT and "Path:ssml" in message.data:
                self.asked.append(message.data)
                if self.manner == "well":
                    header = b"X-RequestId:1\r\nPath:audio\r\nContent-Type:audio/mpeg\r\n"
                    await socket.send_bytes(len(header).to_bytes(2, "big") + header + mp3())
                    await socket.send_str("Path:turn.end\r\n\r\n{}")
                else:
                    await socket.close()
        return socket

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)


@pytest.fixture
def service(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    served = Service(getattr(request, "param", "well"))
    monkeypatch.setattr("edge_tts.communicate.WSS_URL", f"ws://127.0.0.1:{served.port}/edge?t=1")
    yield served
    served.stop()


def test_the_service_is_asked_in_its_own_terms_and_its_mp3_is_heard(service: Service, calm: Delivery) -> None:
    sounds = list(EdgeSpeaker().speak("喂？你好。", calm))
    assert len(sounds) == 2
    assert all(sound.seconds == pytest.approx(1.0, abs=0.15) for sound in sounds)
    assert "XiaoxiaoNeural" in service.asked[0]
    assert "rate='-3%'" in service.asked[0]


def asked_for(ssml: str) -> tuple[int, int, int]:
    """Rate (%), pitch (Hz) and volume (%) of one request."""
    found = [re.search(rf"{name}='([+-]\d+)", ssml) for name in ("rate", "pitch", "volume")]
    rate, pitch, volume = (int(one[1]) for one in found if one is not None)
    return rate, pitch, volume


@pytest.mark.parametrize("timbre", [Timbre.XIAOXIAO, Timbre.YUNJIAN, Timbre.EMMA])
def test_an_angry_line_is_asked_for_faster_higher_and_louder(service: Service, timbre: Timbre) -> None:
    voice, language = Voice(timbre=timbre), "en-GB" if timbre is Timbre.EMMA else "zh-CN"
    for anger in (0.1, 0.9):
        list(EdgeSpeaker().speak("喂？", delivery(voice, Mood(anger=anger), language)))
    calm, angry = map(asked_for, service.asked)
    assert angry[0] >= calm[0] + 15
    assert angry[1] >= calm[1] + 15
    assert angry[2] >= calm[2] + 40


def test_loudness_and_pauses_are_the_moods_whatever_the_service_makes_of_them(service: Service) -> None:
    chain, voice = SpeakerChain([EdgeSpeaker()]), Voice(timbre=Timbre.XIAOXIAO)
    calm, angry = (
        chain.speak_whole("喂？你好。", delivery(voice, Mood(anger=anger), "zh-CN")) for anger in (0.1, 0.9)
    )
    assert calm is not None
    assert angry is not None
    assert speech_db(angry) > speech_db(calm) + 3  # the service here always sends the same mp3
    assert angry.seconds < calm.seconds - 0.3


@pytest.mark.parametrize("service", ["mute"], indirect=True)
def test_a_service_that_does_not_answer_is_given_up_within_its_time(service: Service, calm: Delivery) -> None:
    began = time.monotonic()
    with pytest.raises(Unavailable) as error:
        list(EdgeSpeaker(first_seconds=0.3).speak("喂？", calm))
    assert error.value.code == "too_slow"
    assert time.monotonic() - began < 5  # the service would have kept it for 30


@pytest.mark.parametrize("service", ["rude", "mute"], indirect=True)
def test_a_chain_goes_on_with_the_next_voice_quietly(service: Service, calm: Delivery) -> None:
    notes: list[Note] = []
    tones = Tones()
    chain = SpeakerChain([EdgeSpeaker(first_seconds=0.3), tones, SilentSpeaker()], notes.append)
    assert chain.speak_whole("喂？你好。", calm)
    assert tones.asked == ["喂？", "你好。"]
    assert [note.facts["backend"] for note in notes] == ["edge"]


def test_nobody_listening_at_the_address_is_unavailable(
    monkeypatch: pytest.MonkeyPatch, calm: Delivery
) -> None:
    monkeypatch.setattr("edge_tts.communicate.WSS_URL", "ws://127.0.0.1:9/edge?t=1")
    with pytest.raises(Unavailable) as error:
        list(EdgeSpeaker().speak("喂？", calm))
    assert error.value.code == "not_reachable"


class SlowToImport(MetaPathFinder):
    """A machine on which the client takes a second to be imported."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        if fullname == "edge_tts":
            time.sleep(1.0)


def test_a_client_that_takes_long_to_be_imported_is_no_slow_service(
    monkeypatch: pytest.MonkeyPatch, outside: Tried, calm: Delivery
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "edge_tts"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [SlowToImport(), *sys.meta_path])
    with pytest.raises(Unavailable) as error:
        list(EdgeSpeaker(first_seconds=0.8).speak("喂？", calm))
    assert error.value.code == "not_reachable"
    outside.forgive()
