"""The READMEs hold what they promise, in both languages; the requirements bring what the code imports."""

from __future__ import annotations

import ast
import importlib
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata, packages_distributions, requires
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from app.__main__ import Parser
from app.commands import COMMANDS
from grading.scorecard import load_scorecard
from tests.pages import ROOT, Page

ENGLISH, CHINESE = Page(ROOT / "README.md"), Page(ROOT / "README.zh-CN.md")
TRAINING = {"sklearn", "scipy"}  # what only developers do
LARGEST_PICTURE = 250_000  # bytes
BOTH = pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=["en", "zh"])


# ---- in step


def test_the_readmes_have_the_same_headings():
    assert ENGLISH.headings == CHINESE.headings


def test_the_readmes_have_the_same_tables():
    shape = [[row.count("|") for row in table] for table in ENGLISH.tables]
    assert [[row.count("|") for row in table] for table in CHINESE.tables] == shape


def test_the_readmes_give_the_same_commands():
    assert sorted(ENGLISH.commands) == sorted(CHINESE.commands)


def test_the_readmes_lead_to_the_same_places():
    def places(page: Page) -> list[str]:
        return [re.sub(r"-(en|zh)\.png$", ".png", link) for link in page.links if "README" not in link]

    assert places(ENGLISH) == places(CHINESE)


# ---- true


@BOTH
def test_every_file_and_picture_named_exists(page):
    assert page.missing() == []


def test_every_picture_is_small_shown_and_there_in_both_languages():
    pictures = sorted((ROOT / "docs/screenshots").iterdir())
    for picture in pictures:
        assert picture.stat().st_size <= LARGEST_PICTURE, picture.name
    for page, language in ((ENGLISH, "en"), (CHINESE, "zh")):
        shown = sorted(Path(link).name for link in page.links if link.endswith(".png"))
        assert shown == [one.name for one in pictures if one.stem.endswith(f"-{language}")]


@BOTH
def test_every_command_of_the_app_is_listed(page):
    listed = {shlex.split(command)[3] for command in page.commands if re.match(r"python -m app \w", command)}
    assert listed >= set(COMMANDS)


@BOTH
def test_every_command_can_be_run_as_written(page):
    for command in page.commands:
        runnable(shlex.split(command))


@BOTH
def test_the_number_of_items_is_right(page):
    assert f"{len(load_scorecard('inbound@1').items)} " in page.text


def test_ci_runs_the_readmes_test_command():
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    written = [line for _, kind, body in ENGLISH.fences if kind == "sh" for line in body.splitlines()]
    install, check = next(line.split(" && ") for line in written if "check.py" in line)
    assert install.removeprefix("pip install ") in ci
    assert check.removeprefix("python ") in ci.split("the README's test command\n")[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name):
    done = subprocess.run(
        [sys.executable, "-m", "app", name, "--help"], cwd=ROOT, capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"usage:" in done.stdout


def runnable(words: list[str]) -> None:
    """Assert that a command of the README names things that exist, with arguments that they take."""
    match words:
        case ["python", "-m", "app", "COMMAND", "--help"]:
            pass
        case ["python", "-m", "app", name, *arguments]:
            parser = Parser(prog=name)
            importlib.import_module(COMMANDS[name]).add_arguments(parser)
            parser.parse_args(arguments)  # ends the test run when it does not understand
        case ["python", "-m", "app"]:
            pass
        case ["python", "-m", "pytest", *paths]:
            assert all((ROOT / path).exists() for path in paths)
        case ["python", "-m", module]:
            assert find_spec(module), module
        case ["python", script, *options]:
            assert (ROOT / script).is_file(), script
            assert all(option in (ROOT / script).read_text(encoding="utf-8") for option in options)
        case ["pip", "install", "-r", file] | ["streamlit", "run", file]:
            assert (ROOT / file).is_file(), file
        case _:
            pytest.fail(f"no way to check: {' '.join(words)}")


# ---- what is installed


def listed(file: str) -> dict[str, Requirement]:
    """The requirements of a file and of those it includes, by canonical name."""
    found: dict[str, Requirement] = {}
    for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].strip()
        if line.startswith("-r "):
            found |= listed(line[3:])
        elif line:
            requirement = Requirement(line)
            found[canonicalize_name(requirement.name)] = requirement
    return found


def with_dependencies(names: set[str]) -> set[str]:
    """These packages and, as far as they are installed, all that they bring on this machine."""
    found, waiting = set(), set(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        for needed in map(Requirement, _requires(name)):
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                waiting |= {canonicalize_name(needed.name)} - found
    return found


def _requires(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []


def imported(*places: str) -> Iterator[tuple[str, Path]]:
    """Top-level names of other people's packages that the code imports, anywhere in a file."""
    ours = {path.stem for path in ROOT.iterdir()} | {path.stem for path in (ROOT / "scripts").iterdir()}
    for place in places:
        for path in [ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names = [node.module]
                for name in {name.split(".")[0] for name in names} - ours - set(sys.stdlib_module_names):
                    yield name, path


@pytest.mark.parametrize(
    ("file", "places", "apart"),
    [
        ("requirements.txt", ["simulator", "grading", "coaching", "app", "simulator_app.py"], TRAINING),
        ("requirements-dev.txt", ["simulator", "app", "tests", "benchmarks", "scripts"], set()),
    ],
)
def test_the_requirements_bring_what_the_code_imports(file, places, apart):
    brought = with_dependencies(set(listed(file)))
    belongs = packages_distributions()
    for name, path in imported(*places):
        if name not in apart:
            owners = {canonicalize_name(owner) for owner in belongs.get(name, [])}
            assert owners & brought, f"{path.relative_to(ROOT)} imports {name}, which {file} does not bring"


def test_the_light_install_is_enough_to_start():
    """What a module needs to be imported at all must be in the light install; the rest is asked for late."""
    brought = with_dependencies(set(listed("requirements-light.txt")))
    belongs = packages_distributions()
    for place in ("simulator", "grading", "app"):
        for path in (ROOT / place).rglob("*.py"):
            if path.name == "train.py":
                continue
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and node.module:
                    names = [node.module]
                for name in {name.split(".")[0] for name in names} & set(belongs):
                    owners = {canonicalize_name(owner) for owner in belongs[name]}
                    assert owners & brought, f"{path.relative_to(ROOT)} needs {name} at once"


def test_every_requirement_is_pinned_to_a_range_and_gives_its_reason():
    for file in ("requirements-light.txt", "requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r ")):
                assert re.search(r"==|>=.*,<", line.split("#")[0]), line
        assert all(requirement.specifier for requirement in listed(file).values())


def test_nothing_that_running_needs_declares_the_gpl():
    for name in sorted(with_dependencies(set(listed("requirements.txt")))):
        try:
            about = metadata(name)
        except PackageNotFoundError:
            continue
        said = [about.get("License-Expression") or "", *(about.get_all("Classifier") or [])]
        gpl = [line for line in said if re.search(r"(?<!L)GPL|General Public", line)]
        strict = [line for line in gpl if "Lesser" not in line]
        assert not strict, f"{name}: {strict}"
