"""Owns every key of the session's state; pages read and write it here only."""

from __future__ import annotations

import gc
import secrets
import time
from dataclasses import dataclass
from typing import TypeVar, cast
from urllib.parse import unquote

import streamlit as st

from app.choosing import Chosen
from app.desk import Desk
from app.guiding import Guide
from app.house import House
from app.messages import Translator
from app.replaying.keys import KEYS, Heard
from app.settings import read_settings
from app.storage.records import Name
from app.studio.workbench import Workbench
from app.telephone.open_line import OpenLine
from app.telephone.switchboard import SWITCHBOARD
from simulator.content.scenario import Level
from simulator.errors import BadInput

Kind = TypeVar("Kind")

LEARNER = "learner_name"
GUEST = "guest_name"
LANGUAGE = "language"
WAY = "speaking_way"  # hands_free or push
LINE = "line"  # of the call in progress: its desk and the token that opens it
REPLAY = "replay"  # the call that is heard again and the key that opens it
DESK = "desk"
CHECKING = "checking_microphone"  # True: the check is open
CHECKED = "microphone_checked"  # its latest verdict …
CHECKS = "microphone_checks"  # … and how many there were
RINGING_SINCE = "ringing_since"
REPORT = "report_call"
SKILL = "filter_skill"  # the filter of the practice page, which the report sets
CALIBRATING = "calibration_call"  # the stored call that a trainer rates or compares
CALIBRATION_TAB = "calibration_tab"
VERDICTS_SHOWN = "calibration_verdicts"  # True: the trainer looks at its verdicts without rating it first
DRAFT = "scorecard_draft"  # the text of a scorecard being worked on
DRAFTS = "scorecard_drafts"  # how often it was replaced by another
LONGEST = 40  # characters of a name
BENCH = "studio_bench"
GUIDE = "guide"
LISTEN = "listen"  # the recogniser …
SPEAK = "speak"  # … and the voice that were chosen
TRIED = "tried"  # what the latest trial of a recogniser gave
COACH = "coach"  # whether the coach is at the side: on or off
ON, OFF = "on", "off"
COOKIES = {
    LEARNER: "duilian_learner",
    GUEST: "duilian_guest",
    LANGUAGE: "duilian_language",
    WAY: "duilian_way",
    COACH: "duilian_coach",
    LISTEN: "duilian_listen",
    SPEAK: "duilian_speak",
}


@st.cache_resource(show_spinner=False)
def house() -> House:
    """The server's shared parts. Loaded modules are put out of the collector's way once."""
    made = House(read_settings())
    made.warm_up()
    gc.collect()
    gc.freeze()
    return made


@dataclass(frozen=True)
class Visitor:
    """Who is sitting here; a guest has not given a name yet."""

    id: int
    name: str
    guest: bool


def remembered(key: str) -> str | None:
    """What this session knows, else what the browser has kept from an earlier one."""
    if key not in st.session_state:
        kept: object = st.context.cookies.get(COOKIES[key])
        known = unquote(kept).strip()[:LONGEST] if isinstance(kept, str) else ""  # anybody can write a cookie
        if not known:
            return None
        st.session_state[key] = known
    return cast("str | None", st.session_state[key])


def translator() -> Translator:
    """Sentences in the language chosen, else the settings', else the browser's."""
    return Translator(remembered(LANGUAGE) or house().settings.language or st.context.locale)


def set_language(tag: str) -> None:
    """Use this language from the next run on."""
    st.session_state[LANGUAGE] = tag


def visitor() -> Visitor:
    """The trainee. Until a name is given, each browser is a guest of its own: nobody sees another's calls."""
    name = remembered(LEARNER)
    guest = None if name else remembered(GUEST) or _new_guest()
    return Visitor(house().store.learners.named(name or str(guest)), name or str(guest), guest is not None)


def _new_guest() -> str:
    st.session_state[GUEST] = f"{translator().t('app.guest')} {1000 + secrets.randbelow(9000)}"
    return str(st.session_state[GUEST])


def set_learner(name: str) -> None:
    """A guest gives a name and keeps what they did; where somebody had one, somebody else sits down."""
    if name == st.session_state.get(LEARNER):
        return
    before = visitor()
    st.session_state[LEARNER] = name
    if before.guest:
        house().store.learners.hand_over(before.id, visitor().id)
    else:
        clear_call()
        calibrate(None)
        put(REPORT, None)
        close_bench()


def calibrate(call_id: str | None) -> None:
    """Open a stored call on the calibration page; None goes back to the list."""
    put(CALIBRATING, call_id)
    put(VERDICTS_SHOWN, None)


def bench() -> Workbench | None:
    """The scenario or persona that the trainer has open."""
    return get(BENCH, Workbench)


def open_bench(name: Name) -> Workbench:
    """Open a scenario or persona in the studio. Raises BadInput (``content_gone``) for an unknown one."""
    close_bench()
    opened = Workbench(house(), name, visitor().id)
    put(BENCH, opened)
    return opened


def close_bench() -> None:
    """Leave the workbench; what is on it is stored. A rehearsal that runs for it is given up."""
    left = bench()
    if left is not None:
        left.close()
    for key in [str(key) for key in st.session_state if str(key).startswith("studio_")]:
        del st.session_state[key]


def desk() -> Desk | None:
    """The call in progress; one that a reload or restart interrupted is brought back."""
    if DESK not in st.session_state:
        stored = house().store.open_call(visitor().id)
        st.session_state[DESK] = _furnished(Desk.resume(house(), stored)) if stored else None
    return cast("Desk | None", st.session_state[DESK])


def begin(scenario_id: str, seed: int | None = None, level: Level | None = None) -> None:
    """Start practising a scenario: the desk with its screen pop."""
    scenario = house().library().scenarios.get(scenario_id)
    if scenario is None:  # retired since the page was drawn, or since the call that is to be repeated
        raise BadInput(f"scenario '{scenario_id}' is not offered any more", code="scenario_gone")
    language = translator().language
    leave_desk()
    st.session_state[DESK] = _furnished(Desk.begin(house(), visitor().id, scenario, language, seed, level))


def chosen() -> Chosen:
    """Who listens and speaks in the calls of this browser."""
    return Chosen(remembered(LISTEN), remembered(SPEAK))


def _furnished(desk: Desk) -> Desk:
    """With the recogniser and the voice that were chosen, being made ready by then."""
    desk.chosen = chosen()
    house().listener_of(desk.chosen)
    return desk


def coached() -> bool:
    """Whether the coach is at the side; it is until somebody sends it away."""
    return remembered(COACH) != OFF


def set_coached(wanted: bool) -> None:
    """Call the coach, or send it away, from now on and in later calls."""
    put(COACH, ON if wanted else OFF)


def guide(at: Desk) -> Guide:
    """The coach of the call at this desk."""
    current = get(GUIDE, Guide)
    if current is None or current.call_id != at.call_id:
        current = Guide(house(), at.call_id, at.scenario)
        put(GUIDE, current)
    return current


def leave_desk() -> None:
    """Leave the desk for another scenario. A call that was picked up stays on file, no other does."""
    current = desk()
    if current is not None and not current.call.ended:
        if current.answered:
            current.hang_up()
        else:
            current.discard()
    clear_call()


def clear_call() -> None:
    """Forget the desk; the call itself stays stored."""
    for key in (DESK, GUIDE, RINGING_SINCE, CHECKING, CHECKED):
        st.session_state.pop(key, None)


def take_over() -> None:
    """Go on here with the call that is led from another tab; what was not sent waits in the box."""
    before = desk()
    clear_call()
    after = desk()
    if before is not None and after is not None:
        after.utterances.draft = before.utterances.draft


def hands_free() -> bool:
    """Whether the trainee just speaks, or presses a button to do so."""
    return remembered(WAY) != "push" and house().hears_all_the_time


def line_token(desk: Desk) -> str:
    """What opens the line of this call; it is opened at the first asking."""
    held = st.session_state.get(LINE)
    if not (isinstance(held, tuple) and held[0] is desk and desk.line is not None):
        held = (desk, SWITCHBOARD.enter(OpenLine(desk)))
        st.session_state[LINE] = held
    return str(held[1])


def replayed(call_id: str) -> tuple[str, Heard]:
    """The call that is heard again here, and the key that opens it; a new one for each state of its sound."""
    stamp = (call_id, len(house().store.turns.recorded(call_id)))
    held = st.session_state.get(REPLAY)
    if not (isinstance(held, tuple) and held[0] == stamp and KEYS.opens(held[1]) is held[2]):
        heard = Heard(house().store, call_id)
        held = (stamp, KEYS.give(heard), heard)
        st.session_state[REPLAY] = held
    return held[1], held[2]


def hang_up_line(desk: Desk) -> None:
    """The trainee goes on by pressing a button: the open line is given up, the call is not."""
    st.session_state.pop(LINE, None)
    desk.leave_line()


def draft(text: str) -> None:
    """Work on another scorecard from now on; its box is a new one."""
    put(DRAFT, text)
    put(DRAFTS, (get(DRAFTS, int) or 0) + 1)


def check_microphone(opened: bool) -> None:
    """Open the microphone check, or put it away with its verdict."""
    put(CHECKING, opened)
    put(CHECKED, None)


def ring() -> None:
    """The phone begins to ring."""
    check_microphone(False)
    put(RINGING_SINCE, time.monotonic())


def get(key: str, kind: type[Kind]) -> Kind | None:
    """A value of this session, None where there is none of that kind."""
    value = st.session_state.get(key)
    return value if isinstance(value, kind) else None


def put(key: str, value: object) -> None:
    """Keep a value for this session."""
    st.session_state[key] = value
