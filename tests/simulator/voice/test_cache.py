import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.content.persona import Prosody, Timbre, Voice
from simulator.transcript import Mood
from simulator.voice.cache import MOST_ORDERS, CachedSpeaker, SoundStore
from simulator.voice.delivery import delivery
from simulator.voice.sound import Delivery, Sound
from simulator.voice.turns import WHENEVER, GivesWay, Turns
from simulator.voice.wav import concatenated
from tests.simulator.voice.sounds import RATE, Down, Gated, Tones, voice


def said(speaker: CachedSpeaker, text: str, how: Delivery) -> Sound:
    sound = concatenated(list(speaker.speak(text, how)))
    assert sound is not None
    return sound


def test_a_known_line_is_not_spoken_again(calm: Delivery) -> None:
    tones = Tones()
    speaker = CachedSpeaker(tones, SoundStore(None))
    first, second = (said(speaker, "喂？你好。", calm) for _ in range(2))
    assert tones.asked == ["喂？", "你好。"]
    assert (first.samples == second.samples).all()


def test_another_mood_or_voice_is_another_recording(calm: Delivery) -> None:
    tones = Tones()
    speaker = CachedSpeaker(tones, SoundStore(None))
    angry = delivery(Voice(timbre=Timbre.XIAOXIAO), Mood(anger=0.9), "zh-CN")
    other = delivery(Voice(timbre=Timbre.YUNXI), Mood(anger=0.1), "zh-CN")
    for how in (calm, angry, other):
        said(speaker, "喂？", how)
    assert len(tones.asked) == 3


def test_what_was_spoken_survives_a_restart(tmp_path: Path, calm: Delivery) -> None:
    before = said(CachedSpeaker(Tones(), SoundStore(tmp_path)), "喂？", calm)
    again = Tones()
    after = said(CachedSpeaker(again, SoundStore(tmp_path)), "喂？", calm)
    assert again.asked == []
    assert abs(before.samples - after.samples).max() < 1e-3


def test_a_damaged_file_is_spoken_anew(tmp_path: Path, calm: Delivery) -> None:
    said(CachedSpeaker(Tones(), SoundStore(tmp_path)), "喂？", calm)
    for file in tmp_path.glob("*.wav"):
        file.write_bytes(b"RIFF")
    again = Tones()
    said(CachedSpeaker(again, SoundStore(tmp_path)), "喂？", calm)
    assert again.asked == ["喂？"]


def test_a_full_disk_costs_nothing_but_the_keeping(tmp_path: Path, calm: Delivery) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where the folder should be")
    speaker = CachedSpeaker(Tones(), SoundStore(blocked))
    assert said(speaker, "喂？", calm).seconds > 0


def test_the_folder_stays_below_its_bound_and_the_newest_stays(tmp_path: Path) -> None:
    store = SoundStore(tmp_path, folder_bytes=100_000)
    for number in range(10):
        store.put(f"{number:04x}", Sound(voice(1.0), RATE))  # 32 kB each
        (tmp_path / f"{number:04x}.wav").touch()
    store.sweep()
    left = sorted(path.stem for path in tmp_path.glob("*.wav"))
    assert len(left) == 3
    assert left[-1] == "0009"


def test_memory_stays_below_its_bound() -> None:
    store = SoundStore(None, memory_bytes=200_000)
    for number in range(10):
        store.put(f"{number:04x}", Sound(voice(1.0), RATE))  # 64 kB each
    assert [number for number in range(10) if store.get(f"{number:04x}")] == [7, 8, 9]


def test_a_line_prepared_ahead_is_there_when_needed(calm: Delivery) -> None:
    tones = Tones()
    speaker = CachedSpeaker(tones, SoundStore(None))
    speaker.ahead([("喂？你好。", calm)])
    speaker.caught_up()
    assert tones.asked == ["喂？", "你好。"]
    said(speaker, "喂？你好。", calm)
    assert len(tones.asked) == 2


def test_preparing_does_not_hold_up_whoever_asked(calm: Delivery) -> None:
    gated = Gated()
    speaker = CachedSpeaker(gated, SoundStore(None))
    speaker.ahead([("喂？", calm)])  # returns while the voice is still at it
    assert gated.begun.wait(10)
    assert gated.asked == []
    gated.open.set()
    speaker.caught_up()
    assert gated.asked == ["喂？"]


def test_a_line_being_prepared_is_waited_for_not_spoken_twice(calm: Delivery) -> None:
    gated = Gated()
    speaker = CachedSpeaker(gated, SoundStore(None))
    speaker.ahead([("喂？", calm)])
    assert gated.begun.wait(10)
    heard: list[Sound] = []
    waiting = threading.Thread(target=lambda: heard.append(said(speaker, "喂？", calm)))
    waiting.start()
    gated.open.set()
    waiting.join(10)
    assert len(heard) == 1
    assert gated.asked == ["喂？"]


def test_a_voice_that_is_down_is_not_tried_once_for_every_line_to_be_prepared(calm: Delivery) -> None:
    down = Down()
    speaker = CachedSpeaker(down, SoundStore(None))
    with speaker.undisturbed():
        speaker.ahead([("喂？", calm), ("你好。", calm)])
        speaker.ahead([("您说。", calm)])
    speaker.caught_up()
    assert down.tried == 1
    speaker.ahead([("您说。", calm)])  # it may be back by now
    speaker.caught_up()
    assert down.tried == 2


def test_a_line_without_a_sound_does_not_keep_the_next_from_being_prepared(calm: Delivery) -> None:
    mute = MuteOnce()
    speaker = CachedSpeaker(mute, SoundStore(None))
    speaker.ahead([("喂？", calm), ("你好。", calm)])
    speaker.caught_up()
    assert speaker.known("你好。", calm)


class MuteOnce(Tones):
    """Tones that have no sound for the first clause."""

    def speak(self, text: str, delivery: Delivery) -> Iterator[Sound]:
        sounds = list(super().speak(text, delivery))
        yield from sounds if len(self.asked) > 1 else ()


class Yielding(Tones):
    """Tones that take for ever where nobody waits for them, unless somebody needs the voice."""

    def __init__(self) -> None:
        super().__init__()
        self.turns = Turns()
        self.begun = threading.Event()

    def speak(self, text: str, delivery: Delivery) -> Iterator[Sound]:
        needed = threading.Event()
        with self.turns.turn(delivery.due, needed.set):
            if delivery.due == WHENEVER and not self.asked:
                self.begun.set()
                assert needed.wait(10)
                raise GivesWay
            yield from super().speak(text, delivery)


def test_what_is_prepared_gives_way_to_whoever_waits_and_is_taken_up_again(calm: Delivery) -> None:
    yielding = Yielding()
    speaker = CachedSpeaker(yielding, SoundStore(None))
    speaker.ahead([("您好。", calm)])
    assert yielding.begun.wait(10)
    said(speaker, "喂？", calm)
    speaker.caught_up()
    assert yielding.asked == ["喂？", "您好。"]


def test_where_nothing_can_be_prepared_the_oldest_orders_are_forgotten(calm: Delivery) -> None:
    tones = Tones()
    speaker = CachedSpeaker(tones, SoundStore(None))
    with speaker.undisturbed():
        for number in range(MOST_ORDERS + 50):
            speaker.ahead([(f"第{number}个。", calm)])
    speaker.caught_up()
    assert len(tones.asked) <= MOST_ORDERS + 1
    assert f"第{MOST_ORDERS + 49}个。" in tones.asked


@pytest.mark.parametrize("text", ["", "……"])
def test_nothing_to_say_is_no_sound(text: str, calm: Delivery) -> None:
    assert list(CachedSpeaker(Tones(), SoundStore(None)).speak(text, calm)) == []


class Changing(Tones):
    """A speaker whose voice was exchanged, as when the real tables arrive after the spare ones."""

    voice = "spare"

    def variant(self, timbre: Timbre) -> str:
        return self.voice


def test_a_line_in_the_spare_voice_is_not_played_once_the_real_one_is_there(calm: Delivery) -> None:
    changing = Changing()
    speaker = CachedSpeaker(changing, SoundStore(None))
    for changing.voice in ("spare", "real", "real"):
        said(speaker, "喂？", calm)
    assert len(changing.asked) == 2


def test_a_voice_far_behind_repeats_what_it_said_in_nearly_that_mood(tmp_path: Path, calm: Delivery) -> None:
    tones = Tones()
    speaker = CachedSpeaker(tones, SoundStore(tmp_path))
    once, like, unlike = (replace(calm, prosody=Prosody(rate=rate)) for rate in (1.0, 1.08, 1.4))
    said(speaker, "喂？你好。", once)
    assert not speaker.known("喂？你好。", like)
    for _ in range(10):
        speaker.pace.took(9.0, 1.0)
    assert speaker.known("喂？你好。", like)
    said(speaker, "喂？你好。", like)
    assert len(tones.asked) == 2
    assert not speaker.known("喂？你好。", unlike)
    said(speaker, "喂？你好。", unlike)
    assert len(tones.asked) == 4
