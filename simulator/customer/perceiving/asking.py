"""What a turn asks, and of which facts. A question is looked for in its clauses, then in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from simulator.content.parts import Fact
from simulator.content.scenario import Scenario
from simulator.customer.perceiving.forms import fits
from simulator.customer.perceiving.topic import first_word, wordlist
from simulator.transcript import is_chinese
from simulator.understanding import mentions_any
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.normalise import plain
from simulator.understanding.reading import Clause, Understanding
from simulator.understanding.rules import judge

ASKING = (A.ASK_OPEN, A.ASK_CLOSED, A.ASK_IDENTITY)
TELLING = (A.EXPLAIN, A.PROPOSE, A.COMMIT, A.ACT_NOW, A.EMPATHISE, A.FAREWELL, A.CHECK_SATISFACTION, A.HOLD)
COURTESIES = (A.OFFER_HELP, A.CHECK_SATISFACTION, A.FAREWELL, A.EMPATHISE, A.RESTATE, A.HOLD)
PLAIN = 0.7  # likelihood from which a clause tells, whatever form it has
ASKS_FROM = 0.5
SUBORDINATE = re.compile(
    r"^(?:\w+[, ]+){0,2}?(?:when|where|what|how|why|who|which) "
    r"(?:you|i|we|he|she|they|it|this|that|the|your)\b"
)
OFFERED = re.compile(
    r"^(?:那|您看?|这个)?(?:要不要|需不需要|用不用我|要我(?:帮|给|替))"
    r"|\b(?:want me to|shall i|should i|would you like me)\b"
)
ENDS = re.compile(r"[.!?;]+[\"')]*\s*$")

Sentence = tuple[Clause, ...]


def formed(read: Understanding, language: str) -> bool:
    """Whether some clause has the form of a question."""
    return any(_shaped(c, sentence, language) for sentence in sentences(read) for c in sentence)


def _shaped(clause: Clause, sentence: Sentence, language: str) -> bool:
    """Whether the words have the form of a question, and no rule says that they only look like one."""
    form = first_word(clause.text, "asking", language) or _asks_at_once(clause.text, sentence, language)
    if not form and (not _told(sentence) or fits(clause.text, "asks_anyway", language)):
        form = first_word(clause.text, "asking_unless_told", language)
    if not form or _only_tells(clause, language):
        return False
    denied = judge(plain(clause.text), f"agent_{'zh' if is_chinese(language) else 'en'}").denied
    return not {A.ASK_OPEN, A.ASK_CLOSED} <= denied


def _only_tells(clause: Clause, language: str) -> bool:
    """Whether a clause looks like a question or a request, and is none."""
    return any(fits(clause.text, name, language) for name in ("tells", "requests_none"))


def _told(sentence: Sentence) -> bool:
    """Whether a sentence ends as one that tells: 我看看它放哪儿了。 What has no mark may be a question."""
    end = plain(sentence[-1].text)
    return bool(ENDS.search(end)) and "?" not in end[-3:]


def _asks_at_once(text: str, sentence: Sentence, language: str) -> bool:
    """Whether the first word, after and, so, okay …, opens a question: 'buy what you need' does not,
    nor does 'when you've a minute' in a sentence that tells."""
    if _told(sentence) and SUBORDINATE.search(plain(text)):
        return False
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
    likely = read.clauses_doing(*ASKING, floor=ASKS_FROM)
    clauses = tuple(clause for clause in likely if not _only_tells(clause, language))
    if read.does(*ASKING) and not likely:
        asks = (s for s in sentences(read) if not _told(s) or any(_shaped(c, s, language) for c in s))
        return tuple(clause for sentence in asks for clause in sentence)
    sure = read.does(*ASKING)
    found = (clause for sentence in sentences(read) for clause in _asking(sentence, clauses, language, sure))
    return tuple(found)


def _asking(sentence: Sentence, likely: tuple[Clause, ...], language: str, sure: bool) -> Iterator[Clause]:
    """What asks, and what has the form of a question in the same sentence: 留的是谁的电话，是家里人的吗.
    A question mark behind words that put nothing forward, or words that need none, makes a question of
    whatever else they seem.
    """
    asks = sure and any(clause in likely for clause in sentence)
    for clause in sentence:
        shaped = _shaped(clause, sentence, language)
        mark = plain(clause.text).endswith("?") or fits(clause.text, "asks_anyway", language)
        marked = shaped and mark and not puts_forward(clause.text, language)
        plainly = strongest(clause.acts, TELLING) >= PLAIN
        doubtful = _told(sentence) and clause.acts.get(A.ASK_IDENTITY, 0.0) < ASKS_FROM
        doubtful = doubtful and strongest(clause.acts, ASKING) < PLAIN
        if (clause in likely and (shaped or (sure and not doubtful))) or (
            shaped and (asks or (not sure and not plainly) or (marked and not _courtesy(clause)))
        ):
            yield clause


def _courtesy(clause: Clause) -> bool:
    """Whether a clause plainly does what people do in the form of a question: 还有什么可以帮您？"""
    return strongest(clause.acts, COURTESIES) >= PLAIN


def asked(
    clauses: tuple[Clause, ...], read: Understanding, scenario: Scenario, *, offers: bool
) -> tuple[Fact, ...]:
    """The facts a question fits, of several questions those of each. What the clauses that ask do not say
    stands right before or after them: 瓶子碎成什么样了，有没有拍下来？ But not where the turn ``offers``
    something: 您看行吗？
    """
    found: tuple[Fact, ...] = ()
    if _puts_a_wish(clauses, read, scenario.language):
        return found
    offers = offers or all(OFFERED.search(plain(clause.text)) for clause in clauses)
    for stretch in _stretches(clauses, read, scenario.language, wider=not offers):
        found = _fitting(" ".join(clause.text for clause in stretch), read, scenario)
        if found:
            break
    identity = [fact for fact in found if fact.kind == "identity"]
    if not identity or not read.does(A.ASK_IDENTITY):
        return found
    return tuple(fact for fact in found if fact in identity or _asked_besides(fact, clauses, read, scenario))


def _puts_a_wish(clauses: tuple[Clause, ...], read: Understanding, language: str) -> bool:
    """Whether all that asks is whether the wish is got right: 您最怕的是回来多扣钱，是吧？"""
    checks = (any(first_word(c.text, name, language) for name in ("tags", "checking")) for c in clauses)
    return all(checks) and any(fits(clause.text, "wishes", language) for clause in read.clauses)


def _asked_besides(fact: Fact, clauses: tuple[Clause, ...], read: Understanding, scenario: Scenario) -> bool:
    """Whether a question that is not for identity asks for this: 您贵姓？东西是哪天丢的？ Whoever asks for
    identity wants only that, whatever else the words may fit.
    """
    for clause in clauses:
        fits = _fitting(clause.text, read, scenario)
        if fact in fits and not any(other.kind == "identity" for other in fits):
            return True
    return False


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
    return found if found or not read.does(A.ASK_IDENTITY) else _by_name(asking, known, scenario.language)


def fitting_identity(text: str, scenario: Scenario) -> tuple[Fact, ...]:
    """What identifies the caller and is named here."""
    known = [fact for fact in scenario.facts if fact.kind == "identity"]
    found = tuple(f for f in known if f.asks and mentions_any(text, f.asks, scenario.language))
    return found or _by_name(text, known, scenario.language)


def _by_name(text: str, known: Sequence[Fact], language: str) -> tuple[Fact, ...]:
    """What identifies the caller, by its mere name."""
    verbs = set(wordlist("wanting", language))
    heads = {f.id: [_named(cue, verbs) for cue in f.asks] for f in known if f.kind == "identity"}
    return tuple(f for f in known if f.id in heads and mentions_any(text, heads[f.id], language))


def _named(cue: str, verbs: set[str]) -> str:
    """The part of a cue that names a thing: the first without a verb, as in ``take|get name``."""
    return next((part for part in cue.split() if verbs.isdisjoint(part.split("|"))), cue)
