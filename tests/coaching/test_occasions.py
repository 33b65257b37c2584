"""Every condition that a rule may write, read on one call."""

from __future__ import annotations

import pytest

from coaching.guidance.occasions import CHECKS
from coaching.guidance.rule import Condition
from coaching.guidance.situation import Situation
from tests.coaching.coached import CARD, HINTS, spoken


def test_every_condition_has_its_check():
    assert CHECKS.keys() == Condition.model_fields.keys()


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"customer": ["accept"]}, True),
        ({"customer": ["threaten"]}, False),
        ({"customer_not": ["ask", "object"]}, True),
        ({"says": {"zh": ["那就 办|做"]}}, True),
        ({"says": {"en": ["fine"]}}, False),
        ({"agent": ["propose", "act_now"]}, True),
        ({"agent_not": ["refuse"]}, True),
        ({"agent_says": {"zh": ["二十四小时"]}}, True),
        ({"stage": ["greeting"]}, False),
        ({"missing": ["closing.recap"]}, True),
        ({"not_met": ["closing.recap", "matching.feeling"]}, False),
        ({"met": ["greeting.opening", "matching.feeling"]}, True),
        ({"slipped": ["conduct.courtesy"]}, False),
        ({"after_turns": 3}, True),
        ({"after_turns": 4}, False),
        ({"talk_over": 0.5, "talk_under": 0.9}, True),
        ({"long_turns": 1}, False),
        ({"brief": True}, True),
        ({"faster_over": 1.0}, False),
        ({"opinion": False}, True),
        ({"feels": ["relief"]}, False),
    ],
)
def test_a_condition_reads_the_call(condition, expected):
    entry = next(e for e in HINTS if e["rule"] == "accepted")
    now = Situation(spoken(entry), CARD)
    model = Condition.model_validate(condition)
    assert all(CHECKS[name](model, now) for name in model.model_fields_set) is expected
