"""The templates: their blanks are told, nothing else is wrong with them, and filled they can be played."""

from __future__ import annotations

import re

import pytest

from app.storage.records import Name
from app.studio.beginnings import LANGUAGES, renamed, template
from app.studio.problems import taken_apart
from app.wiring import scorecard_items
from simulator.call import Call
from simulator.content.loading import Library, load_text
from simulator.content.scenario import Scenario
from simulator.content.varying import vary

BLANK = re.compile(r'^(?P<key>\s*\w+: )""(?P<gap>\s+# )(?P<told>.*)$', re.M)


def filled(text: str) -> str:
    """Every blank takes the example that stands behind it."""
    return BLANK.sub(lambda m: f"{m['key']}{m['told'].split('：')[-1].split(': ')[-1]}", text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["scenario", "persona"])
def test_a_blank_is_told_until_it_is_filled_and_nothing_else(shipped: Library, kind, language):
    text = template(kind, language)
    name = re.search(r"^id: (.*)$", text, re.M)
    assert name
    loaded = load_text(kind, name[1], text, shipped, scorecard_items())
    blanks = [text[: m.start()].count("\n") + 1 for m in BLANK.finditer(text)]
    told = taken_apart(loaded.problems)
    assert [problem.line for problem in told] == blanks
    assert {problem.message for problem in told} == {"is empty"}
    assert load_text(kind, name[1], filled(text), shipped, scorecard_items()).problems == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_template_can_be_played(shipped: Library, language):
    text = filled(template("scenario", language))
    loaded = load_text("scenario", text.split("\nid: ")[1].split("\n")[0], text, shipped)
    assert isinstance(loaded.content, Scenario)
    played = vary(loaded.content, 1)
    call = Call(played, shipped.persona(played.persona), 1)
    call.pick_up()
    greeting = "您好，很高兴为您服务。" if language == "zh" else "Hello, how can I help?"
    assert call.hear(greeting).text


def test_a_text_gets_another_name_and_keeps_every_other_line():
    text = "# mine\nid: telecom/a   # why\nindustry: telecom\nfacts:\n  - id: bill\n    # id: no\n"
    assert renamed(text, Name("scenario", "bank/b")) == text.replace("telecom/a", "bank/b").replace(
        "industry: telecom", "industry: bank"
    )
    assert renamed("id: x\n", Name("persona", "y")) == "id: y\n"
