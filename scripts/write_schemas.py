"""Writes the JSON schemas that editors use for content: ``python scripts/write_schemas.py``.

The schemas come from the pydantic models, so they are never edited by hand. ``--check`` writes
nothing and exits 1 when a file on disk is out of date.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pydantic import BaseModel

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from coaching.guidance.rulebook import SHIPPED, RuleBook
from simulator.content.loading import PERSONAS, SCENARIOS
from simulator.content.persona import Persona
from simulator.content.scenario import Scenario
from simulator.content.yaml_reading import shown

SCHEMAS: dict[Path, type[BaseModel]] = {
    SCENARIOS / "scenario.schema.json": Scenario,
    PERSONAS / "persona.schema.json": Persona,
    SHIPPED.with_name("guidance.schema.json"): RuleBook,
}


def schema_text(model: type[BaseModel]) -> str:
    """The model's JSON schema, as it stands in the file."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def stale() -> list[Path]:
    """The schema files that differ from what their model says now."""
    return [
        path
        for path, model in SCHEMAS.items()
        if not path.exists() or path.read_text(encoding="utf-8") != schema_text(model)
    ]


def main(arguments: list[str]) -> int:
    """Write what is out of date, or only say so with ``--check``."""
    behind = stale()
    for path in behind:
        if "--check" in arguments:
            print(f"{shown(path)}: out of date; run python scripts/write_schemas.py")
            continue
        path.write_text(schema_text(SCHEMAS[path]), encoding="utf-8", newline="\n")
        print(f"wrote {shown(path)}")
    return 1 if behind and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
