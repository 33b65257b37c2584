"""``rehearse``: a fidelity report as text and as JSON, exit code 1 where a gate is missed."""

from __future__ import annotations

import json
import shutil

import pytest
from ruamel.yaml import YAML

from app.__main__ import main
from app.exits import BAD, DONE, NO
from simulator.content.loading import SCENARIOS
from simulator.transcript import Transcript

NAME = "telecom/data-overage"


@pytest.fixture
def rehearse(capsys):
    """Run the command; returns exit code, stdout and stderr."""

    def run(*words: str):
        capsys.readouterr()
        code = main(["rehearse", "--workers", "1", *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


@pytest.fixture
def draft(tmp_path):
    """A trainer's own copy of the scenario."""
    path = tmp_path / "telecom" / "data-overage.yaml"
    path.parent.mkdir()
    shutil.copy(SCENARIOS / "telecom" / "data-overage.yaml", path)
    return path


def test_a_sound_scenario_is_done(rehearse):
    code, out, err = rehearse(NAME, "--bots", "rude,silent", "--runs", "2")
    assert code == DONE
    assert "too_nice.rude 0" in out
    assert "all gates passed" in err


def test_the_report_is_json_field_for_field(rehearse):
    code, out, _ = rehearse(NAME, "--bots", "expert,rude", "--runs", "2", "--json")
    report = json.loads(out)
    assert code == (DONE if report["passed"] else NO)
    assert report["calls"] == 4
    assert [bot["bot"] for bot in report["bots"]] == ["expert", "rude"]
    assert report["scenarios"][0]["scenario"] == NAME
    gate = next(gate for gate in report["gates"] if gate["id"] == "solvable")
    assert gate == {**gate, "bot": "expert", "value": 1.0, "least": 0.95, "most": None, "passed": True}
    assert set(report["bots"][0]["course"][0]) == {"anger", "anxiety", "confusion", "trust", "patience"}


def test_the_same_rehearsal_gives_the_same_report_with_any_number_of_workers(rehearse):
    words = (NAME, "--bots", "expert,average", "--runs", "3", "--json")
    assert rehearse(*words)[1] == rehearse(*words, "--workers", "2")[1]


def test_a_draft_that_cannot_be_solved_says_why(rehearse, draft):
    yaml = YAML()
    data = yaml.load(draft.read_text(encoding="utf-8"))
    for place, way in enumerate(data["resolutions"]):
        way["offered_by"] = [f"紫禁城 飞碟{place}"]
    data |= {"segments": [], "twists": []}
    with draft.open("w", encoding="utf-8") as file:
        yaml.dump(data, file)
    code, out, err = rehearse(str(draft), "--bots", "expert", "--runs", "1")
    assert code == NO
    assert "FAIL  solvable.expert 0" in out
    assert "first-overage" in out or "客户走了" in out, "what was never heard, or that the caller gave up"
    assert NAME in err


def test_a_draft_with_a_mistake_is_refused_with_its_line(rehearse, draft):
    draft.write_text(draft.read_text(encoding="utf-8") + "nonsense: 1\n", encoding="utf-8")
    code, _, err = rehearse(str(draft))
    assert code == BAD
    assert "nonsense" in err


def test_transcripts_are_written_for_people_to_read(rehearse, tmp_path):
    folder = tmp_path / "calls"
    rehearse(NAME, "--bots", "expert", "--runs", "2", "--transcripts", str(folder))
    files = sorted(folder.iterdir())
    assert [file.name for file in files] == [f"r-telecom-data-overage-expert-{n}.json" for n in (0, 1)]
    stored = Transcript.read(json.loads(files[0].read_text(encoding="utf-8")), "here")
    assert stored.scenario == NAME
    assert stored.agent_id == "expert"


def test_a_level_makes_it_harder(rehearse):
    out = rehearse(NAME, "--bots", "expert", "--runs", "2", "--level", "3", "--json")[1]
    assert any(gate["id"] == "resistance" for gate in json.loads(out)["gates"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere/nothing"], "telecom/data-overage"),
        ([NAME, "--bots", "genius"], "valid: expert, average"),
        ([NAME, "--runs", "0"], "valid: 1 to"),
        (["nowhere.yaml"], "no such file"),
    ],
)
def test_bad_input_is_told_in_one_line_with_what_is_valid(rehearse, words, told):
    code, out, err = rehearse(*words)
    assert code == BAD
    assert out == ""
    assert told in err
    assert len(err.splitlines()) == 1
