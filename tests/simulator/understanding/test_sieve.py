"""A sieve saves work and changes nothing: what it lets through is what every pattern by itself would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.learned.corpus import lessons
from grading.patterns import patterns
from simulator.understanding.normalise import plain
from simulator.understanding.rules import rules
from simulator.understanding.sieve import Sieve, needs

FORMS = [
    "您好|欢迎致电",
    "(?:有什么)?(?:可以|能)帮",
    "^喂$",
    "[一二三]号(?=上午)",
    "(?<!不)满意吗?",
    "(?:a|b)?c{2,}d",
    "x|",
    r"\bthank(?:s| you)\b",
    "(?i:hello)",
    "好(?:的)*$",
]
SAID = [
    *("", "喂", "好", "x", "您好欢迎致电", "能帮您", "三号上午", "满意", "不满意", "accd", "thanks", "hello"),
]


@pytest.mark.parametrize("form", FORMS)
def test_what_a_pattern_needs_stands_in_whatever_it_matches(form):
    needed = needs(re.compile(form))
    for text in SAID:
        if re.search(form, text):
            assert needed is None or any(stretch in text for stretch in needed), text


def test_a_pattern_that_may_match_anything_is_always_tried():
    assert needs(re.compile("x|")) is None
    assert needs(re.compile("(?:x)?")) is None
    assert list(Sieve([re.compile("x|")]).matching("")) == [0]


@given(st.text(alphabet="您好欢迎致电有什么可以能帮喂一三号上午不满意吗abcdx thanks,", max_size=30))
def test_a_sieve_finds_what_its_patterns_find(text):
    compiled = [re.compile(form) for form in FORMS]
    assert list(Sieve(compiled).matching(text)) == [i for i, p in enumerate(compiled) if p.search(text)]


@pytest.mark.parametrize("chinese", [True, False])
def test_nothing_is_lost_on_real_turns(chinese):
    words = patterns(chinese)
    known = {side: rules(f"{side}_{'zh' if chinese else 'en'}") for side in ("agent", "customer")}
    sieves = {side: Sieve([rule.pattern for rule in found]) for side, found in known.items()}
    calls = [lesson.transcript for lesson in lessons() if lesson.transcript.chinese is chinese][:40]
    for turn in (turn for call in calls for turn in call.turns):
        flat = plain(turn.text)
        assert set(words.all_in(turn.text)) == {n for n, p in words.compiled.items() if p.search(flat)}
        rule_set = known[turn.speaker.value]
        assert list(sieves[turn.speaker.value].matching(flat)) == [
            i for i, rule in enumerate(rule_set) if rule.pattern.search(flat)
        ]
