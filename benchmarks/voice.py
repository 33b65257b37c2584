"""How fast and how right the embedded voices are on this machine.

    python -m benchmarks.voice [FOLDER | --agents | --moods]

FOLDER holds recordings and a ``refs.json`` of {"file name": "what is said"}; with it the character error
and the toneless-pinyin error (homophones are no error) of the recogniser are printed too. With ``--agents``
only these errors are printed, for 60 lines of agents in three timbres with noise 20 dB below: with misheard
words left as they were, and mended. The first such run takes ten minutes. With ``--moods`` it is printed
how much an angry line (0.9) differs from a calm one (0.1) over seven voices, wide and on a telephone, and
what the recogniser gets wrong in customers' lines before each background. Nothing is asserted.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from unittest.mock import patch

import numpy as np
from pypinyin import lazy_pinyin

from simulator.content.persona import Timbre, Voice
from simulator.content.surroundings import Background, Bandwidth, Surroundings
from simulator.rehearsal.phrasebook import lines_of
from simulator.transcript import Mood
from simulator.understanding.corpus import examples
from simulator.voice import embedded_asr
from simulator.voice.acoustics import analyse
from simulator.voice.cache import CachedSpeaker, SoundStore, spoken_folder
from simulator.voice.clauses import clauses, opened
from simulator.voice.delivery import delivery
from simulator.voice.embedded_asr import EmbeddedListener
from simulator.voice.embedded_tts import EmbeddedSpeaker
from simulator.voice.failover import SpeakerChain
from simulator.voice.homophones import corrected
from simulator.voice.models import prepare, quiet
from simulator.voice.sound import Sound
from simulator.voice.spoken_zh import spoken
from simulator.voice.surroundings.scene import Scene
from simulator.voice.wav import concatenated, decode, resample

LINES = (
    "你们到底管不管啊？我家宽带都断了三天了，报修电话打了好几遍。",
    "我这个月流量明明没怎么用，怎么就扣了我一百六十块钱？",
    "行吧，那你什么时候能给我个准信？别又让我等。",
)
RUNS = 3
TIMBRES = (Timbre.XIAOXIAO, Timbre.YUNXI, Timbre.XIAOBEI)
COMPANY = "联讯移动"
CHINESE = "你们到底管不管啊？我家宽带都断了三天了，报修电话打了好几遍，一个人都没来。"
ENGLISH = "Look, I've been charged twice for this. I called on Monday, and nobody rang me back."
VOICES = {
    Timbre.XIAOXIAO: CHINESE,
    Timbre.YUNXI: CHINESE,
    Timbre.YUNJIAN: CHINESE,
    Timbre.XIAOBEI: CHINESE,
    Timbre.EMMA: ENGLISH,
    Timbre.GEORGE: ENGLISH,
    Timbre.HEART: ENGLISH,
}
DIFFERENCES = ("faster", "higher", "louder", "pauses shorter by")
CUSTOMER_LINES = (
    *LINES,
    CHINESE,
    "喂，我上午缴的一百块，怎么还停着机呢？",
    "我买的是二百兆，装完只有一百兆，这怎么算？",
    "你们网点一句包装不合格，就赔我三百块钱，凭什么？",
    "我在工地上呢，卡掉了，我不想补，只想把它销了。",
    "师傅说两点到四点来，我在家等了一下午，没人来。",
    "退款页面显示成功，可是两个星期了一分钱没收到。",
    "那你给我说清楚，到底几号之前能到账？",
    "不是我不讲理，这都第三回打电话了，你们就不能给个说法吗？",
    "孩子今天晚上七点有网课，前天那节已经落下了，今天再上不了，他要哭的。",
    "上礼拜充了两百，现在就剩四十一，这钱都去哪儿了？",
)


def main(arguments: Sequence[str]) -> None:
    """Measure and print, one figure a line."""
    show("models put together or found", seconds(prepare), "s")
    speaker, listener = EmbeddedSpeaker(), EmbeddedListener()
    if "--agents" in arguments:
        show_agents(CachedSpeaker(speaker, SoundStore(spoken_folder())), listener)
        return
    if "--moods" in arguments:
        chain = SpeakerChain([CachedSpeaker(speaker, SoundStore(spoken_folder()))])
        show_moods(chain)
        show_surroundings(chain, listener)
        return
    show("speaking model loaded", seconds(partial(speaker.load, quiet)), "s")
    show("listening model loaded", seconds(partial(listener.load, quiet)), "s")
    cached = CachedSpeaker(speaker, SoundStore(None))
    how = delivery(Voice(timbre=Timbre.XIAOXIAO), Mood(anger=0.5), "zh-CN")

    show("speak: very first clause (two words)", seconds(lambda: next(cached.speak("喂？", how))), "s")
    firsts, factors, sounds = [], [], []
    for line in LINES:
        began = time.perf_counter()
        stream = cached.speak(line, how)
        clauses = [next(stream)]
        firsts.append(time.perf_counter() - began)
        clauses += stream
        whole = concatenated(clauses)
        assert whole is not None
        factors.append((time.perf_counter() - began) / whole.seconds)
        sounds.append(whole)
    show("speak: first clause, line not known", median(firsts), "s")
    known = [seconds(partial(next, cached.speak(line, how))) for line in LINES]
    show("speak: first clause, line known", median(known), "s")
    show("speak: time / length of sound", median(factors), "")

    five = five_seconds(sounds[0])
    show("hear: first time", seconds(lambda: listener.hear(five, "zh-CN")), "s")
    show(
        "hear: 5 s of speech", median(seconds(lambda: listener.hear(five, "zh-CN")) for _ in range(RUNS)), "s"
    )
    own = dict(zip(LINES, sounds, strict=True))
    show_errors(
        "hear: own voice", [(line, listener.hear(sound, "zh-CN").text) for line, sound in own.items()]
    )
    if arguments:
        folder = Path(arguments[0])
        references: dict[str, str] = json.loads((folder / "refs.json").read_text(encoding="utf-8"))
        pairs = [
            (said, listener.hear(decode((folder / name).read_bytes()), "zh-CN").text)
            for name, said in references.items()
        ]
        show_errors(f"hear: {folder.name} ({len(pairs)} recordings)", pairs)
    if sys.platform != "win32":
        show("memory with both models loaded (most)", most_memory(), "MB")


def show_agents(speaker: CachedSpeaker, listener: EmbeddedListener) -> None:
    """The errors over agents' lines, with and without the words that are mended by their sound."""
    random = np.random.default_rng(1)
    as_heard, mended = [], []
    for number, line in enumerate(agent_lines()):
        how = delivery(Voice(timbre=TIMBRES[number % len(TIMBRES)]), Mood(anger=0.1), "zh-CN")
        sound = concatenated(list(speaker.speak(line, how)))
        assert sound is not None
        noise = random.normal(size=len(sound.samples)) * np.sqrt((sound.samples**2).mean()) / 10
        noisy = Sound((sound.samples + noise).astype(np.float32), sound.rate)
        with patch.object(embedded_asr, "as_meant", lambda text, language, hints: text):
            heard = listener.hear(noisy, "zh-CN", [COMPANY]).text
        as_heard.append((line, heard))
        mended.append((line, corrected(heard, [COMPANY])))
    show_errors(f"hear: {len(mended)} lines of agents, as heard", as_heard)
    show_errors("hear: the same, misheard words mended", mended)


def show_moods(speaker: SpeakerChain) -> None:
    """What anger does to a line: the median over the voices, and the voice in which it does least."""
    for band in Bandwidth:
        scene, rows = Scene(Surroundings(band=band)), []
        for timbre, line in VOICES.items():
            calm, angry = (analyse(said(speaker, scene, line, timbre, anger)) for anger in (0.1, 0.9))
            rows.append(
                (
                    100 * (calm.speech_seconds / angry.speech_seconds - 1),
                    12 * float(np.log2(angry.f0_median_hz / calm.f0_median_hz)),
                    angry.level_db - calm.level_db,
                    100 * (1 - angry.pause_seconds / calm.pause_seconds),
                )
            )
        for name, unit, values in zip(
            DIFFERENCES, ("%", "st", "dB", "%"), zip(*rows, strict=True), strict=True
        ):
            show(f"angry, {band}: {name} (median)", median(values), unit)
            show(f"angry, {band}: {name} (least of {len(rows)})", min(values), unit)


def show_surroundings(speaker: SpeakerChain, listener: EmbeddedListener) -> None:
    """How well the recogniser hears the customer through each band and before each background."""
    places = [Surroundings(band=Bandwidth.WIDE), *(Surroundings(background=behind) for behind in Background)]
    for place in places:
        scene, pairs = Scene(place, seed=3), []
        for number, line in enumerate(CUSTOMER_LINES):
            heard = said(speaker, scene, line, TIMBRES[number % len(TIMBRES)], 0.3, number)
            quiet = np.zeros(round(0.3 * heard.rate), np.float32)
            whole = Sound(np.concatenate([quiet, heard.samples]), heard.rate)
            pairs.append((line, listener.hear(whole, "zh-CN").text))
        show_errors(f"hear: {place.band}, {place.background}", pairs)


def said(
    speaker: SpeakerChain, scene: Scene, line: str, timbre: Timbre, anger: float, number: int = 0
) -> Sound:
    """A customer's line as the agent hears it."""
    language = "en-GB" if line.isascii() else "zh-CN"
    how = delivery(Voice(timbre=timbre), Mood(anger=anger), language)
    pieces = len(opened(clauses(line, language)))
    sound = concatenated(list(scene.heard(speaker.speak(line, how), number, pieces)))
    assert sound is not None
    return sound


def agent_lines() -> list[str]:
    """24 lines of the bots that rehearse and 36 held-out ones of the corpus, drawn by their hash."""
    book = lines_of(chinese=True)
    by_bots = [
        line for part in (book.good, book.poor, book.other) for lines in part.values() for line in lines
    ]
    bots = {first_choice(line).replace("{company}", COMPANY) for line in by_bots}
    held_out = {e.text for e in examples("agent_zh") if e.held_out and re.search("[，。]", e.text)}
    return [
        *sorted((line for line in bots if "{" not in line and 12 <= len(line) <= 45), key=chance)[:24],
        *sorted((line for line in held_out if 15 <= len(line) <= 45), key=chance)[:36],
    ]


def first_choice(line: str) -> str:
    """(a|b) → a."""
    return re.sub(r"\(([^|)]*)\|[^)]*\)", r"\1", line)


def chance(line: str) -> bytes:
    """The same everywhere for the same line."""
    return hashlib.sha256(line.encode()).digest()


def five_seconds(sound: Sound) -> Sound:
    """The beginning of a sound, exactly 5 s long."""
    even = resample(sound, 16_000)
    samples = np.resize(even.samples, 5 * even.rate)
    return Sound(samples, even.rate)


def most_memory() -> float:
    """The most memory this process ever held, in MB."""
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def show_errors(name: str, pairs: Sequence[tuple[str, str]]) -> None:
    """Print the errors over all pairs of (said, heard)."""
    for kind, units in (("character", list), ("pinyin", lazy_pinyin)):
        read = [(units(plain(said)), units(plain(heard))) for said, heard in pairs]
        wrong = sum(edits(said, heard) for said, heard in read)
        show(f"{name}: {kind} error", 100 * wrong / sum(len(said) for said, _ in read), "%")


def plain(text: str) -> str:
    """Characters only, figures written out."""
    return re.sub(r"[^\u4e00-\u9fffa-z]", "", spoken(text).lower())


def edits(one: Sequence[str], other: Sequence[str]) -> int:
    """Insertions, deletions and replacements between two sequences."""
    row = list(range(len(other) + 1))
    for i, x in enumerate(one, start=1):
        above, row[0] = row[0], i
        for j, y in enumerate(other, start=1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (x != y))
    return row[-1]


def show(name: str, value: float, unit: str) -> None:
    """One line."""
    print(f"{name:45s} {value:8.2f} {unit}")


if __name__ == "__main__":
    main(sys.argv[1:])
