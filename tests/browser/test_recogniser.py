"""Who listens is chosen and tried on the settings page; a line misheard hands free is put right at once."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import Page, expect

from app.messages import Translator
from simulator.voice.models import whisper_folder
from tests.browser.conftest import shot
from tests.browser.desk import PATIENCE
from tests.browser.speech import spoken
from tests.browser.test_line import GREETING, MOUTH, Caller

pytestmark = [pytest.mark.browser, pytest.mark.voice]

MEANT = "您好，星联移动，请问有什么可以帮您？您慢慢说。"


def settings(page: Page, language: str) -> Page:
    page.get_by_role("heading", name=Translator(language).t("settings.listening")).wait_for(timeout=PATIENCE)
    return page


def picks(page: Page, name: str) -> None:
    page.locator(".st-key-choose_listener label").filter(has_text=name).first.click()


def picked(page: Page, name: str) -> None:
    option = page.locator(".st-key-choose_listener label").filter(has_text=name).first
    expect(option.locator("input")).to_be_checked(timeout=PATIENCE)


def test_a_recogniser_is_chosen_tried_and_kept(own_server, open_page, tmp_path):
    packaged = whisper_folder()
    models = tmp_path / "models"
    models.mkdir()
    for folder in packaged.parent.iterdir():
        (models / folder.name).symlink_to(folder)
    shutil.copytree(packaged, models / "own" / "whisper-mine")
    server = own_server(DUILIAN_MODELS=str(models), DUILIAN_LISTEN="")
    t = Translator("zh").t
    page = settings(open_page(path="/settings", at=server), "zh")
    picks(page, "Google")
    page.get_by_text(t("settings.agree", service="Google")).wait_for()
    shot(page, "settings-online")
    page.reload()
    settings(page, "zh")
    picked(page, t("settings.listener_embedded"))  # it was not agreed to
    picks(page, "own/whisper-mine")
    page.get_by_role("button", name=t("settings.try")).click()
    page.get_by_text(t("settings.heard", text="")[:5]).first.wait_for(timeout=PATIENCE)
    expect(page.get_by_text("59")).to_be_visible()
    shot(page, "settings-tried")
    page.wait_for_function("() => document.cookie.includes('duilian_listen=own')")
    server.stop()
    server.start()
    page.reload()
    settings(page, "zh")
    picked(page, "own/whisper-mine")


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-CN"), ("en", "en-GB")])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_settings_fit_every_screen(open_page, language, tag, width):
    page = settings(open_page(tag, width, "/settings"), language)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shot(page, f"settings-{language}-{width}")


def test_a_line_misheard_hands_free_is_put_right_and_answered_anew(open_page):
    spoken(GREETING, rest=False)
    caller = Caller(open_page(hands_free=True, before=MOUTH))
    caller.picks_up("telecom/data-overage")
    caller.says(GREETING)
    caller.is_answered(1)
    page, t = caller.page, caller.t
    heard = caller.trainee.own_words.last.inner_text()
    page.get_by_role("button", name=t("call.correct")).click()
    page.get_by_label(t("call.correct_hint")).fill(MEANT)
    page.get_by_role("button", name=t("common.save")).click()
    expect(caller.trainee.own_words.last).to_have_text(MEANT, timeout=PATIENCE)
    page.get_by_text(t("report.corrected", heard=heard)).wait_for(timeout=PATIENCE)
    expect(caller.trainee.answers).to_have_count(1, timeout=PATIENCE)
    caller.hears_to_the_end()
    shot(page, "line-corrected")
    caller.trainee.hangs_up()
    caller.trainee.reads_report()
    page.get_by_role("tab", name=t("report.transcript")).click()
    page.get_by_text(t("report.corrected", heard=heard)).wait_for(timeout=PATIENCE)
