"""A real server and a real browser with a fake microphone that plays what the test wants said.

Server, browser and microphone serve all stories; each story has a browser context of its own.
"""

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

from tests.browser.speech import silence

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
OWN = ("http://localhost", "ws://localhost", "data:", "blob:")


@pytest.fixture(scope="package")
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

    def __init__(self, data: Path, script: str = "simulator_app.py", **environment: str) -> None:
        self.data = data
        self.script = script
        self.environment = environment
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", self.script, f"--server.port={self.port}"]
        environment = {
            **os.environ,
            "DUILIAN_DATA": str(self.data),
            "PYTHONPATH": str(ROOT),
            **self.environment,
        }
        with (self.data / "server.log").open("ab") as log:
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
            self.process.kill()  # as a power cut would: what is not stored by now is lost
            self.process.wait(20)
            self.process = None


@pytest.fixture(scope="package")
def server(tmp_path_factory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("server"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def own_server(tmp_path) -> Iterator[Callable[..., Server]]:
    """A server for one story, which may break it."""
    started: list[Server] = []

    def start(**environment: str) -> Server:
        started.append(Server(tmp_path, **environment))
        started[-1].start()
        return started[-1]

    yield start
    for each in started:
        each.stop()


class Microphone:
    """The WAV file that the browser takes for its microphone; opened anew at each recording."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def holds(self, wav: bytes) -> None:
        self.path.write_bytes(wav)


@pytest.fixture(scope="package")
def microphone(tmp_path_factory) -> Microphone:
    device = Microphone(tmp_path_factory.mktemp("microphone") / "voice.wav")
    device.holds(silence())
    return device


@pytest.fixture(scope="package")
def playwright_chromium(browser_path):
    """Starts the browser with extra flags."""
    with sync_playwright() as playwright:
        yield lambda flags: playwright.chromium.launch(executable_path=browser_path, args=flags)


@pytest.fixture(scope="package")
def browser(playwright_chromium, microphone) -> Iterator[Browser]:
    opened = playwright_chromium([*FLAGS, f"--use-file-for-fake-audio-capture={microphone.path}"])
    yield opened
    opened.close()


@pytest.fixture
def open_page(browser, request) -> Iterator[Callable[..., Page]]:
    """Open the app in a language at a width. No request may leave the machine, no page show a stack trace."""
    asked: list[str] = []
    pages: list[Page] = []

    def opened(
        language: str = "zh-CN",
        width: int = 1280,
        path: str = "/",
        at: Server | None = None,
        hands_free: bool = False,
        before: str = "",
        **context: object,
    ) -> Page:
        room = browser.new_context(
            **{
                "locale": language,
                "viewport": {"width": width, "height": 900},
                "permissions": ["microphone"],
                "reduced_motion": "reduce",
                **context,
            }
        )
        url = (at or request.getfixturevalue("server")).url
        if not hands_free:
            room.add_cookies([{"name": "duilian_way", "value": "push", "url": url}])
        page = room.new_page()
        pages.append(page)
        page.set_default_timeout(60_000)
        page.on("request", lambda sent: asked.append(sent.url))
        if before:
            page.add_init_script(before)
        page.goto(url + path)
        return page

    yield opened
    broken = [
        page.url
        for page in pages
        if not page.is_closed() and page.locator("[data-testid=stException]").count()
    ]
    for page in pages:
        page.context.close()
    assert [url for url in asked if not url.startswith(OWN)] == [], "something left the machine"
    assert broken == [], "a page showed a stack trace"


def shot(page: Page, name: str) -> None:
    """Keep a picture for people to look at."""
    SHOTS.mkdir(exist_ok=True)
    page.wait_for_timeout(1500)  # charts grow into place
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
