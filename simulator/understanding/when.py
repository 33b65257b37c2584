"""Days and clock times as people say them: 明天下午三点半, 下周五, 3月5号, tomorrow at half past two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.understanding.reading import FactKind

_N = "[0-9一二三四五六七八九十两]"
_ATOM_ZH = (
    "今天|明天|后天|大后天|昨天|前天|大前天|今晚|明晚|昨晚|今早|明早|当天|次日|上上?个?(?:月|周|星期|礼拜)[一二三四五六日天]?|下下?个?(?:月|周|星期|礼拜)[一二三四五六日天]?|"
    "这个?(?:月|周|星期|礼拜)[一二三四五六日天]?|本月|本周[一二三四五六日]?|去年|前年|今年|明年|(?:周|星期|礼拜)[一二三四五六日天末]|"
    "月底|月初|年底|年初|国庆节?|春节|元旦|中秋节?|端午节?|"
    "[0-9零一二三四五六七八九]{4}年|"
    f"(?<![{_N[1:-1]}])(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?!租|费|底|初|结)(?:份)?(?:(?:[0-3]?[0-9]|{_N}{{1,3}})[号日])?|"
    f"(?<![{_N[1:-1]}a-z])(?:[0-3]?[0-9]|{_N}{{1,3}})号(?!码|线|楼|院|店|窗)|"
    "上午|中午|下午|傍晚|晚上|早上|凌晨|半夜|"
    f"(?:2[0-4]|1?[0-9]|二十[一二三四]?|十[一二三四五六七八九]?|{_N})点(?:钟|半|整|一刻|三刻|(?:[0-5]?[0-9]|{_N}{{1,3}})分?)?(?![儿个])|"
    "(?:2[0-4]|[01]?[0-9]):[0-5][0-9]"
)
_ZH = re.compile(f"(?:{_ATOM_ZH})(?:的?(?:{_ATOM_ZH})){{0,5}}(?:之前|以前|左右|以后|之后|前)?")
_DAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_MONTH = "january|february|march|april|june|july|august|september|october|november|december"
_ATOM_EN = (
    rf"today|tomorrow|yesterday|tonight|(?:next|last|this|on|by)\s(?:{_DAY}|week|month|year|morning|afternoon|evening)|{_DAY}|"
    rf"(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)(?:\sof\s(?:{_MONTH}|may))?|(?:{_MONTH})(?:\s\d{{1,2}}(?:st|nd|rd|th)?)?|may\s\d{{1,2}}(?:st|nd|rd|th)?|"
    r"(?:half|quarter)\s(?:past|to)\s[a-z]+|\d{1,2}(?::[0-5]\d)?\s?[ap]\.?m\b\.?|\d{1,2}:[0-5]\d|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\so'?clock|(?:this|in the)\s(?:morning|afternoon|evening)|noon|midnight"
)
_EN = re.compile(rf"\b(?:{_ATOM_EN})(?:\s(?:at\s|on\s|in\s)?(?:{_ATOM_EN})){{0,4}}")


def dates(flat: str, chinese: bool) -> Iterator[tuple[FactKind, int, int]]:
    """The days and times in normalised text as (kind, start, end)."""
    for found in (_ZH if chinese else _EN).finditer(flat):
        yield FactKind.DATE, found.start(), found.end()
