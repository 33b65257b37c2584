"""What holds for any text at all."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.transcript import Speaker, Turn
from simulator.understanding import AgentAct, CustomerAct, facts, images, understand
from simulator.understanding.corpus import SIDES, examples
from simulator.understanding.normalise import bare, plain

PHONE = st.lists(
    st.sampled_from(
        [
            *"您我好的吗了扣八十块三天。，？！… aA1😀İ\u200b点半",
            "理解",
            "别着急",
            "幺三九",
            "百分之",
            "I'm ",
            "eighty ",
        ]
    ),
    max_size=60,
).map("".join)
ANY = st.one_of(st.text(max_size=200), PHONE)
SPEAKERS = st.sampled_from(list(Speaker))
LANGUAGES = st.sampled_from(["zh-CN", "en-US"])


@settings(max_examples=60, deadline=None)
@given(ANY, ANY, SPEAKERS, LANGUAGES)
def test_any_text_is_understood_somehow(text: str, before: str, speaker: Speaker, language: str) -> None:
    other = Speaker.AGENT if speaker is Speaker.CUSTOMER else Speaker.CUSTOMER
    found = understand(text, speaker=speaker, language=language, context=[Turn(speaker=other, text=before)])
    names = {str(act) for act in (AgentAct if speaker is Speaker.AGENT else CustomerAct)}
    assert set(found.acts) <= names
    assert all(0 <= p <= 1 for p in [*found.acts.values(), *found.feelings.values()])
    assert all(text[clause.start :].startswith(clause.text) for clause in found.clauses)
    assert all(fact.text in text for fact in found.facts)


@given(ANY, LANGUAGES)
def test_facts_and_images_stand_verbatim_in_the_text(text: str, language: str) -> None:
    assert all(fact.text and fact.text in text for fact in facts(text, language))
    assert all(image.text and image.text in text for image in images(text, language))


@given(st.text(max_size=300))
def test_normalising_keeps_every_place(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    "piece",
    [
        "我理解您的心情请您别着急",
        "a",
        "八",
        "1",
        "好，",
        "a b ",
        "哈",
        "如果",
        " 1",
        "？",
        "I understand and ",
        "嗯嗯",
        "小王",
        "像",
    ],
)
def test_ten_thousand_characters_take_their_time_but_no_more(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    language = "en" if piece[0].isascii() else "zh"
    began = time.process_time()
    understand(text, speaker=Speaker.CUSTOMER, language=language)
    images(text, language)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("side", SIDES)
def test_leaving_out_punctuation_rarely_changes_the_main_act(side: str) -> None:
    """Recognised speech has no punctuation; the likeliest act must survive that nine times in ten."""
    who, language = side.split("_")
    texts = [example.text for example in examples(side) if len(example.text) < 60][::12]
    same = 0
    for text in texts:
        with_marks = understand(text, speaker=Speaker(who), language=language).acts
        spoken = bare(text).replace(" ", "") if language == "zh" else bare(text.replace("'", ""))
        without = understand(spoken, speaker=Speaker(who), language=language).acts
        same += without.get(next(iter(with_marks)), 0) >= 0.5 * next(iter(with_marks.values()))
    assert len(texts) > 20
    assert same / len(texts) >= 0.85
