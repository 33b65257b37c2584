"""我的进步 Progress: how the learner's calls went over time, and what to practise next."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app import state
from app.components.charts import over_calls
from app.components.coach_apart import with_or_without_coach
from app.components.next_call import next_call
from app.components.nothing_yet import nothing_yet
from app.components.progress import part_rows, record_table, remembered, summary
from app.messages import Translator
from app.progressing import done, practised, sections
from coaching.progress import LEAST, Change, Done, change, records, running
from grading.profile import DIMENSIONS, SOFT_SKILLS, Part, parts

SECTIONS = "sections"
VIEWS = (SECTIONS, SOFT_SKILLS, DIMENSIONS)


def page() -> None:
    """The sentence, the totals, the parts, peak–end, the scenarios, the next call."""
    translator = state.translator()
    house, visitor = state.house(), state.visitor()
    everything = done(house.store, visitor.id)
    if not everything:
        nothing_yet("progress", ":material/trending_up:", translator)
        return
    st.title(translator.t("nav.progress"))
    calls = with_or_without_coach(everything, translator)
    known = [(part, _change(part, calls)) for part in sections(house, calls)]
    summary(calls, known, translator)
    _unread(len(everything), translator)
    scenarios = list(house.library().scenarios.values())
    skills = house.skills(chinese=translator.language == "zh")
    next_call(practised(everything), scenarios, skills, translator)
    _charts(calls, translator)
    _parts(calls, known, translator)
    st.subheader(translator.t("progress.scenarios"))
    record_table(records(everything), translator)


def _change(part: Part, calls: Sequence[Done]) -> Change:
    return change([call.share(part.items) for call in calls])


def _unread(graded: int, translator: Translator) -> None:
    """Calls without a report are not hidden."""
    finished = sum(best.times for best in state.house().store.history.best(state.visitor().id).values())
    if finished > graded:
        st.caption(translator.t("progress.unread", count=finished - graded))


def _charts(calls: Sequence[Done], translator: Translator) -> None:
    """Totals, and beside them what customers will remember."""
    t = translator.t
    left, right = st.columns(2, gap="large")
    mark = state.house().scorecard(calls[-1].scorecard).pass_mark
    with left:
        st.subheader(t("progress.totals"))
        totals = [call.total for call in calls]
        over_calls("total", totals, running(totals), _dates(calls), 100, translator, mark)
    with right:
        st.subheader(t("progress.remembered"))
        felt = [call for call in calls if call.peak_end is not None]
        if len(felt) < LEAST:
            st.caption(t("progress.remembered_few"))
            return
        values = [call.peak_end or 0.0 for call in felt]
        over_calls("peak_end", values, running(values), _dates(felt), 1, translator)
        st.markdown(remembered(values, translator))
        st.caption(t("progress.remembered_hint"))


def _dates(calls: Sequence[Done]) -> list[str]:
    return [f"{call.when.astimezone():%m-%d %H:%M}" for call in calls]


def _parts(calls: Sequence[Done], known: list[tuple[Part, Change]], translator: Translator) -> None:
    """The same verdicts by section, soft skill or dimension."""
    t = translator.t
    view = st.segmented_control(
        t("progress.view"),
        VIEWS,
        default=SECTIONS,
        required=True,
        format_func=lambda name: t(f"progress.{name}"),
        key="progress_view",
    )
    if view != SECTIONS:
        known = [(part, _change(part, calls)) for part in parts()[str(view)]]
    part_rows(calls, known, translator)


page()
