"""Takes the pictures of the READMEs: ``python scripts/take_screenshots.py``, or with ``zh`` or ``en`` alone.

A server on an empty data folder, a browser, and one call in each language, spoken into its microphone by
the embedded voice and held to its good end: what the pictures show is what a trainee sees. It takes some
minutes, needs Chromium, Chrome or Edge, and a machine that does little else: the replay tells how late the
customer answered.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.storage.records import Name
from app.storage.store import Store
from simulator.content.loading import SCENARIOS
from tests.browser.conftest import BROWSERS, FLAGS, Server
from tests.browser.speech import spoken
from tests.browser.test_line import MOUTH, TONGUES, Caller
from tests.browser.test_replay import Listener

PICTURES = Path(__file__).resolve().parents[1] / "docs/screenshots"
DESK, PAGE = (1280, 860), (1280, 1120)  # pixels
COLOURS = 256
# one microphone only; how many lines of the customer were heard to the end
BEFORE = (
    MOUTH
    + """
navigator.mediaDevices.enumerateDevices = async () => [];
window.duilianHeard = 0;
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (data) {
  if (typeof data === "string" && data.includes('"ended"')) window.duilianHeard += 1;
  return send.call(this, data);
};
"""
)
NAMES = {"zh": "小赵", "en": "Sam"}
CALLS = {"zh": "telecom/data-overage", "en": "bank/card-declined"}
DRAFTS = {"zh": "telecom/data-overage", "en": "telecom/contract-renewal"}
ALIKE = 0.93  # of the letters: what was heard is near enough to what was said
SHOWN = 3  # lines of the agent before the picture of the desk; the third is a slip
SAID = {
    "zh": [
        "您好，星联移动，我是客服小王，工号307，请问有什么可以帮您？",
        "刚交的话费转眼就没了，换谁都着急。请您报一下机主姓名和手机尾号，我马上给您查。",
        "不可能偷着扣您的，系统扣费都有记录。",
        "您是怕钱花得不明不白，这我特别能体会。我把10月的账单逐项对出来：套外流量用了12.5G，一共100块。"
        "您是想知道这100块从哪儿来的，还是想先把钱退回来？",
        "那我跟您对一下：您要的是退钱，下个月别再超，对吗？我给您补订一个20块的加油包，退您80，"
        "24小时内到话费，再把套外上限设成0元，您看这样行吗？",
        "已经给您办好了，退80，24小时内到账，上限0元今天生效。您看还有什么要我办的吗？",
        "游戏本身不费多少，是电脑连着热点自动下更新，8号到20号一共用了10.8G。"
        "您把电脑的自动更新关掉，就不会再跑了。您看还有什么要我办的吗？",
        "谢谢您跟我讲清楚，祝您生活愉快，再见。",
        "对，24小时内到账，您放心。感谢您的来电，祝您生活愉快，再见。",
    ],
    "en": [
        "Good morning, Harbourside Bank, this is Priya. How can I help you today?",
        "Having a card refused in front of the whole market is horrible. I'll look into it right now. "
        "Could you give me your full name and date of birth, please?",
        "I'm afraid that's our policy, there is nothing I can do.",
        "I can hear how unfair that feels when the money is sitting there. Nobody has been in your account: "
        "it was four times your usual amount before six, so a fraud check held the card. "
        "Shall I release it now, so you can pay?",
        "So to go over it: you need the card working before the flowers go, and to know it won't happen "
        "again. I'm lifting the block now; it works within ten minutes, chip and PIN first. "
        "Is that all right for you?",
        "That's done. If it's refused again, ring this number and ask for Priya. "
        "Is there anything else I can do?",
        "I am sorry for what this morning did to you. Tell us the day before on this number when a large "
        "payment is coming, and put your new mobile on file, then we text you instead of blocking the card. "
        "Will that do, and is there anything else?",
        "Thank you for your patience. Enjoy the wedding. Goodbye.",
        "Yes, that is right. Thank you for calling, and goodbye.",
    ],
}


def main(languages: list[str]) -> None:
    """Take the pictures of these languages."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder))
        server.start()
        try:
            path = next(found for name in BROWSERS if (found := shutil.which(name)))
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            for language in languages:
                for line in SAID[language]:  # beforehand: a customer who waits asks whether anybody is there
                    spoken(line, TONGUES[language], rest=False)
                room = browser.new_context(
                    locale=TONGUES[language], permissions=["microphone"], reduced_motion="reduce"
                )
                room.add_init_script(BEFORE)
                _pictures(room.new_page(), server, language)
                room.close()
            browser.close()
        finally:
            server.stop()


def _pictures(page: Page, server: Server, language: str) -> None:
    page.set_default_timeout(120_000)
    page.goto(server.url)
    caller = Caller(page, language)
    caller.trainee.is_called(NAMES[language])
    _take(page, f"practice-{language}", PAGE)
    _size(page, DESK)
    caller.picks_up(CALLS[language])
    _talk(caller, language)
    caller.trainee.reads_report()
    _take(page, f"report-{language}", PAGE)
    _replay(page, language)
    _studio(page, server, language)


def _talk(caller: Caller, language: str) -> None:
    """Line by line, each after the customer has been heard to the end, until they say goodbye."""
    page, over = caller.page, caller.page.get_by_role("heading", name=caller.t("call.over"))
    for number, line in enumerate(SAID[language], 1):
        heard, answers = page.evaluate("window.duilianHeard"), caller.trainee.answers.count()
        caller.says(line)
        caller.is_answered(answers + 1)
        if number == SHOWN:
            page.locator(".dl-tip.on").wait_for()
            caller.hears_the_customer()
            _take(page, f"call-{language}", DESK)
        _hears_out(page, heard, over)
        _puts_right(caller, line, over)
        if over.count():
            return
    caller.trainee.hangs_up()


def _hears_out(page: Page, heard: int, over: Locator) -> None:
    """Until one more line of the customer was heard to its end, or there is nobody to be heard."""
    while page.evaluate("window.duilianHeard") == heard and not over.count():
        page.wait_for_timeout(100)


def _puts_right(caller: Caller, line: str, over: Locator) -> None:
    """What was misheard is corrected, as a trainee would, and answered anew."""
    page, written = caller.page, caller.trainee.own_words.last.inner_text()
    print(f"  {line}\n  → {written}", flush=True)
    if over.count() or SequenceMatcher(None, _bare(line), _bare(written)).ratio() >= ALIKE:
        return
    heard = page.evaluate("window.duilianHeard")
    caller.trainee.press("call.correct")
    page.get_by_label(caller.t("call.correct_hint")).fill(line)
    caller.trainee.press("common.save")
    expect(caller.trainee.own_words.last).to_have_text(line)
    _hears_out(page, heard, over)


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text).lower()


def _replay(page: Page, language: str) -> None:
    """The call is being heard again, in the middle of the customer's second answer."""
    _size(page, DESK)
    listener = Listener(page, language)
    listener.waits_for_word_times()
    listener.player.locator(".line.customer").nth(2).locator(".word").first.click()
    listener.hears_it_move()
    page.get_by_test_id("stTabs").evaluate("tabs => tabs.scrollIntoView()")
    _take(page, f"replay-{language}", DESK)
    listener.press("replay.pause")


def _studio(page: Page, server: Server, language: str) -> None:
    """A draft with one word that is none of the valid ones."""
    name = Name("scenario", DRAFTS[language])
    text = (SCENARIOS / f"{name.id}.yaml").read_text("utf-8")
    store = Store(f"sqlite:///{server.data}/duilian.db", server.data / "media")
    store.contents.put(name, text, None, store.learners.named(NAMES[language]))
    store.close()
    _size(page, PAGE)
    page.goto(f"{server.url}/studio?scenario={name.id}")
    page.locator(".cm-line", has_text="mood:").first.click()
    page.keyboard.press("End")
    page.keyboard.press("Shift+Home")
    page.keyboard.type("mood: furious")
    page.locator(".st-key-studio-problems button").first.wait_for()
    page.get_by_test_id("stMain").evaluate("e => e.scrollTo(0, 0)")
    _take(page, f"studio-{language}", PAGE)


def _size(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def _take(page: Page, name: str, size: tuple[int, int]) -> None:
    _size(page, size)
    page.wait_for_timeout(1500)  # charts grow into place
    with Image.open(BytesIO(page.screenshot())) as taken:  # a README is loaded by people with slow lines too
        taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
            PICTURES / f"{name}.png", optimize=True
        )
    print(f"docs/screenshots/{name}.png", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:] or list(TONGUES))
