"""A real server and a real browser with a fake microphone that plays what the test wants said."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "screenshots"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge", "chrome", "msedge")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
]


@pytest.fixture(scope="session")
def browser_path() -> str:
    """A Chromium on this machine. Missing in CI is a failure; at home the stories are skipped."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        message = "no Chromium, Chrome or Edge found; install one to run the browser stories"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


class Server:
    """The app as the README starts it, with its own data folder."""

    def __init__(self, data: Path, **environment: str) -> None:
        self.data = data
        self.environment = environment
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", "simulator_app.py", f"--server.port={self.port}"]
        environment = {**os.environ, "DUILIAN_DATA": str(self.data), **self.environment}
        log = (self.data / "server.log").open("ab")
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1).read()
                return
            except OSError:
                time.sleep(0.2)
        raise TimeoutError("the server did not start; see " + str(self.data / "server.log"))

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)
            self.process = None


@pytest.fixture
def server(tmp_path) -> Iterator[Server]:
    running = Server(tmp_path)
    running.start()
    yield running
    running.stop()


class Microphone:
    """The WAV file that the browser takes for its microphone; opened anew at each recording."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def holds(self, wav: bytes) -> None:
        self.path.write_bytes(wav)


@pytest.fixture
def microphone(tmp_path) -> Microphone:
    from simulator.voice.sound import Sound
    from simulator.voice.wav import encode
    from tests.browser.speech import SILENCE

    device = Microphone(tmp_path / "microphone.wav")
    device.holds(encode(Sound(SILENCE, 48_000)))
    return device


@pytest.fixture
def browser(browser_path, microphone) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=browser_path,
            args=[*FLAGS, f"--use-file-for-fake-audio-capture={microphone.path}"],
        )
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser, server) -> Callable[..., Page]:
    """Open the app in a language at a width; requests that leave the machine fail the test."""

    def opened(language: str = "zh-CN", width: int = 1280, path: str = "/") -> Page:
        context = browser.new_context(
            locale=language, viewport={"width": width, "height": 900}, permissions=["microphone"]
        )
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("request", lambda request: _stays_here(request.url))
        page.goto(server.url + path)
        return page

    return opened


def shot(page: Page, name: str) -> None:
    """Keep a picture for people to look at."""
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def settled(page: Page) -> None:
    """Wait until the page has stopped running."""
    page.wait_for_timeout(300)
    page.wait_for_function(
        "() => !document.querySelector('[data-testid=stStatusWidget], [data-stale=true]')", timeout=60_000
    )


def _stays_here(url: str) -> None:
    assert url.startswith(("http://localhost", "ws://localhost", "data:", "blob:")), f"left the machine: {url}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
