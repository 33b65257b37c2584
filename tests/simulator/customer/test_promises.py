"""A promise over the rules is heard however it is put, and nothing that they allow is taken for one."""

from __future__ import annotations

import pytest

from simulator.content.loading import load_library
from simulator.customer.perceiving.promising import overpromised
from simulator.transcript import Speaker
from simulator.understanding import understand

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
