"""The coach in a real browser: the box keeps its size, a phone has the hint right above what is typed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import shot
from tests.browser.desk import Trainee
from tests.browser.test_story import _fits

pytestmark = pytest.mark.browser

SAID = {
    "zh": [
        "您好，星联移动，我是客服小林，请问有什么可以帮您？",
        "我理解您的心情。请问您的手机号是多少？",
        "不可能，我们没有乱扣您的钱。",
    ],
    "en": [
        "Good morning, you're through to the bank, this is Priya. How can I help you today?",
        "I understand. Can I have your account number?",
        "That is our policy, there is nothing I can do.",
    ],
}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
SCENARIOS = {"zh": "telecom/data-overage", "en": "bank/card-declined"}


def _stands_in_sight(page, trainee, strip) -> None:
    """On a phone: microphone, hint and the box to type in, one below the other, without scrolling."""
    page.get_by_test_id("stMain").evaluate("e => e.scrollTo(0, 0)")
    trainee.keyboard.evaluate("e => e.focus({ preventScroll: true })")
    microphone = page.get_by_test_id("stAudioInputActionButton").bounding_box()
    hint, box = strip.bounding_box(), page.get_by_test_id("stChatInput").bounding_box()
    assert microphone["y"] + microphone["height"] <= hint["y"]
    assert hint["y"] + hint["height"] <= box["y"]
    assert box["y"] + box["height"] <= page.viewport_size["height"]


def _place(page, name: str) -> tuple[float, ...]:
    return tuple(page.locator(name).bounding_box().values())


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 900), (390, 660)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_box_and_the_bar_keep_their_size_while_hints_come_and_go(open_page, language, width, height):
    page = open_page(LOCALES[language], viewport={"width": width, "height": height})
    trainee = Trainee(page, language)
    trainee.takes(SCENARIOS[language])
    trainee.picks_up()
    sizes, bars = [], [_place(page, ".st-key-callbar")]
    for line in SAID[language]:
        trainee.types(line)
        page.wait_for_timeout(800)
        sizes.append(_place(page, ".st-key-coach")[2:])
        bars.append(_place(page, ".st-key-callbar"))
    assert len(set(sizes)) == 1
    assert len(set(bars)) == 1
    expect(page.locator(".dl-tip.on")).to_have_count(1)
    strip = page.locator(".dl-strip")
    assert strip.is_visible() is (width == 390)
    if width == 390:
        _fits(page)
        _stands_in_sight(page, trainee, strip)
    shot(page, f"coach-{language}-{width}-{height}")


def test_the_switch_is_remembered_by_the_browser(open_page):
    page = open_page()
    trainee = Trainee(page)
    trainee.takes("telecom/data-overage")
    page.get_by_text(trainee.t("coach.marked")).first.wait_for()
    page.get_by_text(trainee.t("coach.switch"), exact=True).click()
    page.get_by_text(trainee.t("coach.unmarked")).wait_for()
    page.wait_for_timeout(1000)
    page.reload()
    page.get_by_role("heading", name=trainee.t("call.briefing")).wait_for()
    page.get_by_text(trainee.t("coach.unmarked")).wait_for()
