"""The signs of a whole call, gathered: what an item's verdict is learned from. Each feature has a name.

``sign: best`` is the highest probability over the turns, ``often`` the sum (three are plenty), ``there``
and ``twice`` count turns in which it is likely enough; the rest says when. A group is what stands before
the colon.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from grading.finding import Finding
from grading.learned.items import item_signs
from grading.learned.names import CUSTOMER, sign_names
from grading.learned.signs import Signs
from grading.result import Verdict

PLENTY = 3.0
TURNS = 20.0
STORIES = 5.0
ANSWERS = ("feel", "fact", "deny", "endorse", "aimed", "soothe", "ack")  # to an opinion
RESTATING = ("state", "wish", "check", "keyword")
ALWAYS = "call"


def answered_worst(signs: Signs, scorer: str, verdict: Verdict) -> int | None:
    """The customer's turn whose answer a verdict on opinions rests on: the worst, of a good one the best."""
    turns = signs.reading.turns
    held = [i for i in signs.reading.opinions if i + 1 < len(turns) and turns[i + 1].by_agent]
    if scorer != "opinion" or not held:
        return None

    def goodness(place: int) -> float:
        answer = signs.likely[place + 1]
        bad = max(answer.get(sign, 0.0) for sign in ("deny", "endorse", "aimed"))
        return answer.get("feel", 0.0) + answer.get("fact", 0.0) - bad

    return max(held, key=goodness) if verdict is Verdict.MET else min(held, key=goodness)


def case(signs: Signs) -> dict[str, float]:
    """All features of a call but the rule's own verdict."""
    found = dict(_call(signs))
    agent = _side(signs, by_agent=True)
    customer = _side(signs, by_agent=False)
    business = max(customer, key=lambda i: signs.likely[i].get("business", 0.0), default=-1)
    for sign in sign_names()["agent"]:
        found |= _over_call(sign, signs, agent, signs.enough.get(sign, 0.5))
        after = [signs.likely[i].get(sign, 0.0) for i in agent if i > business]
        found[f"{sign}: after the business"] = max(after, default=0.0)
    for sign in sign_names()["customer"]:
        name = CUSTOMER + sign
        found |= _over_call(sign, signs, customer, signs.enough.get(name, 0.5), name)
    found |= dict(_answers(signs)) | dict(_meeting(signs, agent, customer)) | dict(_stories(signs))
    return found | dict(_before_solution(signs, agent))


def chosen(features: Mapping[str, float], scorer: str, rule: Finding) -> dict[str, float]:
    """The features that this scorer's verdict rests on, the rule's verdict and reason among them."""
    mine = {name: features[name] for name in _of_groups(scorer, tuple(features))}
    return mine | {f"rule: {rule.verdict.value}": 1.0, f"rule: {rule.why}": 1.0}


@lru_cache(maxsize=256)
def _of_groups(scorer: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the names whose group the scorer's verdict rests on; all calls have the same names."""
    groups = {ALWAYS, *_names(item_signs()[scorer]["signs"])}
    return tuple(name for name in names if name.split(":")[0] in groups)


def _names(listed: object) -> Iterator[str]:
    if isinstance(listed, list):
        yield from map(str, listed)


def _side(signs: Signs, *, by_agent: bool) -> list[int]:
    """The turns of one side that have a place in the call."""
    turns = signs.reading.turns
    return [t.index for t in turns if t.by_agent is by_agent and t.text.strip()]


def _call(signs: Signs) -> Iterator[tuple[str, float]]:
    spoken = [turn for turn in signs.reading.turns if turn.text.strip() and not turn.stuffed]
    yield "call: turns", min(3.0, len(spoken) / TURNS)
    yield "call: the customer ends", float(bool(spoken) and not spoken[-1].by_agent)
    yield "call: Chinese", float(signs.reading.chinese)


def _over_call(
    sign: str, signs: Signs, turns: Sequence[int], enough: float, name: str = ""
) -> dict[str, float]:
    likely = [signs.likely[i].get(sign, 0.0) for i in turns] or [0.0]
    count = sum(share >= enough for share in likely)
    seen = {
        "best": max(likely),
        "often": min(PLENTY, sum(likely)) / PLENTY,
        "at the start": max(likely[:2]),
        "at the end": max(likely[-3:]),
        "last": likely[-1],
        "there": float(count > 0),
        "twice": float(count > 1),
    }
    return {f"{name or sign}: {what}": value for what, value in seen.items()}


def _replies(signs: Signs, sign: str) -> list[tuple[float, dict[str, float]]]:
    """Customer turns with the probability of a sign, and the signs of the agent's turn right after."""
    turns = signs.reading.turns
    return [
        (signs.likely[t.index].get(sign, 0.0), signs.likely[t.index + 1])
        for t in turns[:-1]
        if not t.by_agent and turns[t.index + 1].by_agent
    ]


def _answers(signs: Signs) -> Iterator[tuple[str, float]]:
    """The worst and the strongest answer to an opinion."""
    held = _replies(signs, "opinion")
    for sign in ANSWERS:
        name = f"answers to opinions: {sign}"
        yield f"{name} least", min((1 - p + p * reply.get(sign, 0.0) for p, reply in held), default=1.0)
        yield f"{name} most", max((p * reply.get(sign, 0.0) for p, reply in held), default=0.0)
    both = (1 - p + p * reply.get("feel", 0.0) * reply.get("fact", 0.0) for p, reply in held)
    yield "answers to opinions: both least", min(both, default=1.0)


def _meeting(signs: Signs, agent: Sequence[int], customer: Sequence[int]) -> Iterator[tuple[str, float]]:
    """What meets the first emotion."""
    enough = signs.enough.get(CUSTOMER + "emotion", 0.5)
    first = next((i for i in customer if signs.likely[i].get("emotion", 0.0) >= enough), len(signs.likely))
    for name, kinds in (("feeling", ("feel",)), ("stock", ("soothe", "bare"))):
        after = [signs.likely[i].get(kind, 0.0) for i in agent if i > first for kind in kinds]
        yield f"meets feeling: {name}", max(after, default=0.0)


def _stories(signs: Signs) -> Iterator[tuple[str, float]]:
    told = _replies(signs, "story")
    count = sum(p for p, _ in told)
    heard = sum(p * max(reply.get("ack", 0.0), reply.get("feel", 0.0)) for p, reply in told)
    cuts = len(signs.reading.interruptions)
    yield "stories: how many", min(STORIES, count) / STORIES
    yield "stories: acknowledged", heard / max(0.5, count)
    yield "interruptions: one", float(cuts == 1)
    yield "interruptions: more", float(cuts > 1)


def _before_solution(signs: Signs, agent: Sequence[int]) -> Iterator[tuple[str, float]]:
    """Restating counts as long as no way out is on the table; how likely that is falls turn by turn."""
    best = dict.fromkeys(RESTATING, 0.0)
    still = 1.0
    for i in agent:
        turn = signs.likely[i]
        for sign in RESTATING:
            best[sign] = max(best[sign], still * turn.get(sign, 0.0))
        still *= 1 - max(turn.get("path", 0.0), turn.get("done", 0.0))
    yield from ((f"before the solution: {sign}", value) for sign, value in best.items())
    yield "before the solution: all", best["state"] * best["wish"] * best["check"]
