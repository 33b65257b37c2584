"""A trainer in a real browser: write, mend a problem at its line, try it, publish it, practise it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from app.messages import Translator
from tests.browser.conftest import shot
from tests.browser.desk import PATIENCE, Trainee

T = Translator("zh").t
BLANKS = {
    "title": "刚缴完费还是停机",
    "summary": "小店老板上午缴了一百，下午还是打不出电话。",
    "company": "星联移动",
    "name": "赵勇",
    "address": "赵先生",
    "reason": "我上午缴的费，怎么还停着机？",
    "wish": "马上给我开机。",
}


def kept(page: Page, what: str) -> None:
    """The page has taken the change in: so many problems are left."""
    expect(page.locator(".st-key-studio-outline")).to_be_visible()
    expect(page.get_by_text(what)).to_be_visible(timeout=PATIENCE)


def fill(page: Page, name: str, left: int) -> None:
    page.get_by_label(T(f"studio.field_{name}"), exact=True).fill(BLANKS[name])
    page.keyboard.press("Tab")
    kept(page, T("studio.problems", count=left) if left else T("studio.sound"))


def write(page: Page, line: str, text: str) -> None:
    """Replace a line in the editor, as one does by hand."""
    page.locator(".cm-line", has_text=line).first.click()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    page.keyboard.type(text)


def test_a_scenario_from_the_first_word_to_the_first_call(open_page):
    page = open_page(path="/studio")
    page.get_by_label(T("studio.who")).fill("王老师")
    page.get_by_role("button", name=T("practice.remember")).click()
    page.get_by_role("button", name=T("studio.new_scenario")).click()
    page.get_by_label(T("studio.short_name")).fill("late-bill")
    page.get_by_role("button", name=T("studio.begin")).click()
    kept(page, T("studio.problems", count=7))
    for left, name in zip((6, 5, 4), ("title", "summary", "company"), strict=True):
        fill(page, name, left)
    page.get_by_role("button", name=T("studio.part_who")).click()
    for left, name in zip((3, 2, 1, 0), ("name", "address", "reason", "wish"), strict=True):
        fill(page, name, left)

    page.get_by_text(T("studio.yaml"), exact=True).click()
    expect(page.get_by_label(T("studio.field_wish"), exact=True)).to_be_hidden()  # the editor has moved
    write(page, "difficulty: 2", "difficulty: 9")
    page.get_by_role("button", name=T("studio.problem", line=10, where="difficulty")).click()
    expect(page.locator(".cm-activeLine")).to_contain_text("difficulty: 9", timeout=PATIENCE)
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1)
    shot(page, "studio-problem")
    write(page, "difficulty: 9", "difficulty: 1")
    kept(page, T("studio.sound"))

    page.get_by_text(T("studio.tab_try"), exact=True).click()
    page.get_by_role("button", name=T("studio.preview_start")).click()
    say = page.get_by_placeholder(T("studio.preview_say"))
    say.fill("您好，星联移动，请问有什么可以帮您？")
    say.press("Enter")
    expect(page.locator(".dl-mind")).to_have_count(1, timeout=PATIENCE)
    shot(page, "studio-preview")

    page.get_by_text(T("studio.tab_publish"), exact=True).click()
    page.get_by_text(T("studio.publish_unrehearsed")).click()
    page.get_by_role("button", name=T("studio.publish")).click()
    expect(page.get_by_text(T("studio.now_published"))).to_be_visible(timeout=PATIENCE)
    page.goto(page.url.split("/studio")[0])
    trainee = Trainee(page)
    expect(page.locator(".dl-title", has_text=BLANKS["title"])).to_be_visible(timeout=PATIENCE)
    trainee.takes("telecom/late-bill")
