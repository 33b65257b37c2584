"""Reading scorecards: what ships is sound, what is wrong is named at its line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grading.acoustics import TurnAcoustics
from grading.reading import Reading
from grading.result import Verdict
from grading.scorecard import SCORECARDS, Item, Scorecard, check_scorecard, load_scorecard, scorecard_names
from grading.scorers import SCORERS
from grading.scorers.declared import GIVES, SETTINGS, settings_of
from grading.slots import reasons
from simulator.errors import BadInput, ContentError
from tests.grading.labelled import call

INBOUND = SCORECARDS / "inbound.yaml"
SHIPPED = tuple(scorecard_names())
POINTS = {"inbound@1": 116}  # every other scorecard gives 100


def test_the_inbound_scorecard_has_its_22_items_and_points():
    card = load_scorecard("inbound@1")
    assert len(card.items) == 22
    assert sum(item.points for item in card.items) == 116
    assert (card.pass_mark, card.critical_cap) == (80, 59)
    assert {item.id for item in card.items if item.critical} == {"conduct.courtesy", "conduct.privacy"}


def test_every_item_explains_its_levels_and_advises_where_points_are_lost():
    for item in load_scorecard("inbound@1").items:
        assert {Verdict.MET, Verdict.MISSED} <= set(item.levels)
        assert Verdict.MISSED in item.advice
        assert Verdict.PARTIAL not in item.levels or Verdict.PARTIAL in item.advice


def test_every_reason_is_written_in_both_languages():
    for name, sentence in reasons()["reasons"].items():
        assert sentence["zh"], name
        assert sentence["en"], name


def test_a_scorecard_can_be_loaded_from_a_file_of_ones_own(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        INBOUND.read_text(encoding="utf-8").replace("id: inbound@1", "id: mine@3"), encoding="utf-8"
    )
    assert load_scorecard(path).id == "mine@3"
    assert load_scorecard(str(path)).id == "mine@3"


def test_an_unknown_name_lists_the_valid_ones():
    with pytest.raises(BadInput, match="valid: chat@1, inbound@1, outbound@1"):
        load_scorecard("outbound@9")
    assert set(SHIPPED) == {"chat@1", "inbound@1", "outbound@1"}


SCORER = "greeting.opening.scorer: no scorer 'openning' (did you mean 'opening'?); valid: accuracy"
VERDICTS = "must be 'met', 'partial', 'missed', 'na' or 'unscored'"
OFFER = next(line for line in INBOUND.read_text("utf-8").splitlines() if "或客户说完事情以后才请他讲" in line)
VOICE = "settings: {rate_step: 0.04, level_step: 1.0, pause_step: 0.025, flat_sd_st: 1.2}"
MISTAKES = [
    ("scorer: opening", "scorer: openning", SCORER),
    ("points: 8\n", "point: 8\n", "unknown key (did you mean 'points'?); valid: advice"),
    (
        "points: 4\n",
        "points: four\n",
        "greeting.opening.points: must be a number, without quotes (is 'four')",
    ),
    ("points: 4\n", 'points: "4"\n', "greeting.opening.points: must be a number, without quotes (is '4')"),
    ("points: 4\n", "points: -3\n", "must be greater than 0 (is -3)"),
    ("points: 4\n", "points: .inf\n", "must be a finite number"),
    ("points: 4\n", "points：4\n", "a Chinese colon ‘：’ after the key; write ‘:’ and a space"),
    ("        points: 4\n", "\tpoints: 4\n", "a tab at the start of the line; indent with spaces"),
    ("        points: 4\n", "       points: 4\n", "wrong indentation"),
    ("{situation}——", "{situatoin}——", "unknown slot {situatoin}; valid: company"),
    ("id: greeting.identity", "id: greeting.opening", "'greeting.opening' is used twice; every item"),
    ("id: matching\n", "id: greeting\n", "'greeting' is used twice; every section"),
    ("critical: true", "critical: yes", "must be true or false (is 'yes')"),
    ("pass_mark: 80", "pass_mark: 180", "less than or equal to 100"),
    ("          met:", "          good:", f"greeting.opening.levels.good: {VERDICTS} (is 'good')"),
    (
        'title: {zh: "开场问候", en: "Opening"}',
        'title: {zh: "开场问候"}',
        "greeting.opening.title.en: missing",
    ),
    ('{zh: "开场问候", en: "Opening"}', "开场问候", "must hold the keys en, zh (is '开场问候')"),
    ('{zh: "开场问候", en: "Opening"}', '{zh: "", en: "Opening"}', "greeting.opening.title.zh: is empty"),
    ('{zh: "开场问候", en', '{zh: "开场问候, en', "a quote, a comma or a bracket is missing"),
    ("rate_step: 0.04", "rate_stepp: 0.04", "settings.rate_stepp: unknown key (did you mean 'rate_step'?)"),
    ("rate_step: 0.04", "rate_step: fast", "matching.voice.settings.rate_step: must be a number"),
    ("rate_step: 0.04", "rate_step: 7", "settings.rate_step: must be less than or equal to 1 (is 7)"),
    (VOICE, "settings: [1, 2]", "matching.voice.settings: must hold keys and values"),
]


@pytest.mark.parametrize(("right", "wrong", "message"), MISTAKES)
def test_each_mistake_is_named_at_its_line(tmp_path, right, wrong, message):
    text = INBOUND.read_text(encoding="utf-8")
    line = text[: text.index(right)].count("\n") + 1
    path = tmp_path / "broken.yaml"
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    problems = check_scorecard(path)
    assert any(f"broken.yaml:{line}:" in problem and message in problem for problem in problems), problems
    with pytest.raises(ContentError):
        load_scorecard(path)


def test_a_level_that_the_scorer_can_give_must_be_explained(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text(INBOUND.read_text(encoding="utf-8").replace(OFFER + "\n", "", 1), encoding="utf-8")
    (told,) = check_scorecard(path)
    assert "greeting.offer.levels: 'missed' is missing: scorer 'offer_help' can give it" in told


def test_settings_of_a_scorer_that_takes_none_are_refused(tmp_path):
    path = tmp_path / "broken.yaml"
    text = INBOUND.read_text(encoding="utf-8")
    path.write_text(
        text.replace("scorer: opening\n", "scorer: opening\n        settings: {a: 1}\n", 1), "utf-8"
    )
    (told,) = check_scorecard(path)
    assert told.endswith("greeting.opening.settings: scorer 'opening' takes no settings")


def test_all_mistakes_are_told_at_once(tmp_path):
    path = tmp_path / "broken.yaml"
    text = INBOUND.read_text(encoding="utf-8")
    chosen = [
        m for m in MISTAKES if m[1] in ("scorer: openning", "{situatoin}——", "critical: yes", "rate_step: 7")
    ]
    for right, wrong, _ in chosen:
        text = text.replace(right, wrong, 1)
    path.write_text(text, encoding="utf-8")
    told = check_scorecard(path)
    assert len(told) == len(chosen) == 4
    assert told == sorted(told, key=lambda one: int(one.removeprefix(f"{path}:").split(":")[0]))


def test_every_scorer_declares_what_it_gives_and_takes():
    assert set(GIVES) == set(SCORERS) >= set(SETTINGS)


@pytest.mark.parametrize("scorer", sorted(SETTINGS))
def test_settings_left_out_have_a_default(scorer):
    settings_of(scorer).model_validate({})


def test_voice_is_judged_without_settings():
    heard = call("A: 您好\n" + "C: 我家没气了\nA: 我查一下\n" * 4)
    voices = {n: TurnAcoustics(rate=240, level_db=-20, f0_sd_st=2.5, pause_share=0.2) for n in range(9)}
    assert SCORERS["voice_match"](Reading(heard, None, voices), {}).verdict is Verdict.MET


def test_every_scorer_of_the_table_is_used_by_a_scorecard_that_ships():
    assert {item.scorer for name in SHIPPED for item in load_scorecard(name).items} == set(SCORERS)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_scorecard_is_sound_and_its_points_add_up(name):
    assert check_scorecard(scorecard_names()[name]) == []
    card = load_scorecard(name)
    assert card.id == name
    assert sum(item.points for item in card.items) == POINTS.get(name, 100)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_item_explains_each_verdict_its_scorer_can_return(name):
    for item in load_scorecard(name).items:
        assert set(item.levels) == set(GIVES[item.scorer]), item.id
        assert set(item.advice) == set(GIVES[item.scorer]) & {Verdict.PARTIAL, Verdict.MISSED}, item.id


@pytest.mark.parametrize("name", SHIPPED)
def test_every_sentence_of_a_scorecard_is_there_in_both_languages(name):
    card = load_scorecard(name)
    titles = [card.title, *(section.title for section in card.sections), *(item.title for item in card.items)]
    levels = [wording for item in card.items for wording in item.levels.values()]
    advice = [wording for item in card.items for wording in item.advice.values()]
    for wording in [*titles, *levels, *advice]:
        assert wording.zh.strip(), wording
        assert wording.en.strip(), wording
        assert any("一" <= char <= "鿿" for char in wording.zh) or wording.zh == "YES-BUT", wording
        assert not any("一" <= char <= "鿿" for char in wording.en), wording


@pytest.mark.parametrize("name", [name for name in SHIPPED if name != "inbound@1"])
def test_the_advice_of_another_channel_is_its_own(name):
    def said(item: Item) -> Iterator[str]:
        return (text for wording in item.advice.values() for text in (wording.zh, wording.en))

    def all_said(card: Scorecard) -> set[str]:
        return {text for item in card.items for text in said(item)}

    inbound, card = all_said(load_scorecard("inbound@1")), load_scorecard(name)
    copied = [item.id for item in card.items if any(text in inbound for text in said(item))]
    assert 2 * len(copied) <= len(card.items), copied
