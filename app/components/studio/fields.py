"""Single fields of a form. A value that has changed elsewhere is shown; what is being typed stays.

A field of text keeps its place on the page whatever its value: the browser leaves in it what somebody is
typing and hands that in when they leave it. A choice is made at once and is drawn anew with its value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args, get_origin
from zlib import crc32

import streamlit as st

from app import state
from app.messages import Translator
from simulator.content.shapes import Shape, alternatives, choices

Path = tuple[str | int, ...]
Take = Callable[[Path, object], None]
LONG = ("summary", "text", "about", "note", "mistake", "opinion", "good", "poor", "rule")
SHARED = ("difficulty", "mood", "industry")  # fields whose values other pages show too
NOTHING = "—"
STEP = 0.05
ONE_LINE = 60  # characters


def field(
    path: Path,
    shape: Shape,
    value: Any,  # noqa: ANN401 - whatever YAML holds
    label: str,
    offered: Mapping[str, str] | None,
    take: Take,
    translator: Translator,
) -> None:
    """The widget that fits the type of one value; ``take`` gets what it is changed to."""
    kind = next(iter(alternatives(shape.kind)))
    if get_origin(kind) is list:
        several(path, value, label, offered, take) if offered else many(path, value, label, take)
    elif offered is not None:
        one_of(path, value, label, offered, take)
    elif kind is bool:
        _bool(path, value, label, take)
    elif choices(shape):
        one_of(path, value, label, _named(path, choices(shape), translator), take, number=_is_number(kind))
    elif kind in (int, float):
        _number(path, value, label, take, whole=kind is int)
    else:
        _text(path, value, label, take)


def one_of(
    path: Path, value: object, label: str, names: Mapping[str, str], take: Take, *, number: bool = False
) -> None:
    """One of the valid values. What stands there and is none stays visible."""
    key, shown = _key(path, value), dict(names)
    current = None if value is None else str(value)
    if current is not None and current not in shown:
        shown[current] = current
    st.selectbox(
        label,
        list(shown),
        index=list(shown).index(current) if current is not None else None,
        format_func=lambda one: shown[one],
        placeholder=NOTHING,
        key=key,
        on_change=lambda: take(path, int(state.get(key, str) or 0) if number else state.get(key, str)),
    )


def several(path: Path, value: object, label: str, names: Mapping[str, str], take: Take) -> None:
    """Some of the valid values."""
    held = list(dict.fromkeys(map(str, value))) if isinstance(value, list) else []
    key, shown = _key(path, value), {one: one for one in held} | dict(names)
    st.multiselect(
        label,
        list(shown),
        default=held,
        format_func=lambda one: shown[one],
        placeholder=NOTHING,
        wrap=True,
        key=key,
        on_change=lambda: take(path, list(state.get(key, list) or [])),
    )


def many(path: Path, value: object, label: str, take: Take) -> None:
    """A list of texts, one a line."""
    held = [str(one).replace("\n", " ") for one in value] if isinstance(value, list) else []
    key = _typed(path, "many", "\n".join(held))

    def changed() -> None:
        lines = [line.strip() for line in (state.get(key, str) or "").splitlines() if line.strip()]
        take(path, lines or None)

    height = 40 + 26 * max(2, min(8, len(held) + 1))
    st.text_area(label, height=height, key=key, on_change=changed)


def _text(path: Path, value: object, label: str, take: Take) -> None:
    held = "" if value is None else str(value)
    long = _is_long(path, held)
    key = _typed(path, "long" if long else "text", held)

    def changed() -> None:
        text = (state.get(key, str) or "").strip()
        take(path, text if text or value is not None else None)

    if long:
        st.text_area(label, height=100, key=key, on_change=changed)
    else:
        st.text_input(label, key=key, on_change=changed)


def _bool(path: Path, value: object, label: str, take: Take) -> None:
    key = _key(path, value)
    held = value if isinstance(value, bool) else path[-1] == "unfair"  # as the model has it
    st.checkbox(label, held, key=key, on_change=lambda: take(path, bool(st.session_state[key])))


def _number(path: Path, value: object, label: str, take: Take, *, whole: bool) -> None:
    given = value if isinstance(value, int | float) and not isinstance(value, bool) else None
    held = None if given is None else int(given) if whole else float(given)
    key = _typed(path, "whole" if whole else "number", held)

    def changed() -> None:
        given = st.session_state[key]
        take(path, None if given is None else int(given) if whole else round(float(given), 3))

    if whole:
        st.number_input(label, value=None, step=1, key=key, on_change=changed)
    else:
        st.number_input(label, value=None, step=STEP, format="%.2f", key=key, on_change=changed)


def _named(path: Path, values: list[str], translator: Translator) -> dict[str, str]:
    """The words of the screens for listed values."""
    name = str(path[-1])
    group = f"{name}." if name in SHARED else f"studio.value_{name}_"
    return {value: translator.t(f"{group}{value}") for value in values}


def _is_number(kind: Any) -> bool:  # noqa: ANN401 - an annotation
    return any(isinstance(value, int) for value in get_args(kind))


def _key(path: Path, value: object) -> str:
    """Another value, another widget: Streamlit gives an old one what was in it before."""
    return f"studio-f-{'-'.join(map(str, path))}-{crc32(repr(value).encode()):x}"


def _is_long(path: Path, held: str) -> bool:
    """Whether a text gets several lines. A field that is there stays as it is: somebody may type on in it."""
    if _place(path, "text") in st.session_state:
        return False
    return path[-1] in LONG or len(held) > ONE_LINE or _place(path, "long") in st.session_state


def _place(path: Path, kind: str) -> str:
    return f"studio-t-{kind}-{'-'.join(map(str, path))}"


def _typed(path: Path, kind: str, held: str | float | None) -> str:
    """The key of a field that is typed into; shows ``held`` in it if that is not what it showed before."""
    key = _place(path, kind)
    shown = state.get("studio_shown", dict) or {}
    if key not in st.session_state or shown.get(key) != held:
        st.session_state[key] = held
        state.put("studio_shown", shown | {key: held})
    return key
