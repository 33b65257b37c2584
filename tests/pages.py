"""Reads the project's Markdown pages for their tests: headings, tables, links, commands, paths."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SUFFIXES = {".py", ".yaml", ".md", ".txt", ".json", ".jsonl", ".toml", ".png"}
EXAMPLES = {  # files of the reader's own
    "call.json",
    "gold.jsonl",
    "GOLD.jsonl",
    ".jsonl",
    ".json",
    "guidance.yaml",
    "data/guidance.yaml",
    "own/",
    "own/whisper/",
    "own/kokoro/model.onnx",
}
COMMAND = re.compile(r"(python|pip|streamlit|lint-imports)\b")


@dataclass(frozen=True)
class Page:
    """One Markdown file."""

    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def fences(self) -> list[tuple[str, str, str]]:
        """Every code block: the comment on the line before it, its language, its body."""
        found = re.findall(r"(?:<!-- ([^>]*?) -->\n)?```(\w+)\n(.*?)```", self.text, re.S)
        return [(comment, kind, body) for comment, kind, body in found]

    @cached_property
    def prose(self) -> str:
        """The page without its code blocks."""
        return re.sub(r"```.*?```", "", self.text, flags=re.S)

    @property
    def headings(self) -> list[int]:
        """The level of every heading, in order."""
        return [len(marks) for marks in re.findall(r"^(#+) ", self.prose, re.M)]

    @property
    def tables(self) -> list[list[str]]:
        """The rows of every table, each table a list of lines."""
        return [block.splitlines() for block in re.findall(r"(?:^\|.*\|$\n?)+", self.prose, re.M)]

    @property
    def spans(self) -> list[str]:
        """Everything in single backticks."""
        return re.findall(r"`([^`\n]+)`", self.prose)

    @property
    def links(self) -> list[str]:
        """The targets of links and pictures."""
        return re.findall(r"\]\(([^)\s]+)\)", self.prose)

    @property
    def commands(self) -> list[str]:
        """Every command the page gives: in shell blocks (parts of ``&&``) and in spans."""
        lines = [line for _, kind, body in self.fences if kind == "sh" for line in body.splitlines()]
        spans = [span for span in self.spans if COMMAND.match(span)]
        return [part.strip() for line in lines + spans for part in line.split("&&") if part.strip()]

    @property
    def paths(self) -> list[str]:
        """Every file or folder of the project named in backticks."""
        words = [word for span in self.spans for word in span.split() if re.fullmatch(r"\.?[\w./-]+", word)]
        named = [word for word in words if word.endswith("/") or Path(word).suffix in SUFFIXES]
        return [word for word in named if word not in EXAMPLES]

    def missing(self) -> list[str]:
        """Paths and relative links that lead nowhere."""
        lost = [path for path in self.paths if not (ROOT / path).exists()]
        for link in self.links:
            target = link.split("#")[0]
            if target and "://" not in target and not (self.path.parent / target).exists():
                lost.append(link)
        return lost
