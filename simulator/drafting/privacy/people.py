"""People's names: found where they are told, confirmed, addressed; replaced wherever they turn up again.

The same family name always becomes the same invented one, so 王建国, 王先生 and 小王 stay one person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import cycle, islice

from simulator.drafting.privacy.lists import COMPOUND, SURNAMES, WORDS
from simulator.transcript import is_chinese
from simulator.understanding import FactKind, facts
from simulator.understanding.lexicon import read
from simulator.understanding.overlap import LEXICON as FUNCTION_WORDS

ZH, EN = WORDS["names"]["zh"], WORDS["names"]["en"]
HAN = "\u4e00-\u9fff"
FAMILY = f"(?:{'|'.join(COMPOUND)}|[{SURNAMES}])"
GIVEN = f"(?!{ZH['titles']}|[吗呢吧啊的了是您我你他她哪什怎不很这那号])[{HAN}]"
NO_NAME = re.compile(f"^(?:{ZH['not']})")
EDGE = rf"(?=$|[^{HAN}]|{ZH['after']}|您好|的|您|你|啊|吧|呢|，)"
TOLD = re.compile(f"(?:{ZH['before']})(?P<name>{FAMILY}{GIVEN}{{1,2}}?){EDGE}")
ANSWERED = re.compile(
    rf"(?:^|[^{HAN}]|[0-9零一二三四五六七八九幺])(?:我是|是|叫|我叫|姓名|名字|我姓)?"
    rf"(?P<name>{FAMILY}{GIVEN}{{1,2}}?)(?=$|[^{HAN}]|[0-9零一二三四五六七八九幺]{{2}}|，|就是|吧)"
)
CONFIRMED = re.compile(rf"(?:^|[^{HAN}])(?P<name>{FAMILY}{GIVEN}{{2}})(?=是吧|对吧|是吗|对吗|您好|，您|，你)")
TITLED = re.compile(f"(?P<name>(?:{'|'.join(COMPOUND)}|[{SURNAMES}]))(?=(?:{ZH['titles']})(?!服务费|傅))")
WHOLE_TITLED = re.compile(
    rf"(?:^|[^{HAN}]|是|请|找|给)(?P<name>{FAMILY}{GIVEN}{{1,2}})(?=(?:先生|女士|小姐))"
)
FAMILIAR = re.compile(
    rf"(?:(?:客服|我是|我叫|叫我|喊我)小|(?:^|[^{HAN}]|隔壁|楼下|同事|邻居|跟|是|你|您|啊)[老小])"
    rf"(?P<name>[{ZH['plain']}])(?=家|说|他|那|也|就|啊|用|工号|很高兴|为您|$|[^{HAN}])"
)
ASKED_FAMILY = re.compile(f"(?:免贵)?姓(?P<name>{FAMILY})(?=$|[^名氏])")
INTRODUCED = re.compile(EN["introduces"], re.I)
INTRODUCED_AFTER = re.compile(EN["introduces_after"], re.I)
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+")
NOT_EN = frozenset([*EN["not"].split(), *read(FUNCTION_WORDS)["en"].split()])
COMMON = frozenset(EN["common"].split())
TITLES_EN = frozenset(EN["titles"].split("|"))
NO_NAME_EN = re.compile(r"ing$|['’](?:s|m|re|ve|ll|d|t)$")
CAPITALISED = re.compile(r"\b[A-Z][a-z'’-]+")
LONGEST_NAME = 3  # words

Replace = Callable[[str], str]


def names_in(text: str, language: str, *, asked: bool) -> list[str]:
    """The names told in a text. ``asked``: it answers a question for one."""
    found = _chinese(text, asked) if is_chinese(language) else _english(text, asked)
    return list(dict.fromkeys(found))


def renaming(names: Iterable[str], language: str, texts: Sequence[str]) -> Replace:
    """A function that replaces these names, whole or in part, by invented ones."""
    if is_chinese(language):
        return _renaming_zh(list(names), texts)
    return _renaming_en(list(names), any(re.search(r"[A-Z]", text) for text in texts))


# ---- Chinese


def _chinese(text: str, asked: bool) -> Iterator[str]:
    patterns = [TOLD, CONFIRMED, WHOLE_TITLED, TITLED, FAMILIAR, ASKED_FAMILY, *([ANSWERED] if asked else [])]
    for pattern in patterns:
        for found in pattern.finditer(text):
            if not NO_NAME.match(text[found.start("name") :]):
                yield found["name"]


def family_of(name: str) -> str:
    """The family name of a Chinese name."""
    return next((family for family in COMPOUND if name.startswith(family)), name[:1])


def _renaming_zh(names: list[str], texts: Sequence[str]) -> Replace:
    said = "".join(texts)
    families = list(dict.fromkeys(family_of(name) for name in names))
    givens = list(
        dict.fromkeys(name[len(family_of(name)) :] for name in names if name[len(family_of(name)) :])
    )
    new_families = _unused(WORDS["invented"]["zh"]["surnames"], families, len(families))
    family = dict(zip(families, new_families, strict=True))
    given: dict[str, str] = {}
    for length, key in ((1, "short"), (2, "given")):
        old = [one for one in givens if len(one) == length]
        free = [new for new in WORDS["invented"]["zh"][key] if new not in said]
        given |= zip(old, islice(cycle(free or WORDS["invented"]["zh"][key]), len(old)), strict=True)
    table = {
        one: family[family_of(one)] + given.get(one[len(family_of(one)) :], "")
        for one in names
        if len(one) > 1
    }
    table |= {old: new for old, new in given.items() if len(old) > 1}
    return lambda text: _replaced_zh(text, table, family)


def _replaced_zh(text: str, table: dict[str, str], family: dict[str, str]) -> str:
    if not family:
        return text
    whole = "|".join(sorted(map(re.escape, table), key=len, reverse=True))
    part = "|".join(map(re.escape, family))
    alone = rf"(?<=[小老姓])(?:{part})(?![{HAN}]{{0}}名)|(?:{part})(?=(?:{ZH['titles']})(?!服务费))"
    pattern = re.compile(f"(?P<whole>{whole})|(?P<part>{alone})" if whole else f"(?P<part>{alone})")

    def new(found: re.Match[str]) -> str:
        parts = found.groupdict()
        return table[parts["whole"]] if parts.get("whole") else family[found["part"]]

    return pattern.sub(new, text)


# ---- English


def _english(text: str, asked: bool) -> Iterator[str]:
    for fact in facts(text, "en"):
        if fact.kind is FactKind.NAME:
            yield from _likely(_without_title(fact.text).split())
    capitals = bool(re.search(r"[A-Z]", text))
    for pattern in (INTRODUCED, INTRODUCED_AFTER):
        for found in pattern.finditer(text):
            if not capitals or found["name"][0].isupper():
                yield from _likely(found["name"].split())
    if asked:
        yield from _answer(text, capitals)


def _answer(text: str, capitals: bool) -> Iterator[str]:
    """The likeliest name in an answer: the first two or three words that can be one, else one."""
    found = [run for run in _runs(text, capitals) if len(run) <= LONGEST_NAME]
    whole = [run for run in found if len(run) > 1]
    yield from (" ".join(run) for run in (whole or found)[:1])


def _runs(text: str, capitals: bool) -> Iterator[list[str]]:
    """Words side by side that can be names; with a capital where the text has any."""
    run: list[str] = []
    last = 0
    for word in WORD.finditer(text):
        fits = not capitals or (word.group()[0].isupper() and not word.group().isupper())
        fits = fits and _may_be_name(word.group())
        if run and (not fits or re.search(r"[^\s]", text[last : word.start()])):
            yield run
            run = []
        run = [*run, word.group()] if fits else run
        last = word.end()
    if run:
        yield run


def _may_be_name(word: str) -> bool:
    return word.lower() not in NOT_EN and not NO_NAME_EN.search(word.lower())


def _likely(words: list[str]) -> Iterator[str]:
    kept = []
    for word in words:
        if not _may_be_name(word):
            break
        kept.append(word)
    if kept:
        yield " ".join(kept)


def _without_title(name: str) -> str:
    words = [word for word in name.split() if word.lower().rstrip(".") not in TITLES_EN]
    return " ".join(words)


def _unused(names: Sequence[str], taken: Iterable[str], number: int) -> list[str]:
    """So many names, none of those taken; from the beginning again where there are too few."""
    free = [name for name in names if name.lower() not in {one.lower() for one in taken}]
    return list(islice(cycle(free or names), number))


def _renaming_en(names: list[str], capitals: bool) -> Replace:
    words = [word for name in names for word in name.split() if len(word) > 1]
    lasts = list(dict.fromkeys(name.split()[-1].lower() for name in names if len(name.split()) > 1))
    firsts = [w for w in dict.fromkeys(word.lower() for word in words) if w not in lasts]
    invented = WORDS["invented"]["en"]
    table = dict(zip(lasts, _unused(invented["last"], words, len(lasts)), strict=True))
    table |= zip(firsts, _unused(invented["first"], words, len(firsts)), strict=True)
    table = {old: new for old, new in table.items() if old not in NOT_EN}
    if not table:
        return lambda text: text
    whole = "|".join(sorted(map(re.escape, table), key=len, reverse=True))
    pattern = re.compile(rf"(?<![A-Za-z])(?:{whole})(?![A-Za-z])", re.I)

    def new(found: re.Match[str]) -> str:
        word = found.group()
        if word.lower() in COMMON and capitals and not word[0].isupper():
            return word
        return table[word.lower()] if word[0].isupper() else table[word.lower()].lower()

    return lambda text: pattern.sub(new, text)
