"""The form of a part: fields for what the content model has there; an edit changes its own lines only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, get_args, get_origin

import streamlit as st

from app import state
from app.components.studio import fields
from app.messages import Translator
from app.studio.workbench import Workbench
from simulator.content.editing import remove, set_value
from simulator.content.persona import Persona
from simulator.content.scenario import Scenario
from simulator.content.shapes import Shape, alternatives, is_lines, is_model, key_names, shape_at
from simulator.content.templates import add_item
from simulator.content.yaml_reading import plain
from simulator.errors import BadInput

Path = tuple[str | int, ...]
HIDDEN = ("id", "variant", "hidden")  # the id is given when the text is begun, the others by the machine
KEYED: dict[Path, str] = {("lines",): "move", ("moods",): "band"}  # mappings whose keys are words of ours
TELLING = ("name", "title", "opinion", "offer", "short", "why", "rule", "label", "by")


def form(bench: Workbench, keys: Sequence[str], translator: Translator) -> None:
    """Draw the fields under these top-level keys."""
    if bench.loaded.data is None:
        st.info(translator.t("studio.no_form"), icon=":material/code:")
        return
    _Form(bench, translator).draw(keys)


class _Form:
    """One drawing of a form: the text as it stands, and where an edit goes."""

    def __init__(self, bench: Workbench, translator: Translator) -> None:
        self.bench = bench
        self.t = translator.t
        self.translator = translator
        self.model: type[Scenario] | type[Persona] = Scenario if bench.name.kind == "scenario" else Persona
        self.data: dict[str, Any] = plain(bench.loaded.data)

    def draw(self, keys: Sequence[str]) -> None:
        """The fields, and above them what stood in the way of the last edit."""
        problem = state.get("studio_refused", BadInput)
        if problem is not None:
            st.warning(self.translator.error(problem), icon=":material/block:")
            state.put("studio_refused", None)
        for key in keys:
            if key not in HIDDEN:
                self._field((key,), self.data.get(key))

    def _change(self, change: Callable[[str], str]) -> None:
        try:
            self.bench.write(change(self.bench.text))
        except BadInput as error:
            state.put("studio_refused", error)

    def _set(self, path: Path, value: object) -> None:
        self._change(lambda text: set_value(text, path, value, self.model))

    # -- one field

    def _field(self, path: Path, value: Any) -> None:  # noqa: ANN401 - whatever YAML holds
        shape = shape_at(self.model, path)
        if shape is None:
            return
        kind = next(iter(alternatives(shape.kind)))
        if is_model(kind):
            self._model(path, kind, value)
        elif get_origin(kind) is list and is_model(get_args(kind)[0]):
            self._items(path, value)
        elif is_lines(kind):
            self._lines(path, value)
        elif get_origin(kind) is dict:
            self._by_key(path, key_names(kind), value)
        else:
            self._value(path, shape, value)

    def _value(self, path: Path, shape: Shape, value: Any) -> None:  # noqa: ANN401
        offered = self._offered(str(path[-1]))
        fields.field(path, shape, value, self._label(path), offered, self._set, self.translator)

    def _label(self, path: Path) -> str:
        part = path[-1]
        group = KEYED.get(path[-2:-1])
        if group is not None and isinstance(part, str):
            return self.t(f"{group}.{part}")
        return self.t(f"studio.field_{part}") if isinstance(part, str) else str(part + 1)

    def _offered(self, key: str) -> dict[str, str] | None:
        """Names from outside the file, where only they are valid."""
        if key == "persona":
            return {one.id: one.name for one in self.bench.library.personas.values()}
        if key == "scorecard":
            return {name: name for name in self.bench.house.content.cards}
        if key == "skills":
            return self.bench.house.skills(chinese=self.translator.language == "zh")
        return None

    # -- what is made of several

    def _model(self, path: Path, kind: Any, value: Any) -> None:  # noqa: ANN401 - an annotation
        held = value if isinstance(value, dict) else {}
        box = st.expander(self._label(path), expanded=path[-1] != "post") if len(path) > 1 else st.container()
        with box:
            if len(path) == 1:
                st.markdown(f"**{self._label(path)}**")
            for key in kind.model_fields:
                self._field((*path, key), held.get(key))

    def _items(self, path: Path, value: Any) -> None:  # noqa: ANN401 - whatever YAML holds
        """One item at a time: which one, its fields, a new one, away with it."""
        held = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
        name = "-".join(map(str, path))
        st.markdown(f"**{self._label(path)}**")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = st.selectbox(
                self.t("studio.which"),
                range(len(held)),
                index=min(state.get(f"studio_at_{name}", int) or 0, len(held) - 1) if held else None,
                format_func=lambda at: _told(held[at], at),
                placeholder=self.t("common.none"),
                key=f"studio-which-{name}-{len(held)}",
                label_visibility="collapsed",
            )
            if st.button(self.t("studio.add"), icon=":material/add:", key=f"studio-add-{name}"):
                state.put(f"studio_at_{name}", len(held))
                self._change(lambda text: add_item(text, path)[0])
                st.rerun()
        if chosen is None:
            return
        state.put(f"studio_at_{name}", chosen)
        with st.container(border=True):
            self._item((*path, chosen), held[chosen])

    def _item(self, path: Path, value: dict[str, Any]) -> None:
        shape = shape_at(self.model, path)
        kind = next(iter(alternatives(shape.kind))) if shape else None
        for key in kind.model_fields if kind else ():
            self._field((*path, key), value.get(key))
        name = "-".join(map(str, path))
        if st.button(
            self.t("studio.remove"), icon=":material/delete:", type="tertiary", key=f"studio-remove-{name}"
        ):
            self._change(lambda text: remove(text, path))
            st.rerun()

    def _lines(self, path: Path, value: Any) -> None:  # noqa: ANN401 - whatever YAML holds
        """Wordings by mood; a bare list fits every mood."""
        if not isinstance(value, dict):
            label = self.t("studio.lines_any", what=self._label(path))
            fields.many(path, value, label, self._set)
            self._another(path, ["angry", "upset", "anxious", "confused", "calm", "warm"], "band", value)
            return
        for band, said in value.items():
            label = self.t("studio.lines_for", what=self._label(path), mood=self.t(f"band.{band}"))
            fields.many((*path, band), said, label, self._set)
        shape = shape_at(self.model, path)
        kind = next(iter(alternatives(shape.kind))) if shape else dict
        self._another(path, [name for name in key_names(kind) if name not in value], "band", value)

    def _by_key(self, path: Path, names: Sequence[str], value: Any) -> None:  # noqa: ANN401
        """Something for each of several keys: lines by what they are for, prosody by mood."""
        held = value if isinstance(value, dict) else {}
        st.markdown(f"**{self._label(path)}**")
        group = "band" if path[-1] == "moods" else "move"
        for key in held:
            if key in names:
                with st.expander(self.t(f"{group}.{key}")):
                    self._field((*path, key), held[key])
        self._another(path, [name for name in names if name not in held], group, held)

    def _another(self, path: Path, names: Sequence[str], group: str, value: Any) -> None:  # noqa: ANN401
        """Begin the entry of a mood or a move that has none yet."""
        name = "-".join(map(str, path))
        key = f"studio-another-{name}-{len(names)}"

        def begin() -> None:
            chosen = state.get(key, str)
            if chosen is None:
                return
            first: object = {"rate": 1.0} if path[-1] == "moods" else [self.t("studio.first_line")]
            if isinstance(value, dict) or value is None:
                self._set((*path, chosen), first) if value else self._set(path, {chosen: first})
            else:
                self._set(path, {chosen: first, "any": value})

        st.selectbox(
            self.t(f"studio.another_{group}"),
            names,
            index=None,
            format_func=lambda one: self.t(f"{group}.{one}"),
            placeholder=self.t(f"studio.another_{group}"),
            label_visibility="collapsed",
            key=key,
            on_change=begin,
        )


def _told(item: dict[str, Any], at: int) -> str:
    """What an item says about itself."""
    told = next((str(item[key]) for key in TELLING if item.get(key)), "")
    return " · ".join(part for part in (str(item.get("id") or at + 1), told) if part)
