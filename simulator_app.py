"""对练 Duilian: the Streamlit door. ``streamlit run simulator_app.py`` starts the app."""

from __future__ import annotations

import streamlit as st

from app import state
from app.components.frame import frame
from app.replaying import routes as replay
from app.telephone import endpoint as line


def main() -> None:
    """Name the pages, draw the shared frame, run the page that was asked for."""
    t = state.translator().t
    # an icon of our own: a Material one would be fetched from the network
    st.set_page_config(page_title=t("app.name"), page_icon="app/components/icon.svg", layout="wide")
    practise = [
        st.Page(
            "app/pages/practice.py", title=t("nav.practice"), icon=":material/phone_in_talk:", default=True
        ),
        st.Page("app/pages/call.py", title=t("nav.call"), icon=":material/headset_mic:"),
        st.Page("app/pages/report.py", title=t("nav.report"), icon=":material/assignment:"),
        st.Page("app/pages/progress.py", title=t("nav.progress"), icon=":material/trending_up:"),
        st.Page("app/pages/settings.py", title=t("nav.settings"), icon=":material/tune:"),
    ]
    teach = [
        st.Page("app/pages/studio.py", title=t("nav.studio"), icon=":material/edit_note:"),
        st.Page("app/pages/calibration.py", title=t("nav.calibration"), icon=":material/balance:"),
        st.Page("app/pages/scorecards.py", title=t("nav.scorecards"), icon=":material/checklist:"),
    ]
    page = st.navigation({"": practise, t("nav.teach"): teach}, position="top")
    with frame():
        page.run()


if __name__ == "__main__":  # the page; a process that rehearses imports this file too, and must not draw
    main()
else:  # the server: the pages, the open line of a call, the recording of one
    app = st.App(__file__, routes=[*line.routes(), *replay.routes()])
