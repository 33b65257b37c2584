"""The studio's shelf: what can be opened, begun, taken in and given out."""

from __future__ import annotations

from html import escape

import streamlit as st

from app import state
from app.components import markup
from app.messages import Translator
from app.storage.records import Name
from app.studio.beginnings import LANGUAGES, begin, copied, drafted, template
from app.studio.exchange import Arrival, offered_texts, parcel, take_in, unpacked
from app.studio.shelf import Item, State, shelf
from app.studio.texts import named
from simulator.content.loading import Kind
from simulator.content.scenario import Industry
from simulator.errors import BadInput

KINDS: tuple[Kind, ...] = ("scenario", "persona")
KIND = "shelf_kind"
ARRIVED = "studio_arrived"
CHIPS = {State.PUBLISHED: "met", State.RETIRED: "na", State.LEFT_OUT: "missed", State.NEW: "partial"}


def choose(translator: Translator) -> Name | None:
    """Draw search, beginnings and list; return what was chosen or begun just now."""
    t = translator.t
    kind = _kind(translator)
    items = shelf(state.house(), kind)
    with st.container(horizontal=True, vertical_alignment="bottom", key="studio-shelf-bar"):
        words = st.text_input(t("studio.search"), key=f"studio-search-{kind}", width=300)
        with st.popover(t(f"studio.new_{kind}"), icon=":material/add:", type="primary"):
            begun = _begin(kind, items, translator)
        with st.popover(t("studio.files"), icon=":material/folder_zip:"):
            _files(kind, translator)
    _arrived(translator)
    found = [item for item in items if _fits(item, words)]
    if not found:
        st.info(t("studio.nothing_found"), icon=":material/search_off:")
    chosen = [item.name for item in found if _line(item, translator)]
    return begun or (chosen[0] if chosen else None)


def _kind(translator: Translator) -> Kind:
    """Scenarios or personas; a widget forgets when another page is looked at."""
    kind: Kind = st.segmented_control(
        translator.t("studio.kind"),
        KINDS,
        default=next((one for one in KINDS if one == state.get(KIND, str)), KINDS[0]),
        required=True,
        format_func=lambda one: translator.t(f"studio.kind_{one}"),
        label_visibility="collapsed",
        key="studio_kind",
    )
    state.put(KIND, kind)
    return kind


def _fits(item: Item, words: str) -> bool:
    return all(word in f"{item.title} {item.name.id}".lower() for word in words.lower().split())


def _line(item: Item, translator: Translator) -> bool:
    t = translator.t
    key = item.name.id.replace("/", "-")
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"studio-item-{key}"):
        title = f'<div class="dl-title">{escape(item.title)}</div>'
        chips = [(t(f"studio.state_{item.state.value}"), CHIPS.get(item.state, ""))]
        about = item.name.id
        if item.draft is not None:
            chips.append((t("studio.has_draft"), "accent"))
            who = item.draft.editor or t("studio.somebody")
            about += " · " + t(
                "studio.saved_by", who=who, at=f"{item.draft.saved_at.astimezone():%m-%d %H:%M}"
            )
        st.html(title + markup.muted(about) + markup.chips(chips), width="stretch")
        return st.button(t("studio.open"), key=f"studio-open-{key}")


def _begin(kind: Kind, items: list[Item], translator: Translator) -> Name | None:
    """From the template, from another one or from a call on file, under an id of its own."""
    t = translator.t
    titles = {item.name.id: item.title for item in items}
    with st.form(f"studio-begin-{kind}", border=False):
        source = st.selectbox(
            t("studio.from"),
            [*(f"template {language}" for language in LANGUAGES), *titles],
            format_func=lambda one: titles.get(one) or t(f"studio.{one.replace(' ', '_')}"),
            index=LANGUAGES.index(translator.language),
        )
        folder, call = "", None
        if kind == "scenario":
            industries = [industry.value for industry in Industry]
            folder = st.selectbox(
                t("practice.industry"), industries, format_func=lambda o: t(f"industry.{o}")
            )
            call = st.file_uploader(
                t("studio.from_call"),
                type=["json", "jsonl", "gz"],
                key="studio-call",
                help=t("studio.from_call_hint"),
            )
        short = st.text_input(t("studio.short_name"), placeholder="late-bill", max_chars=40)
        if not st.form_submit_button(t("studio.begin"), type="primary"):
            return None
        try:
            name = named(kind, f"{folder}/{short.strip()}" if folder else short.strip())
            text = drafted(state.house(), call.name, call.getvalue(), name.id) if call else None
            begin(state.house(), name, text or _text(kind, source), state.visitor().id)
        except BadInput as error:
            st.error(translator.error(error))
            return None
        return name


def _text(kind: Kind, source: str) -> str:
    if source.startswith("template "):
        return template(kind, source.removeprefix("template "))
    return copied(state.house(), Name(kind, source))


def _files(kind: Kind, translator: Translator) -> None:
    t = translator.t
    st.html(f'<style>:root {{ --dl-upload: "{t("studio.choose_file")}" }}</style>')
    count = state.get("studio_uploads", int) or 0
    given = st.file_uploader(
        t("studio.import"),
        type=["yaml", "yml", "zip"],
        accept_multiple_files=True,
        key=f"studio-upload-{count}",
        help=t("studio.import_hint"),
    )
    if given:
        state.put("studio_uploads", count + 1)
        arrivals = [arrival for file in given for arrival in _taken(file.name, file.getvalue(), translator)]
        state.put(ARRIVED, arrivals)
        st.rerun()
    st.download_button(
        t("studio.export_all"),
        lambda: parcel(offered_texts(state.house())),
        "duilian-content.zip",
        "application/zip",
        icon=":material/download:",
        on_click="ignore",
    )


def _taken(file: str, data: bytes, translator: Translator) -> list[Arrival]:
    try:
        by = state.visitor().id
        return [take_in(state.house(), name, text, by) for name, text in unpacked(file, data)]
    except BadInput as error:
        return [Arrival(file, None, (translator.error(error),))]


def _arrived(translator: Translator) -> None:
    """What became of the files that were given last."""
    t = translator.t
    for arrival in state.get(ARRIVED, list) or ():
        if arrival.name is None:
            st.error(
                t("studio.kept_out", file=arrival.file, why=arrival.problems[0]), icon=":material/block:"
            )
        elif arrival.kept is not None:
            told = t("studio.arrived_over", file=arrival.file, id=arrival.name.id, number=arrival.kept)
            st.success(told, icon=":material/check:")
        else:
            told = t("studio.arrived", file=arrival.file, id=arrival.name.id)
            st.success(told, icon=":material/check:")
