"""Form and YAML beside each other: each follows the other, and nothing that is typed is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from app.messages import Translator
from app.storage.records import Name
from app.storage.store import Store
from simulator.content.loading import SCENARIOS
from tests.browser.conftest import shot
from tests.browser.desk import PATIENCE

T = Translator("zh").t
TEXT = (SCENARIOS / "telecom/data-overage.yaml").read_text("utf-8")
EDITOR = "[...window.duilianEditors.values()].at(-1).view"


@pytest.fixture
def opened(open_page, server, request):
    """Open a draft of the test's own in the studio."""

    def at(**context: object) -> Page:
        scenario = f"telecom/{re.sub('[^a-z]+', '-', request.node.name)[:40].strip('-')}"
        kept = Store(f"sqlite:///{server.data}/duilian.db", server.data / "media")
        text = TEXT.replace("id: telecom/data-overage", f"id: {scenario}")
        name = Name("scenario", scenario)
        before = kept.contents.draft(name)
        kept.contents.put(name, text, before.stamp if before else None, kept.learners.named("王老师"))
        kept.close()
        page = open_page(path=f"/studio?scenario={scenario}", **context)
        page.context.add_cookies([{"name": "duilian_learner", "value": "%E7%8E%8B", "url": server.url}])
        page.reload()
        expect(page.locator(".cm-content")).to_be_visible(timeout=PATIENCE)
        return page

    return at


def field(page: Page, name: str) -> Locator:
    return page.get_by_label(T(f"studio.field_{name}"), exact=True)


def yaml(page: Page) -> str:
    return str(page.evaluate(f"{EDITOR}.state.doc.toString()"))


def becomes(page: Page, line: str) -> None:
    """The YAML has this line after a while."""
    page.wait_for_function(
        f"(line) => {EDITOR}.state.doc.toString().split('\\n').includes(line)", arg=line, timeout=PATIENCE
    )


def on_screen(page: Page, text: str) -> None:
    expect(page.locator(".cm-line", has_text=text).first).to_be_in_viewport(timeout=PATIENCE)


def test_an_edit_in_the_form_keeps_a_comment_that_was_typed_beside_it(opened):
    page = opened()
    page.locator(".cm-line", has_text="mood: angry").first.click()
    page.keyboard.press("End")
    page.keyboard.type("  # 老板的意思")
    field(page, "title").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("又扣钱")
    page.keyboard.press("Tab")
    becomes(page, "title: 又扣钱")
    becomes(page, "mood: angry  # 老板的意思")
    expect(page.get_by_role("heading", name="又扣钱")).to_be_visible(timeout=PATIENCE)
    changed = [line for line in yaml(page).split("\n") if line not in TEXT.split("\n")]
    assert [line for line in changed if not line.startswith("id:")] == [
        "title: 又扣钱",
        "mood: angry  # 老板的意思",
    ]


def test_the_form_shows_what_is_typed_in_the_yaml_and_the_cursor_stays(opened):
    page = opened()
    page.locator(".cm-line", has_text=re.compile("^company:")).click()
    page.keyboard.press("End")
    page.keyboard.type("分公司")
    expect(field(page, "company")).to_have_value("星联移动分公司", timeout=PATIENCE)
    page.keyboard.type("一部")
    expect(field(page, "company")).to_have_value("星联移动分公司一部", timeout=PATIENCE)
    expect(page.locator(".cm-content")).to_be_focused()
    expect(page.locator(".cm-activeLine")).to_have_text("company: 星联移动分公司一部")


def test_the_form_goes_where_the_typist_goes(opened):
    page = opened()
    page.get_by_role("button", name=T("studio.part_objections")).click()
    on_screen(page, "objections:")
    expect(page.locator(".cm-content")).not_to_be_focused()
    page.locator(".cm-content").press("Control+End")
    expect(page.locator(".st-key-studio-fields-both")).to_contain_text(
        T("studio.field_lines"), timeout=PATIENCE
    )
    page.locator(".cm-content").press("Control+Home")
    expect(field(page, "title")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".cm-content")).to_be_focused()


def test_what_is_being_typed_in_a_field_stays_when_the_yaml_changes_it(opened):
    page = opened()
    field(page, "title").click()
    page.keyboard.press("End")
    page.keyboard.type("——急")
    page.evaluate(
        f"""() => {{ const view = {EDITOR};
        const from = view.state.doc.toString().indexOf('title: ') + 7;
        view.dispatch({{ changes: {{ from, insert: '甲' }} }}); }}"""
    )
    expect(page.get_by_role("heading", name="甲流量超额")).to_be_visible(timeout=PATIENCE)
    expect(field(page, "title")).to_have_value("流量超额，一个月扣了一百六——急")
    page.keyboard.type("！")
    page.keyboard.press("Tab")
    becomes(page, "title: 流量超额，一个月扣了一百六——急！")
    page.locator(".cm-content").press("Control+z")
    becomes(page, "title: 甲流量超额，一个月扣了一百六")
    expect(field(page, "title")).to_have_value("甲流量超额，一个月扣了一百六", timeout=PATIENCE)


@pytest.mark.parametrize("first", ["甲", "甲" * 60], ids=["short", "long"])
def test_a_field_that_is_handed_in_can_be_typed_on_at_once(opened, first):
    page = opened()
    field(page, "title").click()
    page.keyboard.press("End")
    page.keyboard.type(first)
    page.keyboard.press("Enter")
    page.keyboard.type("乙丙丁戊己庚辛壬癸", delay=150)
    page.keyboard.press("Tab")
    becomes(page, f"title: 流量超额，一个月扣了一百六{first}乙丙丁戊己庚辛壬癸")


def test_a_phone_has_one_under_the_other(opened):
    page = opened(width=390, language="zh-CN", color_scheme="dark")
    form, text = field(page, "title").bounding_box(), page.locator(".cm-editor").bounding_box()
    assert form is not None
    assert text is not None
    assert text["y"] > form["y"] + form["height"]
    page.get_by_role("button", name=T("studio.part_facts")).click()
    expect(field(page, "id")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name=T("studio.part_facts"))).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    shot(page, "studio-phone")
