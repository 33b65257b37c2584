"""What a turn asks, and of which facts. A question is looked for in its clauses, then in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.content.parts import Fact
from simulator.content.scenario import Scenario
from simulator.customer.perceiving.topic import first_word, wordlist
from simulator.transcript import is_chinese
from simulator.understanding import mentions_any
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.normalise import plain
from simulator.understanding.reading import Clause, Understanding
from simulator.understanding.rules import judge

ASKING = (A.ASK_OPEN, A.ASK_CLOSED, A.ASK_IDENTITY)
TELLING = (A.EXPLAIN, A.PROPOSE, A.COMMIT, A.ACT_NOW, A.EMPATHISE, A.FAREWELL, A.CHECK_SATISFACTION, A.HOLD)
PLAIN = 0.7  # likelihood from which a clause tells, whatever form it has
ASKS_FROM = 0.5
ENDS = re.compile(r"[.!?;]+[\"')]*\s*$")

Sentence = tuple[Clause, ...]


def formed(read: Understanding, language: str) -> bool:
    """Whether some clause has the form of a question."""
    return any(_shaped(clause, language) for clause in read.clauses)


def _shaped(clause: Clause, language: str) -> bool:
    """Whether the words have the form of a question, and no rule says that they only look like one."""
    if not (first_word(clause.text, "asking", language) or _asks_at_once(clause.text, language)):
        return False
    denied = judge(plain(clause.text), f"agent_{'zh' if is_chinese(language) else 'en'}").denied
    return not {A.ASK_OPEN, A.ASK_CLOSED} <= denied


def _asks_at_once(text: str, language: str) -> bool:
    """Whether the first word, after and, so, okay …, opens a question: 'buy what you need' does not."""
    words = re.findall(r"[a-z']+", plain(text)) if not is_chinese(language) else []
    first = next((word for word in words if word not in wordlist("fillers", language)), "")
    return first in wordlist("asking_first", language)


def sentences(read: Understanding) -> Iterator[Sentence]:
    """The clauses by sentence. Recognised speech has no marks: there every clause stands for itself."""
    marked = any(ENDS.search(plain(clause.text)) for clause in read.clauses)
    held: list[Clause] = []
    for clause in read.clauses:
        held.append(clause)
        if not marked or ENDS.search(plain(clause.text)):
            yield tuple(held)
            held = []
    if held:
        yield tuple(held)


def asking_clauses(read: Understanding, language: str) -> tuple[Clause, ...]:
    """The clauses that ask; exact forms help where acts are unclear."""
    clauses = read.clauses_doing(*ASKING, floor=ASKS_FROM)
    if read.does(*ASKING):
        return tuple(_with_shaped(clauses, read, language)) if clauses else read.clauses
    shaped = (clause for clause in read.clauses if _shaped(clause, language))
    return tuple(c for c in shaped if c in clauses or strongest(c.acts, TELLING) < PLAIN)


def _with_shaped(clauses: tuple[Clause, ...], read: Understanding, language: str) -> Iterator[Clause]:
    """What asks, and what has the form of a question in the same sentence: 留的是谁的电话，是家里人的吗."""
    for sentence in sentences(read):
        asks = any(clause in clauses for clause in sentence)
        yield from (c for c in sentence if c in clauses or (asks and _shaped(c, language)))


def asked(
    clauses: tuple[Clause, ...], read: Understanding, scenario: Scenario, *, offers: bool
) -> tuple[Fact, ...]:
    """The facts a question fits. What the clauses that ask do not say stands right before or after them:
    瓶子碎成什么样了，有没有拍下来？ But not where the turn ``offers`` something: 您看行吗？
    """
    for stretch in _stretches(clauses, read, scenario.language, wider=not offers):
        found = _fitting(" ".join(clause.text for clause in stretch), read, scenario)
        if found:
            return found
    return ()


def strongest(acts: dict[str, float], kinds: tuple[A, ...]) -> float:
    """The likelihood of the likeliest of these acts."""
    return max(acts.get(kind, 0.0) for kind in kinds)


def puts_forward(text: str, language: str) -> bool:
    """Whether the words put something to the caller (我给您…, 您看…行吗) rather than ask of them."""
    return bool(first_word(text, "giving", language))


def _stretches(
    clauses: tuple[Clause, ...], read: Understanding, language: str, *, wider: bool
) -> Iterator[tuple[Clause, ...]]:
    """The clauses that ask; then with the one before and the one after, and with the one before that."""
    if not clauses:
        return
    yield clauses
    if not wider or all(first_word(clause.text, "checking", language) for clause in clauses):
        return
    asking = [place for place, clause in enumerate(read.clauses) if clause in clauses]
    for back in (1, 2):
        near = range(max(0, asking[0] - back), min(len(read.clauses), asking[-1] + 2))
        yield tuple(
            clause
            for clause in (read.clauses[place] for place in near)
            if clause in clauses or not puts_forward(clause.text, language)
        )


def _fitting(asking: str, read: Understanding, scenario: Scenario) -> tuple[Fact, ...]:
    """The facts that words fit. A bare 订单号报一下 names what identifies the caller, and nothing else."""
    never = first_word(asking, "never", scenario.language)
    known = [fact for fact in scenario.facts if not never or any(never in cue for cue in fact.asks)]
    found = tuple(f for f in known if f.asks and mentions_any(asking, f.asks, scenario.language))
    if found or not read.does(A.ASK_IDENTITY):
        return found
    heads = {f.id: [cue.split()[0] for cue in f.asks] for f in known if f.kind == "identity"}
    named = (f for f in known if f.id in heads)
    return tuple(f for f in named if mentions_any(asking, heads[f.id], scenario.language))
