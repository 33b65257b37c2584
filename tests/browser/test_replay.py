"""A call heard again in a real browser: it plays, the cursor moves, a click on a word jumps there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from app.messages import Translator
from tests.browser.conftest import shot
from tests.browser.desk import PATIENCE
from tests.browser.recorded import NAMES, known_as, recorded_call

pytestmark = [pytest.mark.browser, pytest.mark.voice]

TIME = "() => [...window.duilianReplays.values()].at(-1).time"
PLAYING = "() => [...window.duilianReplays.values()].some(r => !r.audio.paused)"


class Listener:
    """Somebody who has opened a call on the report page."""

    def __init__(self, page: Page, language: str = "zh") -> None:
        self.page = page
        self.t = Translator(language).t
        page.locator(".dl-score").wait_for(timeout=PATIENCE)
        page.get_by_role("tab", name=self.t("report.transcript")).click()
        self.player.wait_for()

    @property
    def player(self) -> Locator:
        return self.page.locator(".replay")

    @property
    def time(self) -> float:
        return float(self.page.evaluate(TIME))

    def press(self, key: str, **slots: object) -> None:
        self.player.get_by_role("button", name=self.t(key, **slots), exact=True).first.click()

    def hears_it_move(self) -> None:
        before = self.time
        self.page.wait_for_function(f"before => ({TIME})() > before + 0.7", arg=before)

    def waits_for_word_times(self) -> None:
        expect(self.player).to_have_attribute("data-timed", "true", timeout=PATIENCE)

    def cursor(self) -> float:
        box, axis = (self.player.locator(name).bounding_box() for name in (".cursor", ".axis"))
        assert box is not None
        assert axis is not None
        return (box["x"] + 1 - axis["x"]) / axis["width"]


@pytest.fixture
def listen(open_page, server):
    def opened(language: str = "zh", *, sound: bool = True, times: int = 1, **how: object) -> Listener:
        call_id = recorded_call(server.data, language, sound=sound, times=times)
        state = known_as(NAMES[language])
        tag = {"zh": "zh-CN", "en": "en-GB"}[language]
        page = open_page(tag, path=f"/report?call={call_id}", storage_state=state, **how)
        return Listener(page, language)

    return opened


def test_a_call_is_heard_again_and_a_word_is_a_place_to_jump_to(listen):
    listener = listen()
    page = listener.page
    listener.waits_for_word_times()
    listener.press("replay.play")
    listener.hears_it_move()
    expect(listener.player.locator(".word.lit")).to_have_count(1)
    first = listener.cursor()
    listener.hears_it_move()
    assert listener.cursor() > first, "the cursor on the mood's line goes along"
    listener.press("replay.pause")
    assert not page.evaluate(PLAYING)
    _jumps_to_a_word(listener)
    _obeys_the_keyboard(listener)
    _plays_faster(listener)


def _jumps_to_a_word(listener: Listener) -> None:
    line = listener.player.locator(".line").nth(4)
    line.locator(".word", has_text="八十").click()
    expect(line.locator(".word.lit")).to_have_text("八十")
    listener.page.wait_for_function(PLAYING)
    expect(line).to_have_class("line agent on")
    listener.press("replay.pause")
    listener.press("report.hear", turn=2)
    second = listener.time
    listener.press("replay.pause")
    assert second < 12, "back to the second turn"


def _obeys_the_keyboard(listener: Listener) -> None:
    page = listener.page
    slider = listener.player.get_by_role("slider")
    slider.focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert listener.time == pytest.approx(5, abs=0.2)
    page.keyboard.press("ArrowLeft")
    assert listener.time == pytest.approx(0, abs=0.2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(listener.player.locator(".line").nth(1)).to_have_class("line customer on")
    page.keyboard.press("Space")
    page.wait_for_function(PLAYING)
    page.keyboard.press("Space")
    assert not page.evaluate(PLAYING)
    assert " / " in str(slider.get_attribute("aria-valuetext"))


def _plays_faster(listener: Listener) -> None:
    button = listener.player.get_by_role("button", name="2×")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert listener.page.evaluate("() => [...window.duilianReplays.values()].at(-1).audio.playbackRate") == 2


def test_the_transcript_scrolls_along_and_lets_be_who_scrolls(listen):
    listener = listen(times=4)
    turns = listener.player.locator(".turns")
    listener.player.get_by_role("slider").focus()
    page_before = listener.page.evaluate("() => document.querySelector('.stMain').scrollTop")
    for _ in range(14):
        listener.page.keyboard.press("ArrowDown")
    scrolled = float(turns.evaluate("node => node.scrollTop"))
    assert scrolled > 200
    assert listener.page.evaluate("() => document.querySelector('.stMain').scrollTop") == page_before
    turns.hover()
    listener.page.mouse.wheel(0, -5000)
    listener.page.wait_for_timeout(300)
    listener.press("replay.play")
    listener.hears_it_move()
    assert float(turns.evaluate("node => node.scrollTop")) < scrolled


def test_the_recording_is_fetched_in_parts_and_is_not_in_the_page(listen):
    fetched: list[tuple[str, int]] = []
    listener = listen(times=4)
    listener.page.on("response", lambda answer: fetched.append((answer.url, answer.status)))
    listener.player.locator(".line").nth(20).locator(".hear").click()
    listener.hears_it_move()
    assert any("/replay/" in url and status == 206 for url, status in fetched)
    assert "base64" not in listener.player.inner_html()


def test_a_call_without_a_recording_is_a_transcript_to_read(listen):
    listener = listen(sound=False)
    expect(listener.player.get_by_text(listener.t("replay.text_only"))).to_be_visible()
    expect(listener.player.locator(".line")).to_have_count(6)
    expect(listener.player.locator("button")).to_have_count(0)


def test_a_deleted_recording_is_not_heard_any_more(listen, server):
    listener = listen()
    address = str(listener.player.locator(".download").get_attribute("href")).split("?")[0]
    assert listener.page.request.get(server.url + address).ok
    listener.page.get_by_role("button", name=listener.t("report.delete")).click()
    listener.page.get_by_role("button", name=listener.t("report.delete_sound")).click()
    listener.player.get_by_text(listener.t("replay.text_only")).wait_for()
    listener.page.wait_for_function(  # files go first: until the rows are gone too, silence may be sent
        "async (address) => (await fetch(address)).status === 404", arg=server.url + address
    )
    assert listener.page.request.get(f"{server.url}/replay/guessed/call.wav").status == 404


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_fits_the_window_in_both_languages(listen, language, width, scheme):
    listener = listen(language, width=width, color_scheme=scheme)
    listener.waits_for_word_times()
    listener.player.locator(".line").nth(2).locator(".word").nth(3).click()
    listener.press("replay.pause")
    listener.player.scroll_into_view_if_needed()
    wide = listener.page.evaluate(
        "() => [...document.querySelectorAll('.replay')].flatMap(r => [...r.querySelectorAll('*')])"
        ".filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 90))"
    )
    assert wide == []
    shot(listener.page, f"replay-{language}-{width}-{scheme}")
