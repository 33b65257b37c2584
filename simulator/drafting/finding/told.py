"""Facts: who the caller is, what they told unasked, what they answered to which question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from simulator.drafting.cues import asks_of, slug
from simulator.drafting.findings import FoundAside, FoundFact
from simulator.drafting.privacy import Identity, Kind, Masked
from simulator.drafting.roles import Part, Role, asked_by
from simulator.drafting.sentences import closed, short, tidy, varied
from simulator.drafting.talk import ASKING, Stretch, Talk
from simulator.drafting.words import Vocabulary, has
from simulator.understanding.overlap import shared

SAME = 0.5  # content shared from which a sentence tells nothing new
BESIDE = 0.12  # content shared with the rest of the call under which a story is beside the matter
PRESSED = 0.4  # content that a question shares with the one before when it presses
LONG_STORY = {True: 14, False: 50}  # characters of a story worth keeping as one
STORIES = 2
TOGETHER = {True: 42, False: 130}  # characters of an answer in one line


def identities(parts: Sequence[Part], talk: Talk, masked: Masked, taken: set[str]) -> list[FoundFact]:
    """One fact a kind of identity that the caller told, with the invented data in it."""
    found: dict[str, FoundFact] = {}
    for part in parts:
        if part.role is not Role.IDENTITY:
            continue
        asked = asked_by(talk, part.stretch)
        question = _question(asked) if asked is not None else ""
        for one in _told_in(part, masked):
            name = _name_of(one, question, talk.chinese)
            if name not in found and name not in taken:
                found[name] = _identity(name, one, part, talk)
    taken.update(found)
    return list(found.values())


def _told_in(part: Part, masked: Masked) -> Iterator[Identity]:
    told = [one for one in masked.identities if one.turn + 1 == part.sentence.turn]
    yield from (one for one in told if one.text in part.sentence.text and (
        one.asked or part.sentence.first) and (one.kind is not Kind.ADDRESS or len(one.text) >= WHOLE_ADDRESS))  # fmt: skip


def _name_of(one: Identity, question: str, chinese: bool) -> str:
    """What kind of identity it is, from the words it was asked by."""
    if one.kind is not Kind.NUMBER:
        return {Kind.NAME: "name", Kind.ADDRESS: "address", Kind.BIRTH: "birthday"}[one.kind]
    table = NUMBERS_ZH if chinese else NUMBERS_EN
    digits = len(re.findall(r"[0-9零一二三四五六七八九幺]", one.text))
    if chinese and digits >= PHONE and re.search(table["phone"], question.lower()):
        return "phone"
    return next((name for name, words in table.items() if re.search(words, question.lower())), "number")


PHONE = 11
WHOLE_ADDRESS = 5  # characters; less is a street that was only mentioned
NUMBERS_ZH = {"order": "订单|单号|运单", "id-card": "身份证|证件", "card": "卡号|银行卡", "account": "户号|账号|账户|合同",
              "policy": "保单", "phone": "手机|电话|号码|尾号"}  # fmt: skip
NUMBERS_EN = {"order": r"order|tracking|parcel|booking", "policy": "policy|claim", "card": r"\bcard|long number",
              "account": "account|meter|customer number", "id-card": r"\bic\b|social|passport|licen",
              "phone": "phone|mobile|number"}  # fmt: skip
ASKS_ZH = {"name": "姓名|名字|贵姓|怎么称呼|户主|机主|您姓|哪位", "order": "订单|单号|运单", "id-card": "身份证|证件|后四位",
           "card": "卡号|银行卡|尾号", "account": "户号|账号|账户|合同号", "policy": "保单|单号", "phone": "手机|电话|号码|尾号",
           "number": "号码|号|尾号", "address": "地址|住址|住 哪|小区|门牌|楼号", "birthday": "生日|出生"}  # fmt: skip
ASKS_EN = {"name": "name|speaking|calling", "order": "order|tracking|reference|booking", "id-card": "id|ic|passport|social",
           "card": "card|digits|number", "account": "account|customer_number|reference", "policy": "policy|claim|reference",
           "phone": "phone|mobile|number", "number": "number|reference|digits|code", "address": "address|postcode|email|street",
           "birthday": "birth|born"}  # fmt: skip


def _identity(name: str, one: Identity, part: Part, talk: Talk) -> FoundFact:
    bare = _spoken(one.text.strip(" ,，。.")) if talk.chinese else one.text.strip(" ,.")
    line = closed(bare, talk.language)
    asks = (ASKS_ZH if talk.chinese else ASKS_EN)[name]
    whole = tidy(part.sentence.text.replace(one.text, bare), talk.language)
    lines = dict.fromkeys([line, *([whole] if len(whole) < 2 * len(bare) + 6 else [])])
    return FoundFact(name, "identity", tuple(lines), bare, (part.sentence.turn,), "", (asks,))


def _spoken(text: str) -> str:
    """Digits in the characters in which a caller says them."""
    return re.sub("[0-9０-９]", lambda digit: "零幺二三四五六七八九"[int(digit.group())], text)


def told_facts(parts: Sequence[Part], talk: Talk, vocabulary: Vocabulary, taken: set[str]) -> list[FoundFact]:
    """The story told unasked and the answers, in the order of the call; what is said again is not new."""
    found: list[FoundFact] = []
    for group in _together(parts, talk):
        text = "".join(_joined(group, talk))
        if any(shared(text, " ".join(fact.lines), talk.language) >= SAME for fact in found):
            continue
        asked = asked_by(talk, group[0].stretch) if group[0].role is Role.ANSWER else None
        question = _question(asked) if asked is not None else ""
        if _presses(question, found, talk):
            found[-1] = _pressed(found[-1], text, group, talk)
            continue
        asks = asks_of(question, vocabulary) if question else ()
        kind = "detail" if asks else "story"
        name = slug(text, kind, taken, vocabulary)
        taken.add(name)
        line = varied(closed(tidy(text, talk.language), talk.language), talk.language)
        turns = tuple(dict.fromkeys(part.sentence.turn for part in group))
        bare = short(tidy(text, talk.language), talk.language)
        found.append(FoundFact(name, "detail" if asks else "story", (line,), bare, turns, question if asks else "", asks))
    return found


def _presses(question: str, found: Sequence[FoundFact], talk: Talk) -> bool:
    """Whether a question comes back to one that was just dodged or denied."""
    last = found[-1] if found else None
    if not question or last is None or not last.question or last.dodge:
        return False
    return has(last.lines[0], "denies", talk.language) and shared(last.question, question, talk.language) >= PRESSED


def _pressed(denied: FoundFact, text: str, group: Sequence[Part], talk: Talk) -> FoundFact:
    """The fact that was dodged first and told the second time."""
    line = varied(closed(tidy(text, talk.language), talk.language), talk.language)
    turns = tuple(dict.fromkeys([*denied.turns, *(part.sentence.turn for part in group)]))
    bare = short(tidy(text, talk.language), talk.language)
    return replace(denied, lines=(line,), short=bare, turns=turns, dodge=denied.lines)


def wishes(parts: Sequence[Part], talk: Talk, taken: set[str]) -> list[FoundFact]:
    """What they want, told when asked; as many of its wordings as were said."""
    said = [part for part in parts if part.role is Role.WISH]
    if not said:
        return []
    taken.add("wish")
    lines = tuple(dict.fromkeys(closed(tidy(part.sentence.text, talk.language), talk.language) for part in said))
    turns = tuple(dict.fromkeys(part.sentence.turn for part in said))
    asks = WISH_ZH if talk.chinese else WISH_EN
    return [FoundFact("wish", "detail", lines, short(lines[0], talk.language), turns, "", asks)]


WISH_ZH = ("希望|想|要求|打算 怎么|什么|解决|处理", "您的意思|您的诉求|您看 怎么")
WISH_EN = ("would_like|want|hoping|like_us happen|do|see|outcome", "how would_you like")


def _together(parts: Sequence[Part], talk: Talk) -> Iterator[list[Part]]:
    """Sentences of one stretch that belong together: an answer and what completes it, a short story."""
    group: list[Part] = []
    for part in parts:
        if part.role not in (Role.TOLD, Role.ANSWER):
            continue
        length = sum(len(one.sentence.text) for one in [*group, part])
        near = group and group[-1].stretch is part.stretch and length <= TOGETHER[talk.chinese]
        if group and not near:
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _joined(group: Sequence[Part], talk: Talk) -> Iterator[str]:
    for index, part in enumerate(group):
        yield part.sentence.text if not index or talk.chinese else f" {part.sentence.text}"


def _question(asked: Stretch | None) -> str:
    """The asking sentence of a turn; the last one, as that is what gets answered."""
    if asked is None:
        return ""
    asking = [one.text for one in asked.sentences if one.does(*ASKING, floor=0.4)]
    return asking[-1] if asking else asked.sentences[-1].text


def asides(
    facts: Sequence[FoundFact], talk: Talk, vocabulary: Vocabulary, taken: set[str]
) -> tuple[list[FoundFact], list[FoundAside]]:
    """The facts without stories that have nothing to do with the rest of the call, and those stories."""
    beside: list[FoundAside] = []
    kept: list[FoundFact] = []
    for index, fact in enumerate(facts):
        rest = " ".join(one.text for one in talk.stretches if one.turn not in fact.turns)
        line = fact.lines[0]
        lonely = shared(line, rest, talk.language) <= BESIDE and len(line) >= LONG_STORY[talk.chinese]
        numbers = re.search(r"[0-9]|[一二三四五六七八九十百]{2}", line)
        if fact.kind == "story" and lonely and index > 1 and not numbers and len(beside) < STORIES:
            beside.append(FoundAside(slug(line, "aside", (one.id for one in beside), vocabulary), line, fact.turns[0]))
        else:
            kept.append(fact)
    return kept, beside
