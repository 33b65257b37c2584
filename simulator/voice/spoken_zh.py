"""Writes out in Chinese characters what is written in figures and signs, as a caller would say it.

59元 → 五十九元 · 10GB → 十G · 13800138000 → 幺三八 零零幺三 八零零零 · 12:30 → 十二点半 · 30% → 百分之三十.
Latin letters stay: the phonemes for them come from English.
"""

from __future__ import annotations

import re
from collections.abc import Callable

DIGITS = "零一二三四五六七八九"
MEASURES = "个位天次条张年周种台部遍句人户家分秒点块元角件份项笔通声度步封级层斤米倍瓶杯盒箱套封小时"
UNITS = {
    "gb": "G", "g": "G", "mb": "兆", "m": "兆", "mbps": "兆", "kb": "K", "k": "K", "tb": "T", "t": "T",
    "km": "公里", "kg": "公斤", "cm": "厘米", "mm": "毫米", "ml": "毫升", "h": "小时", "min": "分钟",
    "ms": "毫秒", "℃": "摄氏度", "°c": "摄氏度", "w": "瓦", "mah": "毫安时",
}  # fmt: skip
IDENTIFYING = (
    r"尾号|末四位|后四位|号码|单号|工号|编号|卡号|密码|验证码|房号|账号|代码|门牌|区号|分机|证号|工单"
)

_BLANKS = re.compile(r"[ \t\u3000]{2,}")
_FULL_WIDTH = str.maketrans(
    {chr(0xFF10 + i): str(i) for i in range(10)}
    | {chr(0xFF21 + i): chr(65 + i) for i in range(26)}
    | {chr(0xFF41 + i): chr(97 + i) for i in range(26)}
    | {"％": "%", "．": ".", "～": "~", "＋": "+", "－": "-", "￥": "¥", "／": "/"}
)


def spoken(text: str) -> str:
    """The text with every figure and sign written out; idempotent on plain characters."""
    text = _BLANKS.sub(" ", text.translate(_FULL_WIDTH))  # the rules would try every stretch of a long gap
    for pattern, reading in _RULES:
        text = pattern.sub(reading, text)
    return text


def integer(digits: str) -> str:
    """A quantity: 150 → 一百五十, 2000 → 两千."""
    value = digits.lstrip("0") or "0"
    if len(value) > 12 or (len(digits) > 1 and digits[0] == "0"):
        return one_by_one(digits)
    return re.sub(r"^二(?=[百千万亿])", "两", cardinal(int(value)))


def cardinal(value: int) -> str:
    """A whole number below 10^12 in characters: 10086 → 一万零八十六."""
    said, place = "", 0
    while value:
        value, group = divmod(value, 10_000)
        if group:
            gap = "零" if value and group < 1000 else ""
            said = gap + _below_ten_thousand(group) + ("", "万", "亿")[place] + said
        elif said and not said.startswith("零"):
            said = "零" + said
        place += 1
    return re.sub(r"^一十", "十", said) or "零"


def _below_ten_thousand(value: int) -> str:
    said = ""
    for place, digit in zip("千百十个", f"{value:04d}", strict=True):
        said += DIGITS[int(digit)] + (place if digit != "0" and place != "个" else "")
    return re.sub("零+", "零", said).strip("零")


def number(figure: str) -> str:
    """An amount with or without decimals and thousands separators: 1,280.5 → 一千二百八十点五."""
    whole, _, decimals = figure.replace(",", "").partition(".")
    sign = "负" if whole.startswith("-") else ""
    read = integer(whole.lstrip("-"))
    return sign + read + ("点" + one_by_one(decimals, one="一") if decimals else "")


def one_by_one(digits: str, one: str = "幺") -> str:
    """Digits that identify, said one by one; 1 is 幺 on the phone."""
    names = "零" + one + "二三四五六七八九"
    return "".join(names[int(d)] for d in digits if d.isdigit())


def _phone(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match[0])
    if len(digits) == 11 and digits[0] == "1":
        return " ".join(one_by_one(part) for part in (digits[:3], digits[3:7], digits[7:]))
    return " ".join(one_by_one(part) for part in re.split(r"\D+", match[0]) if part)


def _digits(match: re.Match[str]) -> str:
    return one_by_one(match[0])


def _date(match: re.Match[str]) -> str:
    return f"{one_by_one(match[1], '一')}年{integer(match[2].lstrip('0'))}月{integer(match[3].lstrip('0'))}号"


def _clock(match: re.Match[str]) -> str:
    hour, minute, second = match[1], match[2], match[3]
    read = "两点" if int(hour) == 2 else integer(str(int(hour))) + "点"
    if second is None and minute == "30":
        return read + "半"
    if minute != "00" or second:
        read += ("零" if minute[0] == "0" else "") + integer(str(int(minute))) + "分"
    return read + (integer(str(int(second))) + "秒" if second else "")


def _amount(match: re.Match[str]) -> str:
    """A number with its unit in letters: 10GB → 十G."""
    return number(match[1]) + UNITS[match[2].lower()]


def _with_measure(match: re.Match[str]) -> str:
    return "两" if match[1] == "2" else number(match[1])


_NUMBER = r"(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)"
_UNIT = "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True))

_RULES: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"), _date),
    (re.compile(r"(?<!\d)(\d{4}|\d{2})(?=年(?!前|后|内|多|以))"), lambda m: one_by_one(m[1], "一")),
    (re.compile(r"(?<!\d)([01]?\d|2[0-4])[:：]([0-5]\d)(?:[:：]([0-5]\d))?(?!\d)"), _clock),
    (
        re.compile(
            r"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)(?:0\d{2,3}|400|800)-\d{3,4}-?\d{3,4}(?!\d)"
        ),
        _phone,
    ),
    (re.compile(rf"((?:{IDENTIFYING})[^\d，。,.]{{0,4}})(\d{{2,}})"), lambda m: m[1] + one_by_one(m[2])),
    (re.compile(r"(?<=[打拨])(?:1[12]\d)(?!\d)"), _digits),
    (
        re.compile(rf"(?<![\d.,])\d{{5,}}(?![\d.,]*\d|\s*[{MEASURES}多余万亿%]|[a-zA-Z])"),
        lambda m: one_by_one(m[0]),
    ),
    (re.compile(r"(?<=\d)\s*[~—-]+\s*(?=\d)"), "到"),
    (re.compile(rf"{_NUMBER}\s*[%]"), lambda m: "百分之" + number(m[1])),
    (re.compile(rf"[¥]\s*{_NUMBER}"), lambda m: number(m[1]) + "元"),
    (re.compile(rf"[$]\s*{_NUMBER}"), lambda m: number(m[1]) + "美元"),
    (re.compile(rf"{_NUMBER}\s*({_UNIT})(?![a-zA-Z])", re.IGNORECASE), _amount),
    (re.compile(rf"(?<![\d.,点])(2)(?=\s*(?:[{MEASURES}]|分钟|小时|号线)(?!月|号))"), _with_measure),
    (re.compile(r"(?<=[A-Za-z])(\d+)|(?<![\d.])(\d+)(?=[A-Za-z]{2})"), lambda m: one_by_one(m[0])),
    (re.compile(_NUMBER.replace("-?", r"(?:(?<![\d\w])-)?")), lambda m: number(m[1])),
    (re.compile(r"(?<=[元块角分兆G])\s*/\s*(?=\w)"), "每"),
    (re.compile(r"\s*\+\s*"), "加"),
    (re.compile(r"\s*&\s*"), "和"),
    (re.compile(r"\s*=\s*"), "等于"),
]
