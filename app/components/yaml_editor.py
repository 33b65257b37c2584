"""A YAML editor: line numbers, problems at their line, completions, undo; works while Python is busy.

The browser holds the text. Python hears of it after a short rest and when the field is left, and may
change it meanwhile: both changes are kept (``yaml_editor.js`` says how). While CodeMirror has not
arrived, or where it cannot, a plain text area stands in and works the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from app.messages import Translator
from simulator.content.completing import Completions

HERE = Path(__file__).parent
TALL = "34rem"
PHRASES = {
    "Find": "find",
    "Replace": "replace_with",
    "next": "next",
    "previous": "previous",
    "all": "all",
    "match case": "match_case",
    "regexp": "regexp",
    "by word": "by_word",
    "replace": "replace",
    "replace all": "replace_all",
    "close": "close",
    "current match": "current_match",
    "on line": "on_line",
    "replaced $ matches": "replaced",
    "replaced match on line $": "replaced_on",
    "Diagnostics": "diagnostics",
    "No diagnostics": "no_diagnostics",
    "Go to line": "go_to_line",
    "go": "go",
    "Completions": "completions",
    "Fold line": "fold",
    "Unfold line": "unfold",
    "Folded lines": "folded",
    "Unfolded lines": "unfolded",
    "to": "to",
    "folded code": "folded_code",
    "unfold": "unfold_here",
}  # what CodeMirror says in English, and the name of our own sentence

# A component of its own, because it is always the same: the browser is sent it once and keeps it.
library = st.components.v2.component(
    "codemirror", js=(HERE / "editor" / "library.min.js").read_text(encoding="utf-8")
)
editor = st.components.v2.component(
    "yaml_editor",
    html='<div class="editor"></div>',
    css=(HERE / "yaml_editor.css").read_text(encoding="utf-8"),
    js=(HERE / "yaml_editor.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True)
class Mark:
    """Something to say about a line of the text, which counts from 1."""

    line: int
    message: str
    severity: Literal["error", "warning", "info"] = "error"


@dataclass(frozen=True)
class Jump:
    """Go to a line, once: the same ``token`` never moves the cursor twice.

    Without ``focus`` the line is shown, and whoever is at work elsewhere on the page stays there.
    """

    line: int
    token: str
    focus: bool = True


@dataclass(frozen=True)
class Typed:
    """What the typist has written, and the line (from 1) where the cursor stood."""

    text: str
    line: int


def edit_yaml(
    key: str,
    text: str,
    take: Callable[[Typed], None],
    translator: Translator,
    *,
    complete: Callable[[str, int, int], Completions] | None = None,
    marks: Sequence[Mark] = (),
    jump: Jump | None = None,
    within: Sequence[str] = (),
    went: Callable[[str], None] | None = None,
    height: str = TALL,
) -> None:
    """Draw the editor of one text; another text needs another ``key``.

    ``take`` is called, before the page runs again, with what was typed; the page keeps it and gives it back
    as ``text``. ``complete`` gets text, line and column and answers what may be written there. ``went`` is
    told when the typist goes to a top-level key that is not ``within``. ``height`` is a CSS length.
    """
    told = _told(key)
    data = {
        "id": key,
        "text": text,
        "seen": told.get("typed", {}).get("number"),
        "place": told.get("at"),
        "marks": [asdict(mark) for mark in marks],
        "jump": asdict(jump) if jump else None,
        "words": _words(translator),
        "within": list(within) if went else None,
        "height": height,
    }
    with st.container(gap=None, key=f"{key}-place"):
        library(key=f"{key}-library")
        _editor(key, data, take, complete, went)


@st.fragment
def _editor(
    key: str,
    data: Mapping[str, Any],
    take: Callable[[Typed], None],
    complete: Callable[[str, int, int], Completions] | None,
    went: Callable[[str], None] | None,
) -> None:
    """A fragment, so that asking for completions does not run the page."""

    def typed() -> None:
        said = _told(key)["typed"]
        take(Typed(said["text"], said["line"]))

    def moved() -> None:
        at = _told(key).get("at")
        if went and at:
            went(at["key"])

    ask = _told(key).get("ask")
    answer = None
    if ask and complete:
        found = complete(ask["text"], ask["line"], ask["column"])
        answer = {
            "id": ask["id"],
            "typed": found.typed,
            "options": [asdict(option) for option in found.options],
        }
    editor(
        key=key,
        data={**data, "answer": answer},
        on_typed_change=typed,
        on_ask_change=lambda: None,
        on_at_change=moved,
    )
    if _told(key).get("typed", {}).get("number") != data["seen"] or _told(key).get("at") != data["place"]:
        st.rerun()


def _told(key: str) -> Mapping[str, Any]:
    """What the browser has said last: the text, where the typist is, where completions are wanted."""
    told: Mapping[str, Any] = st.session_state.get(key) or {}
    return told


def _words(translator: Translator) -> dict[str, object]:
    t = translator.t
    phrases = {phrase: t(f"editor.phrase.{name}") for phrase, name in PHRASES.items()}
    return {"label": t("editor.label"), "hint": t("editor.hint"), "phrases": phrases}
