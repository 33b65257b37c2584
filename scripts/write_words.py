"""Writes the words that mend what is misheard in Mandarin calls: ``python scripts/write_words.py``.

They are counted with jieba over what agents and customers say (``simulator/understanding/corpus``), without
the files that imitate a recogniser's mistakes and without the held-out texts, which test the mending.
Words of two to four characters are kept, with all the single ones that stand between them. ``--check`` writes
nothing and exits 1 when the file on disk is out of date.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import jieba

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from simulator.understanding.corpus import Example, files
from simulator.understanding.sound import function_characters
from simulator.voice.homophones import LONGEST, OTHER_TONE, WORDS, distance, expected, near, sounds

EVERYDAY, LONG, RARE = 100, 20, 40  # occurrences in jieba's own list
NAMES = ("nr", "nrt", "nt")  # its kinds of word: people, organisations
HAN = re.compile(r"[\u4e00-\u9fff]+")
HEAD = """\
# How often words stand in Mandarin service calls: a count, then the words seen so often.
# 0: not seen there, but everyday words of jieba's list.
# Made by scripts/write_words.py from simulator/understanding/corpus (*_zh) with jieba 0.42.1 (MIT).
"""


def texts() -> Iterator[str]:
    """What agents and customers say, each text once, as it would be written without a mistake."""
    seen: set[str] = set()
    for path in [path for side in ("agent_zh", "customer_zh") for path in files(side)]:
        if "asr" not in path.stem:
            lines = path.read_text(encoding="utf-8").splitlines()
            seen.update(json.loads(line)["text"] for line in lines if line.strip())
    yield from sorted(text for text in seen if not Example(text, ()).held_out)


def words(stretch: str) -> Iterator[str]:
    """Its words: those of jieba's list, and guessed ones (光猫) that hold no piece of grammar (我查)."""
    for word in jieba.lcut(stretch):
        guessed = word not in jieba.dt.FREQ and bool(function_characters() & set(word))
        yield from jieba.lcut(word, HMM=False) if guessed else [word]


def words_text() -> str:
    """The file, from scratch."""
    jieba.setLogLevel(logging.ERROR)
    stretches = [stretch for text in texts() for stretch in HAN.findall(text)]
    seen = Counter(word for stretch in stretches for word in words(stretch))
    by_count: dict[int, list[str]] = defaultdict(list)
    for word, count in sorted(seen.items()):
        if len(word) <= LONGEST:
            by_count[count].append(word)
    lines = [f"{count} {' '.join(same)}\n" for count, same in sorted(by_count.items(), reverse=True)]
    return HEAD + "".join(lines) + f"0 {' '.join(sorted(everyday_words(seen) - set(seen)))}\n"


def everyday_words(seen: Counter[str]) -> set[str]:
    """Words of jieba's own list that are no names: frequent ones, and rarer ones that others sound like.

    Rare ones that sound almost like an expected word are left out: the expected one is likelier.
    """
    by_sound: dict[str, list[str]] = defaultdict(list)
    for word in (word for word, count in seen.items() if expected(word, count)):
        for sound in {near(sound) for sound in sounds(word)}:
            by_sound[sound].append(word)
    return {word for word, count in listed() if _frequent(word, count) or _rival(word, count, by_sound)}


def _frequent(word: str, count: int) -> bool:
    return count >= (LONG if len(word) > 2 else EVERYDAY)


def _rival(word: str, count: int, by_sound: dict[str, list[str]]) -> bool:
    rivals = [rival for sound in sounds(word) for rival in by_sound.get(near(sound), [])]
    apart = count >= RARE or all(distance(word, rival) > OTHER_TONE for rival in rivals)
    return bool(rivals) and apart


def listed() -> Iterator[tuple[str, int]]:
    """The words of jieba's list with how often they stood in its texts."""
    path = Path(jieba.__file__).parent / "dict.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        word, count, kind = line.split()
        if 1 < len(word) <= LONGEST and kind not in NAMES and HAN.fullmatch(word):
            yield word, int(count)


def main(arguments: list[str]) -> int:
    """Write the file when it is out of date, or only say so with ``--check``."""
    text = words_text()
    if WORDS.exists() and WORDS.read_text(encoding="utf-8") == text:
        return 0
    if "--check" in arguments:
        print("words_zh.txt: out of date; run python scripts/write_words.py")
        return 1
    WORDS.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
