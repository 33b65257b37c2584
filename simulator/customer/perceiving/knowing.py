"""The turn as it is taken by somebody who knows the case: a question they can answer is a question.

Words alone leave it open whether 合同是您自己签的吗 blames; who signed, and can say so, takes it as asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from simulator.customer.perceiving.asking import ASKING, ASKS_FROM, puts_forward, strongest
from simulator.customer.perceiving.forms import fits
from simulator.customer.perceiving.topic import first_word
from simulator.transcript import is_chinese
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.normalise import plain
from simulator.understanding.reading import Clause, Understanding
from simulator.understanding.rules import CERTAIN, judge

DEEDS = (A.ACT_NOW, A.COMMIT, A.PROPOSE)
NO_FROM = 0.35
PUT_FORWARD = 0.6  # likelihood of a proposal, once it is plain that something is put beside the no
SEEMING = (A.SOOTHE, A.HOLD, A.BARE_UNDERSTANDING)  # what a word to go on may seem besides
TAKEN = (A.BLAME, A.CURT, A.INSULT, A.CONTRADICT, A.ENDORSE, A.REFUSE, A.RESTATE, A.CHECK_SATISFACTION,
         A.PROPOSE, A.COMMIT, A.ACT_NOW)  # fmt: skip
NOES = (A.CURT, A.CONTRADICT)  # what a bare no may seem, and is not where a way is left
REPROACH = re.compile(
    r"\b(?:did|do|have|could|can)(?:n't you| you not| you even)\b|\bwhy (?:did|do)n't you\b"
)
REPROACHED = 0.5  # likelihood of blame from which such a question is a reproach
ILL = {A.BLAME, A.CURT, A.INSULT}


def told_to_go_on(read: Understanding, language: str) -> Understanding:
    """The same reading where 您继续说，我听着呢 is a sign of listening, and asks nothing."""
    whole = " ".join(clause.text for clause in read.clauses)
    listening = [clause for clause in read.clauses if fits(clause.text, "goes_on", language)]
    listening = list(read.clauses) if fits(whole, "goes_on", language) else listening
    if not listening:
        return read
    clauses = tuple(replace(c, acts={A.ACKNOWLEDGE: CERTAIN}) if c in listening else c for c in read.clauses)
    acts = done_elsewhere(read, listening, (*ASKING, *TAKEN, *SEEMING)) | {A.ACKNOWLEDGE: CERTAIN}
    return replace(read, acts=acts, clauses=clauses, unsure=False)


def with_nothing_done(read: Understanding, language: str) -> Understanding:
    """The same reading where 正在处理了 does nothing: neither a step nor a time is named."""
    bare = [clause for clause in read.clauses if fits(clause.text, "under_way", language)]
    if not bare:
        return read
    clauses = tuple(replace(c, acts=without(c.acts, DEEDS)) if c in bare else c for c in read.clauses)
    return replace(read, acts=done_elsewhere(read, bare, DEEDS), clauses=clauses)


def without(acts: dict[str, float], kinds: tuple[A, ...]) -> dict[str, float]:
    """Acts but those of these kinds."""
    return {act: p for act, p in acts.items() if act not in kinds}


def with_another_way(read: Understanding, language: str) -> Understanding:
    """The same reading where 撤不了，但我能做的是… says what can be done besides its no."""
    if not read.does(A.REFUSE, A.CONTRADICT, A.CURT, floor=NO_FROM):
        return read
    following = (*(clause.text for clause in read.clauses[1:]), "")
    said = zip(read.clauses, following, strict=True)
    left = [clause for clause, after in said if _leaves_a_way(clause.text, after, language)]
    if not left or any(fits(clause.text, "sends_away", language) for clause in read.clauses):
        return read
    refusing = [c for c in read.clauses if strongest(c.acts, (A.REFUSE, A.CONTRADICT)) >= NO_FROM]
    acts = done_elsewhere(read, [*refusing, *left], NOES)
    acts[A.PROPOSE] = max(acts.get(A.PROPOSE, 0.0), PUT_FORWARD)
    clauses = tuple(_putting_forward(c) if c in left else c for c in read.clauses)
    return replace(read, acts=acts, clauses=clauses, unsure=False)


def _leaves_a_way(text: str, after: str, language: str) -> bool:
    """Whether a clause, with the one after it or alone, says what can be done: 不过您是老用户，能补一部分."""
    return fits(text, "another_way", language) or fits(f"{text} {after}", "another_way", language)


def _putting_forward(clause: Clause) -> Clause:
    acts = without(clause.acts, NOES)
    return replace(clause, acts=acts | {A.PROPOSE: max(acts.get(A.PROPOSE, 0.0), PUT_FORWARD)})


def done_elsewhere(read: Understanding, clauses: Sequence[Clause], kinds: tuple[A, ...]) -> dict[str, float]:
    """The acts of the turn; those of these kinds are as likely as in its other clauses."""
    acts = dict(read.acts)
    for act in kinds:
        if act in acts:
            elsewhere = max((c.acts.get(act, 0.0) for c in read.clauses if c not in clauses), default=0.0)
            acts[act] = min(acts[act], elsewhere)
    return acts


def as_a_question(read: Understanding, asking: tuple[Clause, ...], language: str) -> Understanding:
    """The same reading where ``asking``, which asks for what the caller can tell, does nothing else."""
    plainly = [clause for clause in asking if _asks_only(clause, language)]
    if not plainly:
        return read
    clauses = tuple(_asking(c) if c in plainly else c for c in read.clauses)
    acts = done_elsewhere(read, plainly, TAKEN)
    if strongest(acts, ASKING) < ASKS_FROM:
        acts[A.ASK_CLOSED] = CERTAIN
    return replace(read, acts=acts, clauses=clauses, unsure=False)


def _asks_only(clause: Clause, language: str) -> bool:
    """Whether a clause reproaches nothing, puts nothing to the caller and checks nothing."""
    found = judge(plain(clause.text), f"agent_{'zh' if is_chinese(language) else 'en'}")
    familiar = is_chinese(language) and "你" in clause.text.replace("你们", "")
    if clause.acts.get(A.BLAME, 0.0) >= REPROACHED and REPROACH.search(plain(clause.text)):
        return False
    if familiar or found.forms & ILL or puts_forward(clause.text, language):
        return False
    return not first_word(clause.text, "checking", language)


def _asking(clause: Clause) -> Clause:
    acts = without(clause.acts, TAKEN)
    if strongest(acts, ASKING) < ASKS_FROM:
        acts[A.ASK_CLOSED] = CERTAIN
    return replace(clause, acts=acts)
