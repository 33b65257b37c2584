"""A call hands free, in a real browser: it hears, answers, lets itself be interrupted, and comes back."""

from __future__ import annotations

import base64
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import shot
from tests.browser.desk import PATIENCE, Trainee
from tests.browser.speech import spoken

pytestmark = [pytest.mark.browser, pytest.mark.voice]

TONGUES = {"zh": "zh-CN", "en": "en-GB"}
MOUTH = Path(__file__).with_name("mouth.js").read_text(encoding="utf-8")
GREETING = "您好，星联移动，请问有什么可以帮您？"
LISTENS = "刚充的钱一下子就没了，换谁都着急，您慢慢说，好吗？"
ASKS = "您能把姓名和手机号码告诉我吗？"
SIGN = "嗯。"
INTERRUPTS = "您先听我说，这个不是我们系统的问题，是您自己用超了。"


class Caller:
    """A trainee who only speaks; ``page`` has the microphone of ``mouth.js``."""

    def __init__(self, page: Page, language: str = "zh") -> None:
        self.page = page
        self.trainee = Trainee(page, language)
        self.t = self.trainee.t
        self.tongue = TONGUES[language]

    def picks_up(self, scenario: str) -> None:
        self.trainee.takes(scenario)
        self._waits_for_the_voices()
        self.trainee.picks_up()
        self.shows("line.listening")

    def _waits_for_the_voices(self) -> None:
        """The models are loaded once a server; until then the briefing says so."""
        until = time.monotonic() + PATIENCE / 1000
        while self.page.get_by_text(self.t("call.warming_up")).count():
            assert time.monotonic() < until
            self.page.wait_for_timeout(3000)
            self.page.reload()
            self.page.get_by_role("heading", name=self.t("call.briefing")).wait_for()

    def shows(self, key: str, **slots: object) -> None:
        self.page.get_by_text(self.t(key, **slots)).wait_for(timeout=PATIENCE)

    def says(self, text: str) -> None:
        """Say it to the end."""
        self.begins(text)
        self.page.wait_for_function("() => performance.now() > window.duilianSaid")

    def begins(self, text: str) -> None:
        wav = base64.b64encode(spoken(text, self.tongue, rest=False)[0]).decode()
        self.page.evaluate("wav => window.duilianSay(wav)", wav)

    def is_answered(self, count: int) -> str:
        """The customer has said something for the ``count``-th time, at least; 喂？ counts."""
        expect(self.trainee.answers.nth(count - 1)).to_be_attached(timeout=PATIENCE)
        return self.trainee.answers.last.inner_text()

    def asks(self, text: str) -> None:
        """Say it, and hear the answer begin."""
        before = self.trainee.answers.count()
        self.says(text)
        self.is_answered(before + 1)
        self.hears_the_customer()

    def hears_to_the_end(self) -> None:
        self._line("l => !l.playing && l.state === 'listening'")

    def hears_the_customer(self) -> None:
        self._line("l => l.playing && l.context.currentTime > l.playing.begun + 0.3")

    def _line(self, condition: str) -> None:
        self.page.wait_for_function(
            f"() => [...window.duilianTelephones.values()].every({condition})", timeout=PATIENCE, polling=50
        )

    @property
    def speaks_on(self) -> bool:
        return bool(self.page.evaluate("() => [...window.duilianTelephones.values()].some(l => l.playing)"))


@pytest.fixture
def caller(open_page) -> Caller:
    for line in (GREETING, LISTENS, ASKS, INTERRUPTS, SIGN):  # spoken beforehand: who waits is asked 喂？
        spoken(line, rest=False)
    return Caller(open_page(hands_free=True, before=MOUTH))


def test_a_whole_call_without_touching_anything(caller):
    caller.picks_up("telecom/data-overage")
    caller.asks(GREETING)
    assert len(caller.trainee.answers.last.inner_text()) > 3
    caller.hears_to_the_end()
    caller.asks(LISTENS)
    _a_sign_of_listening_stops_nobody(caller)
    caller.asks(ASKS)
    _who_talks_on_is_let_talk(caller)
    shot(caller.page, "line")
    caller.trainee.hangs_up()
    assert 0 <= caller.trainee.reads_report() <= 100


def _a_sign_of_listening_stops_nobody(caller: Caller) -> None:
    caller.begins(SIGN)
    caller.page.wait_for_timeout(600)
    caller.hears_to_the_end()
    assert "——" not in caller.trainee.answers.last.inner_text()


def _who_talks_on_is_let_talk(caller: Caller) -> None:
    before = caller.trainee.answers.count()
    begun = time.monotonic()
    caller.begins(INTERRUPTS)
    while caller.speaks_on:
        assert time.monotonic() < begun + 10
        caller.page.wait_for_timeout(20)
    caller.is_answered(before + 1)
    assert "——" in caller.trainee.answers.nth(before - 1).inner_text()


def test_a_cut_connection_loses_nothing(caller):
    caller.picks_up("telecom/data-overage")
    caller.begins(GREETING)
    caller.page.wait_for_timeout(800)
    caller.page.evaluate("() => [...window.duilianTelephones.values()][0].socket.close()")
    caller.is_answered(1)
    assert "帮您" in caller.trainee.own_words.last.inner_text()


def test_what_is_said_before_a_hold_is_heard_and_answered_behind_it(caller):
    caller.picks_up("telecom/data-overage")
    caller.asks(GREETING)
    caller.hears_to_the_end()
    caller.says(LISTENS)
    caller.trainee.press("line.hold")
    caller.shows("line.held")
    caller.page.evaluate("() => [...window.duilianTelephones.values()][0].socket.close()")
    for _ in range(40):
        caller.page.wait_for_timeout(250)
        assert not caller.speaks_on, "they hear music"
    caller.shows("line.held")
    caller.trainee.press("line.unhold")
    caller.is_answered(2)
    assert "着急" in caller.trainee.own_words.last.inner_text()
    assert "——" not in caller.trainee.answers.last.inner_text()
    caller.hears_to_the_end()


def test_a_microphone_that_is_pulled_out_gives_way_to_another(caller):
    caller.picks_up("telecom/data-overage")
    caller.page.evaluate(
        "() => { const [line] = window.duilianTelephones.values();"
        " const [track] = line.microphone.stream.getTracks();"
        " track.stop(); track.dispatchEvent(new Event('ended')); }"
    )
    caller.asks(GREETING)
    assert "帮您" in caller.trainee.own_words.last.inner_text()


def test_after_twenty_seconds_of_silence_the_customer_asks(caller):
    caller.picks_up("telecom/data-overage")
    caller.says(GREETING)
    caller.is_answered(1)
    caller.hears_to_the_end()
    caller.is_answered(caller.trainee.answers.count() + 1)


def test_a_microphone_that_is_not_allowed_is_said_so_and_typing_works(open_page):
    page = open_page(
        hands_free=True,
        before="navigator.mediaDevices.getUserMedia = async () => "
        "{ throw new DOMException('no', 'NotAllowedError'); }",
    )
    caller = Caller(page)
    caller.trainee.takes("telecom/data-overage")
    caller.trainee.picks_up()
    caller.shows("line.denied")
    shot(page, "line-denied")
    assert len(caller.trainee.types(GREETING)) > 1


def test_a_second_tab_takes_the_call_and_the_first_says_so(caller, open_page):
    caller.picks_up("telecom/data-overage")
    caller.says(GREETING)
    caller.is_answered(1)
    second = caller.page.context.new_page()
    second.add_init_script(MOUTH)
    second.goto(caller.page.url)
    second.get_by_text(caller.t("line.listening")).wait_for(timeout=PATIENCE)
    caller.shows("call.elsewhere")


@pytest.mark.parametrize(("db", "seconds"), [(-15, 0.1), (-30, 0.2)])
def test_from_a_loudspeaker_the_customer_neither_interrupts_himself_nor_speaks_for_the_agent(
    open_page, db, seconds
):
    said = (GREETING, LISTENS, ASKS)
    for line in (*said, INTERRUPTS):
        spoken(line, rest=False)
    room = f"window.duilianLoudspeaker = {{ db: {db}, seconds: {seconds} }};"
    page = open_page(hands_free=True, before=room + MOUTH)
    caller = Caller(page)
    caller.picks_up("telecom/data-overage")
    for line in said[:-1]:
        caller.asks(line)
        caller.hears_to_the_end()
    caller.asks(said[-1])
    assert caller.trainee.own_words.count() == len(said)
    assert not any("——" in answer for answer in caller.trainee.answers.all_inner_texts())
    _who_talks_on_is_let_talk(caller)
    assert caller.trainee.own_words.count() == len(said) + 1
    assert "问题" in caller.trainee.own_words.last.inner_text()
    assert page.evaluate("() => window.duilianEcho") > 0.1 * 10 ** (db / 20), "it was heard in the microphone"


# Chromium lets a page sound that has a microphone; other browsers hold it back until the page is touched.
HOLDS_BACK = """
const Running = window.AudioContext;
let touched = false;
addEventListener("pointerdown", () => { touched = true; }, { capture: true });
window.AudioContext = class extends Running {
  constructor(...given) { super(...given); this.suspend(); }
  resume() { return touched ? super.resume() : new Promise(() => {}); }
};
"""


def test_where_the_browser_holds_the_sound_back_the_line_says_so_and_a_click_is_enough(open_page):
    page = open_page(hands_free=True, before=HOLDS_BACK)
    caller = Caller(page)
    caller.picks_up("telecom/data-overage")
    page.reload()  # nobody has touched this page yet
    caller.shows("line.asleep")
    assert page.evaluate("() => [...window.duilianTelephones.values()][0].number") == 0
    page.mouse.click(5, 400)
    caller.shows("line.listening")
    page.wait_for_function("() => [...window.duilianTelephones.values()][0].number > 50")
