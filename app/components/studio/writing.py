"""The YAML of an open text in the editor: problems at their line, completion of keys and names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.components.yaml_editor import Jump, Mark, Typed, edit_yaml
from app.messages import Translator
from app.studio.told import in_language
from app.studio.workbench import Workbench
from simulator.content.completing import Completions, completions
from simulator.content.persona import Persona
from simulator.content.scenario import Scenario


def yaml(
    bench: Workbench,
    jump: Jump | None,
    translator: Translator,
    within: Sequence[str] = (),
    went: Callable[[str], None] | None = None,
) -> None:
    """Draw the editor; what is typed is kept at every rest. ``went``: the typist is at another key now."""

    def take(typed: Typed) -> None:
        bench.write(typed.text)

    def complete(text: str, line: int, column: int) -> Completions:
        model = Scenario if bench.name.kind == "scenario" else Persona
        return completions(text, line, column, model, _names(bench, translator))

    edit_yaml(
        f"studio-yaml-{bench.name.kind}-{bench.name.id.replace('/', '-')}",
        bench.text,
        take,
        translator,
        complete=complete,
        marks=[
            Mark(one.line, f"{one.where}: {in_language(one.message, translator.language)}")
            for one in bench.problems
        ],
        jump=jump,
        within=within,
        went=went,
    )


def _names(bench: Workbench, translator: Translator) -> dict[str, dict[str, str]]:
    """What the text may name from outside: personas, scorecards and their items."""
    house, chinese = bench.house, translator.language == "zh"
    return {
        "persona": {one.id: one.name for one in bench.library.personas.values()},
        "scorecard": {name: house.scorecard(name).title.in_language(chinese) for name in house.content.cards},
        "skills": house.skills(chinese=chinese),
    }
