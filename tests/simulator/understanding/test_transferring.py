"""To move a number or money is not to hand the caller on."""

from __future__ import annotations

import pytest

from simulator.transcript import Speaker
from simulator.understanding import understand
from simulator.understanding.acts import AgentAct as A

STAYS = [
    "您把合约解了，马上就能转，今天就能转走。",
    "他接不接不一定，最多打三次。",
    "您这个号码可以转，我帮您解了合约就能转走。",
    "我帮您把余额转到别的号上。",
    "合约解了您就转过去。",
    "钱转到他账户上就是他的存款。",
    "帮您把话费转回您自己的卡上。",
    "您要是想转网，四月一号以后就可以转了。",
]
HANDS_ON = [
    "我帮您转到投诉部门。",
    "我给您转接专席。",
    "那我把电话转给我们主管，您稍等。",
    "这边帮您转接反诈专线。",
    "给您转人工吧。",
    "帮您转到宽带那边，您跟他们说。",
]


def transfers(said: str) -> bool:
    return understand(said, speaker=Speaker.AGENT, language="zh-CN").does(A.TRANSFER)


@pytest.mark.parametrize("said", STAYS)
def test_to_move_something_is_no_transfer(said):
    assert not transfers(said)


@pytest.mark.parametrize("said", HANDS_ON)
def test_to_hand_the_caller_on_is_one(said):
    assert transfers(said)
