"""What a trainer reads of a call: each verdict shows the right words and says one thing, not two."""

from __future__ import annotations

import pytest

from grading.grader import grade
from grading.learned.corpus import lessons
from grading.learned.items import item_signs, reason_for, shown_by
from grading.moments import asks_next
from grading.patterns import patterns
from grading.reading import Reading
from grading.result import ItemResult, Verdict
from grading.scorecard import load_scorecard
from grading.slots import reasons
from simulator.content.loading import library
from simulator.transcript import Speaker, Transcript, Turn
from tests.grading.labelled import call

CARD = load_scorecard("inbound@1")
OPENING = "A: 您好，兰桥燃气，我是小柳，有什么能帮您？\nC: 我家统共老两口，两个月烧了快四百块的气。\n"


def judged(lines: str, item: str, language: str = "zh-CN", scenario: str | None = None) -> ItemResult:
    known = library().scenarios[scenario] if scenario else None
    return grade(call(lines, language), CARD, known).item(item)


def on_file(*turns: tuple[str, str, str]) -> Transcript:
    """A simulated call: speaker, text, and what the customer says by its key."""
    acts = {"question": "ask", "objection": "accuse", "move": "ask", "opening": "state_problem"}
    said = [
        Turn(
            speaker=Speaker.AGENT if who == "A" else Speaker.CUSTOMER,
            text=text,
            said=(key,) if key else (),
            act=acts.get(key.partition(":")[0], "tell_fact") if key else None,
        )
        for who, text, key in turns
    ]
    return Transcript(call_id="filed", language="zh-CN", turns=tuple(said))


@pytest.mark.parametrize(
    "plain", ["跟往常一样", "跟刚才一样", "跟我家去年一样", "和隔壁邻居家一样", "这样我就踏实了"]
)
def test_a_literal_comparison_is_no_picture_to_be_taken_up(plain):
    lines = OPENING + f"A: 您家白天有人吗？\nC: 有人，{plain}。\nA: 好的，我这就查。"
    assert judged(lines, "matching.language").verdict is Verdict.NA


@pytest.mark.parametrize("picture", ["跟扔水里似的", "心里跟猫抓似的", "像掉进了无底洞一样"])
def test_a_living_comparison_stays_one(picture):
    lines = OPENING + f"A: 您家白天有人吗？\nC: 有人，这钱花得{picture}。\nA: 好的，我这就查。"
    assert judged(lines, "matching.language").verdict is not Verdict.NA


def test_to_feel_like_somebody_did_it_is_a_belief_and_no_picture():
    lines = (
        "A: Hello, Brindle.\nC: My bill has doubled and it feels like somebody made that number up.\n"
        "A: I'll look into it now.\nC: Right."
    )
    assert judged(lines, "matching.language", "en-GB").verdict is Verdict.NA


@pytest.mark.parametrize("hello", ["哈喽，这里是兰桥燃气", "嗨，这里是兰桥燃气", "Hello，兰桥燃气"])
def test_greetings_of_the_young_are_greetings(hello):
    assert judged(f"A: {hello}\nC: 我家没气了。", "greeting.opening").verdict is Verdict.MET


@pytest.mark.parametrize("self_named", ["您好，兰桥燃气客服Kevin", "您好，兰桥燃气，我叫 Amy"])
def test_a_latin_name_is_a_name(self_named):
    assert judged(f"A: {self_named}\nC: 我家没气了。", "greeting.identity").verdict is Verdict.MET


@pytest.mark.parametrize(
    ("push", "clause"), [("您去溜达一圈？", True), ("您再看一眼？", True), ("您那灯是什么颜色？", False)]
)
def test_a_push_in_the_form_of_a_question_asks_for_nothing(push, clause):
    assert patterns(True).has("proposes", push) is clause


@pytest.mark.parametrize("check", ["是这意思不？", "是这个意思吧？", "是这么个回事吧？"])
def test_a_dialect_check_is_a_check(check):
    assert patterns(True).has("confirms", check)


@pytest.mark.parametrize(
    "shared", ["全班的钱压在身上谁都扛不住。", "谁看了单子都得心里咯噔一下。", "谁不想全要回来。"]
)
def test_what_anybody_would_feel_is_shared(shared):
    assert patterns(True).has("shares", shared)


@pytest.mark.parametrize("denial", ["我们没有限制您转网。", "我们没有为难您。", "没有专门挑您扣。"])
def test_to_say_we_did_not_is_a_flat_denial(denial):
    assert patterns(True).has("denies", denial)


@pytest.mark.parametrize(
    ("said", "dropped"),
    [
        ("There's no need to speak to me like that.", False),
        ("No need for sarcasm.", False),
        ("Actually there's no need, I found it.", True),
        ("Never mind, no need.", True),
    ],
)
def test_who_objects_to_the_tone_does_not_drop_the_request(said, dropped):
    assert patterns(False).has("withdraws", said) is dropped


def test_no_free_month_promises_none():
    lines = (
        "A: Hi, Rotaboard support.\nC: hi, office manager's left, hers was the only login.\n"
        "A: no free month, we weren't down, but you can have the rota now.\nC: right."
    )
    assert judged(lines, "knowledge.accuracy", "en-GB", "saas/locked-account").verdict is Verdict.MET


def test_a_record_read_to_somebody_unknown_is_account_data():
    lines = (
        "A: 您好，星联移动客服。\nC: 携号转网归您管吧？短信不让我走。\n"
        "A: 系统记录显示您三月二十九日自行点选并确认过该合约。\nC: 我不记得了。"
    )
    assert judged(lines, "conduct.privacy", scenario="telecom/port-out").verdict is Verdict.MISSED


def test_a_rule_read_out_of_the_knowledge_base_tells_nothing_of_the_account():
    lines = (
        "A: 您好，星联移动客服。\nC: 我五十九的套餐怎么扣我一百六？\n"
        "A: 套内流量用完后按8元/GB 收取，不足1GB 按实际用量折算。\nC: 那怎么办？"
    )
    assert judged(lines, "conduct.privacy", scenario="telecom/data-overage").verdict is not Verdict.MISSED


def test_the_customers_next_step_is_on_file_and_nobody_pushes_who_is_led():
    led = on_file(
        ("A", "您好，兰桥燃气，我是小柳，有什么能帮您？", ""),
        ("C", "我家燃气费翻了一倍，怎么算的？", "opening"),
        ("A", "我先查抄表的记录，再跟您说怎么改。", ""),
        ("C", "行，那接下来怎么弄？", "move:ask_next"),
        ("A", "嗯。", ""),
        ("C", "我不怎么用，灶还是那个灶。", "fact:stove"),
        ("A", "好的。", ""),
        ("C", "那我这边要不要准备点什么？", "move:ask_next"),
    )
    reading = Reading(led)
    assert [turn.index for turn in reading.customer if asks_next(reading, turn)] == [7]


def test_a_goodbye_over_a_question_is_not_a_proper_one():
    turns = (
        ("A", "您好，兰桥燃气，我是小柳，有什么能帮您？", ""),
        ("C", "我家燃气费翻了一倍，怎么算的？", "opening"),
        ("A", "多的二十四块我给您退，两天内改好账单。", ""),
        ("C", "好，就这么办。", "accept:recount"),
        ("A", "还有别的要我办的吗？", ""),
        ("C", "那往后没抄着表怎么算？", "question:next-time"),
        ("A", "谢谢您打来，祝您生活愉快，再见。", ""),
    )
    item = grade(on_file(*turns), CARD).item("closing.farewell")
    assert item.verdict is Verdict.PARTIAL
    assert "还没答" in item.why
    answered = (*turns[:-1], ("A", "抄不着先估着收，下回多退少补。谢谢您，再见。", ""))
    assert grade(on_file(*answered), CARD).item("closing.farewell").verdict is Verdict.MET


def test_the_recap_that_says_it_is_one_is_quoted():
    lines = OPENING + (
        "A: 我给您退二十四块，两天内改好账单。\nC: 行，退二十四块也行。\n"
        "A: 已经提交了，两天内账单退二十四块。\nC: 好。\n"
        "A: 那咱再顺一遍：退二十四块，两天内账单改好，您看行吗？\nC: 行。\nA: 谢谢您，再见。\nC: 再见。"
    )
    item = judged(lines, "closing.recap")
    assert item.verdict is Verdict.MET
    assert item.evidence[0].turn == 6


def test_the_advice_for_a_recap_names_what_was_promised():
    lines = (
        OPENING + "A: 我给您退二十四块，两天内改好账单。\nC: 行，退二十四块也行。\nA: 嗯，再见。\nC: 再见。"
    )
    item = judged(lines, "closing.recap")
    assert item.verdict is Verdict.MISSED
    assert "我给您退二十四块" in item.advice


def test_a_quote_from_speech_without_marks_holds_the_words_it_is_for():
    spoken = "嗯" + "这个呢就是说我们这边抄表的师傅五六月七八月两回去您家都没有碰到人单子上先按四十方估的" * 2
    reading = Reading(call(f"A: 您好\nC: 我家没气了。\nA: {spoken}祝您生活愉快再见"))
    piece = reading.find("farewell", reading.turns[2])
    assert piece is not None
    assert "祝您" in piece.quote
    assert piece.quote in reading.turns[2].raw


def test_an_english_quote_ends_with_a_whole_word():
    text = "it is going from ninety-four pounds to a hundred and eighty-eight pounds and nobody says why"
    reading = Reading(call(f"A: Hello, Brindle.\nC: {text}", "en-GB"))
    quote = reading.quote(reading.turns[1]).quote
    assert text.startswith(quote)
    assert quote.split()[-1] in text.split()


def test_a_learned_reason_names_one_thing_and_exists():
    known = reasons()["reasons"]
    for scorer, entry in item_signs().items():
        signs = ["none", *sorted(_quoted(entry["quote"]))]
        for verdict in Verdict:
            for sign in signs:
                why = reason_for(scorer, verdict, sign)
                assert why is None or why in known, (scorer, verdict, sign)
    for sign in ("target", "bye", "path"):
        assert all(name in patterns(True).compiled for name in shown_by(sign))


def _quoted(quote: object) -> set[str]:
    return {sign for signs in quote.values() for sign in signs} if isinstance(quote, dict) else set(quote)


def test_a_learned_verdict_on_opinions_speaks_of_one_and_of_its_answer():
    seen = 0
    for lesson in [lesson for lesson in lessons() if lesson.gold][:120]:
        item = grade(lesson.transcript, CARD).item("yes_but.handling")
        turns = lesson.transcript.turns
        if len(item.evidence) == 2 and turns[item.evidence[0].turn].speaker is Speaker.CUSTOMER:
            seen += 1
            assert item.evidence[1].turn > item.evidence[0].turn, (lesson.transcript.call_id, item.why)
    assert seen


def test_the_question_is_quoted_where_a_question_is_praised():
    lines = OPENING + (
        "A: 我看见了，五六月、七八月两回都没碰上人，单子上是先估的四十方。您家白天一般有人在吗？\n"
        "C: 上午没人。\nA: 那两回估少了，这回一块儿补上了。\nC: 哦。\n"
        "A: 我给您退二十四块，两天内改好。\nC: 行。\nA: 谢谢您，再见。\nC: 再见。"
    )
    item = judged(lines, "listening.targeted_question")
    assert item.verdict is Verdict.MET
    assert item.evidence[0].quote.endswith("吗？")
