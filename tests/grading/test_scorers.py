"""Close cases of single items, each as the scorecard settles it."""

from __future__ import annotations

import pytest

from grading.grader import grade
from grading.patterns import patterns
from grading.result import Result
from grading.scorecard import load_scorecard
from simulator.transcript import EndReason, Speaker, Transcript, Turn
from tests.grading.labelled import call

CARD = load_scorecard("inbound@1")


def graded(lines: str, language: str = "zh-CN") -> Result:
    return grade(call(lines, language), CARD)


def verdict(item: str, lines: str, language: str = "zh-CN") -> str:
    return graded(lines, language).item(item).verdict.value


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("您好，欢迎致电江南燃气，请问有什么可以帮您？", "met"),
        ("您好迅达速运工号五五零请讲", "met"),
        ("这里是江南燃气", "partial"),
        ("您好，请说", "partial"),
        ("喂", "missed"),
        ("什么事", "missed"),
    ],
)
def test_opening(first, expected):
    assert verdict("greeting.opening", f"A: {first}\nC: 我家没气了。") == expected


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("您好，江南燃气，我是小尤", "met"),
        ("您好，江南燃气，工号零八六", "met"),
        ("您好，江南燃气，我姓耿", "met"),
        ("您好，江南燃气维修中心", "partial"),
        ("您好，江南燃气，很高兴为您服务", "missed"),
        ("您好，江南燃气", "missed"),
    ],
)
def test_identity(first, expected):
    assert verdict("greeting.identity", f"A: {first}\nC: 我家没气了。") == expected


def test_an_invitation_counts_half_and_only_before_the_business():
    assert verdict("greeting.offer", "A: 您好，请讲\nC: 我家没气了，饭做不了。") == "partial"
    assert verdict("greeting.offer", "A: 您好\nC: 我家没气了，饭做不了。\nA: 嗯，您说。") == "missed"


def test_a_bare_understanding_is_counted_by_turns():
    start = "A: 您好，江南燃气。\nC: 我家三天没气了，气死我了！\n"
    assert verdict("matching.bare_understanding", start + "A: 我理解您的心情，您报一下户号。") == "partial"
    twice = start + "A: 我理解。\nC: 孩子都吃不上饭，烦死了！\nA: 我能理解您的感受。"
    assert verdict("matching.bare_understanding", twice) == "missed"
    said_what = start + "A: 我理解您三天没气有多窝火，我马上查。"
    assert verdict("matching.bare_understanding", said_what) == "met"


def test_apologies_instead_of_an_answer_earn_nothing():
    lines = """A: 您好，江南燃气。
    C: 我家三天没气了，气死我了！
    A: 非常抱歉。
    C: 那怎么办啊？
    A: 真的对不起。
    C: 你倒是给我修啊！
    A: 实在不好意思，抱歉抱歉。
    C: 算了！"""
    assert verdict("matching.feeling", lines) == "missed"


def test_endorsing_after_empathy_is_missed_and_a_counter_fact_is_no_denial():
    start = "A: 您好，江南燃气。\nC: 三天没气，你们就是收了钱不干活，骗人！\n"
    felt = "三天开不了火，搁谁都憋屈，"
    assert verdict("yes_but.handling", start + f"A: {felt}您说得对，我们公司就是骗人。") == "missed"
    assert verdict("yes_but.handling", start + f"A: {felt}我们没有骗人。") == "missed"
    assert (
        verdict("yes_but.handling", start + f"A: {felt}停气通知写的是二十号恢复，我现在查您这栋。") == "met"
    )
    assert verdict("yes_but.handling", start + "A: 停气通知写的是二十号恢复。") == "partial"


def test_the_worst_handled_opinion_decides():
    lines = """A: 您好，江南燃气。
    C: 三天没气，你们就是收了钱不干活！
    A: 三天开不了火，搁谁都憋屈，我现在查您这栋的阀门。
    C: 查什么查，你们就会糊弄老百姓！
    A: 没有的事。"""
    assert verdict("yes_but.handling", lines) == "missed"


def test_an_interruption_is_seen_in_the_times_and_in_the_dash():
    turns = (
        Turn(speaker=Speaker.AGENT, text="您好，江南燃气。", start=0, end=2),
        Turn(speaker=Speaker.CUSTOMER, text="我家三天没气了，孩子都吃不上饭。", start=2, end=6),
        Turn(speaker=Speaker.AGENT, text="您报一下户号。", start=5, end=7),
        Turn(speaker=Speaker.CUSTOMER, text="我还没说完，我妈八十了，她——", start=7, end=9),
        Turn(speaker=Speaker.AGENT, text="户号多少？", start=9.5, end=10),
    )
    result = grade(Transcript(call_id="x", language="zh", turns=turns), CARD)
    assert result.item("listening.acknowledge").verdict == "missed"
    assert [piece.turn for piece in result.item("listening.acknowledge").evidence] == [2, 4]


def test_willingness_needs_i_and_is_lost_by_pushing_away():
    start = "A: 您好，江南燃气。\nC: 我家没气了，帮我修修。\n"
    assert verdict("action.willingness", start + "A: 我给您登记报修。") == "met"
    assert verdict("action.willingness", start + "A: 可以为您登记报修。") == "partial"
    assert verdict("action.willingness", start + "A: 这个不归我管，我给您登记一下吧。") == "missed"


def test_hanging_up_is_critical_and_closes_nothing():
    lines = """A: 您好，江南燃气。
    C: 你们今天到底能不能来修？
    A: 来不了，就这样，挂了。"""
    result = graded(lines)
    assert result.critical == ("conduct.courtesy",)
    assert result.total <= 59
    assert {result.item(f"closing.{name}").verdict.value for name in ("recap", "thanks", "farewell")} == {
        "missed"
    }


DONE = """A: 您好，江南燃气。
C: 我家灶打不着火，能来看看吗？
A: 我给您派师傅，今天下午三点到，您看行吗？
C: 行，那我等着，谢谢啊。"""
ASKING = """A: 您好，江南燃气。
C: 我家灶打不着火，能来看看吗？
A: 我给您派师傅，今天下午三点到。
C: 那要是三点没来怎么办？"""


@pytest.mark.parametrize(
    ("lines", "critical"),
    [
        (DONE, ()),
        (DONE + "\nA: 不客气，祝您生活愉快，再见。", ()),
        (ASKING, ("conduct.courtesy",)),
        (ASKING + "\nA: 到时候您再打一次就行，再见。", ()),
        (ASKING + "\nA: 哎呀。", ("conduct.courtesy",)),
    ],
)
def test_pressing_the_button_first_is_wrong_only_while_the_customer_still_asks(lines, critical):
    ended = call(lines, "zh-CN").model_copy(update={"ended": EndReason.AGENT_HUNG_UP})
    assert grade(ended, load_scorecard("inbound@1")).critical == critical


def test_account_data_before_any_check_is_critical_a_name_is_a_detail():
    start = "A: 您好，江南燃气。\nC: 我想看看我还欠多少气费。\n"
    told = graded(start + "A: 您这个户号欠费一百二十块五。")
    assert "conduct.privacy" in told.critical
    assert verdict("conduct.privacy", start + "A: 是耿女士吧？您报一下户号核对一下。") == "partial"
    checked = start + "A: 您报一下户号。\nC: 三三零二九一。\nA: 您这个户号欠费一百二十块五。"
    assert verdict("conduct.privacy", checked) == "met"


def test_advice_uses_the_customers_own_words_from_the_agents_mouth():
    lines = "A: 您好，江南燃气。\nC: 我家三天没气了，孩子都吃不上饭，气死我了！\nA: 户号。"
    assert "您家三天没气了" in graded(lines).item("listening.restate").advice


def test_an_english_call_is_explained_in_english():
    result = graded("A: hello\nC: my card was declined and i'm furious\nA: account number", "en-US")
    assert result.item("greeting.opening").why.isascii()
    assert all(ord(char) < 0x3000 for item in result.items for char in item.why + item.advice)


PROMISED = "A: 您好，江南宽带，我是小陈。\nC: 上个月你们多扣了我一百块，给我退回来。\n"
REFUND = "A: Hello, Kestrel Broadband, Sam speaking.\nC: You charged me twice, I want forty pounds back.\n"


@pytest.mark.parametrize(
    ("lines", "language"),
    [
        (PROMISED + "A: 我给您退一百，三天内到。\nC: 好。\nA: 哦不行，说错了，退不了。\nC: 啊？", "zh-CN"),
        (PROMISED + "A: 一百块今天给您退话费里。\nC: 那我等着。\nA: 等一下，这个退不了。\nC: 啊？", "zh-CN"),
        (PROMISED + "A: 我给您提交退款了。\nC: 好。\nA: 当我没说，活动结束了退不了。\nC: 什么？", "zh-CN"),
        (PROMISED + "A: 我给您退一百，三天。\nC: 好。\nA: 算了，还是不行，领导不批。\nC: 啊？", "zh-CN"),
        (REFUND + "A: I'll refund it today.\nC: OK.\nA: Sorry, I can't after all.\nC: Eh?", "en-GB"),
        (REFUND + "A: I'll refund it today.\nC: When?\nA: I was wrong, it's not eligible.\nC: Eh?", "en-GB"),
    ],
)  # fmt: skip
def test_what_is_promised_and_taken_back_is_no_solution(lines, language):
    assert verdict("action.solution", lines, language) == "missed"
    assert verdict("action.first_step", lines, language) == "missed"


@pytest.mark.parametrize(
    ("lines", "language"),
    [
        (PROMISED + "A: 我给您退一百，三天内到。\nC: 能不能双倍退？\nA: 双倍退不了，按规定退一百。", "zh-CN"),
        (PROMISED + "A: 我给您退一百，三天内到。\nC: 好。\nA: 刚才说错了，不是三天，是五个工作日。", "zh-CN"),
        (PROMISED + "A: 我给您退一百，三天。\nC: 好。\nA: 看错了，退不了，给您送两张券，今天到。", "zh-CN"),
        (REFUND + "A: I've refunded it, three days.\nC: OK.\nA: I misspoke, it's five days.", "en-GB"),
    ],
)  # fmt: skip
def test_a_no_to_more_a_figure_put_right_and_another_way_take_nothing_back(lines, language):
    assert verdict("action.solution", lines, language) == "met"


OPENED = "A: 您好，星联客服，我是小陈，请问有什么可以帮您？\nC: 我这个月话费多了五十块，帮我看看。\n"
OPENED_EN = "A: Hello, Kestrel Bank, Sam speaking, how can I help?\nC: There's a payment I don't know.\n"


@pytest.mark.parametrize(
    ("asked", "language", "expected"),
    [
        ("您的登录密码是多少？", "zh-CN", "missed"),
        ("把您手机上收到的验证码告诉我。", "zh-CN", "met"),
        ("验证码给您发过去了，六位数报我一下。", "zh-CN", "met"),
        ("卡背面那三位数您念一下。", "zh-CN", "missed"),
        ("请问CVV是多少？", "zh-CN", "missed"),
        ("您的取款密码说一下，我核实。", "zh-CN", "missed"),
        ("麻烦报一下服务密码。", "zh-CN", "met"),
        ("请在电话键盘上输入服务密码，按井号键结束。", "zh-CN", "met"),
        ("密码您别告诉我，您报一下身份证后四位。", "zh-CN", "met"),
        ("I need your online banking password.", "en-GB", "missed"),
        ("Can I have the three digits on the back of the card?", "en-GB", "missed"),
        ("What's your card PIN?", "en-GB", "missed"),
        ("What's the account password?", "en-GB", "met"),
        ("Don't tell me your PIN. What's your account number?", "en-GB", "met"),
    ],
)
def test_nobody_may_ask_to_hear_what_opens_money_or_a_login(asked, language, expected):
    start = OPENED if language == "zh-CN" else OPENED_EN
    assert verdict("conduct.privacy", f"{start}A: {asked}\nC: 四四二一零七", language) == expected


@pytest.mark.parametrize(
    "said",
    [
        "感觉就是看我是学生，好薅。",
        "你们当我好骗是吧，一个月多扣五十。",
        "这不就是欺负老实人嘛，我从来不吵。",
        "说白了就想多收钱，哪有什么活动。",
        "合着送我个糖，里头藏着根绳子呗？",
        "你别哄我，我老是老，我不傻。",
        "便宜的藏着掖着，一翻全是贵的。",
        "是不是看我外地来的，好说话？",
    ],
)
def test_a_reproach_in_irony_and_the_fear_of_being_cheated_are_occasions(said):
    start = "A: 您好，星联客服。\nC: 我这个月多了五十块，帮我看看。\nA: 好的，我查一下。\n"
    assert verdict("yes_but.handling", f"{start}C: {said}\nA: 我们没有骗您。\nC: 算了。") == "missed"


def test_what_a_simulated_customer_objects_is_known_whatever_the_words():
    turns = call("A: 您好。\nC: 我流量超了。\nA: 我查一下。\nC: 我十三年金卡了。\nA: 规定没有。", "zh-CN")
    held = turns.turns[3].model_copy(update={"act": "demand", "said": ("objection:gift",)})
    filed = turns.model_copy(update={"turns": (*turns.turns[:3], held, *turns.turns[4:])})
    assert grade(turns, CARD).item("yes_but.handling").verdict == "na"
    assert grade(filed, CARD).item("yes_but.handling").verdict in ("partial", "missed")
    thanks = turns.turns[3].model_copy(
        update={"act": "thank", "said": ("move:soften",), "text": "行，没骗我。"}
    )
    happy = turns.model_copy(update={"turns": (*turns.turns[:3], thanks, *turns.turns[4:])})
    assert grade(happy, CARD).item("yes_but.handling").verdict == "na"


CALM = "A: 您好，星联客服，我是小陈。\nC: 我想看看积分能换什么。\n"
ANGRY = "A: 您好，星联客服，我是小陈。\nC: 你们又多扣我五十，气死我了！\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (CALM + "A: 您带身份证来就行了。", "met"),
        (CALM + "A: 您点一下确认就好了，这样就行了，短信马上到。", "met"),
        (CALM + "A: 恭喜您，积分够换一个月会员了。", "met"),
        (CALM + "A: 恭喜，审核通过了。", "met"),
        (CALM + "A: 这个我不知道，我帮您问一下同事。", "met"),
        (CALM + "A: 行了，别问了。", "partial"),
        (CALM + "A: 不知道。", "partial"),
        (ANGRY + "A: 恭喜啊。", "missed"),
        (ANGRY + "A: 您可真聪明。", "missed"),
    ],
)
def test_what_is_meant_well_is_not_discourteous(lines, expected):
    assert verdict("conduct.courtesy", f"{lines}\nC: 哦。") == expected


@pytest.mark.parametrize(
    ("first", "expected"),
    [("您好，有事快说", "partial"), ("喂，你好，快点说", "partial"), ("您好。有话直说", "partial")],
)
def test_hurrying_words_are_no_company(first, expected):
    assert verdict("greeting.opening", f"A: {first}\nC: 我家没气了，饭做不了。") == expected
    assert verdict("greeting.offer", f"A: {first}\nC: 我家没气了，饭做不了。") in ("missed", "partial")


def test_a_sentence_that_begins_with_what_is_understood_is_not_bare():
    start = "A: 您好，江南燃气。\nC: 五号就要交房租，想先批下来，急死我了！\n"
    said = "A: 五号就要交房租，您想先批下来，这个我体会得到。我现在查。"
    assert verdict("matching.bare_understanding", start + said) == "met"
    assert verdict("matching.bare_understanding", start + "A: 这个我体会得到。我现在查。") == "partial"


@pytest.mark.parametrize(
    ("first", "opening", "identity"),
    [
        ("Good morning, you're through to Harbourside Bank, this is Priya, how can I help?", "met", "met"),
        ("Hello, you're through to Brightwave Mobile. How can I help?", "met", "missed"),
        ("Hello, you're through to Priya, how can I help?", "partial", "met"),
        ("Hi, you're through to Maple Leaf, Tom speaking, what can I do for you?", "met", "met"),
    ],
)
def test_who_is_reached_is_a_company_or_a_person(first, opening, identity):
    call = f"A: {first}\nC: My account is locked."
    assert verdict("greeting.opening", call, "en") == opening
    assert verdict("greeting.identity", call, "en") == identity


CLOSED = """A: 您好，江南燃气。
    C: 我家三天没气了，饭都做不了。
    A: 我给您报修，今晚八点前师傅到。
    C: 行。
    A: {}
    C: 嗯。
    A: {}
    C: 再见。"""


@pytest.mark.parametrize(
    "offer", ["如有其他问题可为您处理。", "后续有需要可继续为您服务。", "有疑问随时为您解答。"]
)
def test_a_standing_offer_without_i_asks_openly(offer):
    assert verdict("closing.satisfaction", CLOSED.format(offer, "再见。")) == "partial"


@pytest.mark.parametrize(
    "asked", ["请问还有其他需要help的吗？", "anything else 我可以帮您？", "Is there anything else 要办吗？"]
)
def test_what_is_asked_half_in_english_is_asked(asked):
    assert verdict("closing.satisfaction", CLOSED.format(asked, "再见。")) == "met"


@pytest.mark.parametrize(
    "thanks", ["thank you 您的来电，再见。", "Thanks您打过来，拜拜。", "thank you，bye bye。"]
)
def test_thanks_half_in_english_are_thanks(thanks):
    lines = CLOSED.format("还有别的需要吗？", thanks)
    assert verdict("closing.thanks", lines) == "met"
    assert verdict("closing.farewell", lines) == "met"


def test_help_offered_half_in_english_is_offered():
    assert verdict("greeting.offer", "A: 您好，江南燃气，有什么可以help您的？\nC: 我家没气了。") == "met"
    assert verdict("greeting.opening", "A: Good morning，江南燃气。\nC: 我家没气了。") == "met"


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("我话还没说完呢。", False),
        ("我还没讲完呢，你急什么。", False),
        ("那怎么能这么贵啊！", False),
        ("登记完了呢？", True),
        ("那怎么弄？", True),
    ],
)
def test_who_wants_to_finish_does_not_ask_for_the_next_step(said, asks):
    assert patterns(True).has("asks_next", said) is asks


ON_A_RULE = """A: 您好，海蓝银行信用卡中心，我是小林，请问有什么可以帮您？
    C: 我这张卡年费扣了三百六，我根本没用过，能不能退？
    A: 您报一下卡号后四位。
    C: 三八二一。
    A: 好的，查到了，年费是按合同收的。
    C: 你们这不是霸王条款吗，我都没用过凭什么收钱！
    A: {}
    C: 那我就去投诉你们。
    A: 我给您登记一下，三天之内回复您。
    C: 行吧。"""


@pytest.mark.parametrize(
    "firm",
    ["规定就是规定。", "规定就是规定，谁来都一样。", "不能退就是不能退。", "说再多也没用，规定就是规定。"],
)
def test_to_stand_on_a_rule_is_curt_and_aimed_at_nobody(firm):
    assert verdict("conduct.courtesy", ON_A_RULE.format(firm)) == "partial"


@pytest.mark.parametrize("aimed", ["规定就是规定，你自己没看清楚怪谁。", "规定就是规定，活该。"])
def test_what_is_aimed_beside_a_rule_stays_critical(aimed):
    found = graded(ON_A_RULE.format(aimed))
    assert found.item("conduct.courtesy").verdict == "missed"
    assert "规定就是规定" not in found.item("conduct.courtesy").evidence[0].quote


BEFORE = "A: 您好，星联移动客服，工号三零六，请问有什么可以帮您？\nC: 你们这个月话费怎么扣我这么多啊？\n"
AFTER = "C: 哦。\nA: 还有其他需要吗？\nC: 没了。\nA: 感谢来电，再见。\nC: 再见。"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("A: 您这个月流量超了，扣了一百零一块。请您报一下身份证后四位。\nC: 三八二一。\n", "missed"),
        ("A: 您是老用户吧？\nC: 我是老客户了。\nA: 您用了三十个G，一共扣了一百零一块。\n", "missed"),
        (
            "A: 怎么称呼您？\nC: 我姓王。\nA: 报一下尾号。\nC: 三八二一。\nA: 您超了，扣了一百零一块。\n",
            "met",
        ),
        ("A: 请您报一下尾号。\nC: 三八二一。\nA: 您这个月流量超了，扣了一百零一块。\n", "met"),
    ],
)
def test_account_data_wait_for_the_check(told, expected):
    assert verdict("conduct.privacy", BEFORE + told + AFTER) == expected
