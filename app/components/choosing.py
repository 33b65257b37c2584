"""Who listens and who speaks: chosen by name, with what leaves the machine, and tried on a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from app import state, wiring
from app.choosing import Chosen, Offer
from app.messages import Translator
from app.trial import Trial, tried
from simulator.content.persona import Prosody, Timbre
from simulator.errors import DuilianError
from simulator.voice.sound import Delivery, Sound
from simulator.voice.wav import decode

MEGABYTE = 1_000_000
SAYS = {"zh": Timbre.XIAOXIAO, "en": Timbre.HEART}


def recogniser_choice(translator: Translator) -> None:
    """Choose who listens in the next call; an online one is taken only once the way out is confirmed."""
    t = translator.t
    usual = state.house().listener.names
    offers = {offer.name: offer for offer in state.house().recognisers()}
    st.subheader(t("settings.listening"))
    if not offers:
        st.markdown(t("settings.nobody_listens"))
        return
    now = _now(state.chosen().listen, offers)
    picked = offers[_radio("listen", offers, now, translator)]
    if picked.name != now and not (_ready(picked, translator) and _agreed(picked, usual, translator)):
        st.caption(f":material/lock: {t('settings.not_yet', now=name_of('listener', now, translator))}")
        return
    if picked.name != now:
        state.put(state.LISTEN, picked.name)
        st.rerun()
    if _ready(picked, translator):
        _trial(picked, translator)


def voice_choice(translator: Translator) -> None:
    """Choose who speaks for the customer in the next call."""
    t = translator.t
    offers = {offer.name: offer for offer in state.house().voices()}
    st.subheader(t("settings.speaking"))
    now = _now(state.chosen().speak, offers)
    picked = offers[_radio("speak", offers, now, translator)]
    if not _ready(picked, translator):
        return
    if picked.name != now:
        state.put(state.SPEAK, picked.name)
        st.rerun()


def _ready(offer: Offer, translator: Translator) -> bool:
    """Whether it can serve; where not, what to do about it is shown."""
    if offer.lack is not None:
        told = translator.t(f"settings.lack_{offer.lack.code}", what=offer.lack.what)
        st.warning(told, icon=":material/build:")
    return offer.lack is None


def _agreed(offer: Offer, usual: Sequence[str], translator: Translator) -> bool:
    """Whether recordings may leave the machine for it: the server says so, or it is confirmed here."""
    if offer.goes_to is None or offer.name in usual:
        return True
    agreed = translator.t("settings.agree", service=offer.goes_to)
    return st.checkbox(agreed, key=f"agree-{offer.name}")


def _now(chosen: str | None, offers: Mapping[str, Offer]) -> str:
    """What is in use: what was chosen where it is still offered, else the server's first."""
    return chosen if chosen is not None and chosen in offers else next(iter(offers))


def _radio(kind: str, offers: Mapping[str, Offer], now: str, translator: Translator) -> str:
    about = "listener" if kind == "listen" else "voice"
    names = list(offers)
    picked = st.radio(
        translator.t(f"settings.who_{kind}"),
        names,
        index=names.index(now),
        format_func=lambda name: name_of(about, name, translator),
        captions=[_about(about, offer, translator) for offer in offers.values()],
        key=f"choose-{kind}",
        label_visibility="collapsed",
    )
    return picked or now


def name_of(kind: str, name: str, translator: Translator) -> str:
    """What a ``voice`` or a ``listener`` is called on the screen."""
    return name if name.startswith("own/") else translator.t(f"settings.{kind}_{_key(name)}")


def _about(kind: str, offer: Offer, translator: Translator) -> str:
    """What it is, what leaves the machine, and whether it is ready, in plain words."""
    t = translator.t
    if offer.size is not None:
        about = t("settings.about_own", size=f"{offer.size / MEGABYTE:,.0f}")
    else:
        about = t(f"settings.about_{kind}_{_key(offer.name)}", service=offer.goes_to or "")
    if offer.lack is not None:
        return t("settings.about", about=about, ready=f":orange[{t('settings.not_ready')}]")
    ready = f"{kind}_needs_network" if offer.goes_to else "ready"
    return t("settings.about", about=about, ready=t(f"settings.{ready}"))


def _key(name: str) -> str:
    return name.replace("-", "_")


def _trial(offer: Offer, translator: Translator) -> None:
    """Have it hear a sentence: one's own where one was recorded, else one that the machine speaks."""
    t = translator.t
    recording = st.audio_input(t("settings.record"), sample_rate=16_000, key="trial")
    if st.button(t("settings.try"), icon=":material/hearing:"):
        with st.spinner(t("settings.trying")):
            own = recording.getvalue() if recording else None
            state.put(state.TRIED, _tried(offer.name, own, translator))
    trial = state.get(state.TRIED, Trial)
    if trial is not None and trial.listener == offer.name:
        _told(trial, translator)


def _tried(name: str, recording: bytes | None, translator: Translator) -> Trial:
    language = "zh-CN" if translator.language == "zh" else "en-US"
    said = None if recording else translator.t("settings.sentence")
    try:
        sound = decode(recording) if recording else _spoken(said or "", language, translator.language)
    except DuilianError as error:
        return Trial(name, 0.0, problem=error)
    return tried(wiring.recogniser(name), sound, language, said)


def _spoken(text: str, language: str, tongue: str) -> Sound:
    delivery = Delivery(SAYS[tongue], Prosody(), language)
    sound = state.house().speaker_of(Chosen(speak="embedded")).speak_whole(text, delivery)
    return sound if sound is not None else decode(b"")


def _told(trial: Trial, translator: Translator) -> None:
    t = translator.t
    if trial.problem is not None:
        st.warning(translator.error(trial.problem), icon=":material/info:")
        st.caption(t("settings.try_another"))
        return
    if trial.said is not None:
        st.markdown(t("settings.said", text=trial.said))
    heard = t("settings.heard", text=trial.text) if trial.text else t("settings.heard_nothing")
    st.markdown(heard)
    st.caption(t("settings.took", seconds=f"{trial.seconds:.1f}", length=f"{trial.length:.1f}"))
