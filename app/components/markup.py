"""Small pieces of HTML that Streamlit has no element for. Everything from outside is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from simulator.content.briefing import CardSection


def chips(labels: Iterable[tuple[str, str]]) -> str:
    """Rounded labels; each is (text, css class)."""
    spans = (f'<span class="dl-chip {escape(kind)}">{escape(text)}</span>' for text, kind in labels)
    return f'<div class="dl-chips">{"".join(spans)}</div>'


def muted(text: str) -> str:
    """A quiet line."""
    return f'<div class="dl-muted">{escape(text)}</div>'


def bubble(side: str, who: str, text: str) -> str:
    """One turn of the conversation; ``side`` is agent or customer."""
    return (
        f'<div class="dl-line {side}"><div class="dl-who">{escape(who)}</div>'
        f'<div class="dl-say">{escape(text)}</div></div>'
    )


def under(mine: bool, markup: str) -> str:
    """Something that belongs under a bubble, on its side."""
    return f'<div class="dl-under{" mine" if mine else ""}">{markup}</div>'


DOTS = '<span class="dl-dots"><i></i><i></i><i></i></span>'


def waiting(side: str, who: str, what: str) -> str:
    """A turn that is on its way: dots, and in words what is waited for."""
    return (
        f'<div class="dl-line {side}"><div class="dl-who">{escape(who)}</div>'
        f'<div class="dl-say dl-wait">{DOTS}{escape(what)}</div></div>'
    )


def hint(text: str) -> str:
    """A quiet line in the middle of an empty place."""
    return f'<div class="dl-hint">{escape(text)}</div>'


def person(name: str, about: str, *, pulse: bool = False) -> str:
    """A round initial, the name and a quiet word; it pulses while the phone rings."""
    kind = "dl-face dl-pulse" if pulse else "dl-face"
    return (
        f'<div class="dl-person"><span class="{kind}" aria-hidden="true">{escape(name[:1])}</span>'
        f'<span><span class="dl-name">{escape(name)}</span><br>'
        f'<span class="dl-muted">{escape(about)}</span></span></div>'
    )


def bar(label: str, share: float, value: str) -> str:
    """A labelled bar; ``share`` 0 … 1."""
    width = max(0.0, min(1.0, share)) * 100
    return (
        f'<div class="dl-bar"><span>{escape(label)}</span><span class="dl-track">'
        f'<span class="dl-fill" style="display:block;width:{width:.0f}%"></span></span>'
        f'<span class="dl-num">{escape(value)}</span></div>'
    )


def rows(section: CardSection) -> str:
    """A block of the customer card as a two-column table."""
    return table([(row.label, row.value) for row in section.rows])


def table(pairs: Iterable[tuple[str, str]]) -> str:
    """Names and values in two columns."""
    cells = "".join(f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>" for name, value in pairs)
    return f'<table class="dl-rows">{cells}</table>'


def customer_card(sections: Sequence[CardSection]) -> None:
    """The 360° customer card: the first block open, the others folded."""
    for index, section in enumerate(sections):
        with st.expander(section.title, expanded=index < 2):
            st.html(rows(section))
