"""The socket's end of a line, on a real server: a slow line holds up nobody, and nothing is left of it."""

from __future__ import annotations

import gc
import json
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest
import uvicorn
from starlette.applications import Starlette
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from app.telephone.endpoint import PATH, routes
from app.telephone.outbox import KEPT_BYTES, Outbox
from app.telephone.switchboard import SWITCHBOARD
from app.telephone.wire import FRAME, GONE, NUMBER

FRAME_OF_SILENCE = np.zeros(FRAME, "<i2").tobytes()


class Slow:
    """A line that hears a frame only when it is let."""

    def __init__(self, *, open: bool = True) -> None:
        self.over = False
        self.open = threading.Event()
        self.heard: list[int] = []
        self.told_of: list[dict] = []
        if open:
            self.open.set()

    def connect(self, send) -> None:
        send('{"resume": 0}')

    def disconnect(self, send, unsent=()) -> None:
        self.over = True

    def frame(self, number, samples) -> None:
        assert self.open.wait(20)
        self.heard.append(number)

    def told(self, message) -> None:
        self.told_of.append(message)


class Chatty(Slow):
    """A line that has much to say; what it may, it sends."""

    def __init__(self) -> None:
        super().__init__()
        self.out = Outbox()
        self.cut = threading.Event()

    def connect(self, send) -> None:
        self.out.connect(send, resume=0)

    def disconnect(self, send, unsent=()) -> None:
        self.out.disconnect(send, unsent)
        self.cut.set()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes()), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"127.0.0.1:{port}"
    server.should_exit = True
    thread.join(20)


def dial(address: str, token: str, **how: object) -> connect:
    return connect(f"ws://{address}{PATH}/{token}", origin=f"http://{address}", proxy=None, **how)


def soon(true) -> bool:
    until = time.monotonic() + 20
    while not true() and time.monotonic() < until:
        time.sleep(0.02)
    return bool(true())


def test_a_line_that_is_held_up_holds_up_no_other_and_loses_nothing(address):
    stuck, free = Slow(open=False), Slow()
    with (
        dial(address, SWITCHBOARD.enter(stuck)) as one,
        dial(address, SWITCHBOARD.enter(free)) as other,
    ):
        for number in range(50):
            one.send(NUMBER.pack(number) + FRAME_OF_SILENCE)
        for number in range(50):
            other.send(NUMBER.pack(number) + FRAME_OF_SILENCE)
        other.send(json.dumps({"muted": True}))
        assert soon(lambda: free.told_of)
        assert free.heard == list(range(50))
        assert stuck.heard == []
        stuck.open.set()
        assert soon(lambda: len(stuck.heard) == 50)
        assert stuck.heard == list(range(50))


def test_a_token_that_opens_nothing_is_told_so(address):
    with dial(address, "nobody") as socket, pytest.raises(ConnectionClosed) as closed:
        socket.recv(10)
    assert closed.value.rcvd.code == GONE


def test_what_is_no_message_harms_nothing(address):
    line = Slow()
    with dial(address, SWITCHBOARD.enter(line)) as socket:
        for nonsense in (b"", b"12", "no json", "[1]", "{"):
            socket.send(nonsense)
        socket.send(NUMBER.pack(0) + FRAME_OF_SILENCE)
        assert soon(lambda: line.heard == [0])
    assert soon(lambda: line.over)


def test_a_line_whose_session_is_gone_is_not_kept_alive():
    line = Slow()
    token = SWITCHBOARD.enter(line)
    assert SWITCHBOARD.line(token) is line
    del line
    gc.collect()
    assert SWITCHBOARD.line(token) is None


def test_a_browser_that_stops_reading_is_cut_off_and_gets_what_it_missed_when_it_is_back(address):
    line = Chatty()
    token = SWITCHBOARD.enter(line)
    clip = np.random.default_rng(1).bytes(200_000)  # what the wire can make no smaller
    sent = 0
    with dial(address, token, max_queue=1) as deaf:
        deaf.recv(10)
        while not line.cut.is_set():
            assert sent * len(clip) < 60_000_000, "all of it waits somewhere"
            line.out.post(sent.to_bytes(4, "little") + clip)
            sent += 1
            time.sleep(0.01)
    for _ in range(20):
        line.out.post(sent.to_bytes(4, "little") + clip)
        sent += 1
    with dial(address, token, max_size=None) as back:
        assert json.loads(back.recv(10)) == {"resume": 0}
        first = int.from_bytes(back.recv(10)[:4], "little")
        assert first < sent - 20, "from before it was cut off"
        for number in range(first + 1, sent):
            assert int.from_bytes(back.recv(10)[:4], "little") == number


def test_what_waits_for_nobody_is_bounded():
    out = Outbox()
    for number in range(5_000):
        out.post(number.to_bytes(4, "little") + bytes(50_000))
    got: list[bytes | str | None] = []
    out.connect(got.append, resume=0)
    assert sum(len(message) for message in got) <= KEPT_BYTES + 50_100
    assert int.from_bytes(got[-1][:4], "little") == 4_999
