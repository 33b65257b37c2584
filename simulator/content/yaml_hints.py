"""Says in plain words what is wrong with a YAML file that cannot be read, and at which line."""

from __future__ import annotations

from collections.abc import Sequence

from ruamel.yaml.error import MarkedYAMLError

COLON = "\uff1a"  # the Chinese colon


HINTS = {
    "<block end>": "wrong indentation, or a missing quote: keys that belong together start below each other",
    "mapping values are not allowed": "wrong indentation, or a ':' in a text that is not in quotes",
    "expected ',' or": "a quote, a comma or a bracket is missing in this line or the one before",
    "unexpected end of stream": "a quote is missing: the text never ends",
}


def hint(error: MarkedYAMLError, lines: Sequence[str]) -> tuple[int, str]:
    """The 1-based line of the mistake, and a sentence that a trainer can act on."""
    line = error.problem_mark.line + 1 if error.problem_mark else 1
    told = str(error.problem or error.context or "cannot be read")
    for near in (line, line - 1):
        if _tabbed(lines, near):
            return near, "a tab at the start of the line; indent with spaces"
        if _wide_colon(lines, near):
            return near, f"a Chinese colon ‘{COLON}’ after the key; write ‘:’ and a space"
    return line, next((words for sign, words in HINTS.items() if sign in told), told)


def _tabbed(lines: Sequence[str], line: int) -> bool:
    text = _at(lines, line)
    return "\t" in text[: len(text) - len(text.lstrip())]


def _wide_colon(lines: Sequence[str], line: int) -> bool:
    text = _at(lines, line)
    return COLON in text and ":" not in text and "#" not in text.split(COLON)[0]


def _at(lines: Sequence[str], line: int) -> str:
    return lines[line - 1] if 0 < line <= len(lines) else ""
