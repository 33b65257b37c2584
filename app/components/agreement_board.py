"""The agreement card as a trainer reads it, and the floor under it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from app import state
from app.calibration import AgreementCard, Standing, agreement_card, current_floor, set_floor, standing
from app.components import markup
from app.components.scores import title
from app.messages import Translator
from grading.agreement import Agreement, Interval
from grading.floor import Floor
from grading.scorecard import Scorecard

COLUMNS = ("item", "count", "exact", "kappa", "qwk")
TOLD = {
    Standing.FEW: "na",
    Standing.SAME: "na",
    Standing.CLOSE: "met",
    Standing.FAIR: "",
    Standing.UNDER: "partial",
}
HOW = ("exact", "kappa", "qwk", "interval", "override")


def agreement_board(translator: Translator) -> None:
    """Figures with a sentence on what they mean; the floor can be set below."""
    t = translator.t
    store, names = state.house().store, state.house().store.ratings.scorecards()
    if not names:
        st.info(t("calibration.no_ratings"), icon=":material/balance:")
    else:
        found = agreement_card(store, card := _card(names, translator))
        _whole(found, translator)
        st.html(_table(found, card, translator))
        with st.expander(t("calibration.how_to_read")):
            st.markdown("\n\n".join(t(f"calibration.how_{part}") for part in HOW))
        below = [title(card, item.id, translator) for item in card.items if item.id in found.advisory]
        st.caption(t("calibration.floor_now", items=below) if below else t("calibration.floor_none"))
    _floor(translator)


def _card(names: list[str], translator: Translator) -> Scorecard:
    house = state.house()
    chinese = translator.language == "zh"
    if len(names) == 1:
        return house.scorecard(names[0])
    chosen = st.selectbox(
        translator.t("calibration.by_card"),
        names,
        format_func=lambda name: house.scorecard(name).title.in_language(chinese),
        width=320,
    )
    return house.scorecard(chosen or names[0])


def _whole(found: AgreementCard, translator: Translator) -> None:
    t = translator.t
    whole = found.whole
    st.markdown(
        t(
            "calibration.whole",
            raters=found.raters,
            calls=found.calls,
            ratings=len(found.ratings),
            exact=f"{whole.exact:.0%}",
            low=f"{whole.interval.low:.0%}",
            high=f"{whole.interval.high:.0%}",
        )
    )
    st.markdown(_meaning(found, translator))
    if found.sighted:
        st.caption(t("calibration.sighted", count=found.sighted))


def _meaning(found: AgreementCard, translator: Translator) -> str:
    """What it comes to, in one sentence. Few ratings are said to be few."""
    t = translator.t
    if len(found.ratings) < found.floor.ratings:
        return t("calibration.whole_few", least=found.floor.ratings)
    where = standing(found.whole, found.floor)
    return t(f"calibration.whole_{where.value}", kappa=_figure(found.whole.kappa))


def _table(found: AgreementCard, card: Scorecard, translator: Translator) -> str:
    t = translator.t
    head = "".join(f"<th>{escape(t(f'calibration.{column}'))}</th>" for column in COLUMNS)
    rows = [_row(t("calibration.all_items"), found.whole, "")]
    for name, one in found.items.items():
        rows.append(_row(title(card, name, translator), one, _standing(one, found.floor, translator)))
    return (
        f'<div class="dl-wide"><table class="dl-figures"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _row(name: str, one: Agreement, meaning: str) -> str:
    cells = (
        f"<td>{one.count}</td>",
        _cell(one.exact, one.interval, lambda value: f"{value:.0%}"),
        _cell(one.kappa, one.kappa_interval, _figure),
        _cell(one.qwk, one.qwk_interval, _figure),
    )
    return f"<tr><th>{escape(name)}{meaning}</th>{''.join(cells)}</tr>"


def _cell(value: float | None, interval: Interval | None, shown: Callable[[float], str]) -> str:
    """A figure with its interval under it; a dash where it is undefined."""
    if value is None or interval is None:
        return "<td>–</td>"
    return f"<td>{shown(value)}<small>{shown(interval.low)}&nbsp;… {shown(interval.high)}</small></td>"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _standing(one: Agreement, floor: Floor, translator: Translator) -> str:
    where = standing(one, floor)
    key = "always_same" if where is Standing.SAME else where.value
    text = translator.t(f"calibration.{key}", count=one.count, least=floor.ratings)
    return markup.chips([(text, TOLD[where])])


def _floor(translator: Translator) -> None:
    t = translator.t
    store = state.house().store
    now = current_floor(store)
    with st.form("floor"):
        st.subheader(t("calibration.floor"))
        st.caption(t("calibration.floor_hint"))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            kappa = st.number_input(t("calibration.floor_kappa"), 0.0, 1.0, now.kappa, 0.05, width=200)
            least = st.number_input(t("calibration.floor_ratings"), 1, 10_000, now.ratings, 1, width=200)
            if st.form_submit_button(t("common.save"), width="content"):
                set_floor(store, Floor(kappa=kappa, ratings=least))
                st.toast(t("calibration.floor_set"))
                st.rerun()
