"""The real models: what is spoken is heard, what nobody said is not, and moods can be heard."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import replace

import numpy as np
import pytest
from pypinyin import lazy_pinyin
from rapidfuzz.distance import Levenshtein

from simulator.content.persona import Timbre, Voice
from simulator.content.surroundings import Background, Bandwidth, Surroundings
from simulator.transcript import Mood
from simulator.voice.acoustics import Acoustics, analyse
from simulator.voice.delivery import delivery
from simulator.voice.embedded_asr import EmbeddedListener, chinese_text, is_echo, joined, without_phantoms
from simulator.voice.embedded_tts import EmbeddedSpeaker
from simulator.voice.failover import SpeakerChain
from simulator.voice.recognisers import WhisperLocalListener
from simulator.voice.sound import Delivery, Sound
from simulator.voice.spoken_zh import spoken
from simulator.voice.surroundings.scene import Scene
from simulator.voice.turns import WHENEVER, GivesWay
from simulator.voice.wav import concatenated
from tests.simulator.voice.sounds import RATE, noise, silence

pytestmark = pytest.mark.voice

LINE = "我这个月流量明明没怎么用，怎么就扣了我一百六十块钱？你们是不是背地里偷着扣啊！"


def say(speaker: EmbeddedSpeaker, text: str, how: Delivery) -> Sound:
    sound = concatenated(list(speaker.speak(text, how)))
    assert sound is not None
    return sound


def pinyin_error(meant: str, heard: str) -> float:
    """Toneless pinyin edits a syllable: homophones are no error."""

    def syllables(text: str) -> list[str]:
        return lazy_pinyin(re.sub(r"[^\u4e00-\u9fffA-Za-z]", "", spoken(text)))

    return Levenshtein.distance(syllables(meant), syllables(heard)) / len(syllables(meant))


@pytest.mark.parametrize("timbre", [Timbre.XIAOXIAO, Timbre.YUNXI, Timbre.XIAOBEI])
def test_what_is_spoken_in_chinese_is_heard(
    speaker: EmbeddedSpeaker, listener: EmbeddedListener, timbre: Timbre
) -> None:
    sound = say(speaker, LINE, delivery(Voice(timbre=timbre), Mood(anger=0.5), "zh-CN"))
    heard = listener.hear(sound, "zh-CN", ["流量", "扣费"])
    assert pinyin_error(LINE, heard.text) <= 0.10
    assert heard.confidence > 0.4
    assert heard.backend == "embedded"


@pytest.mark.parametrize("timbre", [Timbre.HEART, Timbre.GEORGE])
def test_what_is_spoken_in_english_is_heard(
    speaker: EmbeddedSpeaker, listener: EmbeddedListener, timbre: Timbre
) -> None:
    line = "Hello, I was charged thirty dollars twice, and nobody called me back."
    sound = say(speaker, line, delivery(Voice(timbre=timbre), Mood(), "en-US"))
    words = re.findall(r"[a-z]+", listener.hear(sound, "en-US").text.lower().replace("$30", "thirty dollars"))
    assert Levenshtein.normalized_distance(re.findall(r"[a-z]+", line.lower()), words) <= 0.15


@pytest.mark.parametrize("word", ["嗯。", "好的。", "行。", "可以。", "谢谢。"])
def test_a_single_word_is_heard(speaker: EmbeddedSpeaker, listener: EmbeddedListener, word: str) -> None:
    sound = say(speaker, word, delivery(Voice(timbre=Timbre.YUNXI), Mood(anger=0.1), "zh-CN"))
    assert listener.hear(sound, "zh-CN", ["流量", "扣费"]).text.strip("。，") == word.strip("。")


@pytest.mark.parametrize(
    "samples",
    [
        silence(3),
        noise(3, 0.05),
        noise(3, 0.3),
        np.cumsum(noise(3, 0.001)),
        np.sin(np.arange(48_000) * 0.06) * 0.3,
    ],
    ids=["silence", "noise", "loud noise", "rumble", "hum"],
)
def test_nothing_is_heard_where_nobody_speaks(listener: EmbeddedListener, samples: np.ndarray) -> None:
    assert listener.hear(Sound(samples.astype(np.float32), RATE), "zh-CN", ["流量", "扣费"]).text == ""


TOLD = {
    "您好，我先帮您把上个月的账单调出来看一看。": "zhangdan",
    "您的套餐是五十九块钱，里面有十个G的流量。": "taocan",
    "九月份之前您每个月都没有超过，从来没有多扣过钱。": "meiyou",
    "十月中旬您家里的宽带坏了，您用手机开了好多天热点。": "kuandai",
    "收银机和两个监控摄像头都连着您的手机上网。": "jiankong",
    "快用完的时候系统给您发过三条短信，可能被手机拦截了。": "duanxin",
    "所以我建议给您补一个二十块钱的加油包，把这一百块冲掉。": "jianyi",
    "退回来的八十块钱，二十四小时之内会到您的话费余额里。": "yue",
    "最后我再帮您把上限设好，用完就停，您看这样可以吗？": "shangxian",
}


def test_a_recording_longer_than_the_models_window_is_heard_to_its_end(
    speaker: EmbeddedSpeaker, listener: EmbeddedListener, calm: Delivery
) -> None:
    sounds = [say(speaker, line, calm) for line in TOLD]
    long = Sound(np.concatenate([sound.samples for sound in sounds]), sounds[0].rate)
    assert long.seconds > 30
    heard = "".join(lazy_pinyin(listener.hear(long, "zh-CN").text))
    found = [key in heard for key in TOLD.values()]
    assert found[0]
    assert found[-1]
    assert sum(found) >= len(TOLD) - 1


COMPLAINT = {
    "zh-CN": "你们到底管不管啊？我家宽带都断了三天了，报修电话打了好几遍，一个人都没来。",
    "en-GB": "Look, I've been charged twice for this. I called on Monday, and nobody rang me back.",
}


def voiced(
    speaker: EmbeddedSpeaker, timbre: Timbre, language: str, anger: float, band: Bandwidth
) -> Acoustics:
    how = delivery(Voice(timbre=timbre), Mood(anger=anger), language)
    sounds = SpeakerChain([speaker]).speak(COMPLAINT[language], how)
    heard = concatenated(list(Scene(Surroundings(band=band)).heard(sounds, 0, 3)))
    assert heard is not None
    return analyse(heard)


@pytest.mark.parametrize("band", list(Bandwidth))
@pytest.mark.parametrize(
    ("timbre", "language"),
    [
        (Timbre.XIAOXIAO, "zh-CN"),
        (Timbre.YUNJIAN, "zh-CN"),
        (Timbre.XIAOBEI, "zh-CN"),
        (Timbre.HEART, "en-GB"),
        (Timbre.GEORGE, "en-GB"),
    ],
)
def test_anger_can_be_heard_also_on_a_telephone(
    speaker: EmbeddedSpeaker, timbre: Timbre, language: str, band: Bandwidth
) -> None:
    calm, angry = (voiced(speaker, timbre, language, anger, band) for anger in (0.1, 0.9))
    assert angry.speech_seconds < 0.93 * calm.speech_seconds  # the same words faster
    assert angry.f0_median_hz > 1.06 * calm.f0_median_hz  # a semitone
    if band is Bandwidth.WIDE:  # without its fundamental a voice's melody is not measured well
        assert angry.f0_sd_st > 1.2 * calm.f0_sd_st
    assert angry.level_db > calm.level_db + 3
    assert angry.pause_seconds < 0.8 * calm.pause_seconds


@pytest.mark.parametrize("background", [Background.NONE, Background.STREET, Background.CRYING])
def test_a_caller_is_understood_on_a_telephone_before_any_background(
    speaker: EmbeddedSpeaker, listener: EmbeddedListener, background: Background
) -> None:
    sounds = SpeakerChain([speaker]).speak(LINE, delivery(Voice(timbre=Timbre.YUNXI), Mood(), "zh-CN"))
    heard = concatenated(list(Scene(Surroundings(background=background), 3).heard(sounds, 0, 4)))
    assert heard is not None
    assert pinyin_error(LINE, listener.hear(heard, "zh-CN", ["流量", "扣费"]).text) <= 0.12


def test_the_same_line_sounds_the_same_twice(speaker: EmbeddedSpeaker, calm: Delivery) -> None:
    one, other = say(speaker, "喂？", calm), say(speaker, "喂？", calm)
    assert abs(one.seconds - other.seconds) < 0.05


def test_several_callers_may_speak_at_once(speaker: EmbeddedSpeaker, calm: Delivery) -> None:
    sounds: list[Sound] = []
    callers = [threading.Thread(target=lambda: sounds.append(say(speaker, "喂？", calm))) for _ in range(3)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(60)
    assert len(sounds) == 3


def test_speechrecognitions_own_whisper_hears_too(speaker: EmbeddedSpeaker, calm: Delivery) -> None:
    heard = WhisperLocalListener().hear(say(speaker, LINE, calm), "zh-CN", ["流量"])
    assert pinyin_error(LINE, heard.text) <= 0.15


@pytest.mark.parametrize(
    ("heard", "kept"),
    [
        ("字幕by索兰娅", ""),
        ("请不吝点赞 订阅 转发 打赏支持明镜与点点栏目", ""),
        ("我要投诉。谢谢观看！", "我要投诉。"),
        ("好的好的，我知道了", "好的好的，我知道了"),
        ("扣扣扣扣扣扣扣扣", "扣"),
        ("Thanks for watching!", ""),
        ("...", ""),
    ],
)
def test_what_recognisers_invent_is_dropped(heard: str, kept: str) -> None:
    assert without_phantoms(heard) == kept


def test_the_prompt_given_back_is_no_speech() -> None:
    given = ["以下是普通话的句子，这是一通客服电话。", "流量", "扣费"]
    assert is_echo("以下是普通话的句子", -0.2, given)
    assert is_echo("流量扣费", -0.9, given)
    assert not is_echo("流量", -0.2, given)  # said clearly


def test_a_bracket_that_never_closes_was_a_pause() -> None:
    assert chinese_text("换谁都窝火(麻烦您报一下姓名") == "换谁都窝火，麻烦您报一下姓名"
    assert chinese_text("畅享套餐（59元）对吧") == "畅享套餐(59元)对吧"
    assert chinese_text("(您好(请讲") == "您好，请讲"


def test_chinese_text_is_simplified_and_punctuated() -> None:
    assert chinese_text("我的話費,怎麼扣了? 160.5元") == "我的话费，怎么扣了？ 160.5元"


def test_pieces_of_one_utterance_join() -> None:
    assert joined(["我要投诉", "马上。", "听见没"], "zh-CN") == "我要投诉，马上。听见没"
    assert joined(["I want", "a refund."], "en-US") == "I want a refund."


def test_a_line_that_nobody_waits_for_gives_way(speaker: EmbeddedSpeaker) -> None:
    how = delivery(Voice(timbre=Timbre.XIAOXIAO), Mood(), "zh-CN")
    gave_way = threading.Event()

    def ahead() -> None:
        try:
            say(speaker, LINE, replace(how, due=WHENEVER))
        except GivesWay:
            gave_way.set()

    thread = threading.Thread(target=ahead)
    thread.start()
    time.sleep(0.2)
    assert say(speaker, "喂？", how).seconds > 0
    thread.join(60)
    assert gave_way.is_set()
