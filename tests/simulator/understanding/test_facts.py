"""Facts that people mention on the phone, with punctuation and without."""

import pytest

from simulator.understanding import FactKind, facts

K = FactKind


def found(text: str, language: str, kind: FactKind) -> list[tuple[str, float | None]]:
    return [(fact.text, fact.value) for fact in facts(text, language) if fact.kind is kind]


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        ("多扣了我八十块钱", "八十块钱", 80),
        ("扣了80元", "80元", 80),
        ("一共三十块五毛钱", "三十块五毛钱", 30.5),
        ("三块五", "三块五", 3.5),
        ("二十四块九毛六", "二十四块九毛六", 24.96),
        ("三百八十四块八", "三百八十四块八", 384.8),
        ("八块零五分", "八块零五分", 8.05),
        ("八块五一个G", "八块五", 8.5),
        ("三十块两次", "三十块", 30),
        ("十块五分钟", "十块", 10),
        ("四十五块一分不少退回来", "四十五块", 45),
        ("五毛", "五毛", 0.5),
        ("退您￥80.5", "￥80.5", 80.5),
        ("一千二百块", "一千二百块", 1200),
        ("一万二元", "一万二元", 12000),
        ("每月八十多块", "八十多块", 80),
        ("两百块左右", "两百块", 200),
    ],
)
def test_money(text: str, said: str, value: float) -> None:
    assert found(text, "zh-CN", K.MONEY) == [(said, pytest.approx(value))]


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        ("charged eighty-five dollars twice", "eighty-five dollars", 85),
        ("it's $19.99 a month", "$19.99", 19.99),
    ],
)
def test_money_in_english(text: str, said: str, value: float) -> None:
    assert found(text, "en", K.MONEY) == [(said, pytest.approx(value))]


@pytest.mark.parametrize("text", ["一分钱都不会少您的", "一分不少退给您", "一毛钱也不多收"])
def test_not_a_penny_is_no_amount(text: str) -> None:
    assert found(text, "zh", K.MONEY) == []


def test_an_expression_for_together_is_no_money() -> None:
    assert found("咱们一块儿看看", "zh", K.MONEY) == []


@pytest.mark.parametrize(
    ("text", "said", "gigabytes"),
    [
        ("送五个G流量", "五个G流量", 5),
        ("用了500兆", "500兆", 500 / 1024),
        ("还剩2GB", "2GB", 2),
        ("二十个G", "二十个G", 20),
        ("六个g", "六个g", 6),
    ],
)
def test_data_volume(text: str, said: str, gigabytes: float) -> None:
    assert found(text, "zh", K.DATA) == [(said, pytest.approx(gigabytes))]


def test_data_volume_in_english() -> None:
    assert found("you get twenty gigs a month", "en", K.DATA) == [("twenty gigs", 20)]


@pytest.mark.parametrize(
    ("text", "said", "hours"),
    [
        ("三个工作日到账", "三个工作日", 72),
        ("二十四小时之内", "二十四小时", 24),
        ("等了两个半小时", "两个半小时", 2.5),
        ("等了半个小时", "半个小时", 0.5),
        ("断了3天", "3天", 72),
        ("十分钟", "十分钟", 1 / 6),
        ("两个星期", "两个星期", 336),
        ("半天没人接", "半天", 12),
    ],
)
def test_durations_count_in_hours(text: str, said: str, hours: float) -> None:
    [(text_found, value)] = found(text, "zh", K.DURATION)
    assert text_found == said
    assert value == pytest.approx(hours, abs=0.01)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("明天下午三点半上门", "明天下午三点半"),
        ("三月五号扣的", "三月五号"),
        ("下周五之前", "下周五之前"),
        ("2026年3月5日", "2026年3月5日"),
        ("上个月的账单", "上个月"),
        ("您这个月一共扣了钱", "这个月"),
        ("晚上七点", "晚上七点"),
        ("19:30给您回电", "19:30"),
        ("星期三上午", "星期三上午"),
    ],
)
def test_days_and_clock_times(text: str, said: str) -> None:
    assert [fact for fact, _ in found(text, "zh", K.DATE)] == [said]


def test_english_dates() -> None:
    assert [fact for fact, _ in found("the engineer comes tomorrow at 9 am", "en", K.DATE)] == [
        "tomorrow at 9 am"
    ]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("幺三九零五五八二二幺七王丽娟", "13905582217"),
        ("尾号三五六七", "3567"),
        ("我的工号是8012", "8012"),
        ("订单号20261122008", "20261122008"),
        ("我手机号是138-0013-8000", "13800138000"),
    ],
)
def test_numbers_that_identify(text: str, digits: str) -> None:
    assert [fact.unit for fact in facts(text, "zh") if fact.kind is K.NUMBER] == [digits]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我叫孙倩，您喊我小孙就行", "孙倩"),
        ("我姓王", "王"),
        ("免贵姓欧阳", "欧阳"),
        ("好的王先生", "王先生"),
        ("我是客服小李", "小李"),
        ("我叫王建国", "王建国"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert name in [fact for fact, _ in found(text, "zh", K.NAME)]


@pytest.mark.parametrize(
    "text", ["很高兴为您服务", "您方便说一下吗", "我姓什么不重要", "时间太久了", "您好先生"]
)
def test_what_is_no_name(text: str) -> None:
    assert found(text, "zh", K.NAME) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [("My name is Anna Lee.", "Anna Lee"), ("this is tom speaking", "tom"), ("Okay, Mr. Smith", "Mr. Smith")],
)
def test_english_names(text: str, name: str) -> None:
    assert [fact for fact, _ in found(text, "en", K.NAME)] == [name]


def test_percent() -> None:
    assert found("退您百分之五十", "zh", K.PERCENT) == [("百分之五十", 50)]
    assert found("打了80%", "zh", K.PERCENT) == [("80%", 80)]
    assert found("ten percent off", "en", K.PERCENT) == [("ten percent", 10)]


def test_recognised_speech_yields_the_same_facts_as_written_text() -> None:
    spoken = facts("三月五号扣了三十块用了五百兆明天下午三点给您回电话", "zh")
    written = facts("三月五号，扣了三十块，用了五百兆。明天下午三点，给您回电话。", "zh")
    assert spoken == written
    assert len(spoken) == 4
