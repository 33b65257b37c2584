"""What identifies the caller, put as a request: 手机号跟我说一声, I'll just need your name.

Agents put it beside a check they announce, often in the same breath; the form decides, not the likelier act.
"""

from __future__ import annotations

from dataclasses import replace

from simulator.content.scenario import Scenario
from simulator.customer.perceiving.asking import fitting_identity
from simulator.customer.perceiving.forms import fits
from simulator.customer.perceiving.knowing import done_elsewhere, without
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.reading import Clause, Understanding
from simulator.understanding.rules import CERTAIN


def with_requests(read: Understanding, scenario: Scenario) -> Understanding:
    """The same reading where who requests what identifies the caller asks for it; who has it does not."""
    read = _without_having(read, scenario.language)
    wanted = [clause for clause in read.clauses if _requests(clause, read, scenario)]
    if not wanted:
        return read
    asks = {A.ASK_IDENTITY: CERTAIN}
    clauses = tuple(replace(c, acts=c.acts | asks) if c in wanted else c for c in read.clauses)
    return replace(read, acts=read.acts | asks, clauses=clauses, unsure=False)


def _without_having(read: Understanding, language: str) -> Understanding:
    """The same reading where 您不用报手机号了 and 单号我记下了 ask for nothing."""
    had = [clause for clause in read.clauses if fits(clause.text, "requests_none", language)]
    if not had:
        return read
    acts = done_elsewhere(read, had, (A.ASK_IDENTITY,))
    clauses = tuple(
        replace(c, acts=without(c.acts, (A.ASK_IDENTITY,))) if c in had else c for c in read.clauses
    )
    return replace(read, acts=acts, clauses=clauses)


def _requests(clause: Clause, read: Understanding, scenario: Scenario) -> bool:
    """Whether a clause requests what it names, or what the one before it names: 手机号，跟我说一声."""
    language = scenario.language
    if not fits(clause.text, "requests", language) or fits(clause.text, "requests_none", language):
        return False
    if fitting_identity(clause.text, scenario):
        return True
    place = read.clauses.index(clause)
    before = read.clauses[place - 1].text if place else ""
    return fits(clause.text, "requests_only", language) and bool(fitting_identity(before, scenario))
