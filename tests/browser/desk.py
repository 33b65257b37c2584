"""What a trainee does at the desk, by the words on the screen."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from app.messages import Translator
from tests.browser.conftest import Microphone

PATIENCE = 90_000  # milliseconds; the machine may be busy


class Trainee:
    """Somebody in front of one page, who reads the language of the page."""

    def __init__(self, page: Page, language: str = "zh") -> None:
        self.page = page
        self.t = Translator(language).t
        page.get_by_role("heading", name=self.t("practice.title")).wait_for()

    def is_called(self, name: str) -> None:
        self.page.get_by_label(self.t("practice.who")).fill(name)
        self.press("practice.remember")
        self.page.get_by_label(self.t("practice.who")).wait_for(state="detached")

    def press(self, key: str) -> None:
        self.page.get_by_role("button", name=self.t(key)).first.click()

    def takes(self, scenario: str) -> None:
        button = self.page.locator(f".st-key-take-{scenario.replace('/', '-')} button")
        expect(button).to_have_count(1, timeout=PATIENCE)  # the page before may still be leaving
        button.click()
        self.page.get_by_role("heading", name=self.t("call.briefing")).wait_for()

    def picks_up(self) -> None:
        self.press("call.ready")
        self.page.get_by_text(self.t("call.ring", count=1)).wait_for()
        self.press("call.pick_up")
        self.page.get_by_text(self.t("call.greet_first")).wait_for()

    def types(self, text: str) -> str:
        """Say it by keyboard; returns the customer's answer."""
        return self._answered(lambda: self._send(text))

    def _send(self, text: str) -> None:
        self.keyboard.fill(text)
        while self.keyboard.input_value() == text:  # nothing is sent while the page is busy, nor lost
            self.keyboard.press("Enter")
            self.page.wait_for_timeout(150)

    def speaks(self, microphone: Microphone, wav: bytes, seconds: float) -> str:
        """Press the microphone, say it, press again; returns the customer's answer."""
        return self._answered(lambda: self.records(microphone, wav, seconds))

    def records(self, microphone: Microphone, wav: bytes, seconds: float) -> None:
        microphone.holds(wav)
        button = self.page.get_by_test_id("stAudioInputActionButton")
        button.click()
        self.page.wait_for_timeout(1000 * seconds)
        button.click()

    def _answered(self, act) -> str:
        before = self.answers.count()
        act()
        expect(self.answers).not_to_have_count(before, timeout=PATIENCE)
        return self.answers.last.inner_text()

    @property
    def answers(self) -> Locator:
        return self.page.locator(".dl-line.customer .dl-say:not(.dl-wait)")

    @property
    def keyboard(self) -> Locator:
        return self.page.get_by_test_id("stChatInputTextArea")

    @property
    def own_words(self) -> Locator:
        return self.page.locator(".dl-line.agent .dl-say:not(.dl-wait)")

    def heard_to_the_end(self) -> None:
        """The customer's voice played by itself, and has ended."""
        self.page.wait_for_function(
            "() => window.duilianLines?.size && [...window.duilianLines.values()].every("
            "l => l.begun && !l.playing && l.complete && l.next === l.clips.length)",
            timeout=PATIENCE,
        )

    @property
    def times_played(self) -> int:
        """How often any clip was started on this page."""
        return int(
            self.page.evaluate("() => [...window.duilianLines.values()].reduce((n, l) => n + l.plays, 0)")
        )

    def hangs_up(self) -> None:
        self.press("call.hang_up")
        self.page.get_by_role("heading", name=self.t("call.over")).wait_for(timeout=PATIENCE)

    def reads_report(self) -> int:
        """Open the report; returns the total."""
        self.press("call.to_report")
        self.page.locator(".dl-score").wait_for(timeout=PATIENCE)
        self.page.get_by_test_id("stEChartsChart").first.wait_for()
        return int("".join(c for c in self.page.locator(".dl-score").inner_text() if c.isdigit()))
