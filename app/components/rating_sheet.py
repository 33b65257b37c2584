"""The sheet on which a trainer rates a call blind; every mark is kept as it is made."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app import state
from app.calibration import choices
from app.components.door import door
from app.components.scores import title
from app.messages import Translator
from app.storage.records import RatedItem, Rating
from grading.result import Verdict
from grading.scorecard import Item, Scorecard

NAMED = 3  # items still to rate that are named


@st.fragment
def rating_sheet(call_id: str, rater: int, card: Scorecard, translator: Translator) -> None:
    """Item by item with the levels' meanings; saving draws the page anew."""
    with door():
        _sheet(call_id, rater, card, translator)


def _sheet(call_id: str, rater: int, card: Scorecard, translator: Translator) -> None:
    t = translator.t
    rating, *earlier = state.house().store.ratings.of(call_id, rater)
    st.caption(
        f":material/visibility_off: {t('calibration.blind' if rating.blind else 'calibration.not_blind')}"
    )
    progress = st.empty()
    missing = [item.id for item in _items(rating, card, translator)]
    whole = len(card.items)
    done = whole - len(missing)
    progress.progress(done / whole, t("calibration.progress", done=done, whole=whole))
    _save(rating, card, missing, bool(earlier), translator)


def _items(rating: Rating, card: Scorecard, translator: Translator) -> list[Item]:
    """Draw every item; return those that have no verdict yet."""
    chinese = translator.language == "zh"
    missing = []
    for section in card.sections:
        st.subheader(section.title.in_language(chinese))
        missing += [item for item in section.items if _item(rating, item, translator).verdict is None]
    return missing


def _item(rating: Rating, item: Item, translator: Translator) -> RatedItem:
    """One item; what was changed just now is kept at once."""
    before = rating.items.get(item.id, RatedItem(None))
    chosen = _level(rating, item, before.verdict, translator)
    remark = st.text_input(
        translator.t("calibration.remark"),
        before.remark,
        key=f"remark-{rating.id}-{item.id}",
        placeholder=translator.t("calibration.remark"),
        label_visibility="collapsed",
        max_chars=500,
    )
    now = RatedItem(chosen, remark.strip())
    if now != before:
        state.house().store.ratings.put(rating.id, item.id, now.verdict, now.remark)
    return now


def _level(rating: Rating, item: Item, before: Verdict | None, translator: Translator) -> Verdict | None:
    chinese = translator.language == "zh"
    levels = choices(item)
    return st.radio(
        f"**{item.title.in_language(chinese)}**",
        levels,
        index=levels.index(before) if before in levels else None,
        format_func=lambda verdict: translator.t(f"verdict.{verdict.value}"),
        captions=[item.levels[level].in_language(chinese) for level in levels],
        key=f"level-{rating.id}-{item.id}",
    )


def _save(
    rating: Rating, card: Scorecard, missing: Sequence[str], again: bool, translator: Translator
) -> None:
    t = translator.t
    ratings = state.house().store.ratings
    if missing:
        named = [title(card, item, translator) for item in missing[:NAMED]]
        items = [*named, "…"] if len(missing) > NAMED else named
        st.caption(t("calibration.missing", count=len(missing), items=items))
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(t("calibration.save"), type="primary", disabled=bool(missing), key="save-rating"):
            ratings.save(rating.id, [item.id for item in card.items])
            st.rerun()
        if again and st.button(t("calibration.give_up"), type="tertiary", key="give-up"):
            ratings.discard(rating.id)
            st.rerun()
    st.caption(t("calibration.save_hint"))
