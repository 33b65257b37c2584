"""To explain what somebody signed is not to hold on to them."""

from __future__ import annotations

import pytest

from simulator.content.loading import load_library
from simulator.customer.perceiving.nerves import touched
from simulator.transcript import Speaker
from simulator.understanding import understand

LIBRARY = load_library()
EXPLAINS = [
    "查到了，是三月底的一个满减优惠，每个月减二十，签了一年，到明年三月三十一号。",
    "违约金是已享优惠的三成，八个月一百六，就是四十八块。",
    "卡住您的是那份优惠合约，解了就能查资格。",
    "这个优惠是要在网满一年的，提前走要还三成。",
    "您之前享受的优惠一共是一百六十块。",
]
HOLDS_ON = [
    "您再考虑考虑，我们还有老用户优惠。",
    "我给您申请个优惠，您就别转了。",
    "现在老客户有更大的优惠，给您打个八折。",
    "送您十个G流量，您留下来吧。",
    "我们这边新出了优惠套餐，您要不看看？我先给您介绍。",
]


def held_on(said: str) -> bool:
    scenario = LIBRARY.scenarios["telecom/port-out"]
    read = understand(said, speaker=Speaker.AGENT, language="zh-CN")
    return any("挽留" in trigger.why for trigger in touched(read, scenario))


@pytest.mark.parametrize("said", EXPLAINS)
def test_to_explain_the_contract_is_not_to_hold_on(said):
    assert not held_on(said)


@pytest.mark.parametrize("said", HOLDS_ON)
def test_to_hold_on_is_heard(said):
    assert held_on(said)
