"""What has nothing to do with the call explains nothing, whatever nod or comfort stands around it."""

from __future__ import annotations

import pytest

from simulator.transcript import is_chinese
from tests.simulator.customer.test_listening import LIBRARY, heard
from tests.simulator.test_call import new_call, talk

NAMES = ["telecom/elder-vas", "courier/lost-parcel", "ecommerce/refund-missing", "broadband/outage"]
STRAY = [
    "嗯，香蕉是黄的。",
    "好的，我明白，香蕉是黄的。",
    "是这样的，香蕉是黄的。",
    "香蕉是黄的，苹果是红的，所以您放心。",
    "是这样的，长江全长六千三百公里。",
    "嗯，熊猫爱吃竹子，猫爱吃鱼。",
    "我跟您解释一下，鲸鱼是哺乳动物。",
]
STRAY_EN = ["Okay, bananas are yellow.", "I see, the moon is made of cheese.", "Right, whales are mammals."]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", STRAY)
def test_a_stray_statement_wins_nothing(name: str, text: str):
    call = talk(new_call(name), ["您好，请问有什么可以帮您？", "嗯，您说。"])
    before = call.mood
    after = call.hear(text).state
    memory = call.customer.memory
    assert not {"explained", "listened", "answered"} & set(memory.latest)
    assert after.trust <= before.trust
    assert after.confusion >= before.confusion - 0.01


@pytest.mark.parametrize("text", STRAY_EN)
@pytest.mark.parametrize("name", ["telecom/contract-renewal", "travel/delayed-baggage"])
def test_a_stray_statement_in_english_wins_nothing(name: str, text: str):
    call = talk(new_call(name), ["Hello, how can I help?", "Mm-hm."])
    trust = call.mood.trust
    assert call.hear(text).state.trust <= trust


@pytest.mark.parametrize("name", sorted(LIBRARY.scenarios))
def test_a_word_of_listening_strays_nowhere(name: str):
    scenario = LIBRARY.scenarios[name]
    said = (
        [
            "听着就替您着急，平白无故碰上这个，谁心里能痛快。",
            "嗯，是这样啊。",
            "好的，我记下来了。",
            "嗯，我明白您的意思。",
            "您别急，我在听。",
            "好的好的，这就看。",
        ]
        if is_chinese(scenario.language)
        else [
            "Okay, I see what you mean.",
            "Right, I've made a note of that.",
            "I see, thanks for telling me.",
        ]
    )
    assert [text for text in said if heard(text, scenario).off_subject] == []
