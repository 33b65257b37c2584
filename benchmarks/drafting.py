"""How much of a scenario is found again in calls that were played from it.

    python -m benchmarks.drafting [SEEDS]

Every shipped scenario is played (4 seeds from 10 on, unless told otherwise) by the expert and the novice bot
in turn. What came up is known turn by turn (``Turn.said``); a draft is made of the call's words alone, with a
library from which this scenario has been taken out. Found: a part of the draft that comes from that turn and
shares half of its content with one of the lines the scenario has for it. Printed: recall, precision and how
many of them there were.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from simulator.content.alternation import words_of
from simulator.content.loading import Library, library
from simulator.content.scenario import Scenario
from simulator.content.wording import Lines
from simulator.drafting.drafting import find
from simulator.drafting.findings import Findings
from simulator.drafting.privacy import mask
from simulator.drafting.talk import read_talk
from simulator.rehearsal.playing import rehearsed
from simulator.transcript import Speaker, Transcript, Turn, is_chinese
from simulator.understanding import mentions_any
from simulator.understanding.overlap import shared

SEEDS, FIRST = 4, 10  # seeds under 10 were read while the rules were written
FROM = 0.5  # content shared
BOTS = ("expert", "novice")


@dataclass
class Score:
    """Parts that came up, parts that were found, and those in both."""

    there: int = 0
    met: int = 0
    found: int = 0
    right: int = 0

    def __str__(self) -> str:
        recall = self.met / self.there if self.there else 0.0
        precision = self.right / self.found if self.found else 0.0
        return f"recall {recall:.2f}, precision {precision:.2f} ({self.there} came up, {self.found} found)"


@dataclass(frozen=True)
class Part:
    """Something said in some turns (1-based), in one of these wordings."""

    turns: tuple[int, ...]
    wordings: tuple[str, ...] = field(default=())


def main(arguments: Sequence[str]) -> None:
    """Play, draft, count."""
    seeds = int(arguments[0]) if arguments else SEEDS
    content = library()
    for chinese in (True, False):
        scores = {kind: Score() for kind in ("facts", "objections", "questions", "ways out")}
        calls = 0
        for scenario in content.scenarios.values():
            if is_chinese(scenario.language) is not chinese:
                continue
            for seed in range(FIRST, FIRST + seeds):
                compare(*played(content, scenario.id, seed), content, scores)
                calls += 1
        print(f"{'Chinese' if chinese else 'English'}, {calls} calls")
        for kind, score in scores.items():
            print(f"  {kind:<11} {score}")


def compare(scenario: Scenario, call: Transcript, content: Library, scores: dict[str, Score]) -> None:
    """Add one call to the scores."""
    masked = mask(call)
    talk = read_talk(masked.call)
    others = {name: one for name, one in content.scenarios.items() if name != scenario.id}
    found = find(masked, talk, Library(others, content.personas))
    truth = came_up(scenario, call)
    for kind, parts in drafted(found).items():
        score, real = scores[kind], truth[kind]
        score.there += len(real)
        score.found += len(parts)
        score.met += sum(any(same(one, other, call.language) for other in parts) for one in real)
        score.right += sum(any(same(other, one, call.language) for other in real) for one in parts)


def same(real: Part, drafted: Part, language: str) -> bool:
    """Whether a part of the draft is this part of the scenario."""
    if not set(real.turns) & set(drafted.turns):
        return False
    lines = " ".join(drafted.wordings)
    alike = (max(shared(one, lines, language), shared(lines, one, language)) for one in real.wordings)
    return not real.wordings or any(share >= FROM for share in alike)


def came_up(scenario: Scenario, call: Transcript) -> dict[str, list[Part]]:
    """What of the scenario was said in this call. A name or number, being replaced, counts by its turn."""
    facts = {fact.id: fact for fact in scenario.facts}
    told = [Part(turns, () if facts[name].kind == "identity" else wordings(facts[name].lines))
            for name, turns in keyed(call.turns, "fact").items() ]  # fmt: skip
    held = {one.id: one.lines for one in scenario.objections}
    asked = {one.id: one.lines for one in scenario.questions}
    ways = [Part(turns) for one in scenario.resolutions
            if (turns := tuple(offers(call, one.offered_by)))]  # fmt: skip
    return {
        "facts": told,
        "objections": [
            Part(turns, wordings(held[name])) for name, turns in keyed(call.turns, "objection").items()
        ],
        "questions": [
            Part(turns, wordings(asked[name])) for name, turns in keyed(call.turns, "question").items()
        ],
        "ways out": ways,
    }


def offers(call: Transcript, cues: Iterable[str]) -> Iterator[int]:
    """The turns of the agent that offer this way out."""
    for number, turn in enumerate(call.turns, 1):
        if turn.speaker is Speaker.AGENT and mentions_any(turn.text, cues, call.language):
            yield number


def drafted(found: Findings) -> dict[str, list[Part]]:
    """The parts of the draft."""
    return {
        "facts": [Part(one.turns, one.lines) for one in found.facts],
        "objections": [Part(one.turns, one.lines) for one in found.objections],
        "questions": [Part(one.turns, one.lines) for one in found.questions],
        "ways out": [Part(one.turns) for one in found.ways],
    }


def keyed(turns: Sequence[Turn], kind: str) -> dict[str, tuple[int, ...]]:
    """The turns in which each thing of a kind was said."""
    found: dict[str, tuple[int, ...]] = {}
    for number, turn in enumerate(turns, 1):
        for key in turn.said:
            name = key.partition(":")[2]
            if key.startswith(f"{kind}:"):
                found[name] = (*found.get(name, ()), number)
    return found


def wordings(lines: Lines) -> tuple[str, ...]:
    """Every wording, alternatives side by side."""
    return tuple(words_of(line) for said in lines.values() for line in said)


def played(content: Library, name: str, seed: int) -> tuple[Scenario, Transcript]:
    """What is played, and the call of a bot: the expert and the novice by turns."""
    scenario, persona = content.cast(name, seed)
    bot = BOTS[seed % len(BOTS)]
    return scenario, rehearsed(bot, scenario, persona, seed).call.transcript("benchmark")


if __name__ == "__main__":
    main(sys.argv[1:])
