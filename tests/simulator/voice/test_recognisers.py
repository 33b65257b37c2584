"""SpeechRecognition's own clients against services on this machine."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from simulator.errors import Unavailable
from simulator.voice.recognisers import GoogleListener, WhisperApiListener
from simulator.voice.sound import Sound
from tests.simulator.voice.sounds import RATE, voice

GOOGLE_SAYS = {"result": [{"alternative": [{"transcript": "我要投诉", "confidence": 0.9}], "final": True}]}


class Service(ThreadingHTTPServer):
    """Answers every POST with ``answer`` after ``delay`` seconds, and keeps what it was sent."""

    daemon_threads = True

    def __init__(self, status: int, answer: object, delay: float = 0.0) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.status, self.answer, self.delay = status, answer, delay
        self.bodies: list[bytes] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Service

    def do_POST(self) -> None:
        self.server.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        time.sleep(self.server.delay)
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(self.server.answer).encode())

    def log_message(self, *args: object) -> None:
        """Keep the test output clean."""


@pytest.fixture
def serve() -> Iterator[list[Service]]:
    running: list[Service] = []
    yield running
    for service in running:
        service.shutdown()


def sound() -> Sound:
    return Sound(voice(0.5), RATE)


def test_google_hears(serve: list[Service]) -> None:
    serve.append(Service(200, GOOGLE_SAYS))
    heard = GoogleListener(serve[0].address).hear(sound(), "zh-CN")
    assert (heard.text, heard.confidence, heard.backend) == ("我要投诉", 0.9, "google")


def test_google_understanding_nothing_is_empty_text(serve: list[Service]) -> None:
    serve.append(Service(200, {"result": []}))
    assert GoogleListener(serve[0].address).hear(sound(), "zh-CN").text == ""


@pytest.mark.parametrize(("status", "delay", "code"), [(500, 0, "not_reachable"), (200, 5, "too_slow")])
def test_google_down_or_slow_is_unavailable(
    serve: list[Service], status: int, delay: float, code: str
) -> None:
    serve.append(Service(status, GOOGLE_SAYS, delay))
    with pytest.raises(Unavailable) as error:
        GoogleListener(serve[0].address, seconds=0.3).hear(sound(), "zh-CN")
    assert error.value.code in (code, "not_reachable")


def test_any_service_with_the_transcription_call_hears(
    serve: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    serve.append(Service(200, {"text": "我的話費怎麼扣了?"}))
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    monkeypatch.setenv("OPENAI_BASE_URL", serve[0].address)
    heard = WhisperApiListener().hear(sound(), "zh-CN", ["话费"])
    assert heard.text == "我的话费怎么扣了？"
    assert b'name="prompt"' in serve[0].bodies[0]
    assert "话费".encode() in serve[0].bodies[0]


def test_a_service_of_ones_own_needs_no_key(serve: list[Service], monkeypatch: pytest.MonkeyPatch) -> None:
    serve.append(Service(200, {"text": "扣了一百五十九塊"}))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("OPENAI_BASE_URL", serve[0].address)
    assert WhisperApiListener().hear(sound(), "zh-CN").text == "扣了159块"


def test_without_a_key_it_is_unavailable_not_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(Unavailable):
        WhisperApiListener().hear(sound(), "zh-CN")


def test_a_refusing_service_is_unavailable(serve: list[Service], monkeypatch: pytest.MonkeyPatch) -> None:
    serve.append(Service(401, {"error": {"message": "no"}}))
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    monkeypatch.setenv("OPENAI_BASE_URL", serve[0].address)
    with pytest.raises(Unavailable) as error:
        WhisperApiListener().hear(sound(), "zh-CN")
    assert error.value.code == "not_reachable"
