"""Owns every key of the session's state; pages read and write it here only."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from typing import Any, cast

import streamlit as st

from app.desk import Answer, Desk
from app.house import House
from app.messages import Translator
from app.settings import read_settings

LEARNER = "learner_name"
LANGUAGE = "language"
DESK = "desk"
RINGING_SINCE = "ringing_since"
TAKE = "take"  # counts utterances, so that each has a fresh microphone widget
LAST_ANSWER = "last_answer"
NOTICES = "notices"
REPORT = "report_call"
DRAFT = "draft"  # text that could not be used and must not be lost
PENDING_SCENARIO = "pending_scenario"


@st.cache_resource
def house() -> House:
    """The server's shared parts. Loaded modules are put out of the collector's way once."""
    made = House(read_settings())
    made.warm_up()
    gc.collect()
    gc.freeze()
    return made


@dataclass(frozen=True)
class Visitor:
    """Who is sitting here."""

    id: int
    name: str


def translator() -> Translator:
    """Sentences in the language chosen, else the settings', else the browser's."""
    chosen = st.session_state.get(LANGUAGE) or house().settings.language or st.context.locale
    return Translator(chosen)


def set_language(tag: str) -> None:
    """Use this language from the next run on."""
    st.session_state[LANGUAGE] = tag


def visitor() -> Visitor:
    """The trainee; a first visit gets the catalogue's neutral name until one is given."""
    name = str(st.session_state.get(LEARNER) or translator().t("app.guest"))
    return Visitor(house().store.learner(name), name)


def set_learner(name: str) -> None:
    """Somebody else sits down: their own calls, nobody else's desk."""
    if name != st.session_state.get(LEARNER):
        st.session_state[LEARNER] = name
        st.session_state.pop(DESK, None)


def desk() -> Desk | None:
    """The call in progress; one that a reload or restart interrupted is brought back."""
    if DESK not in st.session_state:
        stored = house().store.open_call(visitor().id)
        st.session_state[DESK] = Desk.resume(house(), stored) if stored else None
    return cast("Desk | None", st.session_state[DESK])


def begin(scenario_id: str, seed: int | None = None) -> None:
    """Start practising a scenario: the desk with its screen pop."""
    scenario = house().library().scenario(scenario_id)
    language = translator().language
    clear_call()
    st.session_state[DESK] = Desk.begin(house(), visitor().id, scenario, language, seed)


def clear_call() -> None:
    """Leave the desk; the call itself stays stored."""
    for key in (DESK, RINGING_SINCE, LAST_ANSWER, NOTICES, DRAFT):
        st.session_state.pop(key, None)


def get(key: str, default: Any = None) -> Any:
    """A value of this session."""
    return st.session_state.get(key, default)


def put(key: str, value: Any) -> None:
    """Keep a value for this session."""
    st.session_state[key] = value


def answered(answer: Answer) -> None:
    """Remember the customer's latest answer and open a fresh microphone."""
    put(LAST_ANSWER, answer)
    put(NOTICES, answer.notes)
    put(TAKE, get(TAKE, 0) + 1)
