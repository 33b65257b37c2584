"""How one is treated decides how the call goes."""

from __future__ import annotations

from itertools import pairwise

import pytest

from simulator.call import Call
from simulator.content.loading import load_library
from simulator.content.parts import Trigger
from simulator.customer.deciding.reaction import reaction
from simulator.customer.perceiving.perception import perceive
from simulator.customer.perceiving.timing import UNTIMED
from simulator.transcript import EndReason
from simulator.understanding.acts import CustomerAct
from tests.simulator.test_call import new_call, talk

LIBRARY = load_library()
HELLO = "您好，星联移动，我是客服小林，请问有什么可以帮您？"
GOOD = [
    HELLO,
    "一下子多扣一百块，刚充的钱转眼就少了，换我也着急。我来给您一笔一笔查清楚，麻烦您报一下姓名和手机尾号。",
    "好的王先生，查到了，十月您用了二十二点五个G，套餐只有十个G，多出来的按八块一个G算，正好一百块。您那阵子是不是开过热点？",
    "所以您是店里宽带坏了开热点给收银机用，结果平白多出一百块，您想把这钱弄清楚，能退的退，下个月别再这样，对吧？",
    "钱像是没人吭声就没了，难怪您窝火。系统发过三条提醒短信，可能让手机拦截了，我再往下给您想办法。",
    "我可以按首次超额给您补一个二十块的加油包，一百块冲掉，实退您八十，二十四小时之内退到话费里，您看行吗？",
    "六年老客户了还得为这点钱操心，换我也不痛快。全退我确实做不到，退八十我现在就给您提交，二十四小时内到账。",
    "已经提交了。我再帮您把套外上限设成零元，到了就停，下个月不会再扣，这样可以吗？",
    "那我跟您核对一遍：退八十，二十四小时内到话费，上限设好了。您看还有别的需要吗？",
    "感谢您的来电，祝您生意兴隆，再见。",
    "再见。",
]


def anger_after(*said: str, seed: int = 0) -> float:
    return talk(new_call(seed=seed), [HELLO, *said]).mood.anger


@pytest.mark.parametrize("seed", range(5))
def test_good_work_ends_well(seed):
    call = talk(new_call(seed=seed), GOOD)
    assert call.ended in (EndReason.SATISFIED, EndReason.ACCEPTED)
    assert call.mood.anger < 0.4


@pytest.mark.parametrize("seed", range(5))
def test_insults_end_badly_and_soon(seed):
    insults = ["你有病吧。", "活该，谁让你不识字。", "滚吧。", "你脑子有问题。"]
    call = talk(new_call(seed=seed), [HELLO, *insults])
    assert call.ended in (EndReason.ESCALATED, EndReason.WALKED_AWAY)


@pytest.mark.parametrize("no", ["您自己用的，我们不管，您爱找谁找谁。", "退不了，规定就是这样。"])
@pytest.mark.parametrize("name", ["telecom/data-overage", "courier/lost-parcel"])
def test_nobody_lets_themselves_be_refused_for_ever(name, no):
    call = new_call(name)
    call.hear(HELLO)
    for _ in range(10):
        if call.ended is None:
            call.hear(no)
    assert call.ended in (EndReason.WALKED_AWAY, EndReason.ESCALATED)


def test_a_goodbye_before_it_is_done_meets_a_protest():
    call = talk(new_call(), [HELLO, "那没别的事就再见了。"])
    assert call.ended is None
    talk(call, ["再见。"])
    assert call.ended in (EndReason.WALKED_AWAY, EndReason.ESCALATED)


def test_met_feeling_calms_more_than_bare_understanding_more_than_blame():
    met = anger_after("刚充的钱转眼就没了，换谁都得着急上火。")
    bare = anger_after("我理解您的心情。")
    blame = anger_after("那是您自己不看短信造成的。")
    assert met < bare < blame


def test_the_second_bare_understanding_hurts_more():
    call = talk(new_call(), [HELLO])
    anger = [call.mood.anger]
    for _ in range(2):
        call.hear("我理解您的心情。")
        anger.append(call.mood.anger)
    assert anger[2] - anger[1] > anger[1] - anger[0]


def test_apologies_wear_out():
    call = talk(new_call(), [HELLO])
    first = call.mood.patience - call.hear("非常抱歉。").state.patience
    call.hear("真的非常抱歉。")
    third = call.mood.patience - call.hear("实在对不起。").state.patience
    assert third > first


def test_every_change_of_mood_has_a_reason():
    call = new_call()
    before = call.mood
    for text in GOOD:
        if call.ended:
            break
        reply = call.hear(text)
        if max(abs(getattr(reply.state, part) - getattr(before, part)) for part in ("anger", "trust")) > 0.05:
            assert reply.why
        before = reply.state


def test_only_what_was_asked_is_answered():
    call = talk(new_call(), [HELLO])
    reply = call.hear("请问您的手机号是多少？")
    assert "二二一六" in reply.text
    assert "三零一七" not in reply.text


def test_asking_again_is_noticed():
    call = talk(new_call(), [HELLO, "请问您贵姓？"])
    reply = call.hear("请问您的姓名是什么？")
    assert any("又问一遍" in why for why in reply.why)


WELCOME = Trigger(cues=["全程跟"], trust=0.14, why="有人管到底")


def won_over(*said: str) -> list[float]:
    """Trust won by each of these turns."""
    scenario = LIBRARY.scenarios["telecom/data-overage"].model_copy(update={"triggers": [WELCOME]})
    call = talk(Call(scenario, LIBRARY.personas[scenario.persona], 0), [HELLO])
    trust = [call.mood.trust, *(call.hear(text).state.trust for text in said)]
    return [after - before for before, after in pairwise(trust)]


@pytest.mark.parametrize(("trust", "act"), [(0.1, CustomerAct.OTHER), (-0.1, CustomerAct.COMPLAIN)])
def test_a_word_about_good_news_is_no_complaint(trust, act):
    trigger = WELCOME.model_copy(update={"trust": trust, "lines": ["全程跟啊？"]})
    scenario = LIBRARY.scenarios["telecom/data-overage"].model_copy(update={"triggers": [trigger]})
    call = talk(Call(scenario, LIBRARY.personas[scenario.persona], 0), [HELLO])
    seen = perceive("这件事我全程跟到底。", call.customer.memory, call.turns, UNTIMED)
    said = reaction(seen, call.customer.memory, call.mood)
    assert said is not None
    assert (said.key, said.act) == ("trigger:0", act)


def test_good_news_told_again_is_worth_less():
    told = "这件事我全程跟到底。"
    first, second = won_over(told, told)
    assert 0 < second < 0.7 * first


def test_good_news_thrown_at_somebody_wins_nobody():
    assert won_over("你有病吧，这件事我全程跟到底。")[0] < 0
    assert won_over("爱要不要，这件事我全程跟到底，别没完没了的。")[0] <= 0
