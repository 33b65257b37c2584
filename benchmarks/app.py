"""Figures of the app: latency of a call by stage, reruns of every page, memory of the server.

``python benchmarks/app.py`` prints them; nothing is asserted here. Uses a folder of its own.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.desk import Desk  # noqa: E402 - after the path to it
from simulator.transcript import EndReason  # noqa: E402

LINES = [
    "您好，星联移动，我是客服小林，工号三零七，请问有什么可以帮您？",
    "刚充的钱一下子就没了，换谁都着急。您先别挂，我把这笔钱一笔一笔给您查清楚。麻烦报一下姓名和手机尾号。",
    "查到了，十月您用了二十二点五个G，套餐里只有十个G，超出的按八块一个G收，正好一百块。",
    "快用完的时候系统发过三条短信，您没看到，这确实让人窝火。我按首次超额给您退八十，二十四小时内到账，您看行吗？",
    "好的，已经给您提交了，上限也设成零元了，以后用完就停。您看还有别的需要吗？",
]
PAUSE = 4.0  # seconds a trainee listens and thinks between two lines


def timed(run: Callable[[], object]) -> float:
    """Milliseconds that ``run`` takes."""
    began = time.perf_counter()
    run()
    return 1000 * (time.perf_counter() - began)


def a_call() -> None:
    """A call by voice: recognition, reply, first and last sound, as the trainee waits for them."""
    from app.house import House
    from app.settings import read_settings
    from simulator.content.persona import Prosody, Timbre
    from simulator.voice.cache import CachedSpeaker, SoundStore
    from simulator.voice.embedded_tts import EmbeddedSpeaker
    from simulator.voice.failover import SpeakerChain
    from simulator.voice.sound import Delivery
    from simulator.voice.wav import encode

    house = House(read_settings())
    house.speaker = SpeakerChain(
        [CachedSpeaker(EmbeddedSpeaker(), SoundStore(None))]
    )  # nothing kept from before
    print(f"models loaded, one sentence spoken and heard: {timed(house._try_voices):.0f} ms")
    mine = Delivery(Timbre.YUNXI, Prosody(), "zh-CN")
    recordings = [sound for line in LINES if (sound := house.speaker.speak_whole(line, mine))]
    desk = Desk.begin(
        house, house.store.learners.named("bench"), house.library().scenario("telecom/data-overage"), "zh", 1
    )
    desk.pick_up(2)
    print("  spoken | recognised | reply in words | first sound | whole line | line lasts")
    for sound in recordings:
        time.sleep(PAUSE)
        _one_turn(desk, encode(sound))
        if desk.call.ended:
            break
    print(f"memory of this process: {_megabytes():.0f} MB at its peak")


def _one_turn(desk: Desk, wav: bytes) -> None:
    began = time.perf_counter()
    heard, sound = desk.utterances.listen(wav)
    recognised = time.perf_counter()
    answer = desk.say(heard.text, sound)
    worded = time.perf_counter()
    answer.speech.wait_first(30)
    first = time.perf_counter()
    answer.speech.finished.wait(60)
    last = time.perf_counter()
    lasts = answer.speech.whole.seconds if answer.speech.whole else 0.0
    print(
        f"  {sound.seconds:5.1f} s | {recognised - began:8.2f} s | {1000 * (worded - recognised):11.0f} ms | "
        f"{first - worded:9.2f} s | {last - worded:8.2f} s | {lasts:8.1f} s   {answer.reply.text[:24]}"
    )


def reruns() -> None:
    """How long a rerun of each page takes, by AppTest."""
    app = AppTest.from_file(str(ROOT / "simulator_app.py"), default_timeout=60).run()
    _page(app, "practice", None)
    next(b for b in app.button if b.key and b.key.startswith("take-telecom/data-overage")).click()
    app.run()
    _page(app, "briefing", None)
    next(b for b in app.button if b.label in ("准备好了，让电话响", "I'm ready, let it ring")).click().run()
    app.button(key="pick_up").click().run()
    for line in LINES[:3]:
        app.chat_input[0].set_value(line).run()
    _page(app, "call", None)
    app.button(key="hang_up").click().run()
    _page(app, "report", "app/pages/report.py")
    _page(app, "settings", "app/pages/settings.py")
    _many_calls(500)
    _page(app, "progress with 500 calls", "app/pages/progress.py")


def _many_calls(count: int) -> None:
    """The latest graded call, so many times more."""
    from app.settings import read_settings
    from app.wiring import store

    kept = store(read_settings())
    one = max(
        (c for me in kept.learners.names() for c in kept.history.graded(me)), key=lambda c: c.started_at
    )
    call = kept.call(one.id)
    for _ in range(count):
        again = kept.begin_call(
            learner=call.learner,
            scenario=call.scenario,
            persona=call.persona,
            seed=call.seed,
            language=call.language,
        )
        kept.end_call(again, EndReason.ACCEPTED)
        kept.verdicts.save(again, {**one.result, "call_id": again})
    kept.close()


def _page(app: AppTest, name: str, path: str | None) -> None:
    if path:
        app.switch_page(path)
        print(f"  {name}: first {timed(app.run):.0f} ms", end="; ")
    else:
        print(f"  {name}:", end=" ")
    times = [timed(app.run) for _ in range(7)]
    print(f"rerun {statistics.median(times):.0f} ms (worst {max(times):.0f})")
    if app.exception:
        print("    ", app.exception[0].message)


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DUILIAN_DATA"] = folder
        if "pages" not in sys.argv:
            a_call()
        reruns()
        print(f"memory at its peak: {_megabytes():.0f} MB")
