"""Every sentence exists in both languages, with the same slots, wherever the code asks for it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from app.messages import Translator, language_of
from app.messages.translator import catalogue
from simulator.content.scenario import Industry, MoodName
from simulator.content.wording import Band
from simulator.content.yaml_reading import read_yaml
from simulator.errors import BadInput, ContentError, DuilianError
from simulator.transcript import EndReason, Mood, Speaker

ROOT = Path(__file__).parents[2]
CHINESE = re.compile(r"[㐀-鿿]")
PACKAGES = ("simulator", "grading", "coaching", "app")


def slots(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def calls(folder: str) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def test_a_mood_has_one_word_everywhere():
    named = catalogue("zh")
    parts = read_yaml(ROOT / "simulator/customer/feeling/reactions.yaml", [])["parts"]
    rehearsed = read_yaml(ROOT / "simulator/rehearsal/texts.yaml", [])
    for part in Mood.model_fields:
        words = {named[f"state.{part}"], parts[part]["zh"], rehearsed[part]["zh"]}
        assert len(words) == 1, words
    shown = [path for name in ("app", "simulator", "coaching", "docs") for path in (ROOT / name).rglob("*.*")]
    texts = [path for path in shown if path.suffix in {".yaml", ".py", ".md"}]
    assert not [path for path in texts if "怒气" in path.read_text(encoding="utf-8")]


def test_both_languages_say_the_same_things():
    assert catalogue("zh").keys() == catalogue("en").keys()


@pytest.mark.parametrize("key", sorted(catalogue("zh")))
def test_both_languages_fill_the_same_slots(key):
    assert slots(catalogue("zh")[key]) == slots(catalogue("en")[key])


def test_english_sentences_hold_no_chinese():
    assert [key for key, sentence in catalogue("en").items() if CHINESE.search(sentence)] == []


def test_no_sentence_is_empty():
    assert [key for key, sentence in catalogue("zh").items() if not sentence.strip()] == []


def test_every_message_the_code_asks_for_exists():
    """Calls of ``.t("key", slot=…)`` anywhere in the app."""
    wrong = []
    for where, call in calls("app"):
        if not (isinstance(call.func, ast.Attribute | ast.Name) and _name(call.func) == "t" and call.args):
            continue
        key = literal(call.args[0])
        if key is None:
            continue
        given = {keyword.arg for keyword in call.keywords}
        if key not in catalogue("zh"):
            wrong.append(f"{where}: no message {key}")
        elif None not in given and not slots(catalogue("zh")[key]) <= given:
            wrong.append(f"{where}: {key} needs {slots(catalogue('zh')[key]) - given}")
    assert wrong == []


def _name(node: ast.Attribute | ast.Name) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id


def test_every_error_code_has_a_sentence_and_gives_its_slots():
    """``code=`` of every error that is raised, and ``code`` of every class of error."""
    wrong = []
    for folder in PACKAGES:
        for where, call in calls(folder):
            given = {keyword.arg: keyword.value for keyword in call.keywords}
            code = literal(given.get("code"))
            if code is None:
                continue
            sentence = catalogue("zh").get(f"errors.{code}")
            if sentence is None:
                wrong.append(f"{where}: no message errors.{code}")
            elif not slots(sentence) <= {*given, "message"}:
                wrong.append(f"{where}: errors.{code} needs {slots(sentence) - {*given, 'message'}}")
    wrong += [f"no message errors.{kind.code}" for kind in kinds(DuilianError) if not known(kind.code)]
    assert wrong == []


def kinds(kind: type[DuilianError]) -> Iterator[type[DuilianError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from kinds(child)


def known(code: str) -> bool:
    return f"errors.{code}" in catalogue("zh")


@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("industry", Industry),
        ("mood", MoodName),
        ("band", Band),
        ("ended", EndReason),
        ("speaker", Speaker),
        ("state", Mood.model_fields),
        ("difficulty", ["1", "2", "3"]),
    ],
)
def test_every_name_the_screens_show_has_a_word(group, names):
    for name in names:
        assert Translator("zh").t(f"{group}.{name}")


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh-CN", "zh"),
        ("zh-Hant-TW", "zh"),
        ("en", "en"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("fr-FR", "zh"),
        ("", "zh"),
        (None, "zh"),
    ],
)
def test_the_language_follows_the_browser_and_is_chinese_otherwise(tag, language):
    assert language_of(tag) == language
    assert Translator(tag).language == language


def test_slots_are_filled_and_lists_written_out():
    assert Translator("zh").t("common.of", part=3, whole=7) == "3 / 7"
    assert Translator("zh").t("errors.unknown_persona", name="x", valid=["甲", "乙"]).endswith("甲、乙")
    assert Translator("en").t("errors.unknown_persona", name="x", valid={"b", "a"}).endswith("a, b")


def test_braces_in_what_a_user_typed_stay_as_they_are():
    assert "{name}" in Translator("zh").t("errors.unknown_persona", name="{name}", valid="-")


def test_a_missing_message_fails_a_test_and_shows_its_key_to_a_user(monkeypatch):
    with pytest.raises(KeyError):
        Translator("zh").t("no.such.message")
    monkeypatch.setattr(Translator, "strict", False)
    assert Translator("zh").t("no.such.message") == "no.such.message"
    assert Translator("zh").t("common.of", part=3) == "{part} / {whole}"


def test_an_error_is_told_in_the_users_language():
    error = BadInput("unknown scenario 'x'", code="unknown_scenario", name="x", valid="a, b")
    assert Translator("zh").error(error) == "没有“x”这个场景。可选：a, b"
    assert Translator("en").error(error) == "There is no scenario “x”. Valid: a, b"


def test_content_errors_say_how_many_and_where_the_first_is():
    error = ContentError(["a.yaml:3: title: missing", "b.yaml:1: file: broken"])
    told = Translator("zh").error(error)
    assert "2 处" in told
    assert "a.yaml:3: title: missing" in told


def test_an_error_nobody_translated_is_still_told():
    assert Translator("zh").error(BadInput("what is wrong", code="brand_new")) == "what is wrong"
    assert Translator("zh").error(BadInput("what is wrong", code="storage_x", x=1)) == "what is wrong"
