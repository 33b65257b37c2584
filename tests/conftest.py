"""For every test: nothing outside this machine is reached, and every message must exist.

What a test starts as a process of its own is out of the guard's sight, so the environment that it
inherits names no outside voice, no paid service, and nobody's real data.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import tempfile
import threading
from collections.abc import Iterator

import pytest

from app.messages import Translator
from simulator.content.loading import Library, library

for secret in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "DATABASE_URL", "DUILIAN_LANGUAGE"):
    os.environ.pop(secret, None)
os.environ["DUILIAN_SPEAK"] = "embedded,silent"
os.environ["DUILIAN_LISTEN"] = "embedded,silent"
DATA = tempfile.TemporaryDirectory(prefix="duilian-data-", ignore_cleanup_errors=True)
os.environ["DUILIAN_DATA"] = DATA.name

pytest_plugins = ["pytester"]  # for the tests of this file itself


def is_outside(host: object) -> bool:
    """Whether a host name or address lies outside this machine; unknown names do."""
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    if name == "localhost":
        return False
    try:
        address = ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return True
    return not (address.is_loopback or address.is_unspecified)


class Tried(list[str]):
    """The hosts outside that a test tried to reach."""

    def forgive(self) -> None:
        """The test meant to. What is still under way, left behind by whoever waited for it, is waited for."""
        for thread in threading.enumerate():
            if thread.name == "online-voice":
                thread.join(30)
        self.clear()


@pytest.fixture(autouse=True)
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[Tried]:
    """Refuse every connection to the outside, and fail the test even if it swallowed the refusal.

    Yields the hosts that were tried.
    """
    tried = Tried()

    def refuse(host: object) -> None:
        if is_outside(host):
            tried.append(str(host))
            raise OSError(f"a test may not reach {host}")

    def guard_address(real):
        def guarded(self, address):
            if self.family in (socket.AF_INET, socket.AF_INET6):
                refuse(address[0])
            return real(self, address)

        return guarded

    real_lookup = socket.getaddrinfo

    def guarded_lookup(host, *args, **options):
        refuse(host)
        return real_lookup(host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", guarded_lookup)
    for method in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, method, guard_address(getattr(socket.socket, method)))
    yield tried
    assert not tried, f"this test tried to reach {', '.join(tried)}"


@pytest.fixture(autouse=True)
def _every_message_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Translator, "strict", True)


@pytest.fixture(scope="session")
def shipped() -> Library:
    """The scenarios and personas that ship."""
    return library()
