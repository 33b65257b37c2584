"""A trainer's verdicts and the grader's side by side, the differences first."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from app.calibration import Compared, compared
from app.components import markup
from app.components.overriding import history, override
from app.components.scores import grounds, overridden
from app.messages import Translator
from app.storage.records import Rating
from grading.result import Result
from grading.scorecard import Scorecard


def comparison(
    rating: Rating, earlier: Sequence[Rating], result: Result, card: Scorecard, translator: Translator
) -> None:
    """Summary, differences open, agreement folded, then what was overridden and rated before."""
    t = translator.t
    items = compared(rating, result, card)
    apart = [one for one in items if one.apart]
    same = [one for one in items if not one.apart]
    st.markdown(_summary(rating, items, apart, translator))
    passed = t("calibration.passed" if result.passed else "calibration.not_passed")
    st.caption(t("calibration.total", total=f"{result.total:g}", passed=passed))
    if apart:
        st.subheader(t("calibration.apart"))
    for one in apart:
        _item(one, result, translator)
    folded = "calibration.same" if rating.saved_at else "calibration.verdicts"
    with st.expander(t(folded, count=len(same)), expanded=rating.saved_at is None):
        for one in same:
            _item(one, result, translator)
    history(result.call_id, card, translator)
    _earlier(earlier, translator)


def _summary(
    rating: Rating, items: Sequence[Compared], apart: Sequence[Compared], translator: Translator
) -> str:
    t = translator.t
    if rating.saved_at is None:
        return t("calibration.unsaved")
    if not apart:
        return t("calibration.all_same")
    return t("calibration.summary", whole=len(items), same=len(items) - len(apart), apart=len(apart))


def _item(one: Compared, result: Result, translator: Translator) -> None:
    with st.container(border=True, key=f"compared-{one.item.id.replace('.', '-')}"):
        st.html(_words(one, translator))
        override(result.call_id, one.result, one.mine, translator)


def _words(one: Compared, translator: Translator) -> str:
    t = translator.t
    chinese = translator.language == "zh"
    chips = [(t("calibration.grader", verdict=t(f"verdict.{one.grader.value}")), one.grader.value)]
    if one.mine is not None and one.mine.verdict is not None:
        mine = one.mine.verdict.value
        chips.insert(0, (t("calibration.mine", verdict=t(f"verdict.{mine}")), mine))
    parts = [
        f'<div class="dl-title">{escape(one.item.title.in_language(chinese))}</div>{markup.chips(chips)}'
    ]
    parts.append(overridden(one.result, translator))
    if one.mine is not None and one.mine.remark:
        parts.append(f"<div>{escape(t('calibration.my_remark', remark=one.mine.remark))}</div>")
    return f'<div class="dl-item">{"".join([*parts, *grounds(one.result, translator)])}</div>'


def _earlier(earlier: Sequence[Rating], translator: Translator) -> None:
    """Ratings by the same person that count no more."""
    t = translator.t
    saved = [rating for rating in earlier if rating.saved_at is not None]
    if not saved:
        return
    with st.expander(t("calibration.earlier", count=len(saved))):
        for rating in saved:
            st.html(markup.muted(_line(rating, translator)))


def _line(rating: Rating, translator: Translator) -> str:
    t = translator.t
    assert rating.saved_at is not None
    given = [item.verdict for item in rating.items.values() if item.verdict is not None]
    counts = [f"{t(f'verdict.{verdict.value}')} {given.count(verdict)}" for verdict in sorted(set(given))]
    return t("calibration.earlier_line", at=f"{rating.saved_at.astimezone():%Y-%m-%d %H:%M}", counts=counts)
