"""To be sent elsewhere, or told that it is being seen to, is no help and wins nobody."""

from __future__ import annotations

import pytest

from simulator.understanding.acts import AgentAct as A
from tests.simulator.customer.test_listening import LIBRARY, heard
from tests.simulator.customer.test_retold import hello
from tests.simulator.test_call import new_call, talk

AWAY = [
    ("courier/lost-parcel", "系统显示已经签收了，您再问问驿站吧。"),
    ("courier/lost-parcel", "您好，系统显示签收，您再问问家里人或者驿站。"),
    ("courier/lost-parcel", "您再去问问驿站，或者问问家里人。"),
    ("courier/lost-parcel", "物流上写着签收了，您跟驿站那边核实一下吧。"),
    ("courier/lost-parcel", "系统这边显示是签收状态，要不您去驿站看看？"),
    ("courier/lost-parcel", "这个您得找卖家，让他去查。"),
    ("courier/lost-parcel", "建议您联系一下寄件人。"),
    ("ecommerce/refund-missing", "我们这边显示退了，您问问银行呢。"),
    ("ecommerce/refund-missing", "钱已经退出去了，建议您咨询一下发卡行。"),
    ("travel/flight-change", "这个要您自己联系航空公司。"),
    ("telecom/wrong-topup", "您去店里问问吧，在哪儿充的找哪儿。"),
    ("courier/missed-delivery", "You'd have to ask the sender about that."),
    ("travel/delayed-baggage", "You could try asking at the airport desk."),
    ("telecom/family-sharing", "You'll need to contact the store for that."),
]
NOT_AWAY = [
    ("courier/lost-parcel", "我帮您问问驿站，两小时之内给您回话。"),
    ("courier/lost-parcel", "我现在就给快递员和东门驿站派找件单，让他们两小时之内给您回话。"),
    ("ecommerce/refund-missing", "您有什么问题随时联系我。"),
    ("travel/flight-change", "我替您联系航空公司。"),
    ("courier/missed-delivery", "I'll ask the driver to ring you within the hour."),
    ("travel/delayed-baggage", "You can ask me anything."),
]  # fmt: skip
SEEN_TO = [
    ("ecommerce/refund-missing", "正在处理了，您再等等。"),
    ("ecommerce/refund-missing", "已经在处理了，您再等一等吧。"),
    ("ecommerce/refund-missing", "我们正在处理，您耐心等一下。"),
    ("ecommerce/refund-missing", "已经在给您处理了哈。"),
    ("ecommerce/refund-missing", "已经报上去了，您等着就行。"),
    ("travel/delayed-baggage", "It's being looked at, please be patient."),
    ("broadband/outage", "这边都在处理了。"),
    ("broadband/outage", "师傅那边已经在跟进了，您别急。"),
    ("telecom/wrong-topup", "后台正在给您处理呢。"),
    ("insurance/claim-delay", "在催了在催了，您等通知吧。"),
    ("courier/missed-delivery", "It's already being dealt with."),
    ("travel/delayed-baggage", "We're working on it, just bear with us."),
    ("utilities/smart-meter", "It's in progress, you just need to wait."),
]
DONE = [
    ("ecommerce/refund-missing", "我现在给您提交改退，三个工作日到账。"),
    ("broadband/outage", "我现在催师傅，六点半到您家。"),
    ("broadband/outage", "我正在给师傅打电话，您别挂。"),
    ("telecom/elder-vas", "我这就给您把会员关了。"),
    ("courier/missed-delivery", "I'm ringing the driver right now."),
]


@pytest.mark.parametrize(("name", "text"), AWAY)
@pytest.mark.parametrize("seed", range(2))
def test_to_be_sent_away_wins_no_trust(name: str, text: str, seed: int):
    call = talk(new_call(name, seed), [hello(name)])
    before = call.mood
    after = call.hear(text).state
    assert after.trust <= before.trust, call.customer.memory.latest
    assert after.anger >= before.anger - 0.02


@pytest.mark.parametrize(("name", "text"), NOT_AWAY)
def test_an_agent_who_asks_themselves_sends_nobody_away(name: str, text: str):
    assert not heard(text, LIBRARY.scenarios[name]).sends_away


@pytest.mark.parametrize("name", sorted(LIBRARY.scenarios))
def test_no_good_word_of_a_scenario_sends_away_or_puts_off(name: str):
    scenario = LIBRARY.scenarios[name]
    said = [way.say for way in scenario.resolutions if way.say and way.quality > 1]
    said += [moment.good for moment in scenario.moments]
    said += [question.answer for question in scenario.questions if question.answer]
    seen = {text: heard(text, scenario) for text in said}
    assert [text for text, taken in seen.items() if taken.sends_away or taken.puts_off] == []


@pytest.mark.parametrize(("name", "text"), SEEN_TO)
def test_that_it_is_being_seen_to_is_no_deed(name: str, text: str):
    call = talk(new_call(name), [hello(name)])
    trust = call.mood.trust
    reply = call.hear(text)
    assert "acted" not in call.customer.memory.latest
    assert "committed" not in call.customer.memory.latest
    assert reply.state.trust < trust
    assert "move:acknowledge" not in reply.said


@pytest.mark.parametrize(("name", "text"), DONE)
def test_a_deed_with_a_time_or_a_step_is_one(name: str, text: str):
    seen = heard(text, LIBRARY.scenarios[name])
    assert not seen.puts_off
    assert seen.does(A.ACT_NOW, A.COMMIT, A.PROPOSE)
