"""``check``: every problem at its line, all at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.__main__ import main
from app.commands.check import SCORECARDS
from app.exits import BAD, DONE, NO
from simulator.content.loading import PERSONAS, SCENARIOS

SHIPPED = sorted(SCENARIOS.glob("*/*.yaml"))


@pytest.fixture
def draft(tmp_path) -> Path:
    """A trainer's copy of a scenario that ships, to be spoilt."""
    path = tmp_path / "telecom" / "data-overage.yaml"
    path.parent.mkdir()
    shutil.copy(SCENARIOS / "telecom" / "data-overage.yaml", path)
    return path


def spoil(path: Path, old: str, new: str) -> int:
    """Replace the first line that starts with ``old``; return its number."""
    lines = path.read_text(encoding="utf-8").splitlines()
    index = next(number for number, line in enumerate(lines) if line.startswith(old))
    lines[index] = new
    path.write_text("\n".join(lines), encoding="utf-8")
    return index + 1


def test_what_ships_is_sound(capsys):
    assert main(["check"]) == DONE, capsys.readouterr().out
    told = capsys.readouterr()
    assert told.out == ""
    files = len(SHIPPED) + len(list(PERSONAS.glob("*.yaml"))) + len(list(SCORECARDS.glob("*.yaml"))) + 1
    assert told.err == f"{files} files: no problems\n"


def test_a_sound_draft_passes(draft, capsys):
    assert main(["check", str(draft)]) == DONE
    assert capsys.readouterr().err == "1 file: no problems\n"


def test_every_problem_is_told_at_its_line_and_all_at_once(draft, capsys):
    mood = spoil(draft, "mood:", "mood: furious")
    extra = spoil(draft, "difficulty:", "dificulty: 2")
    assert main(["check", str(draft)]) == NO
    told = capsys.readouterr().out
    assert f"{draft}:{mood}: mood: " in told
    assert "'angry'" in told  # what would be valid
    assert f"{draft}:{extra}: dificulty: unknown key (did you mean 'difficulty'?); valid: " in told
    assert ": difficulty: missing" in told


def test_broken_yaml_is_told_at_its_line(draft, capsys):
    line = spoil(draft, "title:", "title: [no end")
    assert main(["check", str(draft)]) == NO
    problem = capsys.readouterr().out.splitlines()[0]
    assert problem.startswith(f"{draft}:")
    assert int(problem.split(":")[1]) >= line


def test_a_folder_means_all_files_in_it(draft, capsys):
    shutil.copy(draft, draft.with_name("another.yaml"))
    assert main(["check", str(draft.parents[1])]) == NO
    told = capsys.readouterr().out
    assert told.startswith(f"{draft.with_name('another.yaml')}:")
    assert "id: is 'telecom/data-overage', the file's place says 'telecom/another'" in told


def test_drafts_of_a_persona_and_a_scenario_that_needs_it_are_checked_together(draft, tmp_path, capsys):
    persona = tmp_path / "night-owl.yaml"
    shutil.copy(next(PERSONAS.glob("impatient-boss.yaml")), persona)
    spoil(persona, "id:", "id: night-owl")
    spoil(draft, "persona:", "persona: night-owl")
    assert main(["check", str(draft), str(persona)]) == DONE, capsys.readouterr().out


def test_a_scorecard_is_checked_as_one_wherever_it_lies(tmp_path, capsys):
    card = tmp_path / "mine.yaml"
    shutil.copy(next(SCORECARDS.glob("*.yaml")), card)
    line = spoil(card, "pass_mark:", "pass_mark: 800")
    assert main(["check", str(card)]) == NO
    assert capsys.readouterr().out.startswith(f"{card}:{line}: pass_mark: ")


def test_a_path_that_is_not_there_is_bad_usage(capsys):
    assert main(["check", "no/such/file.yaml"]) == BAD
    assert "no/such/file.yaml: no such file or folder" in capsys.readouterr().err


def test_a_folder_without_content_is_bad_usage(tmp_path, capsys):
    assert main(["check", str(tmp_path)]) == BAD
    assert "no *.yaml file" in capsys.readouterr().err


def test_a_trainers_rules_for_the_coach_are_checked_as_such(tmp_path, capsys):
    rules = tmp_path / "guidance.yaml"
    rules.write_text("off: [cheated]\nrules: []\n", encoding="utf-8")
    assert main(["check", str(rules)]) == DONE, capsys.readouterr().out
    rules.write_text("off: [cheeted]\n", encoding="utf-8")
    assert main(["check", str(rules)]) == NO
    told = capsys.readouterr().out
    assert told.startswith(f"{rules}:1: off.0: no rule 'cheeted' (did you mean 'cheated'?); valid: ")


def test_what_ships_for_the_coach_is_checked_without_a_path(capsys, monkeypatch):
    monkeypatch.setattr("coaching.guidance.check_guidance", lambda file: [f"{file.name}:1: told"])
    assert main(["check"]) == NO
    assert capsys.readouterr().out == "rules.yaml:1: told\n"
