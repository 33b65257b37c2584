"""People's names as they are said on the phone: 我叫…, 免贵姓…, 王先生, my name is …"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.understanding.reading import FactKind

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦"
    "邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌"
    "毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁房蒲滕屈饶解牟艾尤阳时穆农司古吉卓车简连缪项麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗"
)
_COMPOUND = "欧阳|上官|司马|诸葛|司徒|夏侯|东方|皇甫|尉迟|令狐"
_NAME = f"(?:{_COMPOUND}|[{_SURNAMES}])"
_GIVEN = "(?![吗呢吧啊的了是您我你他她哪什怎不很这那])[\u4e00-\u9fff]"
_END = r"(?=$|[^\u4e00-\u9fff]|[，。,. ]|很高兴|请问|为您|为你|的|您|你|啊|吧|呢|是|工号|来|这边|就|帮)"
_TITLE = "先生|女士|小姐|太太|经理|主任|老师|师傅|阿姨|大爷|大妈|大哥|大姐|姐|哥|总|工|叔|奶奶|爷爷|同学|医生"
_ZH = [
    re.compile(f"(?:我叫|名字(?:是|叫)|姓名是?|户主(?:是|叫)|(?:我|本人)是(?={_NAME}))(?P<name>{_NAME}{_GIVEN}{{1,2}}?){_END}"),
    re.compile(f"(?:免贵)?姓(?P<name>{_NAME})(?=$|[^名氏])"),
    re.compile(f"(?P<name>{_NAME}(?:{_TITLE}))(?![\u4e00-\u9fff]?(?:服务费))"),
    re.compile(f"(?:叫|喊|称呼|是|我)(?:我)?(?P<name>小{_NAME})(?=$|[^\u4e00-\u9fff]|就|吧|啊|,|很|为|来)"),
]
_NOT_NAMES = {"高兴", "方便", "安全", "时间", "解决", "成都", "金额", "黄金", "白天"}
_WORD = r"[A-Za-z][a-z'’-]+"
_CAP = r"[A-Z][a-z'’-]+(?:[A-Z][a-z]+)?"
_EN = [
    re.compile(rf"(?i:\b(?:my name is|my name's|name is|call me)\s)(?P<name>{_CAP}(?:\s{_CAP}){{0,2}}|{_WORD})"),
    re.compile(rf"\b(?i:this is|i'm|i am|it's|you're speaking (?:with|to))\s(?P<name>{_CAP}(?:\s{_CAP}){{0,2}})"),
    re.compile(rf"\b(?i:this is|you're speaking (?:with|to))\s(?P<name>{_WORD})(?=\s(?i:speaking|here|from))"),
    re.compile(rf"\b(?P<name>(?:Mr|Mrs|Ms|Miss|Dr|mr|mrs|ms|dr)\.?\s{_CAP})"),
]
_NOT_NAMES_EN = {
    "i", "not", "so", "very", "really", "sorry", "calling", "the", "a", "an", "about", "just", "here", "my", "going", "happy", "glad",
    "what", "that", "it", "ridiculous", "unacceptable", "absolutely", "still", "afraid", "looking", "trying", "sure", "right",
}  # fmt: skip


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
            if name not in _NOT_NAMES and name.split()[0].lower() not in _NOT_NAMES_EN:
                yield found.span("name")
