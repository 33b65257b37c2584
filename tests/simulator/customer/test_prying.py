"""A password, a code or a PIN is kept to oneself; who asks for it is trusted less. To warn is no asking."""

from __future__ import annotations

import pytest

from simulator.customer.perceiving.perception import Perception
from simulator.understanding.acts import AgentAct as A
from tests.simulator.customer.test_listening import LIBRARY, heard
from tests.simulator.customer.test_retold import hello
from tests.simulator.test_call import new_call, talk

ASKED = [
    ("bank/transfer-wrong", "你密码多少，我登进去看看"),
    ("bank/transfer-wrong", "您把验证码报给我一下。"),
    ("bank/transfer-wrong", "您手机会收到一个验证码，您念给我听一下"),
    ("bank/transfer-wrong", "卡背面三位数是多少"),
    ("utilities/power-cut", "您的支付密码告诉我，我帮您交。"),
    ("telecom/data-overage", "麻烦您报一下服务密码。"),
    ("bank/card-declined", "What's your PIN?"),
    ("saas/locked-account", "Could you give me your password so I can log in?"),
    ("utilities/smart-meter", "Can you read me the code we sent you?"),
    ("telecom/family-sharing", "What was the verification code you got?"),
    ("telecom/student-vas", "验证码多少？"),
    ("utilities/smart-meter", "I need the three digits on the back of your card."),
]
ADVICE = [
    ("bank/transfer-wrong", "请您不要告诉任何人密码。"),
    ("bank/transfer-wrong", "请在手机上自己输入密码。"),
    ("bank/transfer-wrong", "密码、验证码谁要都别给，我也不会问您。"),
    ("bank/transfer-wrong", "您输入密码以后告诉我提示了什么"),
    ("telecom/data-overage", "热点密码除了您，还有没有别人知道？"),
    ("bank/card-declined", "Never tell anyone your PIN, not even me."),
    ("bank/card-declined", "Just enter your PIN on the machine."),
    ("saas/locked-account", "I'll send a link and you set a new password yourself."),
    ("bank/card-declined", "Please don't give your passcode to anybody who rings you."),
]


@pytest.mark.parametrize(("name", "text"), ASKED)
def test_a_secret_is_kept_and_costs_trust(name: str, text: str):
    call = talk(new_call(name), [hello(name)])
    before = call.mood
    reply = call.hear(text)
    assert reply.said == ("move:keep_secret",)
    assert reply.state.trust < before.trust - 0.05
    assert reply.state.anxiety > before.anxiety


@pytest.mark.parametrize(("name", "text"), ADVICE)
def test_to_warn_of_giving_it_away_is_no_asking(name: str, text: str):
    seen: Perception = heard(text, LIBRARY.scenarios[name])
    assert not seen.pries
    assert not seen.rude(A.CURT, A.BLAME, A.INSULT, A.CONTRADICT), seen.read.acts
    reply = talk(new_call(name), [hello(name), text]).turns[-1]
    assert not {"move:keep_secret", "move:withhold", "move:offended"} & set(reply.said)


def test_no_question_of_a_scenario_pries():
    for played in LIBRARY.scenarios.values():
        said = [fact.question for fact in played.facts if fact.question]
        said += [moment.good for moment in played.moments]
        said += [way.say for way in played.resolutions if way.say]
        for text in said:
            assert not heard(text, played).pries, text
