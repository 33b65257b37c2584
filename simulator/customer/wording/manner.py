"""How a person begins to speak: fillers of their own, a word to start with, a start made twice.

Little of it, and at most once an utterance: people hesitate over what they tell or want to know, the
talkative more than the terse; nobody hesitates who is angry, and short answers come straight.
"""

from __future__ import annotations

import random
import re
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from simulator.content.persona import Persona
from simulator.content.wording import Band, Move
from simulator.customer.deciding.saying import Saying
from simulator.transcript import is_chinese
from simulator.understanding.acts import CustomerAct as C

FILLER_SHARE = 0.3  # of such utterances start with one of the persona's fillers
START_SHARE = {"terse": 0.08, "normal": 0.2, "talkative": 0.35}  # … or else with a common word
STAMMER_SHARE = 0.12  # of what the anxious tell
_CLAUSE = re.compile("[，。！？；,.!?]")
SHORT = 8  # characters; below that nobody takes a run-up
HESITANT = (C.TELL_FACT, C.ANSWER, C.ASK, C.DOUBT)
THINKING = (Move.ANSWER_UNKNOWN, Move.ASK_NEXT, Move.ASK_WHEN, Move.DOUBT, Move.CORRECT)
STARTS = {C.TELL_FACT: "tell", C.ANSWER: "tell", C.ASK: "ask", C.ACCUSE: "object", C.OBJECT: "object",
          C.DEMAND: "object"}  # fmt: skip
BEGUN = frozenset("哎唉嗯哦噢喂那对行好不啊可哟呵嘿得还就反")
PRONOUNS = ("我", "我们", "你们", "他")
BEGUN_EN = re.compile(r"(?:oh|um|well|so|look|and|but|no|yes|yeah|right|okay|er|i mean|hang)\b")


@lru_cache(maxsize=2)
def _starts(chinese: bool) -> dict[str, dict[str, list[str]]]:
    path = Path(__file__).parents[1] / "lines" / "manner.yaml"
    table: dict[str, dict[str, dict[str, list[str]]]] = YAML(typ="safe").load(
        path.read_text(encoding="utf-8")
    )
    return table["zh" if chinese else "en"]


def start(saying: Saying, text: str, persona: Persona, band: Band, chance: random.Random) -> str:
    """What comes before the first words, with its comma; '' mostly."""
    fillers = persona.speech.fillers
    if fillers and band is not Band.ANGRY and _thinks(saying) and chance.random() < FILLER_SHARE:
        filler = chance.choice(fillers).rstrip("，,… ")
        comma = "，" if is_chinese(persona.language) else ", "
        silly = _opens(text, persona.language) or _twice(filler, text, persona.language)
        return "" if silly else filler + comma
    if saying.move is not None or saying.act not in STARTS or _begun(text, persona.language):
        return ""
    if chance.random() >= START_SHARE[persona.speech.talkative]:
        return ""
    words = _starts(is_chinese(persona.language))[STARTS[saying.act]]
    first = chance.choice(words.get(band.value, words["any"]))
    return "" if _twice(first, text, persona.language) else first


def stammered(saying: Saying, text: str, band: Band, chance: random.Random) -> str:
    """我……我就是怕: a start made twice by somebody anxious, now and then."""
    if band is not Band.ANXIOUS or saying.act not in HESITANT or len(text) < SHORT:
        return text
    first = next((word for word in PRONOUNS if text.startswith(word)), "")
    if text.startswith("I "):
        first = "I"
    if not first or chance.random() >= STAMMER_SHARE:
        return text
    return f"{first}... {text}" if first == "I" else f"{first}……{text}"


def _thinks(saying: Saying) -> bool:
    """Whether people look for words here: what they tell or want to know, not what they throw in."""
    return saying.act in HESITANT and (saying.move is None or saying.move in THINKING)


def _twice(first: str, text: str, language: str) -> bool:
    """Whether the line's own beginning says again what this start says: 我想问问，请你告诉我."""
    chinese = is_chinese(language)
    first = first.lower().strip("，,… ")
    clause = _CLAUSE.split(text.lower(), maxsplit=1)[0] if chinese else " ".join(text.lower().split()[:5])
    groups = _starts(chinese)["said"]["any"]
    return clause.startswith(first) or any(
        _says(first, ways, chinese) and _says(clause, ways, chinese) for ways in groups
    )


def _says(text: str, ways: str, chinese: bool) -> bool:
    """Whether the text has one of the ways, ``a|b``, to say a thing."""
    return re.search(ways if chinese else rf"\b(?:{ways})\b", text) is not None


def _begun(text: str, language: str) -> bool:
    """Whether the line has a start of its own, or is too short for one."""
    return len(text) < SHORT or _opens(text, language)


def _opens(text: str, language: str) -> bool:
    """Whether the line begins with such a word itself."""
    return text[0] in BEGUN if is_chinese(language) else BEGUN_EN.match(text.lower()) is not None
