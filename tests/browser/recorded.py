"""A finished call with its recordings, as if it had been held: what a replay needs, without holding it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from app.storage import Store
from simulator.content.loading import library
from simulator.content.persona import Prosody, Timbre
from simulator.transcript import EndReason, Mood, Speaker, Turn
from simulator.voice.sound import Delivery, Sound
from simulator.voice.wav import encode
from tests.browser.speech import chain

NAMES = {"zh": "小赵", "en": "Sam"}
SCENARIOS = {"zh": "telecom/data-overage", "en": "bank/card-declined"}
SAID = {
    "zh": [
        "您好，星联移动，我是客服小林，请问有什么可以帮您？",
        "我刚充的一百块怎么一下子全没了？你们是不是背地里偷着扣啊？",
        "刚充的钱转眼就没了，换谁都着急。麻烦您报一下机主姓名和手机尾号，我马上给您查。",
        "王建国，尾号二二一六。我跟你说，这个月已经第二回了！",
        "查到了，多出来的一百块是流量超了。我给您退八十，二十四小时内到账，您看行吗？",
        "那行吧，退八十就退八十，你们下回提前说一声。",
    ],
    "en": [
        "Good morning, you're through to the bank, this is Priya. How can I help you today?",
        "My card was refused in front of everybody, and there is money in the account!",
        "Having a card refused in front of people is horrible. What is your full name, please?",
        "Daniel Reed. And I want to know what you are going to do about it.",
        "I can see the block, Mr Reed. I am taking it off now, and it will work within ten minutes.",
        "Fine. Thank you.",
    ],
}
MOODS = [(0.66, 0.4, 0.35), (0.74, 0.42, 0.3), (0.31, 0.2, 0.62)]
TIMBRES = {"zh": (Timbre.YUNXI, Timbre.YUNJIAN), "en": (Timbre.EMMA, Timbre.MICHAEL)}
TAGS = {"zh": "zh-CN", "en": "en-GB"}
PAUSE = 0.6  # seconds between turns


def recorded_call(data: Path, language: str = "zh", *, sound: bool = True, times: int = 1) -> str:
    """Its id; it is the learner's of ``NAMES``. ``times``: how often the talk goes round."""
    store = Store(f"sqlite:///{(data / 'duilian.db').as_posix()}", data / "media")
    scenario, persona = library().cast(SCENARIOS[language], 0)
    call_id = store.begin_call(
        learner=store.learners.named(NAMES[language]),
        scenario=scenario,
        persona=persona,
        seed=0,
        language=language,
    )
    store.answer(call_id, 2)
    now = 0.5
    for index, text in enumerate(SAID[language] * times):
        wav = _spoken(text, language, index)
        turn = _turn(index, text, now, now + wav.seconds)
        store.turns.add(call_id, index, turn, encode(wav) if sound else None)
        now += wav.seconds + PAUSE
    store.end_call(call_id, EndReason.ACCEPTED)
    store.close()
    return call_id


def _spoken(text: str, language: str, index: int) -> Sound:
    made = chain().speak_whole(text, Delivery(TIMBRES[language][index % 2], Prosody(), TAGS[language]))
    assert made is not None, "the embedded voice must speak here"
    return made


def _turn(index: int, text: str, start: float, end: float) -> Turn:
    if index % 2 == 0:
        return Turn(speaker=Speaker.AGENT, text=text, start=start, end=end)
    anger, anxiety, trust = MOODS[index // 2 % len(MOODS)]
    mood = Mood(anger=anger, anxiety=anxiety, trust=trust)
    return Turn(speaker=Speaker.CUSTOMER, text=text, start=start, end=end, state=mood)


def known_as(name: str) -> dict[str, object]:
    """What the browser of somebody who has given this name keeps; for ``open_page(storage_state=…)``."""
    cookie = {"name": "duilian_learner", "value": quote(name), "domain": "localhost", "path": "/"}
    rest = {"expires": -1, "httpOnly": False, "secure": False, "sameSite": "Lax"}
    return {"cookies": [cookie | rest], "origins": []}
