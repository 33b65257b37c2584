"""Cuts what was said into lines that can stand alone, and tidies them for a scenario."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from simulator.drafting.words import listed
from simulator.transcript import is_chinese
from simulator.understanding.clauses import split
from simulator.understanding.normalise import is_word_char

LONGEST = {True: 42, False: 130}  # characters of a line: longer ones are not spoken in one breath
ENOUGH = {True: 2, False: 4}  # word characters of a line that says something
UNBROKEN = 16  # characters without a mark that nobody reads at a glance
ASKS = re.compile(
    "(?:吗|呢|么|多少|什么|哪儿|哪里|几点)[呀啊呢]?$|(?:怎么|为什么|凭什么|凭啥|咋)[^，。！？]{0,10}$"
)
HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[,!?:;]|[,!?:;](?=[\u4e00-\u9fff])")
FULL = {",": "，", "!": "！", "?": "？", ":": "：", ";": "；"}
SHORT = {True: 18, False: 60}
END = re.compile(
    r"(?<=[。！？!?；;…])(?![。！？!?；;…”\"'’）)])\s*|(?<=[a-z0-9A-Z]\.)\s+(?=[A-Z])|(?<=\.)\s+(?=[A-Z\u4e00-\u9fff])"
)
TITLES = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St)\.$")
STUMBLE = re.compile(r"\b([A-Za-z]+(?:['’][a-z]+)?),? (?:um|uh|er|erm),? \1\b", re.IGNORECASE)  # I'm, um, I'm
REPEATED = re.compile(r"([\u4e00-\u9fff]{1,4})[，,、]\1(?=[\u4e00-\u9fff])")  # 查，查: a stumble


def join(texts: Sequence[str], chinese: bool) -> str:
    """Fragments of one speaker as one text."""
    if not chinese:
        return " ".join(texts)
    closed = [text if not is_word_char(text[-1:] or "。") else f"{text}，" for text in texts[:-1]]
    return "".join([*closed, texts[-1]])


def sentences(text: str, language: str) -> list[str]:
    """The sentences of a turn; long ones and unpunctuated speech cut at clauses, none without words."""
    chinese = is_chinese(language)
    found = [piece for whole in _marked(text) for piece in _breaths(whole, language, chinese)]
    return [piece for piece in found if any(map(is_word_char, piece))]


def _marked(text: str) -> Iterator[str]:
    waiting = ""
    for piece in END.split(text):
        waiting = f"{waiting} {piece}".strip() if waiting else piece
        if not TITLES.search(waiting):
            yield waiting
            waiting = ""
    if waiting:
        yield waiting


def _breaths(text: str, language: str, chinese: bool) -> Iterator[str]:
    """A sentence in lines of bearable length."""
    longest = LONGEST[chinese]
    if len(text) <= longest:
        yield text.strip()
        return
    line = ""
    for clause in _clauses(text, language):
        if line and len(line) + len(clause) > longest:
            yield line.strip()
            line = ""
        line += clause
    yield from _hard_cut(line.strip(), longest * 2)


def _clauses(text: str, language: str) -> Iterator[str]:
    """The clauses with everything between them, so that nothing is lost."""
    starts = [piece.start for piece in split(text, language)]
    edges = [0, *starts[1:], len(text)]
    yield from (text[a:b] for a, b in pairwise(edges) if a < b)


def _hard_cut(line: str, longest: int) -> Iterator[str]:
    yield from (line[i : i + longest] for i in range(0, len(line), longest))


def tidy(text: str, language: str, *, greeted: bool = False) -> str:
    """A line as a scenario may hold it: no half-width brackets or braces, no greeting unless ``greeted``."""
    text = text.translate(str.maketrans("(){}", "（）（）"))
    text = _punctuated(text, language) if is_chinese(language) else STUMBLE.sub(r"\1", text)
    rest = re.sub(listed("greetings", language), "", text, count=1, flags=re.I) if text else text
    text = rest if _says_enough(rest, language) and not greeted else text
    text = REPEATED.sub(r"\1", text).strip(" ，,、；;")
    return text[:1].upper() + text[1:] if not is_chinese(language) else text


def closed(text: str, language: str) -> str:
    """The line with a mark at its end."""
    text = text.rstrip(" ，,、；;:：")
    if not is_word_char(text[-1:] or "。"):
        return text
    if is_chinese(language):
        return text + ("？" if ASKS.search(text) else "。")
    return text + "."


def _punctuated(text: str, language: str) -> str:
    """Chinese marks in Chinese; recognised speech without any gets a comma between its clauses."""
    text = HALF_WIDTH.sub(lambda mark: FULL[mark.group()], text)
    if len(text) < UNBROKEN or not text or any(not is_word_char(char) for char in text.rstrip("。？！")):
        return text
    return "，".join(clause.strip() for clause in _clauses(text, language))


def _says_enough(text: str, language: str) -> bool:
    return sum(map(is_word_char, text)) >= ENOUGH[is_chinese(language)]


def varied(line: str, language: str) -> str:
    """The same line with an optional particle or first word, which people say or leave out."""
    if not is_chinese(language) or "(" in line or "|" in line:
        return line
    opened = re.sub(listed("openers", language) + "[，,]", r"(\1，|)", line, count=1)
    return re.sub(listed("particles", language), r"(\1|)", opened, count=1)


def short(text: str, language: str) -> str:
    """The bare matter of a line: its clauses, as many as are still short."""
    chinese = is_chinese(language)
    kept = ""
    for clause in _clauses(text, language):
        if kept and len(kept) + len(clause) > SHORT[chinese]:
            break
        kept += clause
    kept = kept.strip().rstrip("。！？!?，,.；;…-– ")
    if len(kept) <= 2 * SHORT[chinese]:
        return kept
    return kept[: SHORT[chinese]] if chinese else kept[: SHORT[chinese]].rsplit(" ", 1)[0]
