"""People's names as they are said on the phone: 我叫…, 免贵姓…, 王先生, my name is …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from simulator.understanding.lexicon import read
from simulator.understanding.reading import FactKind

LEXICON = Path(__file__).parent / "lexicon" / "names.yaml"
_WORDS = read(LEXICON)
_NAME = f"(?:{'|'.join(_WORDS['compound'])}|[{''.join(_WORDS['surnames'])}])"
_TITLE = "|".join(_WORDS["titles"])
_GIVEN = "(?![吗呢吧啊的了是您我你他她哪什怎不很这那])[\u4e00-\u9fff]"
_END = r"(?=$|[^\u4e00-\u9fff]|很高兴|请问|为您|为你|的|您|你|啊|吧|呢|是|工号|来|这边|就|帮)"
_BEFORE = f"我叫|名字(?:是|叫)|姓名是?|户主(?:是|叫)|(?:我|本人)是(?={_NAME})"
_ZH = [
    re.compile(f"(?:{_BEFORE})(?P<name>{_NAME}{_GIVEN}{{1,2}}?){_END}"),
    re.compile(f"(?:免贵)?姓(?P<name>{_NAME})(?=$|[^名氏])"),
    re.compile(f"(?P<name>{_NAME}(?:{_TITLE}))(?!服务费)"),
    re.compile(
        f"(?:叫|喊|称呼|是|我|客服|专员|坐席|代表)(?:我)?(?P<name>小{_NAME})(?=$|[^\u4e00-\u9fff]|就|吧|啊|很|为|来)"
    ),
]
_WORD = r"[A-Za-z][a-z'’-]+"
_CAP = r"[A-Z][a-z'’-]+(?:[A-Z][a-z]+)?"
_FULL = rf"{_CAP}(?:\s{_CAP}){{0,2}}"
_SPEAKING = "you're speaking (?:with|to)"
_EN = [
    re.compile(rf"(?i:\b(?:my name is|my name's|name is|call me)\s)(?P<name>{_FULL}|{_WORD})"),
    re.compile(rf"\b(?i:this is|i'm|i am|it's|{_SPEAKING})\s(?P<name>{_FULL})"),
    re.compile(rf"\b(?i:this is|{_SPEAKING})\s(?P<name>{_WORD})(?=\s(?i:speaking|here|from))"),
    re.compile(rf"\b(?P<name>(?:Mr|Mrs|Ms|Miss|Dr|mr|mrs|ms|dr)\.?\s{_CAP})"),
]
_NOT_NAMES = frozenset([*_WORDS["not_names"]["zh"], *_WORDS["not_names"]["en"]])


def names(text: str, flat: str, chinese: bool) -> Iterator[tuple[FactKind, int, int]]:
    """The names in a text as (kind, start, end); English needs the original capitals."""
    end = -1
    spans = sorted(_spans(flat if chinese else text, chinese))
    for start, stop in spans:
        if start >= end:
            yield FactKind.NAME, start, stop
            end = stop


def _spans(source: str, chinese: bool) -> Iterator[tuple[int, int]]:
    for pattern in _ZH if chinese else _EN:
        for found in pattern.finditer(source):
            name = found["name"]
            if name.split()[0].lower() not in _NOT_NAMES:
                yield found.span("name")
