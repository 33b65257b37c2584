"""Results with chosen verdicts, added up as the grader does; and all of them, for property tests."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from grading.counting import recounted
from grading.result import Grader, ItemResult, Result, Verdict
from grading.scorecard import load_scorecard

CARD = load_scorecard("inbound@1")
ITEMS = [item.id for item in CARD.items]
anything = st.fixed_dictionaries({name: st.sampled_from(Verdict) for name in ITEMS})
by_people = st.sampled_from([verdict for verdict in Verdict if verdict is not Verdict.UNSCORED])


def result(verdicts: Mapping[str, Verdict]) -> Result:
    """A graded call with these verdicts."""
    items = [
        ItemResult(
            id=item.id,
            verdict=verdicts[item.id],
            points=item.points,
            earned=item.points * (verdicts[item.id].share or 0),
            why="grader",
        )
        for item in CARD.items
    ]
    empty = Result(
        call_id="c",
        scorecard=CARD.id,
        total=0,
        passed=False,
        critical=(),
        items=(),
        grader=Grader(version="1"),
    )
    return recounted(empty, items, CARD)
