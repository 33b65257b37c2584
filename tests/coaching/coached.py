"""Calls with the coach beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ruamel.yaml import YAML

from coaching.guidance import Coach, Guidance, Hint, shipped
from coaching.guidance.rulebook import RuleBook
from grading.scorecard import load_scorecard
from simulator.transcript import Transcript
from tests.grading.labelled import call

CARD = load_scorecard("inbound@1")
HINTS = YAML(typ="safe").load(Path(__file__).with_name("hints.yaml").read_text(encoding="utf-8"))
PERFECT = """
A: 您好，星联移动，我是客服小林，请问有什么可以帮您？
C: 你好，我想把套餐降一档，现在这个用不完。
A: 好的，用不完还按高的交，是有点亏。您是说现在这档流量剩得多，想换个便宜些的，对吗？您报一下手机号。
C: 对，13800002216。
A: 谢谢您。三十九元这一档每月六个G，我现在给您改过去，下个月一号生效，您看行吗？
C: 行啊，那就这么办。
A: 跟您核对一下：换成三十九元六个G，下个月一号生效。还有别的需要吗？
C: 没有了，谢谢你。
A: 感谢您的来电，祝您生活愉快，再见。
C: 再见。
"""


def moments(whole: Transcript) -> Iterator[Transcript]:
    """The call as it grows, turn by turn."""
    for count in range(len(whole.turns) + 1):
        yield whole.model_copy(update={"turns": whole.turns[:count]})


def coached(whole: Transcript, book: RuleBook | None = None, **others: object) -> list[Guidance]:
    """What the box shows at every moment of a call."""
    coach = Coach(CARD, book or shipped())
    return [coach.look(so_far, **others) for so_far in moments(whole)]  # type: ignore[arg-type]


def given(shown: Sequence[Guidance]) -> list[Hint]:
    """Each hint once, in the order in which they came."""
    hints = [guidance.hint for guidance in shown if guidance.hint]
    return [hint for n, hint in enumerate(hints) if n == 0 or hint != hints[n - 1]]


def spoken(entry: dict[str, str]) -> Transcript:
    return call(entry["turns"], {"en": "en-GB"}.get(entry.get("language", ""), "zh-CN"))
