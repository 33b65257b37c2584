"""How many verdicts flip when a call is changed in a way that should change none.

    python -m benchmarks.robustness

On the Chinese calls of ``grading/corpus`` that are kept aside: no punctuation, 5 % of the characters replaced
by others of the same sound, another surname, the other gender, another city. Nothing is asserted here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from random import Random

from pypinyin import lazy_pinyin

from grading.grader import grade
from grading.learned.corpus import FOLDER
from grading.scorecard import load_scorecard
from simulator.transcript import Transcript

SHARE = 0.05
SWAPS = {
    "another surname": [(name, "欧阳") for name in "王李张刘陈杨赵黄周吴徐孙"],
    "the other gender": [("先生", "\0"), ("女士", "先生"), ("\0", "女士")],
    "another city": [
        (city, "兰州") for city in ("北京", "上海", "广州", "深圳", "杭州", "成都", "武汉", "南京")
    ],
}


def main() -> None:
    """Print one line a change."""
    lines = [
        line
        for path in sorted(FOLDER.glob("calls_zh_b[0-9].jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    calls = [Transcript.model_validate_json(line) for line in lines]
    before = [verdicts(call) for call in calls]
    sounds = homophones("".join(turn.text for call in calls for turn in call.turns))
    changes: dict[str, Callable[[str], str]] = {
        "no punctuation": lambda text: re.sub(r"[，。！？、；：,.!?…—]", " ", text),
        "5 % homophones": lambda text: misheard(text, sounds),
        **{name: swapped(pairs) for name, pairs in SWAPS.items()},
    }
    for name, change in changes.items():
        after = [verdicts(changed(call, change)) for call in calls]
        pairs = [(b[item], a[item]) for b, a in zip(before, after, strict=True) for item in b]
        flips = sum(b != a for b, a in pairs)
        print(f"{name:<20}{flips:>5} of {len(pairs)} verdicts flip  {flips / len(pairs):.2%}")


def verdicts(call: Transcript) -> dict[str, str]:
    """The verdict of each item."""
    return {item.id: item.verdict.value for item in grade(call, load_scorecard("inbound@1")).items}


def changed(call: Transcript, change: Callable[[str], str]) -> Transcript:
    """The call with every turn's text changed."""
    turns = tuple(turn.model_copy(update={"text": change(turn.text)}) for turn in call.turns)
    return call.model_copy(update={"turns": turns})


def swapped(pairs: list[tuple[str, str]]) -> Callable[[str], str]:
    """Replaces one word by another, in order."""

    def change(text: str) -> str:
        for one, other in pairs:
            text = text.replace(one, other)
        return text

    return change


def homophones(text: str) -> dict[str, list[str]]:
    """For each character the others of the same toneless sound that occur in these calls."""
    by_sound: dict[str, set[str]] = defaultdict(set)
    for char in set(text):
        if "一" <= char <= "鿿":
            by_sound[lazy_pinyin(char)[0]].add(char)
    return {char: sorted(group - {char}) for group in by_sound.values() for char in group}


def misheard(text: str, sounds: dict[str, list[str]]) -> str:
    """The text with one character in twenty taken for another of its sound; the same every time."""
    random = Random(text)
    return "".join(
        random.choice(sounds[char]) if sounds.get(char) and random.random() < SHARE else char for char in text
    )


if __name__ == "__main__":
    main()
