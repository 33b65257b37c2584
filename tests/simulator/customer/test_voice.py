"""One voice from hello to goodbye: 你 or 您, no start said twice, no capital in mid-sentence."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from copy import deepcopy

import pytest

from simulator.call import Call
from simulator.content.loading import load_library
from simulator.content.persona import Persona
from simulator.content.scenario import Scenario, Variation
from simulator.content.varying import laid_over
from simulator.content.wording import Band, Move
from simulator.customer.deciding.saying import Saying, by_lines, by_move
from simulator.customer.memory import Memory, Offer
from simulator.customer.wording import ScriptedWording, house_lines
from simulator.customer.wording.address import addressed, civil
from simulator.customer.wording.manner import start
from simulator.transcript import Mood
from simulator.understanding.acts import CustomerAct as C

LIBRARY = load_library()
CHINESE = [scenario for scenario in LIBRARY.scenarios.values() if scenario.language.startswith("zh")]
SPOKEN = ("lines", "dodge", "short", "again", "settled", "accept", "bargain")
CALM = Mood(anger=0.1, anxiety=0.1, confusion=0.1, trust=0.5, patience=0.9)
QUOTED = re.compile("“[^”]*”")
TREATMENTS = tuple(
    lines.split("/")
    for lines in (
        "您好，客服小林，请问有什么可以帮您？/我非常理解您的心情。/您自己不会看啊？//请您先报一下身份证号码。/您当时是哪天办的？",
        "喂，什么事？/不可能，我们系统没有问题。/对不起，真的很抱歉。/对不起，非常抱歉。/您稍等，我查一下。/我帮您转给别人吧。",
        "您好，这里是客服，您请讲。/嗯，您接着说。/阿巴阿巴/建议您再等等。/今天天气怎么样/这个真办不了。/感谢来电，再见。",
    )
)


def strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        yield from (text for value in node.values() for text in strings(value))
    elif isinstance(node, list):
        yield from (text for value in node for text in strings(value))


def own_lines(content: Scenario | Variation) -> list[str]:
    """What the file lets the caller say, its variations apart."""
    told = content.model_dump(mode="json")
    items = [
        item
        for kind in ("facts", "objections", "questions", "resolutions", "triggers", "asides")
        for item in told[kind]
    ]
    said = [item[key] for item in items for key in SPOKEN if key in item]
    return [*strings(told["opening"]), *strings(told["lines"]), *strings(said)]


def breaks(text: str, persona: Persona) -> bool:
    """Whether this person would fall out of their voice here."""
    heard = QUOTED.sub("", text)
    if persona.speech.address == "您":
        return re.search("你(?![们我])", heard) is not None
    return re.search("您(?!好)", heard) is not None


@pytest.mark.parametrize("scenario", CHINESE, ids=lambda scenario: scenario.id)
def test_writers_keep_to_the_address_of_who_calls(scenario: Scenario):
    for content in (scenario, *scenario.segments):
        persona = LIBRARY.personas[content.persona or scenario.persona]
        assert [line for line in own_lines(content) if breaks(line, persona)] == []


@pytest.mark.parametrize("persona", LIBRARY.personas.values(), ids=lambda persona: persona.id)
def test_a_persona_keeps_to_its_own_address(persona: Persona):
    if persona.language.startswith("zh"):
        told = [*strings(persona.model_dump(mode="json")["lines"]), *persona.speech.fillers]
        assert [line for line in told if breaks(line, persona)] == []


@pytest.mark.parametrize("scenario", CHINESE, ids=lambda scenario: scenario.id)
def test_every_line_that_may_be_said_has_one_address(scenario: Scenario):
    for variation in (None, *scenario.segments, *scenario.twists):
        played = laid_over(scenario, variation)
        persona = LIBRARY.personas[played.persona]
        house = [line for table in house_lines(True).values() for line in strings(dict(table))]
        for line in (*own_lines(played), *house):
            assert not breaks(addressed(line, persona), persona), line


@pytest.mark.parametrize("scenario", CHINESE, ids=lambda scenario: scenario.id)
@pytest.mark.parametrize("seed", range(3))
def test_nobody_falls_out_of_their_voice_in_a_call(scenario: Scenario, seed: int):
    played, persona = LIBRARY.cast(scenario.id, seed)
    for lines in TREATMENTS:
        call = Call(played, persona, seed)
        call.pick_up()
        for line in lines:
            if call.ended is None:
                reply = call.hear(line) if line else call.silence(30)
                assert not breaks(reply.text, persona), (line, reply.text)


@pytest.mark.parametrize(
    ("said", "polite", "familiar"),
    [
        ("你说没有就没有？", "您说没有就没有？", "你说没有就没有？"),
        ("叫你们领导来！", "叫你们领导来！", "叫你们领导来！"),
        ("喂，您好，您给我查查。", "喂，您好，您给我查查。", "喂，您好，你给我查查。"),
        ("她说“您放心”，你听听。", "她说“您放心”，您听听。", "她说“您放心”，你听听。"),
        ("你我都明白。", "你我都明白。", "你我都明白。"),
    ],
)
def test_the_address_is_put_right_and_nothing_else(said: str, polite: str, familiar: str):
    assert addressed(said, LIBRARY.personas["sales-director"]) == polite
    assert addressed(said, LIBRARY.personas["gentle-mother"]) == familiar


def test_who_says_nin_is_never_coarse_and_never_at_a_loss():
    house, kept = house_lines(True), civil(house_lines(True), LIBRARY.personas["sales-director"])
    assert "你倒是(吱一声|吭一声|说句话)啊！" in house["still_there"][Band.ANGRY]
    assert not any("人话" in line for table in kept.values() for line in strings(dict(table)))
    assert [(move, band) for move, table in kept.items() for band, said in table.items() if not said] == []
    assert civil(house, LIBRARY.personas["impatient-boss"]) == house


def words(scenario: str, persona: str, saying: Saying, memory: Memory, mood: Mood, seed: int = 1) -> str:
    wording = ScriptedWording(LIBRARY.scenario(scenario), LIBRARY.personas[persona], seed)
    return wording.word((saying,), memory, mood, 3)


@pytest.mark.parametrize(
    ("scenario", "persona", "small"),
    [
        ("courier/missed-delivery", "yorkshire-plumber", True),
        ("saas/locked-account", "yorkshire-plumber", True),
        ("telecom/contract-renewal", "yorkshire-plumber", False),
    ],
)
def test_who_types_without_capitals_always_does(scenario: str, persona: str, small: bool):
    saying = by_lines(C.TELL_FACT, "fact:x", ["Right. I rang Kelly twice. The PIN is no use, Craig says."])
    played = LIBRARY.scenario(scenario).model_copy(
        update={"caller": LIBRARY.scenario(scenario).caller.model_copy(update={"name": "Craig Kelly"})}
    )
    wording = ScriptedWording(played, LIBRARY.personas[persona], 2)
    text = wording.word((saying,), Memory(played), CALM, 3)
    told = "right. I rang Kelly twice. the PIN is no use, Craig says."
    assert text.endswith(told if small else "The PIN is no use, Craig says.")


def test_a_question_asked_again_is_worded_anew_while_another_mood_has_words():
    scenario = LIBRARY.scenario("ecommerce/refund-missing")
    question = next(q for q in scenario.questions if q.id == "where-is-it")
    assert len(question.lines[Band.ANGRY]) == 1
    assert len(question.lines[Band.ANY]) == 3
    memory, saying = Memory(scenario), by_lines(C.ASK, "question:where-is-it", question.lines)
    furious = Mood(anger=0.9, anxiety=0.1, confusion=0.1, trust=0.2, patience=0.5)
    said = [words(scenario.id, scenario.persona, saying, memory, furious) for _ in range(4)]
    assert len(set(said)) == 4


def test_nobody_sums_up_the_complaint_with_a_way_out_on_the_table():
    scenario = LIBRARY.scenario("ecommerce/refund-missing")
    own = {line for said in scenario.lines[Move.CONFIRM].values() for line in said}
    before, after = Memory(scenario), Memory(scenario)
    after.offers["new-card"] = Offer(times=1)
    saying = by_move(Move.CONFIRM)
    heard = [
        {words(scenario.id, scenario.persona, saying, deepcopy(memory), CALM, seed) for seed in range(20)}
        for memory in (before, after)
    ]
    assert heard[0] & own
    assert not heard[1] & own


def starts(text: str, persona: str, act: C, band: Band = Band.CALM) -> set[str]:
    """Everything that might come before this text."""
    saying = by_lines(act, "fact:x", {Band.ANY: [text]})
    who = LIBRARY.personas[persona]
    return {start(saying, text, who, band, random.Random(seed)) for seed in range(400)} - {""}


@pytest.mark.parametrize(
    "text",
    [
        "请你告诉我，是一份什么协议，哪天到期？",
        "我问两个问题，协议叫什么，到哪一天？",
        "我想知道这笔钱现在在谁手里？",
        "给我说说，券怎么处理？",
    ],
)
def test_nobody_asks_whether_they_may_ask_what_they_ask(text: str):
    assert [first for first in starts(text, "principled-teacher", C.ASK) if "问" in first] == []


def test_a_plain_question_may_still_have_a_start():
    assert "我想问问，" in starts("券怎么处理，过期了还能用吗？", "principled-teacher", C.ASK)


@pytest.mark.parametrize(
    ("text", "twice"),
    [("说白了，你们就是拖着不退。", "说真的，"), ("说难听一点，这跟扣人质有什么区别？", "不是我说，")],
)
def test_nobody_says_twice_that_they_say(text: str, twice: str):
    assert twice not in starts(text, "chatty-uncle", C.OBJECT)


@pytest.mark.parametrize("text", ["哦，那张六零三一，六号注销了。", "嗯……那张卡我六号去销户了。"])
def test_no_sound_of_thinking_before_another(text: str):
    assert starts(text, "careful-analyst", C.TELL_FACT) == set()


@pytest.mark.parametrize(
    ("line", "inside"),
    [
        ("A hundred and seventy dollars, for what exactly?", ", a hundred"),
        ("The line went dead on me twice.", ", the line"),
        ("I never touched a thing on that plan.", ", I never"),
        ("PIN or no PIN, it isn't my doing.", ", PIN"),
        ("October was when it all began.", ", October"),
        ("Ohio is where we live, not abroad.", ", Ohio"),
    ],
)
def test_a_line_after_a_start_goes_on_in_small_letters(line: str, inside: str):
    scenario = LIBRARY.scenario("telecom/family-sharing")
    persona = LIBRARY.personas["irish-rambler"]
    saying = by_lines(C.TELL_FACT, "fact:x", {Band.ANY: [line]})
    said = {
        ScriptedWording(scenario, persona, seed).word((saying,), Memory(scenario), CALM, 3)
        for seed in range(60)
    }
    led = [text for text in said if not text.startswith(line)]
    assert led
    assert all(inside in text for text in led)
