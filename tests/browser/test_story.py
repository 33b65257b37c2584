"""The stories of the README, walked through in a real browser with a microphone that really speaks."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import shot
from tests.browser.desk import PATIENCE, Trainee
from tests.browser.speech import noise, silence, spoken

pytestmark = pytest.mark.browser

SAID = [
    "您好，星联移动，我是客服小林，工号三零七，请问有什么可以帮您？",
    "刚充的钱一下子就少了，换谁都着急。麻烦您报一下机主姓名和手机尾号，我来给您查。",
    "查到了，多出来的一百块是流量超了。我给您退八十，二十四小时内到账，您看行吗？",
]


@pytest.mark.voice
def test_a_whole_call_by_voice_from_the_start_page_to_the_report(open_page, microphone):
    page = open_page()
    trainee = Trainee(page)
    trainee.is_called("小赵")
    shot(page, "practice")
    trainee.takes("telecom/data-overage")
    shot(page, "briefing")
    trainee.picks_up()
    for line in SAID:
        answer = trainee.speaks(microphone, *spoken(line))
        assert len(answer) > 1
        assert _alike(trainee.own_words.last.inner_text(), line) > 0.6, "what was said is what was heard"
        trainee.heard_to_the_end()
    shot(page, "call")
    _hears_nothing_twice(trainee)
    trainee.hangs_up()
    total = trainee.reads_report()
    assert 0 <= total <= 100
    page.set_viewport_size({"width": 1280, "height": 2200})
    shot(page, "report")
    _hears_a_turn_again(trainee)
    shot(page, "transcript")
    trainee.press("report.again")
    page.get_by_role("heading", name=trainee.t("call.briefing")).wait_for()


def _hears_nothing_twice(trainee: Trainee) -> None:
    played = trainee.times_played
    trainee.page.get_by_role("tab", name=trainee.t("call.knowledge")).click()
    trainee.page.get_by_placeholder(trainee.t("call.search")).fill("流量")
    trainee.page.keyboard.press("Enter")
    trainee.page.wait_for_timeout(1500)
    assert trainee.times_played == played, "an unrelated change plays nothing again"
    trainee.page.get_by_role("button", name=trainee.t("call.again")).click()
    trainee.heard_to_the_end()
    assert trainee.times_played > played


def _hears_a_turn_again(trainee: Trainee) -> None:
    trainee.page.get_by_role("tab", name=trainee.t("report.transcript")).click()
    for turn in (1, 2):
        trainee.page.get_by_role("button", name=trainee.t("report.hear", turn=turn)).click()
        trainee.page.wait_for_function(
            "n => [...window.duilianReplays.values()].some("
            "r => !r.audio.paused && r.audio.currentTime > r.data.turns[n].start)",
            arg=turn - 1,
        )


@pytest.mark.voice
def test_what_cannot_be_heard_is_said_so_and_the_call_goes_on(open_page, microphone):
    page = open_page()
    trainee = Trainee(page)
    trainee.takes("telecom/elder-vas")
    trainee.picks_up()
    for wav, key in ((silence(), "errors.silent"), (noise(), "errors.too_noisy")):
        trainee.records(microphone, wav, 1.5)
        page.get_by_text(trainee.t(key)).wait_for(timeout=PATIENCE)
    long = "您好" * 5000
    trainee.keyboard.fill(long)
    page.wait_for_timeout(1000)
    trainee.keyboard.press("Enter")
    page.get_by_text(trainee.t("errors.too_much_text", given=10_000, longest=2000)).wait_for()
    expect(trainee.keyboard).to_have_value(long)  # what was typed is still there
    trainee.keyboard.fill("")
    assert trainee.types("您好，星联移动，我姓陈，请问有什么可以帮您？")
    expect(trainee.own_words).to_have_count(1)


def test_an_english_call_by_keyboard(open_page):
    page = open_page("en-GB")
    trainee = Trainee(page, "en")
    trainee.is_called("Sam")
    shot(page, "en-practice")
    trainee.takes("bank/card-declined")
    trainee.picks_up()
    assert trainee.types(
        "Good morning, you're through to the bank, this is Priya. How can I help you today?"
    ).isascii
    trainee.types("Having a card refused in front of people is horrible. What is your full name, please?")
    shot(page, "en-call")
    trainee.hangs_up()
    trainee.reads_report()
    page.set_viewport_size({"width": 1280, "height": 2200})
    shot(page, "en-report")
    assert _chinese(page.locator(".stMain").inner_text()) == ""


def test_on_a_phone_nothing_is_clipped(open_page):
    page = open_page(width=390, color_scheme="dark")
    trainee = Trainee(page)
    _fits(page)
    trainee.takes("telecom/data-overage")
    _fits(page)
    trainee.picks_up()
    trainee.types(SAID[0])
    _fits(page)
    shot(page, "phone-call")
    trainee.hangs_up()
    trainee.reads_report()
    _fits(page)
    page.set_viewport_size({"width": 390, "height": 1600})
    shot(page, "phone-report")


def _fits(page) -> None:
    page.wait_for_timeout(500)
    wide = page.evaluate(
        "() => [...document.querySelectorAll('.stMain :is(button, .dl-say, table, input)')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().right > innerWidth + 1)"
        ".map(e => e.outerHTML.slice(0, 120))"
    )
    assert wide == []


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _chinese(text: str) -> str:
    return "".join(c for c in text if "㐀" <= c <= "鿿")
