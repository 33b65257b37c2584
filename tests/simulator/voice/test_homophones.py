"""Misheard words are written as they were meant, and nothing that was right is touched."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.content.loading import Library
from simulator.transcript import is_chinese
from simulator.understanding.corpus import files
from simulator.voice.case_hints import case_hints
from simulator.voice.embedded_asr import chinese_text
from simulator.voice.homophones import HAN, corrected, expected, near, sounds

SCRIPT = Path(__file__).parents[3] / "scripts" / "write_words.py"
CASE = ("星联移动", "王建国", "首次超额转加油包", "畅享59（59元/月）", "尾号2216")
MISHEARD_IN_THE_CORPUS = {"没有预到"}  # that is 遇到


def corpus() -> Iterator[str]:
    """Every text of the corpus that does not imitate a recogniser."""
    for path in [path for side in ("agent_zh", "customer_zh") for path in files(side)]:
        if "asr" not in path.stem:
            for line in path.read_text(encoding="utf-8").splitlines():
                yield json.loads(line)["text"]


TEXTS = sorted(text for text in set(corpus()) if not any(wrong in text for wrong in MISHEARD_IN_THE_CORPUS))


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("我是客服小林，公号307。", "我是客服小林，工号307。"),
        ("您好，欢迎制电我们公司。", "您好，欢迎致电我们公司。"),
        ("您上个月的化费是五十九。", "您上个月的话费是五十九。"),
        ("请问您是基主本人吗？", "请问您是机主本人吗？"),
        ("您开了好几天热电。", "您开了好几天热点。"),
        ("光帽亮红灯。", "光猫亮红灯。"),
        ("祝您生活鱼快。", "祝您生活愉快。"),
        ("我帮您看看掌单。", "我帮您看看账单。"),  # zh and z, an and ang are near, too
    ],
)
def test_a_word_of_the_trade_is_written_as_meant(heard: str, meant: str) -> None:
    assert corrected(heard) == meant


def test_words_of_the_case_are_expected() -> None:
    assert corrected("新联移动您好，王见国先生吗？", CASE) == "星联移动您好，王建国先生吗？"
    assert "王见国" in corrected("新联移动您好，王见国先生吗？")  # of no other case


@pytest.mark.parametrize(
    "text",
    [
        "这个可以办。",  # no 一半
        "没提钱的事。",  # no 提前
        "登机牌拿好。",  # no 登记
        "两小时后我发短信。",
        "24小时后我给您回电话。",  # no 时候
        "1日起可以办。",  # no 日期
        "一般一半，报销推销。",
    ],
)
def test_what_makes_sense_stays(text: str) -> None:
    assert corrected(text) == corrected(text, CASE) == text


@pytest.mark.parametrize("hints", [(), CASE], ids=["any case", "a case"])
def test_no_text_of_the_corpus_is_changed(hints: tuple[str, ...]) -> None:
    """A fifth of it is held out: the word list was made without."""
    assert [(text, corrected(text, hints)) for text in TEXTS if corrected(text, hints) != text] == []


def test_no_scenario_puts_its_words_into_lines_that_are_not_about_it(shipped: Library) -> None:
    """Every tenth text of the corpus, spread over all scenarios: each is heard with the words of three."""
    hints = [case_hints(s) for s in shipped.scenarios.values() if is_chinese(s.language)]
    tried = [(text, hints[(7 * n + k) % len(hints)]) for n, text in enumerate(TEXTS[::10]) for k in range(3)]
    assert [(text, corrected(text, case)) for text, case in tried if corrected(text, case) != text] == []


def test_two_words_of_one_sound_leave_it_open() -> None:
    assert corrected("掌语先生", ("章雨",)) == "章雨先生"
    assert corrected("掌语先生", ("章雨", "张宇")) == "掌语先生"


misheard = st.lists(
    st.one_of(
        st.sampled_from(TEXTS),
        st.sampled_from(["公号", "化费", "基主", "制电", "热电", "掌单", "新联移动", "鱼快", "，", "8", "a"]),
        st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=6),
        st.text(max_size=4),
    ),
    max_size=5,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(misheard, st.sampled_from([(), CASE]))
def test_sound_and_length_stay_and_once_is_enough(text: str, hints: tuple[str, ...]) -> None:
    written = corrected(text, hints)
    assert len(written) == len(text)
    assert HAN.sub("", written) == HAN.sub("", text)
    assert corrected(written, hints) == written


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_only_words_of_near_sound_take_a_place(data: st.DataObject) -> None:
    """Texts with characters swapped for others of the same sound: what differs is a word that is expected."""
    text = data.draw(st.sampled_from(TEXTS))
    at = data.draw(st.integers(0, len(text) - 1))
    swapped = text[:at] + data.draw(st.sampled_from("公费基制电帽掌鱼时是事")) + text[at + 1 :]
    written = corrected(swapped)
    for place, (before, after) in enumerate(zip(swapped, written, strict=True)):
        if before != after:
            around = [
                (swapped[i:j], written[i:j])
                for i in range(max(0, place - 3), place + 1)
                for j in range(place + 1, min(len(text), i + 4) + 1)
            ]
            assert any(
                expected(new, 3) and near(sounds(old)[1]) in map(near, sounds(new)) for old, new in around
            )


@pytest.mark.voice  # needs jieba, and half a minute
def test_the_word_list_is_what_the_corpus_gives() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_takes_no_time() -> None:
    texts = TEXTS[::20]
    corrected("", CASE)
    began = time.process_time()
    for text in texts:
        corrected(text, CASE)
    assert (time.process_time() - began) / len(texts) < 0.005


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("退80 24小时内到账", "退80，24小时内到账"),
        ("退8024小时内到账", "退80，24小时内到账"),
        ("扣了59 10G的流量", "扣了59，10G的流量"),
        ("138 0013 8000吗", "138 0013 8000吗"),
        ("124小时", "124小时"),
    ],
)
def test_an_amount_and_a_time_are_two(heard: str, written: str) -> None:
    assert chinese_text(heard) == written
