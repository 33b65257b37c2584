"""Checks the sums that a scenario's texts write down: equations, parts of a whole, bills, refunds, shares.

A trainee checks the figures on the card; a bill that does not add up teaches them to distrust it. Only what
is written as a sum is checked, so that a figure that merely stands beside others raises no alarm. Every check
yields (location, message) that says what was computed and what is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from simulator.content.amounts import Amount, amounts, money, same, shown
from simulator.content.scenario import Scenario
from simulator.content.wording_checks import Location, Problem

_STOPS = "。；;，！？!?\n（）()|、"
_PIECE = re.compile(r"(?:[^。；;，！？!?\n（）()|、,]|,(?=\d{3}))+")
_OPERATOR = re.compile(r"\s*[×÷＋]\s*|\s+[x*/+−–-]\s+|(?<=[\d元GB%])\s*[+−*]\s*(?=\D{0,8}\d)")
_WHOLE = re.compile(
    r"(?P<whole>[^（(，。；、,;\s]*\d[^（(，。；、,;\s]*) ?[（(](?P<parts>[^（）()]*\d[^（）()]*)[）)]"
)
_SUBSET = re.compile(
    r"其中|包括|含|最多|原价|减|优惠|约|每|/|including|of which|up to|was|from", re.IGNORECASE
)
_TOTAL = re.compile(r"^(?:合计|总计|共计|应缴合计|应付合计|total|total due|amount due)$", re.IGNORECASE)
_LESS = re.compile(r"减免|优惠|抵扣|返还|退|券|赠|discount|credit|refund|less", re.IGNORECASE)
_NET = re.compile(r"(?:实退|实付|实收|净退|实际到账|net refund(?: of)?)\s*[为：:]?\s*")
_EACH = re.compile(
    r"(?P<many>\d+(?:、\d+)+)\s*(?:月|日|号|次)\s*各[\u4e00-\u9fff]{0,3}?(?P<each>\d+(?:\.\d+)?)元，?"
    r"(?:一共|总共|合计|共)(?P<sum>\d+(?:\.\d+)?)元"
)
_MONTHS = re.compile(r"(?P<count>\d+)个月(?:的|共|一共|总共|合计|合计共)?(?P<sum>\d+(?:\.\d+)?)元(?!/)")
_MONTHLY = re.compile(r"(?:每月|每个月|月费)[\u4e00-\u9fff]{0,3}?(\d+(?:\.\d+)?)元|(\d+(?:\.\d+)?)元/月")
_SHARE = re.compile(
    r"(?P<percent>\d+(?:\.\d+)?)\s?%(?P<between>[^。；;\d%]{0,12}?)(?P<sum>\d[\d,]*(?:\.\d+)?)元(?!/)|"
    r"一半[^。；;\d]{0,4}(?P<half>\d[\d,]*(?:\.\d+)?)元(?!/)|"
    r"(?P<pct>\d+(?:\.\d+)?)\s?% (?:of [^.;£$]{0,30})?(?:is|comes to|=|,|\() ?"
    r"[£$](?P<dollars>\d[\d,]*(?:\.\d+)?)"
)
_ABOVE = re.compile(r"以上|超过|达到|满|高于|用到|封顶|利率|折|over|above|at least")
_BEFORE, _ADDED, _AFTER = "充值前", "充值", "充值后"


def arithmetic_problems(scenario: Scenario) -> Iterator[Problem]:
    """Sums written in the card, the knowledge and the offers that do not come out."""
    written = list(figure_texts(scenario))
    known = [amount.value for _, text in written for amount in money(text)]
    rates = [float(found[1] or found[2]) for _, text in written for found in _MONTHLY.finditer(text)]
    for loc, text in written:
        for check in (_equations(text), _parts(text), _net(text), _months(text, rates), _shares(text, known)):
            yield from ((loc, message) for message in check)
    yield from _bills(scenario)


def figure_texts(scenario: Scenario) -> Iterator[tuple[Location, str]]:
    """The texts in which figures are written exactly, with their places."""
    briefing = scenario.briefing
    yield ("briefing", "predicted_intent"), briefing.predicted_intent
    for at, section in enumerate(briefing.card):
        for row, held in enumerate(section.rows):
            yield ("briefing", "card", at, "rows", row, "value"), held.value
    for at, entry in enumerate(scenario.knowledge):
        yield ("knowledge", at, "text"), entry.text
    for at, limit in enumerate(scenario.limits):
        yield ("limits", at, "rule"), limit.rule
    for at, way in enumerate(scenario.resolutions):
        yield ("resolutions", at, "offer"), way.offer
        if way.say:
            yield ("resolutions", at, "say"), way.say
    for at, question in enumerate(scenario.questions):
        if question.answer:
            yield ("questions", at, "answer"), question.answer


def _equations(text: str) -> Iterator[str]:
    """12.5GB × 8元 = 100.00元"""
    for piece in _PIECE.findall(text):
        sides = re.split(r"\s*[=＝]\s*", piece)
        for left, right in pairwise(sides):
            computed, result = _value(left), next(iter(amounts(right)), None)
            if computed is not None and result and not same(computed, result.value, max(result.decimals, 0)):
                told = shown(round(computed, 4))
                yield f"'{left.strip()}' is {told}, written is {_as_written(right, result)}"


def _value(expression: str) -> float | None:
    """The value of a written sum; None where it is none. Before × and ÷, words may stand beside a number."""
    pieces = _OPERATOR.split(expression)
    signs = [found.group().strip() for found in _OPERATOR.finditer(expression)]
    numbers = [amounts(piece) for piece in pieces]
    if not signs or not all(numbers):
        return None
    values = [found[-1].value / 100 if found[-1].unit == "%" else found[-1].value for found in numbers]
    terms = [values[0]]
    for sign, value in zip(signs, values[1:], strict=True):
        if sign in "×x*":
            terms[-1] *= value
        elif sign in "÷/":
            if not value:
                return None
            terms[-1] /= value
        else:
            terms.append(value if sign in "+＋" else -value)
    return sum(terms)


def _parts(text: str) -> Iterator[str]:
    """22.5GB（套内10GB，套外12.5GB）"""
    for found in _WHOLE.finditer(text):
        whole = amounts(found["whole"])
        held = [amounts(part) for part in re.split(r"[，、,;；](?!\d{3})", found["parts"])]
        if (
            len(whole) != 1
            or len(held) < 2
            or _SUBSET.search(found[0])
            or any(len(part) != 1 for part in held)
        ):
            continue
        parts = [part[0] for part in held]
        if not whole[0].unit or {part.unit for part in parts} != {whole[0].unit} or whole[0].per:
            continue
        total = sum(part.value for part in parts)
        if all(part.value <= whole[0].value for part in parts) and not same(total, whole[0].value):
            unit = whole[0].unit
            listed = " + ".join(shown(part.value, unit) for part in parts)
            yield f"{listed} is {shown(total, unit)}, written is {_as_written(found['whole'], whole[0])}"


def _net(text: str) -> Iterator[str]:
    """套外费100元冲回，补收20元，实退80元: what is left must come from the sums named before it."""
    for sentence in re.split(r"[。；;]", text):
        marker = _NET.search(sentence)
        if marker is None or "=" in sentence or "＝" in sentence:
            continue
        before = [amount for amount in money(sentence[: marker.start()]) if not amount.per]
        after = money(sentence[marker.end() :])
        if len(before) < 2 or not after or after[0].start > 2 or _reached(before, after[0].value):
            continue
        named = ", ".join(shown(amount.value, amount.unit) for amount in before)
        told = marker.group().strip(" 为：:")
        yield f"{told} {_as_written(sentence[marker.end() :], after[0])} does not follow from {named}"


def _reached(parts: Sequence[Amount], wanted: float) -> bool:
    """Whether adding and subtracting some of the sums gives the wanted one."""
    if len(parts) > 6:
        return True
    signs = product((-1, 0, 1), repeat=len(parts))
    return any(
        sum(map(abs, chosen)) > 1
        and same(sum(sign * part.value for sign, part in zip(chosen, parts, strict=True)), wanted)
        for chosen in signs
    )


def _months(text: str, rates: Sequence[float]) -> Iterator[str]:
    """8、9、10月各收15元，共45元; 3个月的45元 where 15元/月 is charged."""
    for found in _EACH.finditer(text):
        count, each, total = len(found["many"].split("、")), float(found["each"]), float(found["sum"])
        if not same(count * each, total):
            yield f"{count} × {shown(each)} is {shown(count * each)}, written is {shown(total)}"
    for found in _MONTHS.finditer(text):
        count, total = int(found["count"]), float(found["sum"])
        if rates and not any(same(count * rate, total) for rate in rates):
            sums = ", ".join(
                f"{count} × {shown(rate)} = {shown(count * rate)}" for rate in sorted(set(rates))
            )
            yield f"{shown(total)} for {count} months fits no monthly price here: {sums}"


def _shares(text: str, known: Sequence[float]) -> Iterator[str]:
    """50%，本单50元: half of a sum that the scenario names."""
    for found in _SHARE.finditer(text):
        percent = 50.0 if found["half"] else float(found["percent"] or found["pct"])
        total = float((found["half"] or found["sum"] or found["dollars"]).replace(",", ""))
        others = [value for value in known if value != total]
        if _ABOVE.search(text[max(0, found.start() - 4) : found.end()]) or not others or percent > 100:
            continue
        if not any(same(value * percent / 100, total) for value in known):
            near = min(others, key=lambda value: abs(value * percent / 100 - total))
            share = f"{shown(percent)}% of {shown(near)} is {shown(round(near * percent / 100, 2))}"
            yield f"{shown(total)} is {shown(percent)}% of no sum here; {share}"


def _bills(scenario: Scenario) -> Iterator[Problem]:
    """A section whose rows lead to a total; a balance before and after it was topped up."""
    for at, section in enumerate(scenario.briefing.card):
        sums: list[float] = []
        clear = True
        for row, held in enumerate(section.rows):
            figure = _row_sum(held.value)
            loc = ("briefing", "card", at, "rows", row, "value")
            if _TOTAL.match(held.label.strip()):
                if clear and figure and len(sums) > 1 and not same(sum(sums), figure.value):
                    listed = " + ".join(shown(part) for part in sums).replace("+ -", "- ")
                    yield loc, f"{listed} is {shown(sum(sums))}, written is {_as_written(held.value, figure)}"
                sums, clear = [], True
            elif figure is None:
                clear = clear and not money(held.value)
            else:
                negative = _LESS.search(held.label) or held.value.lstrip().startswith(("-", "−"))
                sums.append(-figure.value if negative else figure.value)
        yield from _topped_up(at, [(held.label, _row_sum(held.value)) for held in section.rows])


def _row_sum(value: str) -> Amount | None:
    """The one sum of money that a row of a bill holds: of an equation, its result."""
    found = money(re.split(r"[=＝]", value)[-1])
    return found[0] if len(found) == 1 and not found[0].per else None


def _topped_up(section: int, rows: Sequence[tuple[str, Amount | None]]) -> Iterator[Problem]:
    held = {
        label.removesuffix("余额").removesuffix("金额"): (row, sum_) for row, (label, sum_) in enumerate(rows)
    }
    if not {_BEFORE, _ADDED, _AFTER} <= held.keys():
        return
    before, added, (row, after) = held[_BEFORE][1], held[_ADDED][1], held[_AFTER]
    if before and added and after and not same(before.value + added.value, after.value):
        told = f"{shown(before.value)} + {shown(added.value)} is {shown(before.value + added.value)}"
        loc = ("briefing", "card", section, "rows", row, "value")
        yield loc, f"{told}, written is {shown(after.value, after.unit)}"


def _as_written(text: str, amount: Amount) -> str:
    return text[amount.start : amount.end].strip()
