"""Reads sound content fifty times as fast as the reader that remembers lines and comments.

libyaml knows YAML 1.1; here it resolves scalars as YAML 1.2 does (``no`` is a text, ``012`` twelve).
Whatever is unusual (a mistake, a doubled key, an alias) is left to ``yaml_reading``, which tells where.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from simulator.content.yaml_reading import LARGEST_FILE

ALIAS = re.compile(r"(?:^|[\s\[{,:-])[&*!][\w!]|<<\s*:", re.MULTILINE)  # anchors, aliases, tags, merge keys
CORE = {  # the scalars of YAML 1.2's core schema, by what they may start with
    "tag:yaml.org,2002:bool": (r"true|True|TRUE|false|False|FALSE", "tTfF"),
    "tag:yaml.org,2002:null": (r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    "tag:yaml.org,2002:int": (r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    "tag:yaml.org,2002:float": (
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
        "-+0123456789.",
    ),
}
ODD = "tag:duilian,2026:odd"  # what readers disagree about: dates, 1_000, a lone =
CORE[ODD] = (r"\d{4}-\d\d?-\d\d?(?:[Tt\s].*)?|[-+]?[0-9]+(?:_[0-9]+)+|=", "-+=0123456789")
BASES = {"0o": 8, "0x": 16}


class _Loader(yaml.CSafeLoader):
    """libyaml with the scalars of YAML 1.2; a doubled key is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """The mapping. Raises YAMLError for a key that is there twice."""
        mapping = super().construct_mapping(node, deep=deep)
        if len(mapping) < len(node.value):
            raise yaml.YAMLError("a key is there twice")
        return mapping


def _whole(loader: _Loader, node: yaml.ScalarNode) -> int:
    text = str(loader.construct_scalar(node))
    return int(text, BASES.get(text[:2], 10))


def _left_alone(loader: _Loader, node: yaml.ScalarNode) -> None:
    raise yaml.YAMLError(f"{node.value}: for the careful reader")


_Loader.yaml_implicit_resolvers = {}  # those of YAML 1.1 go
for _tag, (_pattern, _first) in CORE.items():
    _Loader.add_implicit_resolver(_tag, re.compile(f"(?:{_pattern})$"), list(_first))
_Loader.add_constructor("tag:yaml.org,2002:int", _whole)
_Loader.add_constructor(ODD, _left_alone)


def read_quickly(path: Path) -> dict[str, Any] | None:
    """The file's mapping of plain values, or None where it must be read with care."""
    try:
        text = path.read_text(encoding="utf-8")
        if len(text) > LARGEST_FILE or ALIAS.search(text):
            return None
        data = yaml.load(text, _Loader)
    except (OSError, UnicodeDecodeError, ValueError, RecursionError, yaml.YAMLError):
        return None
    return data if isinstance(data, dict) else None
