"""Where a button is pressed to speak, the page plays the customer: clause upon clause, without a hole."""

from __future__ import annotations

import pytest

from tests.browser.desk import Trainee

pytestmark = [pytest.mark.browser, pytest.mark.voice]

HELLO = "您好，星联移动，我是客服小林，请问有什么可以帮您？"
SECOND = "这事换谁都着急，您的姓名和手机号说一下，我来查。"
COUNTED = """
window.duilianHeard = [];
const begin = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (at) {
  window.duilianHeard.push([at, this.buffer.duration]);
  return begin.call(this, at);
};
"""
BLOCKED = """
const Running = window.AudioContext;
window.duilianLets = false;
window.duilianWakes = 0;
window.AudioContext = class extends Running {
  constructor(...given) { super(...given); this.suspend(); }
  resume() {
    return new Promise((done) => {
      if (window.duilianLets) setTimeout(() => super.resume().then(done), window.duilianWakes);
    });
  }
};
"""


def test_every_clip_begins_where_the_one_before_it_ends(open_page):
    trainee = Trainee(page := open_page(before=COUNTED))
    trainee.takes("telecom/data-overage")
    trainee.picks_up()
    trainee.types(HELLO)
    trainee.heard_to_the_end()
    trainee.types(SECOND)
    trainee.heard_to_the_end()
    page.evaluate("() => { window.duilianHeard = []; }")
    trainee.press("call.again")
    trainee.heard_to_the_end()
    clips = page.evaluate("() => window.duilianHeard")
    assert len(clips) > 1
    ends = [at + seconds for at, seconds in clips]
    assert [at for at, _ in clips[1:]] == pytest.approx(ends[:-1], abs=1e-6)


@pytest.mark.parametrize("wakes", [0, 2500], ids=["at once", "a headset that is slow to wake"])
def test_where_the_browser_lets_nothing_sound_the_page_says_so_and_a_click_is_enough(open_page, wakes):
    trainee = kept_back(open_page)
    trainee.page.evaluate("(wakes) => { window.duilianLets = true; window.duilianWakes = wakes; }", wakes)
    trainee.press("call.again")
    is_heard(trainee)


@pytest.mark.parametrize("key", ["Enter", " "], ids=["Enter", "space"])
def test_a_key_on_the_button_is_enough_too(open_page, key):
    trainee = kept_back(open_page)
    trainee.page.evaluate("() => { window.duilianLets = true; }")
    button = trainee.page.get_by_role("button", name=trainee.t("call.again")).first
    button.focus()
    button.press(key, delay=300)
    is_heard(trainee)


def kept_back(open_page) -> Trainee:
    """A trainee whose browser holds back the customer's first line, and says so."""
    trainee = Trainee(page := open_page(before=BLOCKED))
    trainee.takes("telecom/data-overage")
    trainee.picks_up()
    trainee.types(HELLO)
    page.get_by_text(trainee.t("call.blocked")).wait_for()
    return trainee


def is_heard(trainee: Trainee) -> None:
    """The customer speaks once the browser lets anything sound, and comes to the end."""
    trainee.page.wait_for_function("() => window.duilianLoud.state === 'running'")
    speaking = trainee.page.get_by_text(trainee.t("call.speaking", who=""))  # whoever the customer is
    speaking.wait_for(timeout=2000)
    trainee.heard_to_the_end()
