"""Who makes little of the caller's trouble is heard as contemptuous, and whoever quotes such words is not."""

from __future__ import annotations

import pytest

from simulator.customer.perceiving.perception import RUDE_FROM
from simulator.transcript import Speaker
from simulator.understanding import understand
from simulator.understanding.acts import AgentAct as A
from tests.simulator.test_call import new_call, talk

HELLO = "您好，请问有什么可以帮您？"
CONTEMPT = [
    ("bank/transfer-wrong", "行了，钱没了就没了，当买个教训。"),
    ("bank/transfer-wrong", "五千八又不是五万八，你慌什么。"),
    ("bank/transfer-wrong", "转了就转了呗，就当交学费了。"),
    ("bank/transfer-wrong", "我可以打电话问问，但他凭什么还你？"),
    ("bank/transfer-wrong", "不就几千块钱嘛，您哭什么。"),
    ("telecom/port-out", "转网啊，图那二十块钱，至于吗。"),
    ("telecom/port-out", "又是要转网的，你们这些人为了省二十块钱折腾什么呀。"),
    ("telecom/port-out", "多大点事啊，犯得着打电话来吗？"),
    ("telecom/data-overage", "一百块又不是一万块，您计较什么。"),
]
FELT = [
    "五千八说没了就没了，换谁都得慌。",
    "好好的钱不能说没了就没了，我先帮您查。",
    "五千八不是小数目，换我也着急。",
    "二十块钱也是钱，您问得对。",
    "您着急什么时候用钱，我先记下来。",
    "您主要是担心什么，慢慢跟我说。",
    "您说得对，凭什么多扣您的钱，我来查。",
    "您这种情况我们处理过，先联系收款人。",
    "不至于丢号，您放心。",
    "犯不着您自己跑一趟，我来打电话。",
    "积分没了就没了吗？我帮您查查还有没有。",
    "那笔钱转了就转到人家户里了，要他同意才退。",
    "凭什么让您多跑一趟，您说得对。",
    "这钱不能丢了就丢了，我给您想办法。",
    "这次的教训我们记下了，是我们没写清楚。",
]


@pytest.mark.parametrize(("name", "said"), CONTEMPT)
def test_contempt_makes_angry_and_is_answered_as_such(name, said):
    call = talk(new_call(name, 5), [HELLO])
    before = call.mood
    reply = call.hear(said)
    assert reply.state.anger > before.anger + 0.04
    assert reply.state.trust < before.trust


@pytest.mark.parametrize("said", FELT)
def test_feeling_with_the_caller_is_no_contempt(said):
    read = understand(said, speaker=Speaker.AGENT, language="zh-CN")
    assert not read.does(A.INSULT, floor=RUDE_FROM[A.INSULT]), read.acts
