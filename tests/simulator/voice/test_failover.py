import time
from collections.abc import Iterator

import pytest

from simulator.errors import AudioError, BadInput, Unavailable
from simulator.voice.backends import LISTENERS, SPEAKERS, listeners, speakers
from simulator.voice.cache import CachedSpeaker, SoundStore
from simulator.voice.failover import Breaker, ListenerChain, Note, SpeakerChain
from simulator.voice.models import Progress
from simulator.voice.silent import SilentListener, SilentSpeaker
from simulator.voice.sound import Delivery, Sound
from tests.simulator.voice.sounds import RATE, Down, Knows, Tones, silence, voice

LINE = "喂？你们到底管不管啊！都三天了。"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_when_a_voice_is_down_the_next_one_speaks_the_whole_line(calm: Delivery) -> None:
    notes: list[Note] = []
    tones = Tones()
    chain = SpeakerChain([Down(), tones, SilentSpeaker()], notes.append)
    assert chain.speak_whole(LINE, calm)
    assert "".join(tones.asked) == LINE
    assert notes == [Note("voice.failed_over", {"backend": "down", "why": "not_reachable"})]


def test_a_voice_that_fails_in_the_middle_is_relieved_at_that_clause(calm: Delivery) -> None:
    tones = Tones()
    chain = SpeakerChain([Down(after=2), tones])
    assert len(list(chain.speak(LINE, calm))) == 3
    assert tones.asked == ["都三天了。"]


class Hurried(Tones):
    """Tones that remember how soon each clause was needed."""

    def __init__(self) -> None:
        super().__init__()
        self.due: list[float] = []

    def speak(self, text: str, delivery: Delivery) -> Iterator[Sound]:
        self.due.append(delivery.due)
        yield from super().speak(text, delivery)


def test_the_beginning_of_a_line_is_needed_at_once_and_the_rest_when_that_was_heard(calm: Delivery) -> None:
    hurried, now = Hurried(), time.monotonic()
    first, second, _ = SpeakerChain([hurried]).speak("喂？你们怎么回事？我要投诉。", calm)
    at_once, then, last = (due - now for due in hurried.due)
    assert 0 <= at_once < 1
    assert -1e-6 <= then - at_once - first.seconds < 1
    assert -1e-6 <= last - then - second.seconds < 1


def test_a_failed_voice_rests_for_a_minute_then_is_tried_again(calm: Delivery) -> None:
    clock, down = Clock(), Down()
    chain = SpeakerChain([down, Tones()], breaker=Breaker(60, clock))
    for clock.now in (0, 30, 59.9):
        chain.speak_whole("喂", calm)
    assert (down.tried, chain.name) == (1, "tones")
    clock.now = 61
    chain.speak_whole("喂", calm)
    assert down.tried == 2


def test_where_every_voice_is_down_the_words_are_enough(calm: Delivery) -> None:
    notes: list[Note] = []
    chain = SpeakerChain([Down("one"), Down("two"), SilentSpeaker()], notes.append)
    assert chain.speak_whole(LINE, calm) is None
    assert [note.code for note in notes] == ["voice.failed_over", "voice.failed_over", "voice.text_only"]
    assert chain.name == "silent"


def test_one_breaker_serves_all_chains_of_a_server(calm: Delivery) -> None:
    breaker, down = Breaker(), Down()
    for _ in range(3):
        SpeakerChain([down, Tones()], breaker=breaker).speak_whole("喂", calm)
    assert down.tried == 1


def test_when_a_recogniser_is_down_the_next_one_hears_the_same_sound() -> None:
    notes: list[Note] = []
    heard = ListenerChain([Down(), Knows("我要投诉")], notes.append).hear(Sound(voice(1), RATE), "zh-CN")
    assert (heard.text, heard.backend) == ("我要投诉", "knows")
    assert [note.code for note in notes] == ["listening.failed_over"]


@pytest.mark.parametrize("end", [[], [SilentListener()]])
def test_where_nobody_can_listen_the_app_is_told_to_ask_for_typing(end: list) -> None:
    with pytest.raises(Unavailable) as told:
        ListenerChain([Down(), *end]).hear(Sound(voice(1), RATE), "zh-CN")
    assert told.value.code == "type_instead"


def test_a_useless_recording_is_nobodys_failure() -> None:
    knows = Knows("…")
    with pytest.raises(AudioError):
        ListenerChain([knows]).hear(Sound(silence(1), RATE), "zh-CN")


def test_backends_are_chosen_by_name() -> None:
    assert speakers(list(SPEAKERS)).name == "embedded"
    assert listeners(list(LISTENERS)).name == "embedded"
    with pytest.raises(BadInput, match="valid: embedded, edge, silent"):
        speakers(["loud"])


class Heavy(Tones):
    """A voice with something to load."""

    loaded = 0

    def load(self, progress: Progress) -> None:
        self.loaded += 1
        progress("speaker", 1.0)


def test_loading_beforehand_brings_in_the_first_voice_that_has_models() -> None:
    heavy, spare = Heavy("heavy"), Heavy("spare")
    told: list[str] = []
    chain = SpeakerChain([Tones(), CachedSpeaker(heavy, SoundStore(None)), spare])
    chain.load(lambda what, share: told.append(what))
    assert (heavy.loaded, spare.loaded, told) == (1, 0, ["speaker"])
