"""What ``understand`` finds in public conversations that played no part in building it.

    python -m benchmarks.public FOLDER [SET …]

``FOLDER`` holds one folder a set with a ``dev.jsonl.gz`` (a JSON object a line: ``context`` and ``text``, or
``turns``, and ``labels``). The sets are not part of the project; a missing one is named and passed over.
Every figure comes with the 95 % interval from 500 redrawings of whole conversations, and its count.

Counsellor, teacher and shop are read as the agent, client, student and buyer as the customer. An act counts
as done from a probability of 0.5. How people's labels meet our acts:

- AnnoMI (en, counselling): *reflection* – ``restate`` or ``empathise`` (a reflected feeling is named empathy
  here), the strict ``restate`` alone besides; *question* – any asking act.
- EPITOME (en, replies to people in distress): *emotional reaction* of any strength – ``empathise``,
  ``bare_understanding``, ``soothe`` or ``apologise``; strong (2) – ``empathise``; weak (1) – another one
  without it; *exploration* – any question.
- TalkMoves (en, classrooms): *revoicing* (other words) – ``restate``; *restating* (the same words) – a flat
  repetition, which is ``acknowledge`` here; both together – either, with words coming back. Turns that follow
  no student's turn are left out: nothing is there to restate.
- CrossWOZ (zh, enquiries): greet, thank, bye – ``greet``, ``thank``, ``farewell``; 不客气 has no act.
- JDDC (zh, a shop's chat): satisfaction 0 … 2 against the mood course of ``grading.journey`` turned round,
  at the end, by peak and end, and turn by turn.
- CCSA (zh, small dialogues): negative – anger, anxiety, confusion or sadness is the strongest feeling
  that any speaker shows; positive – relief, thanks or a good wish is; neutral – neither.
- MobileCS (zh, recognised calls): intents of both sides where they have a like among our acts.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grading.journey import journey
from simulator.errors import BadInput
from simulator.transcript import Speaker, Transcript, Turn
from simulator.understanding import Feeling, Understanding, understand
from simulator.understanding.overlap import shared
from simulator.understanding.reader import LIKELY

Record = dict[str, Any]
Floats = NDArray[np.float64]
REDRAWN = 500
SEED = 7
AGENTS = {"agent", "counsellor", "teacher"}
ASKING = ("ask_open", "ask_closed", "ask_identity", "offer_help", "check_satisfaction")
WARM = ("bare_understanding", "soothe", "apologise")
BAD = (Feeling.ANGER, Feeling.ANXIETY, Feeling.CONFUSION, Feeling.SADNESS)
COMING_BACK = 0.3  # share of the words from which a short turn repeats the one before


@dataclass(frozen=True)
class Case:
    """One decision: what people say, what was found, and the conversation it belongs to."""

    group: str
    truth: float
    said: float


class Figures:
    """Cases by figure, in the order in which the figures first came."""

    def __init__(self) -> None:
        self.cases: dict[str, list[Case]] = defaultdict(list)

    def add(self, name: str, record: Record, truth: float, said: float) -> None:
        """One more case of the figure ``name``."""
        self.cases[name].append(Case(record["group"], float(truth), float(said)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of each set."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.public", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="holds the sets, a folder each")
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"{', '.join(SETS)} (all)")
    chosen = parser.parse_args(arguments)
    if not chosen.folder.is_dir():
        parser.error(f"{chosen.folder}: no such folder")
    if unknown := sorted(set(chosen.sets) - set(SETS)):
        parser.error(f"no set '{unknown[0]}'; valid: {', '.join(SETS)}")
    for name in chosen.sets or SETS:
        path = chosen.folder / name / "dev.jsonl.gz"
        if not path.is_file():
            print(f"{name}: not there ({path})")
            continue
        figures = Figures()
        for record in records(path):
            SETS[name](record, figures)
        for figure, cases in figures.cases.items():
            print(line(name, figure, cases))


def records(path: Path) -> Iterator[Record]:
    """The objects of one file. Raises BadInput for a line that is none."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, raw in enumerate(lines, 1):
            try:
                yield json.loads(raw)
            except json.JSONDecodeError as error:
                raise BadInput(f"{path}:{number}: {error.msg}") from error


def line(name: str, figure: str, cases: Sequence[Case]) -> str:
    """One figure with interval and count; the measure is named in the figure."""
    measure = spearman if "ρ" in figure else f1
    groups = sorted({case.group for case in cases})
    members = [[i for i, case in enumerate(cases) if case.group == group] for group in groups]
    truth, said = (np.array([getattr(case, side) for case in cases]) for side in ("truth", "said"))
    draw = np.random.default_rng(SEED)
    values = []
    for _ in range(REDRAWN):
        rows = np.concatenate([members[i] for i in draw.integers(len(groups), size=len(groups))])
        values.append(measure(truth[rows], said[rows]))
    low, high = np.quantile(values, (0.025, 0.975))
    return f"{name:20}{figure:44}{measure(truth, said):.3f}  [{low:.3f}, {high:.3f}]  n {len(cases)}"


def f1(truth: Floats, said: Floats) -> float:
    """F1 of the yes decisions."""
    return float(2 * (truth * said).sum() / max(truth.sum() + said.sum(), 1))


def spearman(truth: Floats, said: Floats) -> float:
    """Rank correlation, ties at their mean rank; 0 where one side does not vary."""
    ranks = [_ranks(side) for side in (truth, said)]
    if min(rank.std() for rank in ranks) == 0:
        return 0.0
    return float(np.corrcoef(*ranks)[0, 1])


def _ranks(values: Floats) -> Floats:
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    middle: Floats = (ends - (counts - 1) / 2)[place]
    return middle


def read(record: Record) -> Understanding:
    """The reading of a record that is one turn with its context."""
    context = [Turn(speaker=side(turn["role"]), text=turn["text"]) for turn in record["context"]]
    speaker = side(record.get("role", "agent"))
    return understand(record["text"], speaker=speaker, language=record["lang"], context=context)


def side(role: str) -> Speaker:
    """Which of our two sides a role is."""
    return Speaker.AGENT if role in AGENTS else Speaker.CUSTOMER


def annomi(record: Record, figures: Figures) -> None:
    """Reflections and questions of a counsellor."""
    found, labels = read(record), record["labels"]
    figures.add("reflection F1", record, labels["reflection"], found.does("restate", "empathise"))
    figures.add("reflection F1, restate alone", record, labels["reflection"], found.does("restate"))
    figures.add("question F1", record, labels["question"], found.does(*ASKING))


def epitome(record: Record, figures: Figures) -> None:
    """Strengths of emotional reaction, and exploration."""
    found, labels = read(record), record["labels"]
    strong = found.does("empathise")
    weak = found.does(*WARM) and not strong
    figures.add("emotional reaction, any F1", record, labels["emotional_reaction"] > 0, strong or weak)
    figures.add("emotional reaction, weak F1", record, labels["emotional_reaction"] == 1, weak)
    figures.add("emotional reaction, strong F1", record, labels["emotional_reaction"] == 2, strong)
    figures.add("exploration F1", record, labels["exploration"] > 0, found.does(*ASKING))


def talkmoves(record: Record, figures: Figures) -> None:
    """Rewording against repeating what a student just said."""
    if not record["context"]:
        return
    found, labels = read(record), record["labels"]
    restates = found.does("restate")
    back = shared(record["text"], record["context"][-1]["text"], "en") >= COMING_BACK
    repeats = found.does("acknowledge") and back and not restates
    figures.add("rewording F1", record, labels["move"] == "revoicing", restates)
    figures.add("repeating F1", record, labels["move"] == "restating", repeats)
    figures.add("either F1", record, labels["restate_or_revoice"], restates or repeats)
    if labels["restate_or_revoice"]:
        figures.add("rewording F1, among both", record, labels["move"] == "revoicing", restates)


def crosswoz(record: Record, figures: Figures) -> None:
    """Opening and closing courtesies."""
    found, acts = read(record), record["labels"]["general_acts"]
    for theirs, ours in (("greet", "greet"), ("thank", "thank"), ("bye", "farewell")):
        figures.add(f"{ours} F1", record, theirs in acts, found.does(ours))
        figures.add("all three F1", record, theirs in acts, found.does(ours))


def jddc(record: Record, figures: Figures) -> None:
    """The mood course of a shop's customer against stated satisfaction."""
    turns = tuple(Turn(speaker=side(turn["role"]), text=turn["text"]) for turn in record["turns"])
    course = journey(Transcript(call_id=record["id"], language="zh", turns=turns))
    overall = record["labels"]["overall3"]
    if course.end is not None and course.peak_end is not None:
        figures.add("end of the call ρ", record, overall, -course.end.distress)
        figures.add("peak and end ρ", record, overall, -course.peak_end)
    for point in course.points:
        stated = record["turns"][point.turn].get("satisfaction3")
        if stated is not None:
            figures.add("turn by turn ρ", record, stated, -point.distress)


def ccsa(record: Record, figures: Figures) -> None:
    """Whether a small dialogue is glad, bitter or neither."""
    good = bad = 0.0
    for turn in record["turns"]:
        text = turn.replace("：", ":").split(":", 1)[-1]
        found = understand(text, speaker=Speaker.CUSTOMER, language="zh")
        bad = max([bad, *(found.feelings.get(feeling, 0.0) for feeling in BAD)])
        good = max(good, found.feelings.get(Feeling.RELIEF, 0.0), found.acts.get("thank", 0.0))
    said = "neutral" if max(good, bad) < LIKELY else "positive" if good >= bad else "negative"
    for polarity in ("negative", "positive", "neutral"):
        figures.add(f"{polarity} F1", record, record["labels"]["polarity"] == polarity, said == polarity)


MOBILECS = {
    "agent": {
        "问候": ("greet",),
        "询问": ASKING,
        "通知": ("explain", "act_now", "refuse"),
        "再见": ("farewell",),
    },
    "customer": {
        "问候": ("greet",),
        "询问": ("ask", "doubt"),
        "求助": ("ask", "state_problem", "demand"),
        "提供信息": ("tell_fact", "answer"),
        "再见": ("farewell",),
    },
}


def mobilecs(record: Record, figures: Figures) -> None:
    """Intents of both sides in recognised calls."""
    context: list[Turn] = []
    for turn in record["turns"]:
        for who, text, intents in (
            (Speaker.AGENT, turn["[SPEAKER 1]"], turn.get("客服意图")),
            (Speaker.CUSTOMER, turn["[SPEAKER 2]"], turn.get("用户意图")),
        ):
            found = understand(text, speaker=who, language="zh", context=context)
            context.append(Turn(speaker=who, text=text))
            for intent, acts in MOBILECS[who].items():
                figures.add(f"{who}'s intents F1", record, intent in (intents or ""), found.does(*acts))


SETS: dict[str, Callable[[Record, Figures], None]] = {
    "annomi_utterances": annomi,
    "epitome": epitome,
    "talkmoves_restating": talkmoves,
    "crosswoz_general": crosswoz,
    "uss_jddc": jddc,
    "ccsa_polarity": ccsa,
    "mobilecs_example": mobilecs,
}

if __name__ == "__main__":
    main()
