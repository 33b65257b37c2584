"""The scenarios and personas that ship: sound, deep, distinct, and explained in full."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel
from ruamel.yaml import YAML

from app.wiring import scorecard_items
from simulator.content.alternation import every
from simulator.content.loading import PERSONAS, SCENARIOS, load_files, load_library
from simulator.content.persona import Persona
from simulator.content.scenario import Industry, Scenario, Variant, Variation
from simulator.content.varying import laid_over
from simulator.content.wording import Band, Move
from simulator.content.yaml_reading import ROOT
from simulator.customer.memory import Memory
from simulator.customer.perceiving.intake import perceive
from simulator.customer.perceiving.timing import Timing
from simulator.transcript import is_chinese
from simulator.understanding import mentions_any
from simulator.understanding.acts import AgentAct as A

sys.path.insert(0, str(ROOT / "scripts"))
from write_schemas import main as write_schemas
from write_schemas import stale

LIBRARY = load_library()
BEST = 3  # quality
CUES = {
    scenario: table
    for path in sorted(Path(__file__).with_name("cues").glob("*.yaml"))
    for scenario, table in YAML(typ="safe").load(path.read_text(encoding="utf-8")).items()
}
CARDS = scorecard_items()
FILES = [*SCENARIOS.glob("*/*.yaml"), *PERSONAS.glob("*.yaml")]
SCENARIO_IDS = sorted(LIBRARY.scenarios)
PERSONA_IDS = sorted(LIBRARY.personas)


def test_everything_that_ships_is_sound():
    assert load_library(cards=CARDS).problems == []
    assert len(LIBRARY.scenarios) == len(list(SCENARIOS.glob("*/*.yaml")))
    assert len(LIBRARY.personas) == len(list(PERSONAS.glob("*.yaml")))


def test_there_is_enough_to_practise_in_chinese_and_english():
    def tongues(items: dict[str, Scenario] | dict[str, Persona]) -> list[bool]:
        return [is_chinese(item.language) for item in items.values()]

    assert tongues(LIBRARY.scenarios).count(True) >= 6
    assert tongues(LIBRARY.scenarios).count(False) >= 1
    assert tongues(LIBRARY.personas).count(True) >= 5
    assert tongues(LIBRARY.personas).count(False) >= 1


def test_schemas_are_current(capsys):
    assert stale() == []
    assert write_schemas(["--check"]) == 0


@pytest.mark.parametrize(
    "path", [*SCENARIOS.glob("*/*.yaml"), *PERSONAS.glob("*.yaml")], ids=lambda p: p.stem
)
def test_the_first_line_names_a_schema_that_is_there(path: Path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named
    assert (path.parent / named[1]).resolve().exists()


@pytest.mark.parametrize("name", SCENARIO_IDS)
def test_a_scenario_is_deep_enough_to_practise(name: str):
    scenario = LIBRARY.scenarios[name]
    told = {fact.disclose for fact in scenario.facts}
    assert {"volunteered", "asked", "pressed"} <= told
    assert any(fact.kind == "identity" for fact in scenario.facts)
    assert any(objection.unfair for objection in scenario.objections)
    assert all(len(objection.lines[Band.ANY]) >= 3 for objection in scenario.objections)
    assert len(scenario.questions) >= 2
    assert len({resolution.quality for resolution in scenario.resolutions}) >= 2
    assert len(scenario.knowledge) >= 5
    assert len(scenario.triggers) >= 3
    assert {len(item) > 0 for item in (scenario.caller.knows, scenario.caller.unaware, scenario.limits)} == {
        True
    }


@pytest.mark.parametrize("name", SCENARIO_IDS)
def test_a_resolution_is_found_in_its_own_offer(name: str):
    scenario = LIBRARY.scenarios[name]
    for resolution in scenario.resolutions:
        assert best_offer(scenario, resolution.offer) == resolution.id
        timed = mentions_any(resolution.offer, resolution.timed_by, scenario.language)
        assert timed or not resolution.timed_by, resolution.id


@pytest.mark.parametrize("name", SCENARIO_IDS)
def test_the_knowledge_answers_the_questions_that_point_to_it(name: str):
    scenario = LIBRARY.scenarios[name]
    texts = {entry.id: f"{entry.title} {entry.text}" for entry in scenario.knowledge}
    for question in scenario.questions:
        assert question.about, question.id
        answer = " ".join(texts[name] for name in question.about)
        assert mentions_any(answer, question.answered_by, scenario.language), question.id


@pytest.mark.parametrize("name", SCENARIO_IDS)
def test_knowledge_and_offers_within_policy_break_no_limit(name: str):
    scenario = LIBRARY.scenarios[name]
    for limit in scenario.limits:
        for resolution in scenario.resolutions:
            assert not mentions_any(resolution.offer, limit.cues, scenario.language), (
                limit.rule,
                resolution.id,
            )


PLAYED = [
    pytest.param(laid_over(scenario, variation), id=f"{scenario.id}:{variation.id if variation else 'base'}")
    for scenario in LIBRARY.scenarios.values()
    for variation in (None, *scenario.segments, *scenario.twists)
]


@pytest.mark.parametrize("played", PLAYED)
def test_a_good_agents_words_do_what_they_are_for(played: Scenario):
    language = played.language
    for fact in played.facts:
        if fact.kind != "identity" and fact.asks:
            assert fact.question, fact.id
            assert mentions_any(fact.question, fact.asks, language), fact.question
    for question in played.questions:
        assert question.answer, question.id
        assert mentions_any(question.answer, question.answered_by, language), question.answer
    for way in played.resolutions:
        assert way.say, way.id
        assert best_offer(played, way.say) == way.id, way.say
        assert not way.timed_by or mentions_any(way.say, way.timed_by, language), way.say


@pytest.mark.parametrize("played", PLAYED)
def test_to_meet_the_feeling_offers_nothing_but_the_best(played: Scenario):
    """Where something cannot wait (a baby in a cold house) the best way out may come at once."""
    opening = [moment.good for moment in played.moments if moment.at == "opening"]
    memory = Memory(played)
    for text in opening:
        seen = perceive(text, memory, (), Timing())
        best = bool(seen.offered) and seen.offered[0].quality == BEST
        assert not seen.offered or (best and seen.does(A.COMMIT, A.ACT_NOW)), text


@pytest.mark.parametrize("played", PLAYED)
def test_every_opinion_and_the_opening_are_moments_of_truth(played: Scenario):
    needed = {"opening", *(held.id for held in played.objections if held.unfair)}
    assert needed - {moment.at for moment in played.moments} == set()


@pytest.mark.parametrize("name", SCENARIO_IDS)
def test_calls_of_a_scenario_differ(name: str):
    scenario = LIBRARY.scenarios[name]
    assert scenario.segments or scenario.twists
    assert scenario.asides
    assert len(every(scenario.opening[0])) > 1


def best_offer(scenario: Scenario, text: str) -> str | None:
    found = [r for r in scenario.resolutions if mentions_any(text, r.offered_by, scenario.language)]
    return max(found, key=lambda r: r.quality).id if found else None


def cases(kind: str) -> Iterator[tuple[str, str, str]]:
    for scenario, table in CUES.items():
        for target, texts in table[kind].items():
            yield from ((scenario, target, text) for text in texts)


def test_every_scenario_has_wordings_that_try_its_cues():
    assert sorted(CUES) == SCENARIO_IDS
    for name, table in CUES.items():
        assert set(table["offers"]) == {r.id for r in LIBRARY.scenarios[name].resolutions}


@pytest.mark.parametrize(("scenario", "fact", "text"), list(cases("asks")))
def test_a_fact_is_found_by_the_questions_that_ask_for_it(scenario: str, fact: str, text: str):
    whole = LIBRARY.scenarios[scenario]
    facts = [f for part in (whole, *whole.segments, *whole.twists) for f in part.facts]
    found = next(f for f in facts if f.id == fact)
    assert mentions_any(text, found.asks, whole.language)


@pytest.mark.parametrize(("scenario", "resolution", "text"), list(cases("offers")))
def test_an_offer_is_recognised_however_it_is_put(scenario: str, resolution: str, text: str):
    assert best_offer(LIBRARY.scenarios[scenario], text) == resolution


@pytest.mark.parametrize(
    ("scenario", "text"), [(s, t) for s, table in CUES.items() for t in table["nothing"]]
)
def test_an_explanation_is_not_taken_for_an_offer(scenario: str, text: str):
    assert best_offer(LIBRARY.scenarios[scenario], text) is None


@pytest.mark.parametrize("name", SCENARIO_IDS)
def test_chinese_is_written_with_chinese_punctuation(name: str):
    scenario = LIBRARY.scenarios[name]
    persona = LIBRARY.personas[scenario.persona]
    if is_chinese(scenario.language):
        said = [*spoken(scenario), *(line for lines in persona.lines.values() for line in flat(lines))]
        assert [line for line in said if re.search(r"[\u4e00-\u9fff][,?!:;.]", line)] == []


@pytest.mark.parametrize("name", SCENARIO_IDS)
def test_what_is_said_on_the_phone_is_short(name: str):
    scenario = LIBRARY.scenarios[name]
    most = 60 if is_chinese(scenario.language) else 140
    assert [line for line in spoken(scenario) if max(map(len, every(line))) > most] == []


def spoken(scenario: Scenario) -> list[str]:
    said = list(scenario.opening)
    for fact in scenario.facts:
        said += [*flat(fact.lines), *fact.dodge, fact.short]
    for objection in scenario.objections:
        said += [*flat(objection.lines), *objection.again, *objection.settled]
    for question in scenario.questions:
        said += flat(question.lines)
    for resolution in scenario.resolutions:
        said += [*flat(resolution.accept), *resolution.bargain]
    for trigger in scenario.triggers:
        said += trigger.lines
    for lines in scenario.lines.values():
        said += flat(lines)
    return said


def flat(lines: dict[Band, list[str]]) -> list[str]:
    return [line for group in lines.values() for line in group]


@pytest.mark.parametrize("name", SCENARIO_IDS)
def test_no_line_is_written_twice(name: str):
    said = spoken(LIBRARY.scenarios[name])
    assert sorted({line for line in said if said.count(line) > 1}) == []


@pytest.mark.parametrize("name", PERSONA_IDS)
def test_a_persona_has_a_voice_of_its_own(name: str):
    persona = LIBRARY.personas[name]
    assert len([move for move, lines in persona.lines.items() if len(flat(lines)) >= 3]) >= 10
    assert persona.voice.moods, "how the voice changes with the mood"
    for other in LIBRARY.personas.values():
        if other.id > name:
            own, theirs = ({x for lines in p.lines.values() for x in flat(lines)} for p in (persona, other))
            assert len(own & theirs) <= 5, f"{name} and {other.id} talk alike: {own & theirs}"


def test_no_two_personas_react_alike():
    tempers = [LIBRARY.personas[name].temperament for name in PERSONA_IDS]
    assert len({temper.model_dump_json() for temper in tempers}) == len(tempers)


@pytest.mark.parametrize(("folder", "model"), [(SCENARIOS, Scenario), (PERSONAS, Persona)])
def test_the_readme_explains_every_field_and_no_other(folder: Path, model: type[BaseModel]):
    text = (folder / "README.md").read_text(encoding="utf-8")
    section = text.split("## Every field")[1].split("\n## ")[0]
    explained = {m[1] for m in re.finditer(r"^\| `([\w.]+)` \|", section, re.MULTILINE)}
    assert explained == set(fields(model))


def fields(model: type[BaseModel], before: str = "") -> Iterator[str]:
    """Every field as a dotted path: ``caller.name``, ``facts.asks`` …"""
    for name, field in model.model_fields.items():
        yield before + name
        inner = next(iter(models_in(field.annotation)), None)
        if inner is not None and inner not in (Variation, Variant):
            yield from fields(inner, f"{before}{name}.")


def test_the_readme_names_every_key_of_a_variation():
    text = (SCENARIOS / "README.md").read_text(encoding="utf-8").split("### The same call, differently")[1]
    section = text.split("\n#")[0]
    assert [name for name in Variation.model_fields if f"`{name}`" not in section] == []


def models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from models_in(part)


def test_the_readme_names_every_move_and_band():
    text = (PERSONAS / "README.md").read_text(encoding="utf-8")
    assert [move for move in Move if f"`{move}`" not in text] == []
    assert [band for band in Band if f"`{band}`" not in text] == []


def test_the_readme_names_every_industry():
    text = (SCENARIOS / "README.md").read_text(encoding="utf-8")
    assert [industry for industry in Industry if f"`{industry}`" not in text] == []


@pytest.mark.parametrize(
    ("folder", "name"), [(SCENARIOS, "telecom/late-bill.yaml"), (PERSONAS, "night-owl.yaml")]
)
def test_the_example_of_the_readme_is_valid(folder: Path, name: str, tmp_path: Path):
    text = (folder / "README.md").read_text(encoding="utf-8")
    example = next(
        m[1] for m in re.finditer(r"```yaml\n(.*?)```", text, re.DOTALL) if "\nid: " in f"\n{m[1]}"
    )
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(example, encoding="utf-8")
    assert load_files([file], CARDS).problems == []
