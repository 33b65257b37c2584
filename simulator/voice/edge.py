"""Speaks through Microsoft Edge's online voices. The only file that knows edge-tts.

The service takes rate, pitch and volume as signed strings, knows no pitch range or energy, and sends mp3.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Iterator, Mapping
from functools import partial
from typing import Any, TypeAlias

import soundfile

from simulator.content.persona import Prosody, Timbre
from simulator.errors import Unavailable
from simulator.voice.clauses import clauses
from simulator.voice.models import missing
from simulator.voice.sound import Delivery, Sound
from simulator.voice.within import FIRST_SECONDS, arriving

Chunk: TypeAlias = Mapping[str, Any]

MALE_HZ, FEMALE_HZ = 120.0, 210.0
VOICES: dict[Timbre, tuple[str, float]] = {  # the service's name and the voice's usual pitch
    Timbre.XIAOXIAO: ("zh-CN-XiaoxiaoNeural", FEMALE_HZ),
    Timbre.XIAOYI: ("zh-CN-XiaoyiNeural", FEMALE_HZ),
    Timbre.XIAOBEI: ("zh-CN-liaoning-XiaobeiNeural", FEMALE_HZ),
    Timbre.YUNXI: ("zh-CN-YunxiNeural", MALE_HZ),
    Timbre.YUNJIAN: ("zh-CN-YunjianNeural", MALE_HZ),
    Timbre.YUNXIA: ("zh-CN-YunxiaNeural", FEMALE_HZ),
    Timbre.YUNYANG: ("zh-CN-YunyangNeural", MALE_HZ),
    Timbre.HEART: ("en-US-AriaNeural", FEMALE_HZ),
    Timbre.MICHAEL: ("en-US-GuyNeural", MALE_HZ),
    Timbre.EMMA: ("en-GB-SoniaNeural", FEMALE_HZ),
    Timbre.GEORGE: ("en-GB-RyanNeural", MALE_HZ),
}


class EdgeSpeaker:
    """TextToSpeech by edge-tts: one request a clause."""

    name = "edge"

    def __init__(self, first_seconds: float = FIRST_SECONDS) -> None:
        self._first_seconds = first_seconds

    def speak(self, text: str, delivery: Delivery) -> Iterator[Sound]:
        """One sound a clause. Raises Unavailable: not installed, not reachable, too slow, refused."""
        _imported()  # which takes its time once, and is no slowness of the service
        for clause in clauses(text, delivery.language):
            mp3 = b"".join(arriving(partial(_request, clause, delivery), first=self._first_seconds))
            samples, rate = soundfile.read(io.BytesIO(mp3), dtype="float32", always_2d=True)
            yield Sound(samples.mean(axis=1), rate)


def signed_strings(prosody: Prosody, usual_hz: float) -> dict[str, str]:
    """The service's own way of writing a delivery: ``{"rate": "+12%", "pitch": "-8Hz", "volume": "+0%"}``."""
    return {
        "rate": f"{round((prosody.rate - 1) * 100):+d}%",
        "pitch": f"{round((prosody.pitch - 1) * usual_hz):+d}Hz",
        "volume": f"{round((prosody.volume - 1) * 100):+d}%",
    }


def _imported() -> None:
    try:
        import edge_tts  # noqa: F401
    except ImportError as error:
        raise missing("edge-tts") from error


def _request(text: str, delivery: Delivery) -> Iterator[bytes]:
    """The mp3 chunks of one clause, on an event loop of this thread's own."""
    import edge_tts
    from aiohttp import ClientError
    from edge_tts.exceptions import EdgeTTSException

    voice, usual_hz = VOICES[delivery.timbre]
    signed = signed_strings(delivery.prosody, usual_hz)
    stream = edge_tts.Communicate(
        text, voice, rate=signed["rate"], pitch=signed["pitch"], volume=signed["volume"]
    ).stream()
    loop = asyncio.new_event_loop()
    try:
        while (chunk := loop.run_until_complete(_following(stream))) is not None:
            if chunk["type"] == "audio":
                yield chunk["data"]
    except (TimeoutError, EdgeTTSException, ClientError, OSError) as error:
        raise Unavailable(f"edge-tts: {error}", code="not_reachable", backend="edge") from error
    finally:
        loop.run_until_complete(stream.aclose())
        loop.close()


async def _following(stream: AsyncIterator[Chunk]) -> Chunk | None:
    return await anext(stream, None)
