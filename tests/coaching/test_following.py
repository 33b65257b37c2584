"""What became of a hint."""

from __future__ import annotations

from coaching.guidance import follow_ups
from coaching.guidance.following import FollowUp
from tests.coaching.coached import CARD, coached, given
from tests.grading.labelled import call


def test_what_became_of_a_hint_is_told_from_the_next_answers():
    start = "A: 您好，星联移动，我是客服小林，请问有什么可以帮您？\nC: 你们是不是背地里偷着扣我的钱？\n"
    good = call(start + "A: 钱不明不白少了一百六，换谁都窝火，我一笔一笔给您对出来。\nC: 嗯。")
    poor = call(start + "A: 手机号。\nC: 二二一六。\nA: 查到了，是流量费。\nC: 哦。")
    hints = given(coached(call(start)))
    assert follow_ups(hints, good, CARD) == [FollowUp.FOLLOWED]
    assert follow_ups(hints, poor, CARD) == [FollowUp.NOT_FOLLOWED]
    assert follow_ups(hints, call(start), CARD) == [FollowUp.TOO_LATE]
