"""The guard of ``conftest.py`` itself: outside is refused and noticed, this machine is not."""

from __future__ import annotations

import asyncio
import socket
import urllib.request

import pytest


def test_a_connection_to_the_outside_is_refused_and_noticed(outside):
    with pytest.raises(OSError, match="may not reach"):
        socket.create_connection(("198.51.100.7", 80), timeout=1)
    with pytest.raises(OSError, match="may not reach"):
        urllib.request.urlopen("http://example.org/", timeout=1)
    assert outside == ["198.51.100.7", "example.org"]
    outside.forgive()


def test_asyncio_is_guarded_too(outside):
    async def reach():
        await asyncio.open_connection("example.org", 443)

    with pytest.raises(OSError, match="may not reach"):
        asyncio.run(reach())
    outside.forgive()


def test_a_swallowed_refusal_still_fails_the_test(pytester):
    pytester.makeconftest("from tests.conftest import outside  # noqa: F401")
    pytester.makepyfile(
        """
        import socket

        def test_hides_it():
            try:
                socket.create_connection(("198.51.100.7", 80), timeout=1)
            except OSError:
                pass
        """
    )
    pytester.runpytest("-p", "no:cacheprovider").assert_outcomes(passed=1, errors=1)


def test_this_machine_may_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
    socket.getaddrinfo("localhost", 80)
