"""The microphone is tried before the call, in a real browser: it hears, judges, says what to do."""

from __future__ import annotations

import base64

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from simulator.line.checking import GLIDES, RATE, glide
from simulator.voice.sound import Sound
from simulator.voice.wav import encode
from tests.browser.conftest import shot
from tests.browser.desk import PATIENCE, Trainee
from tests.browser.speech import spoken
from tests.browser.test_line import MOUTH

pytestmark = [pytest.mark.browser, pytest.mark.voice]

SCENARIO, COMPANY = "telecom/data-overage", "星联移动"
ENGLISH = "telecom/contract-renewal"
TWO = """
navigator.mediaDevices.enumerateDevices = async () => ["built-in", "headset"].map(
  (deviceId) => ({ deviceId, kind: "audioinput", label: deviceId, groupId: "" }));
window.duilianAsked = [];
const given = navigator.mediaDevices.getUserMedia;
navigator.mediaDevices.getUserMedia = async (wanted) => {
  window.duilianAsked.push(wanted.audio.deviceId ?? null);
  return given(wanted);
};
"""
SLOW = """
const given = navigator.mediaDevices.getUserMedia;
navigator.mediaDevices.getUserMedia = async (wanted) => {
  await new Promise((done) => setTimeout(done, 5000));
  window.duilianGiven = performance.now();
  return given(wanted);
};
"""
DENIED = (
    "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', 'NotAllowedError'); }"
)


class Cautious:
    """A trainee who tries the microphone on the briefing page."""

    def __init__(
        self, page: Page, scenario: str = SCENARIO, language: str = "zh", opens: bool = True
    ) -> None:
        self.page = page
        self.trainee = Trainee(page, language)
        self.t = self.trainee.t
        self.trainee.takes(scenario)
        if opens:
            self.trainee.press("microphone.open")

    def shows(self, key: str) -> None:
        self.page.get_by_text(self.t(key), exact=True).wait_for(timeout=PATIENCE)

    def tries(self, wav: bytes | None, gain: float = 1.0, again: bool = False, echo: bool = False) -> None:
        self.page.get_by_role("button", name=self.t(f"microphone.{'again' if again else 'start'}")).click()
        if echo:
            self._reaches("sound")
            self._says(encode(Sound(np.tile(glide(), GLIDES), RATE)), 0.5)
        self._reaches("read")
        if wav is not None:
            self._says(wav, gain)

    def _reaches(self, state: str) -> None:
        self.page.wait_for_function(
            f"() => window.duilianCheck?.state === '{state}'", polling=20, timeout=PATIENCE
        )

    def _says(self, wav: bytes, gain: float) -> None:
        self.page.evaluate(
            "([wav, gain]) => { window.duilianSay(wav, gain); }", [base64.b64encode(wav).decode(), gain]
        )


def test_the_microphone_is_judged_by_what_it_hears(open_page):
    trainee = Cautious(open_page(hands_free=True, before=MOUTH))
    trainee.shows("microphone.ready")
    prompt = spoken(trainee.t("microphone.prompt", company=COMPANY), rest=False)[0]
    trainee.tries(prompt)
    trainee.shows("microphone.verdict.fine")
    shot(trainee.page, "microphone-fine-zh")
    trainee.tries(None, again=True)
    trainee.shows("microphone.verdict.silent")
    trainee.tries(prompt, gain=0.02, again=True)
    trainee.shows("microphone.verdict.quiet")
    trainee.tries(prompt, gain=6.0, again=True)
    trainee.shows("microphone.verdict.clipped")
    trainee.tries(prompt, again=True, echo=True)
    trainee.shows("microphone.verdict.echo")


def test_the_microphone_that_was_chosen_is_the_calls(open_page):
    page = open_page(hands_free=True, before=MOUTH + TWO)
    trainee = Cautious(page)
    trainee.shows("microphone.ready")
    page.get_by_label(trainee.t("microphone.device")).select_option("headset")
    page.wait_for_function("() => localStorage.getItem('duilian_microphone') === 'headset'")
    trainee.trainee.picks_up()
    page.get_by_text(trainee.t("line.listening")).wait_for(timeout=PATIENCE)
    assert page.evaluate("() => window.duilianAsked") == [None, {"exact": "headset"}, {"ideal": "headset"}]
    assert page.evaluate("() => window.duilianCheck === undefined"), "nobody is heard but on the line"


def test_the_line_counts_from_the_microphones_first_sample_however_long_the_browser_asks(open_page):
    page = open_page(hands_free=True, before=MOUTH + SLOW)
    trainee = Cautious(page, opens=False)
    trainee.trainee.picks_up()
    page.get_by_text(trainee.t("line.listening")).wait_for(timeout=PATIENCE)
    counted = page.evaluate("() => [...window.duilianTelephones.values()][0].number * 0.04")
    assert counted <= page.evaluate("() => (performance.now() - window.duilianGiven) / 1000") + 0.2


def test_a_microphone_that_is_denied_is_said_so(open_page):
    trainee = Cautious(open_page(hands_free=True, before=DENIED))
    trainee.shows("microphone.denied")
    shot(trainee.page, "microphone-denied-zh")
    assert trainee.page.get_by_role("button", name=trainee.t("microphone.retry")).is_enabled()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(("language", "scenario"), [("zh-CN", SCENARIO), ("en-GB", ENGLISH)])
def test_it_fits_a_desk_and_a_phone(open_page, language, scenario, width):
    page = open_page(language, width, hands_free=True, before=MOUTH + TWO)
    trainee = Cautious(page, scenario, language[:2])
    trainee.shows("microphone.ready")
    trainee.tries(None)
    shot(page, f"microphone-read-{language[:2]}-{width}")
    trainee.shows("microphone.verdict.silent")
    shot(page, f"microphone-silent-{language[:2]}-{width}")
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


def test_on_a_small_phone_the_check_that_opens_is_in_sight(open_page):
    page = open_page(hands_free=True, before=MOUTH, viewport={"width": 390, "height": 660})
    trainee = Cautious(page)
    trainee.shows("microphone.ready")
    expect(page.get_by_role("button", name=trainee.t("microphone.start"))).to_be_in_viewport(ratio=1)
    expect(page.get_by_text(trainee.t("microphone.prompt", company=COMPANY))).to_be_in_viewport(ratio=1)
