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
window.AudioContext = class extends Running {
  constructor(...given) { super(...given); this.suspend(); }
  resume() { return window.duilianLets ? super.resume() : new Promise(() => {}); }
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


def test_where_the_browser_lets_nothing_sound_the_page_says_so_and_a_click_is_enough(open_page):
    trainee = Trainee(page := open_page(before=BLOCKED))
    trainee.takes("telecom/data-overage")
    trainee.picks_up()
    trainee.types(HELLO)
    page.get_by_text(trainee.t("call.blocked")).wait_for()
    page.evaluate("() => { window.duilianLets = true; }")
    trainee.press("call.again")
    page.get_by_text(trainee.t("call.speaking", who="陈同学")).wait_for()
    trainee.heard_to_the_end()
