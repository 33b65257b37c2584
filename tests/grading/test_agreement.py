"""The grader against people's verdicts, and the statistics of agreement themselves."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from grading.agreement import (
    LabelledCall,
    agreement,
    by_item,
    cohen_kappa,
    overall,
    pairs_of,
    weighted_kappa,
    wilson,
)
from grading.result import Verdict
from grading.scorecard import load_scorecard
from simulator.errors import TranscriptError
from simulator.transcript import Transcript
from tests.grading.labelled import call, labelled

ROOT = Path(__file__).resolve().parents[2]
GOLD = [place / "gold_dev.jsonl" for place in (ROOT.parent / "shared", ROOT / "shared")]
ENOUGH = 0.75
MET, PARTIAL, MISSED, NA = Verdict.MET, Verdict.PARTIAL, Verdict.MISSED, Verdict.NA


def _gold() -> list[LabelledCall]:
    path = next((place for place in GOLD if place.exists()), None)
    if path is None:
        pytest.skip(f"no gold calls at {GOLD[0]}")
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        LabelledCall.of(Transcript.read(json.loads(line), f"{path.name}:{n}"), f"{path.name}:{n}")
        for n, line in enumerate(lines, 1)
    ]


def _print(title: str, calls: list[LabelledCall]) -> float:
    sys.stdout.write(f"\n{title}\n")
    card = load_scorecard("inbound@1")
    pairs = pairs_of(calls, card)
    for name, found in by_item(pairs, [item.id for item in card.items]).items():
        sys.stdout.write(f"{name:<30} {found.count:>4} {found.exact:.3f}\n")
    whole = overall(pairs)
    sys.stdout.write(f"{'all':<30} {whole.count:>4} {whole.exact:.3f}  κ {whole.kappa:.3f}\n")
    return whole.exact


def test_expert_raters_and_the_grader_agree_on_the_gold_calls(capsys):
    calls = _gold()
    with capsys.disabled():
        exact = _print("gold", calls)
    assert exact >= ENOUGH


@pytest.mark.parametrize("file", ["whole_zh", "whole_en", "fragments", "second", "third", "fourth"])
def test_the_grader_agrees_with_the_verdicts_on_invented_calls(file, capsys):
    with capsys.disabled():
        exact = _print(file, list(labelled(file)))
    assert exact >= 0.85


def test_kappa_is_one_for_perfect_agreement_and_zero_for_chance():
    assert cohen_kappa([(MET, MET), (MISSED, MISSED)]) == pytest.approx(1)
    assert cohen_kappa([(MET, MET), (MET, MISSED), (MISSED, MET), (MISSED, MISSED)]) == pytest.approx(0)


def test_weighted_kappa_forgives_a_neighbour_more_than_the_far_end():
    near = [(MET, PARTIAL), (MISSED, MISSED), (MET, MET), (PARTIAL, PARTIAL)]
    far = [(MET, MISSED), (MISSED, MISSED), (MET, MET), (PARTIAL, PARTIAL)]
    assert (weighted_kappa(near) or 0) > (weighted_kappa(far) or 0)


def test_weighted_kappa_leaves_out_what_has_no_place_on_the_scale():
    assert weighted_kappa([(NA, MET), (MET, NA)]) is None


def test_wilson_interval_holds_the_share_and_stays_inside_zero_and_one():
    interval = wilson(9, 10)
    assert 0.59 < interval.low < 0.6
    assert 0.98 < interval.high <= 1
    assert wilson(0, 0).low == 0


def test_the_overall_interval_is_the_same_every_time():
    calls = [{"a": (MET, MET), "b": (MET, PARTIAL)}, {"a": (MISSED, MISSED)}] * 5
    assert overall(calls).interval == overall(calls).interval
    assert overall(calls).interval.low <= overall(calls).exact <= overall(calls).interval.high


def test_every_figure_stands_inside_its_interval():
    found = agreement([(MET, MET), (MET, PARTIAL), (MISSED, MISSED), (NA, NA), (PARTIAL, MISSED)] * 6)
    for value, interval in [
        (found.exact, found.interval),
        (found.kappa, found.kappa_interval),
        (found.qwk, found.qwk_interval),
    ]:
        assert -1 <= interval.low < value < interval.high <= 1


def test_few_pairs_that_agree_leave_kappa_open_and_many_close_it():
    few = agreement([(MET, MET), (MISSED, MISSED)] * 2)
    many = agreement([(MET, MET), (MISSED, MISSED)] * 200)
    assert few.kappa == many.kappa == 1
    assert few.kappa_interval.low < 0.3
    assert few.qwk_interval.low < 0.3
    assert many.kappa_interval.low > 0.95


def test_on_two_neighbouring_levels_weighted_kappa_and_kappa_are_one_with_one_interval():
    found = agreement([(MET, MET)] * 25 + [(PARTIAL, PARTIAL)] * 4 + [(MET, PARTIAL)] * 2)
    assert found.qwk == pytest.approx(found.kappa)
    assert found.qwk_interval.low == pytest.approx(found.kappa_interval.low)
    assert found.qwk_interval.high == pytest.approx(found.kappa_interval.high)


def test_kappa_without_a_value_has_no_interval_either():
    found = agreement([(MET, MET)] * 5)
    assert (found.kappa, found.kappa_interval) == (None, None)
    assert agreement([(NA, NA), (MET, NA)]).qwk_interval is None


def test_ratings_of_one_call_by_several_people_are_drawn_together():
    good, bad = {"a": (MET, MET), "b": (MISSED, MISSED)}, {"a": (MET, MISSED), "b": (MISSED, MET)}
    ratings = [good, good, bad, bad] * 5
    apart = overall(ratings)
    together = overall(ratings, [number // 2 for number in range(len(ratings))])
    assert apart.exact == together.exact
    assert together.interval.low < apart.interval.low
    assert together.kappa_interval.low < apart.kappa_interval.low


def test_confusions_are_counted_gold_first():
    assert agreement([(MET, PARTIAL), (MET, MET)]).confusions == {(MET, PARTIAL): 1}


def test_a_call_without_gold_or_with_an_unknown_verdict_is_refused():
    with pytest.raises(TranscriptError, match="gold: missing"):
        LabelledCall.of(call("A: 您好"), "x.jsonl:1")
    bad = Transcript.read({"call_id": "x", "language": "zh", "turns": [], "gold": {"a": "good"}}, "x")
    with pytest.raises(TranscriptError, match="met, partial"):
        LabelledCall.of(bad, "x.jsonl:1")
