"""The YAML editor in a real browser: nothing typed is lost, problems and completions stand in place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Server, shot

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def editor_server(tmp_path_factory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("editor"), script="tests/browser/editor_page.py")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def page(open_page: Callable[..., Page], editor_server: Server) -> Page:
    return opened(open_page(at=editor_server))


def opened(page: Page) -> Page:
    expect(page.locator(".cm-content")).to_contain_text("telecom/data-overage")
    return page


def line(page: Page, text: str) -> Locator:
    return page.locator(".cm-line").filter(has_text=re.compile(text)).first


def write(page: Page, after: str, text: str) -> None:
    line(page, after).click()
    page.keyboard.press("End")
    page.keyboard.type(text)


def kept(page: Page) -> Locator:
    """What Python has."""
    return page.get_by_test_id("stCode")


def test_what_is_typed_reaches_python_after_a_rest_not_at_each_key(page: Page):
    write(page, "^title", "，而且还要再扣一百多块钱")
    expect(kept(page)).to_contain_text("而且还要再扣一百多块钱")
    runs = page.get_by_test_id("stCaptionContainer").inner_text()
    assert int(re.findall(r"runs (\d+)", runs)[0]) <= 3


def test_a_problem_stands_at_its_line_and_goes_when_mended(page: Page):
    write(page, "^title", " wrong")
    expect(page.locator(".cm-lintRange-error").first).to_be_visible()
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1)
    page.locator(".cm-lintRange-error").last.hover()
    expect(page.locator(".cm-tooltip-lint")).to_contain_text("这里写错了")
    shot(page, "editor-problem")
    for _ in " wrong":
        page.keyboard.press("Backspace")
    expect(page.locator(".cm-lint-marker-error")).to_have_count(0)


def test_keys_and_names_are_completed_and_explained(page: Page):
    write(page, "^mood", "\nse")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("segments")
    expect(page.locator(".cm-completionInfo")).to_contain_text("other people who call")
    shot(page, "editor-completion")
    accept(page)
    expect(line(page, "^segments:$")).to_be_visible()
    page.keyboard.type("id: x")
    page.keyboard.press("Enter")
    page.keyboard.type("persona: ")
    page.keyboard.press("Control+Space")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("impatient-boss")
    accept(page)
    expect(kept(page)).to_contain_text("  - id: x\n    persona: impatient-boss\n")


def accept(page: Page) -> None:
    page.wait_for_timeout(200)  # a list that has just come up is not taken by a key meant for the text
    page.keyboard.press("Enter")


def test_ids_of_the_file_complete_what_comes_after_them(page: Page):
    page.get_by_text("leap").click()
    write(page, "short: 身份证后四位", "\nafter: [")
    page.keyboard.press("Control+Space")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("hotspot")


def test_typing_is_undone_and_so_is_what_python_changed(page: Page):
    write(page, "^title", "甲乙丙")
    expect(kept(page)).to_contain_text("甲乙丙")
    page.keyboard.press("Control+z")
    expect(kept(page)).not_to_contain_text("甲乙丙")
    page.get_by_text("rename").click()
    page.get_by_text("leap").click()
    expect(page.locator(".cm-content")).to_be_focused()  # or it would take the focus from the search
    find(page, "half-refund")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    find(page, "half-back")


def find(page: Page, text: str) -> None:
    page.locator(".cm-content").press("Control+f")
    page.get_by_role("textbox", name="查找").press_sequentially(text)
    page.keyboard.press("Enter")
    expect(page.locator(".cm-searchMatch-selected")).to_have_text(text)


def test_a_run_of_the_page_loses_nothing_that_is_typed_meanwhile(page: Page):
    write(page, "^title", "甲")
    page.evaluate(
        "document.querySelectorAll('button').forEach((b) => b.textContent === 'rename' && b.click())"
    )
    page.keyboard.type("乙丙丁戊己庚辛壬癸" * 3, delay=25)
    expect(kept(page)).to_contain_text("甲" + "乙丙丁戊己庚辛壬癸" * 3)
    expect(line(page, "^title")).to_contain_text("甲" + "乙丙丁戊己庚辛壬癸" * 3)
    find(page, "half-refund")


def test_what_was_typed_last_is_there_when_the_field_is_left_at_once(page: Page):
    write(page, "^title", "不能丢")
    page.get_by_text("hide").click()
    expect(page.locator(".cm-content")).to_have_count(0)
    expect(kept(page)).to_contain_text("不能丢")
    page.get_by_text("hide").click()
    expect(line(page, "^title")).to_contain_text("不能丢")


def test_tab_writes_two_spaces_and_escape_lets_it_leave(page: Page):
    line(page, "^mood").click()
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    expect(kept(page)).to_contain_text("\n  mood: angry")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.locator(".cm-content")).not_to_be_focused()


def test_an_input_method_writes_whole_words(page: Page):
    line(page, "^title").click()
    page.keyboard.press("End")
    devtools = page.context.new_cdp_session(page)
    for part in ("l", "liu", "liu liang"):
        devtools.send(
            "Input.imeSetComposition", {"text": part, "selectionStart": len(part), "selectionEnd": len(part)}
        )
        page.wait_for_timeout(300)
    expect(page.locator(".cm-tooltip-autocomplete")).to_have_count(0)
    devtools.send("Input.insertText", {"text": "流量"})
    expect(line(page, "^title")).to_have_text("title: 流量超额，一个月扣了一百六流量")
    expect(kept(page)).to_contain_text("一个月扣了一百六流量\n")


def test_a_jump_shows_the_line_and_puts_the_cursor_there(page: Page):
    page.get_by_text("leap").click()
    expect(page.locator(".cm-activeLine").first).to_have_text("objections:")
    expect(page.locator(".cm-content")).to_be_focused()


def test_it_has_a_name_and_fits_a_phone_in_the_dark(open_page, editor_server):
    page = opened(open_page(at=editor_server, language="en-GB", width=390, color_scheme="dark"))
    expect(page.get_by_role("textbox", name="YAML editor")).to_be_visible()
    write(page, "^summary", " wrong")
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    shot(page, "editor-phone")


def test_without_codemirror_a_plain_text_area_works(open_page, editor_server):
    page = open_page(at=editor_server, path="/?embed=true", java_script_enabled=True)
    page.context.add_init_script(
        "Object.defineProperty(window, 'duilianCodeMirror', { set() { throw new Error('refused'); } })"
    )
    page.reload()
    area = page.get_by_role("textbox", name="YAML 编辑框")
    expect(area).to_have_value(re.compile("telecom/data-overage"))
    area.press("Control+Home")
    page.keyboard.type("# 手写\n")
    expect(kept(page)).to_contain_text("# 手写")
    page.get_by_text("rename").click()
    expect(area).to_have_value(re.compile("half-refund"))
    expect(area).to_have_value(re.compile("# 手写"))
