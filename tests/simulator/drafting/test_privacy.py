"""Nothing personal of a call gets into its draft; amounts, dates and products do."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.drafting.privacy import Kind, mask
from simulator.rehearsal.playing import rehearsed
from simulator.transcript import is_chinese
from simulator.understanding.normalise import plain
from simulator.understanding.numbers import numerals
from tests.simulator.drafting.calls import a_call, content, drafted

SPOKEN = "零幺二三四五六七八九"
ENGLISH = ["oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
FAMILIES = ["王", "李", "赵", "孙", "郑", "钱", "欧阳"]
GIVEN = ["建国", "丽娟", "志强", "慧", "敏", "海燕", "磊"]
FIRST = ["Priya", "Margaret", "Anil", "Dorothy", "Kwame", "Siobhan"]
LAST = ["Ellison", "Deshpande", "Okafor", "Kowalski", "Brennan"]
ROADS = ["清河路", "人民大道", "建设街", "翠苑小区"]


def spoken(digits: str) -> str:
    return "".join(SPOKEN[int(digit)] for digit in digits)


def in_pieces(digits: str) -> str:
    return "，".join(spoken(digits[i : i + 4]) for i in range(0, len(digits), 4))


def as_words(digits: str) -> str:
    return " ".join(ENGLISH[int(digit)] for digit in digits)


def all_digits(text: str, language: str) -> str:
    """Every number of a text as digits, pieces that stand together joined."""
    flat = plain(text)
    found = ""
    last = 0
    for numeral in numerals(flat, is_chinese(language)):
        between = flat[last : numeral.start]
        found += numeral.digits if len(between.strip(" ,.-")) == 0 else f" {numeral.digits}"
        last = numeral.end
    return found


phones = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
orders = st.from_regex(r"[1-9][0-9]{9,13}", fullmatch=True)
fours = st.from_regex(r"[0-9]{4}", fullmatch=True)
styles = st.sampled_from([spoken, in_pieces, str])


@settings(max_examples=40, deadline=None)
@given(
    phone=phones,
    order=orders,
    family=st.sampled_from(FAMILIES),
    given_name=st.sampled_from(GIVEN),
    road=st.sampled_from(ROADS),
    style=styles,
)
def test_no_number_name_or_address_of_a_chinese_call_survives(phone, order, family, given_name, road, style):
    name = family + given_name
    call = a_call(
        "zh-CN",
        [
            "您好，星联宽带，请问有什么可以帮您？",
            "我家宽带坏了三天了，扣了我一百六，你们管不管？",
            "麻烦您报一下姓名和手机号。",
            f"{name}，{style(phone)}。",
            f"{family}先生，尾号{spoken(phone[-4:])}对吧？订单号也报一下。",
            f"对，订单号{style(order)}。",
            f"好的{name}先生，我查到了订单{order}。您家地址是哪里？",
            f"{road}六十八号三单元五零二。",
            f"{road}六十八号，现在就给您派单，师傅今天下午四点到。",
            "行，谢谢，到了打我这个手机。",
        ],
        audio=f"{phone}.wav",
        agent_id=phone,
    )
    text = drafted(call)
    said = all_digits(text, "zh-CN")
    assert phone not in said
    assert order not in said
    assert phone[-4:] not in re.findall(r"\d+", said)
    assert name not in text
    assert f"{family}先生" not in text
    assert road not in text
    assert "一百六" in text


@settings(max_examples=30, deadline=None)
@given(
    digits=orders, ending=fours, first=st.sampled_from(FIRST), last=st.sampled_from(LAST), lower=st.booleans()
)
def test_no_number_name_or_address_of_an_english_call_survives(digits, ending, first, last, lower):
    lines = [
        "Good morning, Northbank, how can I help?",
        "My card was swallowed an hour ago and I lost 160 pounds.",
        "Could I take your full name and the account number?",
        f"My name is {first} {last}, it's {as_words(digits)}.",
        f"Thank you {first}. And the last four digits of the card?",
        f"{ending}.",
        f"So {digits}, ending {ending}. What is your address?",
        "42 Maple Street, Leeds LS1 4AB.",
        "I'm sending a new card to 42 Maple Street today, it takes three days.",
        "Great, thank you.",
    ]
    text = drafted(a_call("en-GB", [line.lower() for line in lines] if lower else lines), "bank/a-draft")
    said = all_digits(text, "en-GB")
    assert digits not in said
    assert ending not in re.findall(r"\d+", said)
    assert not re.search(rf"\b({first}|{last}|maple)\b", text, re.I)
    assert "160 pounds" in text


def test_the_same_number_always_becomes_the_same_and_its_end_stays_its_end():
    call = a_call(
        "zh-CN", ["手机号报一下？", "幺三八二四五五七零九六", "13824557096对吧？", "对，尾号七零九六。"]
    )
    first, again, end = (turn.text for turn in mask(call).call.turns[1:])
    digits = all_digits(first, "zh-CN").strip()
    assert digits in again
    assert all_digits(end, "zh-CN").strip() == digits[-4:]


def test_one_person_stays_one_person():
    masked = mask(
        a_call("zh-CN", ["请问贵姓？", "我叫王建国。", "王先生您好，我是客服小孙。", "小孙，我跟你说。"])
    ).call
    family = masked.turns[1].text[2]
    assert family != "王"
    assert masked.turns[2].text.startswith(f"{family}先生")
    assert masked.turns[2].text[-2] == masked.turns[3].text[1] != "孙"


@pytest.mark.parametrize(
    "kept",
    [
        "这个月扣了我一百五十九，套餐五十九块钱，十个G。",
        "十月二十八号充的两百，剩四十一块二。",
        "我充了5000，你们扣了1599。",
        "不给解决我打12315。",
        "下午两点半到四点，三个人。",
        "网络线路不好，宽带线路一天断三次。",
        "那条路一直在修，方便吗？",
        "平时都好好的，任何时候都行，谢谢您。",
        "2024年办的，一年一千二。",
    ],
)
def test_amounts_dates_and_common_words_stay(kept):
    assert mask(a_call("zh-CN", ["您好，请讲。", kept])).call.turns[1].text == kept


@pytest.mark.parametrize(
    "kept",
    [
        "I paid 1500 pounds on the 3rd of May 2024, and 14.50 for postage.",
        "It costs 30 a month since 2019.",
        "I'm standing here, will you mark it as urgent?",
        "That's a rip-off, I am really angry about this place.",
        "Five thousand, five gigabytes, five working days.",
    ],
)
def test_english_amounts_dates_and_common_words_stay(kept):
    assert mask(a_call("en-GB", ["Hello, how can I help?", kept])).call.turns[1].text == kept


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("邮箱是 lihua88@163.com。", "lihua88"),
        ("身份证，一，四，零，三。", "一，四，零，三"),
        ("车牌粤B12345。", "12345"),
        ("我老公叫李雷，他来接。", "李雷"),
        ("隔壁老刘也这样。", "老刘"),
        ("三十八号楼二单元。", "三十八号楼"),
    ],
)
def test_other_personal_data_goes(said, gone):
    assert gone not in mask(a_call("zh-CN", ["请问您的身份证后四位？", said])).call.turns[1].text


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("It is anil.d@mail.co.in, write to me.", "anil"),
        ("accounts at tulsi traders dot in", "tulsi"),
        ("My wife's birthday is 9 March 1984.", "1984"),
        ("It's SH 4471 0092.", "4471"),
        ("it ends in five, eight, one.", "five, eight"),
        ("oh seven seven double one nine hundred", "seven seven"),
    ],
)
def test_other_personal_data_goes_in_english(said, gone):
    masked = mask(a_call("en-IN", ["Could I take your email, date of birth and policy number?", said])).call
    assert gone not in masked.turns[1].text


@pytest.mark.parametrize("name", sorted(content().scenarios))
def test_who_called_in_a_simulated_call_does_not_survive(name):
    scenario, persona = content().cast(name, 1)
    call = rehearsed("expert", scenario, persona, 1).call
    text = drafted(call.transcript("c-1"))
    told = " ".join(turn.text for turn in call.turns)
    words = call.scenario.caller.name.split()
    assert not [word for word in words if len(word) > 1 and word in told and re.search(rf"\b{word}\b", text)]


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        (
            "Um, Helen Marsh, Marsh and Fern Florists, born ninth of June eighty-four.",
            ["Helen", "Marsh", "ninth of June"],
        ),
        ("Look, Neil Armitage. 41 Mill Lane.", ["Neil", "Armitage", "41 Mill"]),
        ("Well, it's Emily. Emily Tran. It's the one I'm speaking on.", ["Emily", "Tran"]),
    ],
)
def test_a_name_is_found_behind_the_first_word(said, gone):
    masked = (
        mask(a_call("en-GB", ["Could I take your name and date of birth, please?", said])).call.turns[1].text
    )
    assert not [word for word in gone if word in masked]
    assert masked.split()[0] == said.split()[0]
    assert ("I'm speaking on" in masked) == ("I'm speaking on" in said)


def test_what_a_call_carries_beside_its_words_is_left_behind():
    call = a_call("zh-CN", ["您好", "网断了"], agent_id="张三", note="13824557096", audio="张三.wav")
    assert "张三" not in mask(call).call.model_dump_json()
    assert "13824557096" not in mask(call).call.model_dump_json()


def test_what_was_replaced_is_counted_and_said():
    call = a_call(
        "zh-CN", ["姓名和手机号报一下？", "王建国，13824557096。", "好的，这就派单，今天到。", "行。"]
    )
    masked = mask(call)
    assert (masked.count(Kind.NAME), masked.count(Kind.NUMBER)) == (1, 1)
    assert "姓名 1 个，号码 1 个" in drafted(call)


def test_english_words_that_may_be_names_are_listed():
    lines = ["Hello, how can I help?", "I spoke to your Daryl, and he hung up on me."]
    assert mask(a_call("en-SG", lines)).unplaced == ("Daryl",)
    assert "may be names: Daryl" in drafted(a_call("en-SG", lines))
