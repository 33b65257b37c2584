"""Single turns replaced and single acts tried: each can find something, and mostly finds nothing."""

from __future__ import annotations

import pytest

from simulator.rehearsal import directions, dominance
from simulator.rehearsal.directions import expected, probes
from simulator.rehearsal.dominance import swaps
from simulator.rehearsal.playing import rehearsed
from simulator.rehearsal.records import Trial

NAME = "telecom/data-overage"


@pytest.fixture
def calls(shipped):
    def of(bot, count):
        return [rehearsed(bot, *shipped.cast(NAME, seed), seed) for seed in range(count)]

    return of


def test_every_act_gets_its_turn(calls):
    tried = [trial.name for call in calls("expert", 5) for trial in probes(call)]
    assert set(tried) == set(expected())


def test_acts_mostly_move_the_mood_as_they_should(calls):
    found = [trial.finding for call in calls("expert", 5) for trial in probes(call)]
    assert sum(finding is not None for finding in found) <= 2


def test_an_act_that_moves_it_the_other_way_is_found(calls, monkeypatch):
    upside_down = {"insult": {"trust": "up"}, "feel": {"anger": "up"}, "restate": {"trust": "down"}}
    monkeypatch.setattr(directions, "expected", lambda: upside_down)
    trials = list(probes(calls("expert", 1)[0]))
    assert len(trials) == 3
    assert all(trial.finding is not None for trial in trials)
    assert "信任应上升" in trials[0].finding.what


def test_a_better_turn_hardly_ever_ends_worse(calls):
    found = [trial for call in calls("average", 6) for trial in swaps(call)]
    assert len(found) == 6
    assert sum(trial.finding is not None for trial in found) <= 1


def test_a_better_turn_that_ends_worse_is_found(calls, monkeypatch):
    """With good and poor mixed up, better must look worse."""
    finished = dominance._finished

    def mixed_up(call, place, words):
        spoken = call.said[place]
        return finished(call, place, spoken.other if words == spoken.text else spoken.text)

    monkeypatch.setattr(dominance, "_finished", mixed_up)
    found: list[Trial] = [trial for call in calls("average", 12) for trial in swaps(call)]
    assert any(trial.finding is not None for trial in found)
