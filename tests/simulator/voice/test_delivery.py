from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.persona import Prosody, Timbre, Voice
from simulator.content.wording import Band
from simulator.transcript import Mood
from simulator.voice.delivery import BOUNDS, PARTS, delivery, mood_shares, neighbours, rounded
from simulator.voice.edge import signed_strings

PLAIN = Voice(timbre=Timbre.YUNXI)
SHARE = st.floats(0, 1)
MOODS = st.builds(Mood, anger=SHARE, anxiety=SHARE, confusion=SHARE, trust=SHARE, patience=SHARE)


def prosody(voice: Voice = PLAIN, **mood: float) -> Prosody:
    return delivery(voice, Mood(**mood), "zh-CN").prosody


def test_the_angrier_the_faster_higher_livelier_and_louder() -> None:
    steps = [prosody(anger=a / 10) for a in range(11)]
    for part in set(PARTS) - {"pauses"}:
        values = [getattr(step, part) for step in steps]
        assert all(a <= b + 1e-9 for a, b in pairwise(values)), part
        assert values[9] > values[1] * 1.1, part


def test_the_angrier_the_shorter_are_the_pauses() -> None:
    lengths = [prosody(anger=a / 10).pauses for a in range(11)]
    assert all(a >= b - 1e-9 for a, b in pairwise(lengths))
    assert lengths[9] < 0.65 * lengths[1]


def test_confused_is_slower_and_anxious_is_faster_than_calm() -> None:
    calm = prosody(anger=0, anxiety=0, confusion=0)
    assert prosody(anger=0, anxiety=0, confusion=1).rate < calm.rate
    assert prosody(anger=0, anxiety=1, confusion=0).rate > calm.rate


def test_the_persona_at_rest_and_in_its_own_moods_is_multiplied_in() -> None:
    slow = Voice(timbre=Timbre.XIAOBEI, rest=Prosody(rate=0.8), moods={Band.ANGRY: Prosody(volume=0.7)})
    assert prosody(slow, anger=0).rate == pytest.approx(0.8 * prosody(anger=0).rate)
    assert prosody(slow, anger=1).volume == pytest.approx(0.7 * prosody(anger=1).volume)
    assert prosody(slow, anger=0).volume == pytest.approx(prosody(anger=0).volume)


@given(MOODS)
def test_shares_add_up_to_one(mood: Mood) -> None:
    shares = mood_shares(mood)
    assert sum(shares.values()) == pytest.approx(1)
    assert min(shares.values()) >= -1e-9


@given(MOODS, st.sampled_from(["anger", "anxiety", "confusion", "trust"]))
def test_a_small_change_of_mood_is_a_small_change_of_voice(mood: Mood, part: str) -> None:
    nudged = mood.model_copy(update={part: min(1.0, getattr(mood, part) + 0.01)})
    for name in PARTS:
        before, after = (getattr(delivery(PLAIN, m, "zh").prosody, name) for m in (mood, nudged))
        assert abs(before - after) < 0.02


@given(MOODS, st.floats(0.7, 1.4), st.floats(0.6, 1.6))
def test_no_persona_and_mood_leave_the_bounds(mood: Mood, pitch: float, rate: float) -> None:
    wild = Voice(timbre=Timbre.YUNXI, rest=Prosody(pitch=pitch, rate=rate, volume=1.8, pitch_range=2.0))
    spoken = delivery(wild, mood, "zh").prosody
    assert all(low <= getattr(spoken, part) <= high for part, (low, high) in BOUNDS.items())


def test_lines_that_sound_alike_share_a_delivery() -> None:
    one, other = (rounded(delivery(PLAIN, Mood(anger=a), "zh")) for a in (0.800, 0.805))
    assert one == other


@given(MOODS)
def test_the_online_voice_gets_strings_with_their_sign(mood: Mood) -> None:
    signed = signed_strings(delivery(PLAIN, mood, "zh").prosody, 120.0)
    assert all(text[0] in "+-" for text in signed.values())
    assert signed["rate"].endswith("%")
    assert signed["pitch"].endswith("Hz")


@given(MOODS)
def test_neighbours_are_on_the_grid_and_the_likest_comes_first(mood: Mood) -> None:
    there = rounded(delivery(PLAIN, mood, "zh"))
    near = neighbours(there)
    assert all(rounded(one) == one for one in near)
    assert all(one.timbre is there.timbre for one in near)
    assert abs(near[0].prosody.rate - there.prosody.rate) < 0.09
    assert max(abs(one.prosody.rate - there.prosody.rate) for one in near) < 0.18
    assert max(abs(one.prosody.pitch - there.prosody.pitch) for one in near) < 0.14
