"""A call survives what happens to browsers, servers, disks, networks and microphones."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import FLAGS, shot
from tests.browser.desk import PATIENCE, Trainee

pytestmark = pytest.mark.browser

HELLO = "您好，星联移动，我是客服小林，请问有什么可以帮您？"
SECOND = "这事换谁都着急，您的姓名和手机号说一下，我来查。"
QUIET = {"DUILIAN_SPEAK": "silent", "DUILIAN_LISTEN": "silent"}


def test_a_reload_and_a_killed_server_lose_nothing(own_server, open_page):
    server = own_server(**QUIET)
    page = open_page(at=server)
    trainee = Trainee(page)
    trainee.is_called("小钱")
    trainee.takes("telecom/data-overage")
    page.reload()  # at the briefing
    page.get_by_role("heading", name=trainee.t("call.briefing")).wait_for()
    trainee.picks_up()
    answer = trainee.types(HELLO)
    page.reload()  # in the call
    expect(trainee.answers).to_have_text([answer])
    server.stop()
    server.start()
    page.reload()
    expect(trainee.own_words).to_have_text([HELLO], timeout=PATIENCE)
    expect(trainee.answers).to_have_text([answer])
    trainee.types(SECOND)
    trainee.hangs_up()
    page.reload()  # when it is over
    page.get_by_role("link", name=trainee.t("nav.report")).click()
    page.locator(".dl-score").wait_for(timeout=PATIENCE)
    total = page.locator(".dl-score").inner_text()
    page.reload()  # in the report
    expect(page.locator(".dl-score")).to_have_text(total.replace("\n", ""), timeout=PATIENCE)


def test_a_second_tab_takes_the_call_over_and_the_first_says_so(own_server, open_page):
    server = own_server(**QUIET)
    page = open_page(at=server)
    trainee = Trainee(page)
    trainee.is_called("小孙")
    trainee.takes("telecom/data-overage")
    trainee.picks_up()
    answer = trainee.types(HELLO)
    second = page.context.new_page()
    second.goto(server.url + "/call")
    expect(second.locator(".dl-line.customer .dl-say")).to_have_text([answer])
    trainee.keyboard.fill(SECOND)
    trainee.keyboard.press("Enter")
    page.get_by_text(trainee.t("call.elsewhere")).wait_for()
    trainee.press("call.take_over")
    expect(trainee.answers).to_have_text([answer])
    expect(trainee.keyboard).to_have_value(SECOND)  # what was typed while the call was elsewhere
    assert trainee.types(SECOND)


def test_a_full_disk_costs_recordings_at_most(own_server, open_page, tmp_path):
    (tmp_path / "media").write_text("not a folder")
    trainee = Trainee(open_page(at=own_server(DUILIAN_SPEAK="embedded", DUILIAN_LISTEN="silent")))
    trainee.takes("telecom/data-overage")
    trainee.picks_up()
    assert trainee.types(HELLO)
    trainee.heard_to_the_end()
    assert trainee.types(SECOND)


def test_a_voice_that_is_down_leaves_the_words(own_server, open_page):
    """The only voice is an online one, and there is no way to it."""
    nowhere = {"HTTPS_PROXY": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    trainee = Trainee(open_page(at=own_server(DUILIAN_SPEAK="edge", DUILIAN_LISTEN="silent", **nowhere)))
    trainee.takes("telecom/data-overage")
    trainee.picks_up()
    assert trainee.types(HELLO)
    trainee.page.get_by_text(trainee.t("voice.text_only")).first.wait_for(timeout=PATIENCE)


def test_a_refused_microphone_is_explained_and_typing_goes_on(playwright_chromium, server):
    refusing = [flag for flag in FLAGS if flag != "--use-fake-ui-for-media-stream"]
    browser = playwright_chromium([*refusing, "--deny-permission-prompts"])
    room = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    room.add_cookies([{"name": "duilian_way", "value": "push", "url": server.url}])
    page = room.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(server.url)
    trainee = Trainee(page)
    trainee.takes("telecom/data-overage")
    trainee.picks_up()
    page.get_by_test_id("stAudioInputActionButton").click()
    page.wait_for_timeout(1500)
    shot(page, "no-microphone")
    shown = page.get_by_test_id("stAudioInput").inner_text()
    said = page.evaluate(
        "() => [...document.querySelectorAll('[data-testid=stAudioInput] *')]"
        ".map(e => getComputedStyle(e, '::after').content).join(' ')"
    )
    assert trainee.t("call.no_microphone")[:10] in said
    assert "microphone" not in shown
    assert trainee.types(HELLO)
    browser.close()


def test_no_page_is_a_dead_end_for_a_newcomer(open_page):
    for path in ("/call", "/report", "/settings"):
        page = open_page(path=path)
        page.locator(".stMain h1").wait_for()
        page.locator(".stMain button").first.wait_for()
