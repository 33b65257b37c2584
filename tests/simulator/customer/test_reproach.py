"""A reproach put as a question is felt as blame; a question about the same thing is answered, and no more."""

from __future__ import annotations

import pytest

from tests.simulator.customer.test_asked import called

REPROACHES = [
    ("bank/annual-fee", "您没看短信吗？"),
    ("bank/annual-fee", "不是早就通知您了吗？"),
    ("bank/annual-fee", "提醒短信您怎么也不看一眼呢"),
    ("bank/annual-fee", "办卡的时候条款您没看？"),
    ("utilities/power-cut", "短信不是发给您了吗？"),
    ("utilities/power-cut", "您收到通知的时候怎么不看呢？"),
    ("government/housing-fund", "窗口上次不是跟您讲得明明白白了吗？"),
    ("government/housing-fund", "您出门前也不查一查？"),
    ("insurance/auto-renewal", "您难道没看合同吗？"),
    ("insurance/auto-renewal", "条款里不都写着呢吗？"),
    ("travel/flight-change", "我们提前三天不就发通知给您了吗"),
    ("travel/flight-change", "您怎么拖到今天才来问啊"),
    ("travel/flight-change", "这么大的字您看不见吗？"),
    ("telecom/contract-renewal", "Did you not read your emails?"),
    ("telecom/contract-renewal", "Surely you saw the notice?"),
    ("telecom/contract-renewal", "Do you not read what you sign?"),
    ("utilities/smart-meter", "Haven't we already told you about this?"),
    ("utilities/smart-meter", "Isn't it written on the bill?"),
    ("utilities/smart-meter", "Haven't you been reading your statements?"),
    ("courier/missed-delivery", "Was the email not clear enough?"),
    ("courier/missed-delivery", "Did you not think to ring us earlier?"),
    ("travel/delayed-baggage", "Why on earth didn't you ring before?"),
    ("travel/delayed-baggage", "It's in the email, did you not open it?"),
    ("telecom/family-sharing", "How come you never looked at the letter?"),
]
QUESTIONS = [
    ("bank/annual-fee", "短信您看到没有？"),
    ("bank/annual-fee", "您没收到短信吗？"),
    ("bank/annual-fee", "您有没有收到提醒短信？"),
    ("bank/annual-fee", "客服是不是没跟您讲过要刷六笔？"),
    ("bank/annual-fee", "您不是说二十四号还款吗，我给您看一下。"),
    ("bank/annual-fee", "他们不是跟您说过能退吗？那我查一下记录。"),
    ("bank/annual-fee", "那条短信您看了没？"),
    ("bank/annual-fee", "您不看短信也正常，我给您念。"),
    ("bank/annual-fee", "是不是没人提前跟您说清楚？"),
    ("bank/annual-fee", "为什么没提前通知您，我去查。"),
    ("utilities/smart-meter", "Did you get our letter?"),
    ("utilities/smart-meter", "Did you not receive the email?"),
    ("utilities/smart-meter", "Have you had a chance to read the letter?"),
    ("utilities/smart-meter", "Didn't anyone tell you about this?"),
    ("utilities/smart-meter", "Was the letter clear about the date?"),
    ("utilities/smart-meter", "Do you read the meter yourself?"),
    ("travel/delayed-baggage", "Did you check the tag when it came off?"),
    ("travel/delayed-baggage", "Were you told how long it would take?"),
]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(("name", "text"), REPROACHES)
def test_a_reproach_put_as_a_question_hurts(name: str, text: str, seed: int):
    call = called(name, seed)
    before = call.mood
    after = call.hear(text).state
    assert after.anger > before.anger + 0.02, call.customer.memory.latest
    assert after.trust < before.trust


@pytest.mark.parametrize(("name", "text"), QUESTIONS)
def test_a_question_about_the_same_thing_does_not(name: str, text: str):
    call = called(name)
    before = call.mood
    after = call.hear(text).state
    assert not {"blamed", "curt", "insulted", "off_subject"} & set(call.customer.memory.latest)
    assert after.trust >= before.trust
