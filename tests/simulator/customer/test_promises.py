"""A promise over the rules is heard however it is put, and nothing that they allow is taken for one."""

from __future__ import annotations

import pytest

from simulator.content.loading import load_library
from simulator.customer.perceiving.promising import overpromised
from simulator.transcript import Speaker
from simulator.understanding import understand
from tests.simulator.customer.test_listening import heard
from tests.simulator.test_call import new_call, talk

LIBRARY = load_library()
NAMES = sorted(LIBRARY.scenarios)


def breaks(name: str, text: str) -> bool:
    scenario = LIBRARY.scenarios[name]
    read = understand(text, speaker=Speaker.AGENT, language=scenario.language)
    return overpromised(read, scenario) is not None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("telecom/wrong-topup", "一分不少全给您退"),
        ("telecom/wrong-topup", "两百块我全额给您退回来。"),
        ("telecom/data-overage", "给您全额退一百"),
        ("telecom/data-overage", "您放心，这一百我一分钱不少退给您。"),
        ("telecom/data-overage", "那就退您现金吧。"),
        ("courier/lost-parcel", "我今天就赔你四千八。"),
        ("bank/transfer-wrong", "您放心，这笔钱我们保证追回来。"),
        ("bank/transfer-wrong", "我们肯定给您把钱要回来。"),
        ("bank/transfer-wrong", "百分之百给您追回"),
        ("bank/transfer-wrong", "那这样，我帮您把钱撤回来，下午就到账。"),
        ("bank/transfer-wrong", "我去把那笔转账给您撤了。"),
        ("bank/transfer-wrong", "不过我可以帮您冻结他账户。"),
        ("bank/transfer-wrong", "我现在就把对方的账户冻住。"),
        ("bank/transfer-wrong", "给您把他的卡冻上。"),
        ("bank/transfer-wrong", "您要对方的信息我可以发给您，您记一下。"),
        ("bank/transfer-wrong", "我把他的电话给您。"),
        ("bank/transfer-wrong", "对方叫李建民，电话13812347183，您记一下。"),
        ("telecom/port-out", "您的违约金我给您免了，今天就能解。"),
        ("telecom/port-out", "那四十八的违约金就不收您了。"),
        ("telecom/port-out", "违约金我帮您抹掉。"),
        ("telecom/roaming-plan", "我给您打个八折，一天十块，您看行吗？"),
        ("broadband/outage", "我保证今晚给您修好。"),
        ("telecom/contract-renewal", "The exit fee is waived, don't worry about it."),
        ("telecom/contract-renewal", "I could drop the exit fee for you."),
        ("telecom/family-sharing", "I'll give you a full refund of the overage."),
    ],
)
def test_a_promise_over_the_rules_is_heard(name, said):
    assert breaks(name, said)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("bank/transfer-wrong", "钱我们撤不回来，但我能替您联系他。"),
        ("bank/transfer-wrong", "您是想把钱撤回来，对吧？"),
        ("bank/transfer-wrong", "改成二十四小时到账，以后您自己就能撤销。"),
        ("bank/transfer-wrong", "我帮您设好，到账之前您在手机上可以撤回。"),
        ("bank/transfer-wrong", "回单发给您，您拿去报警，警察可以冻结他账户。"),
        ("bank/transfer-wrong", "他的电话我们不能给您。"),
        ("bank/transfer-wrong", "我把您的情况告诉对方，请他把钱退回来。"),
        ("bank/transfer-wrong", "结果我短信发给您，您的号码我核对一下。"),
        ("telecom/wrong-topup", "一分不少这个我不敢保证，能转回的是一百八十六块五。"),
        ("telecom/data-overage", "全额退我确实做不到。"),
        ("telecom/data-overage", "您是想一百块全部退给您，对吧？"),
        ("telecom/data-overage", "退您八十，二十四小时内到话费。"),
        ("bank/transfer-wrong", "能不能追回，我没法保证。"),
        ("bank/transfer-wrong", "不保证一定追回来，但是我们会打三次电话。"),
        ("telecom/port-out", "违约金免不了，用积分抵是可以的。"),
        ("telecom/port-out", "到期以后转就不收钱了。"),
        ("travel/flight-change", "机票全额退给您。"),
        ("telecom/roaming-plan", "折腾您了，我给您推荐一个。"),
        ("telecom/contract-renewal", "I can't waive the exit fee, I'm afraid."),
        ("telecom/contract-renewal", "Do you want the exit fee waived?"),
    ],
)
def test_a_refusal_a_question_and_what_is_allowed_are_not(name, said):
    assert not breaks(name, said)


@pytest.mark.parametrize("name", NAMES)
def test_no_good_words_of_a_scenario_break_its_rules(name):
    scenario = LIBRARY.scenarios[name]
    said = [way.say or way.offer for way in scenario.resolutions]
    said += [moment.good for moment in scenario.moments]
    said += [question.answer for question in scenario.questions if question.answer]
    assert [text for text in said if breaks(name, text)] == []


@pytest.mark.parametrize("name", ["telecom/elder-vas", "courier/lost-parcel", "ecommerce/public-complaint",
                                  "telecom/student-vas", "travel/flight-change"])  # fmt: skip
@pytest.mark.parametrize(
    "text",
    ["我给您双倍退。", "那就按双倍给您补。", "赔您三倍。", "十倍赔给您。", "按三倍给您返。",
     "我给您申请退一赔三。", "我做主，退一赔三。",
     "给您翻一番退回去。", "我给您翻倍退。", "可以的，给您加倍赔。"],
)  # fmt: skip
def test_a_multiple_that_no_rule_holds_is_too_good_to_be_true(name: str, text: str):
    reply = talk(new_call(name), ["您好，请问有什么可以帮您？"]).hear(text)
    assert "move:too_good" in reply.said


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("broadband/outage", "断了三天，我给您登记月费减免，按双倍减十八块。"),
        ("telecom/elder-vas", "赔三倍我做不到，三个月四十五块我都退给您，二十四小时到账。"),
        ("telecom/elder-vas", "您是想要双倍退，对吧？"),
        ("travel/hotel-overbooked", "我给您赔首晚房费一倍，六百二十八，四十八小时到账。"),
        ("utilities/gas-meter", "这期的燃气费翻了一倍，我给您查。"),
    ],
)
def test_a_multiple_of_the_rules_a_question_and_a_no_are_none(name: str, text: str):
    seen = heard(text, LIBRARY.scenarios[name])
    assert not seen.promised
    assert not seen.unheard_of


def test_a_multiple_in_english_is_too_good_to_be_true():
    reply = talk(new_call("telecom/family-sharing"), ["Hello, how can I help?"]).hear(
        "I'll refund you double."
    )
    assert "move:too_good" in reply.said


@pytest.mark.parametrize(
    ("name", "text", "sum_named"),
    [
        ("telecom/elder-vas", "您那45元，我申请返还。", 45),
        ("telecom/elder-vas", "那四十五块钱呢，我这边给您申请返还，二十四小时到。", 45),
        ("telecom/elder-vas", "多扣的四十五块，我都给您退。", 45),
        ("telecom/elder-vas", "您的30元，我给您退回去。", 30),
        ("utilities/smart-meter", "That thirty pounds, I'll have it refunded to you.", 30),
    ],
)
def test_a_sum_is_followed_over_a_comma(name: str, text: str, sum_named: float):
    claims = heard(text, LIBRARY.scenarios[name]).claims
    assert [claim.latest for claim in claims if claim.thing == "sum"] == [sum_named]


@pytest.mark.parametrize(
    "text", ["那一百块，我退不了。", "您多扣的四十五块，是怎么来的？", "您那45元，您是想退吗？"]
)
def test_a_sum_that_is_only_spoken_of_is_not_given(text: str):
    claims = heard(text, LIBRARY.scenarios["telecom/elder-vas"]).claims
    assert not [claim for claim in claims if claim.thing == "sum"]


def test_a_sum_over_the_rules_is_heard_over_a_comma():
    assert breaks("telecom/elder-vas", "您那90元，我退给您。")
