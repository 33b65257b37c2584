"""What goes over the wire between browser and server, and the check that it comes from our own page.

The browser sends numbered frames: ``<u4 number`` and then ``FRAME`` samples of ``<i2`` at 16 kHz; frame n
holds the samples from n · FRAME on, counted from when the microphone was opened. After a reconnect it sends
those again that were not acknowledged. What it says beside that is JSON: ``{"playing": line, "at": sample}``,
``{"ended": …}``, ``{"stopped": line, "at": sample, "played": seconds}``, ``{"sign": line, "at": sample}``,
``{"hold": true}``, ``{"muted": true}``.

The server sends clips of what the customer says, which it numbers: ``<u4 line, <u4 rate`` and then ``<i2``
samples, and JSON: ``{"resume": number}``, ``{"ack": number}``, ``{"last": line}``, ``{"stop": line}``,
``{"sign": line}`` (a sign of listening follows, which is heard beside all else), ``{"turns": n}``,
``{"trouble": code}``, ``{"over": reason}``.
"""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Mapping
from urllib.parse import urlsplit

import numpy as np

from simulator.voice.sound import Samples, Sound

FRAME = 640  # samples: 40 ms
FURTHEST_AHEAD = 250  # frames: 10 s, the longest absence that is made good
NUMBER = struct.Struct("<I")
CLIP = struct.Struct("<II")
LONGEST_CHECK = 20 * 16_000 * 2  # bytes of a recording to check the microphone by
REFUSED, GONE, AGAIN = 4403, 4404, 1013  # close codes: not from our page; no such call; come back


def unpack_frame(data: bytes) -> tuple[int, Samples] | None:
    """The number of a frame and its samples; None for anything that is none."""
    if len(data) != NUMBER.size + 2 * FRAME:
        return None
    samples = np.frombuffer(data, "<i2", offset=NUMBER.size).astype(np.float32) / np.float32(32768)
    return NUMBER.unpack_from(data)[0], samples


def unpack_recording(text: object) -> Samples | None:
    """A whole recording, ``<i2`` samples at 16 kHz in base64; None for anything that is none or too long."""
    if not isinstance(text, str) or len(text) > LONGEST_CHECK * 4 // 3 + 4:
        return None
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    if not data or len(data) % 2:
        return None
    return np.frombuffer(data, "<i2").astype(np.float32) / np.float32(32768)


def pack_clip(line: int, sound: Sound) -> bytes:
    """A clip of a customer's line as the browser expects it."""
    samples = (np.clip(sound.samples, -1, 1) * 32767).astype("<i2")
    return CLIP.pack(line, sound.rate) + samples.tobytes()


def from_our_page(headers: Mapping[str, str]) -> bool:
    """Whether a browser opened the socket from a page of this server; other sites' scripts are refused."""
    origin, host = headers.get("origin"), headers.get("x-forwarded-host") or headers.get("host")
    return origin is not None and host is not None and urlsplit(origin).netloc.lower() == host.lower()
