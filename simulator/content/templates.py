"""A new item for a list of a scenario, from ``templates.yaml``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path as File
from typing import Any

from ruamel.yaml import YAML

from simulator.content.editing import insert, value_at
from simulator.content.inline_yaml import Path
from simulator.content.placing import nodes
from simulator.errors import BadInput
from simulator.transcript import is_chinese


def add_item(text: str, path: Sequence[str | int]) -> tuple[str, Path]:
    """A new item at the end of the list at ``path``, in the language of the scenario, and where it stands.

    Its id is one that no item of the list has. Raises BadInput for a list that has no template.
    """
    templates = _templates()["zh" if is_chinese(str(value_at(text, ("language",)) or "")) else "en"]
    kind = str(path[-1])
    if kind not in templates:
        valid = ", ".join(templates)
        raise BadInput(
            f"no template for '{kind}'; valid: {valid}", code="no_template", kind=kind, valid=valid
        )
    item = dict(templates[kind])
    if "id" in item:
        item["id"] = _free(text, kind, item["id"])
    place = len(value_at(text, path) or [])
    return insert(text, (*path, place), item), (*path, place)


def _free(text: str, kind: str, name: str) -> str:
    taken = {node.value for node in nodes(text) if node.path[-1] == "id" and kind in node.path}
    numbers = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return next(free for free in (name, *numbers) if free not in taken)


@lru_cache(maxsize=1)
def _templates() -> dict[str, dict[str, dict[str, Any]]]:
    text = File(__file__).with_name("templates.yaml").read_text(encoding="utf-8")
    read: dict[str, dict[str, dict[str, Any]]] = YAML(typ="safe").load(text)
    return read
