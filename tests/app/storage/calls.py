"""Calls in a store, as far as a test needs them."""

from __future__ import annotations

from app.storage import Store
from simulator.transcript import EndReason, Mood, Speaker, Turn
from tests.app.storage.samples import persona, scenario

WAV = b"RIFF....WAVE"
AGENT = Turn(speaker=Speaker.AGENT, text="您好,欢迎致电中国移动。", start=0.0, end=2.4)
CUSTOMER = Turn(
    speaker=Speaker.CUSTOMER,
    text="我这话费怎么一下子全没了?",
    start=3.1,
    end=6.0,
    act="state_problem",
    state=Mood(anger=0.61, anxiety=0.2, patience=0.4),
    why=("等了三声才接",),
)
RESULT = {"call_id": "x", "scorecard": "inbound@1", "total": 83.5, "passed": True, "items": [{"id": "a"}]}


def begin(store: Store, learner: int | None = None, **changes: object) -> str:
    known = {"scenario": scenario(), "persona": persona(), "seed": 7, "language": "zh-CN"}
    return store.begin_call(learner=learner or store.learners.named("小李"), **(known | changes))


def finished(store: Store, total: float | None, learner: int | None = None, **changes: object) -> str:
    call_id = begin(store, learner, **changes)
    store.end_call(call_id, EndReason.ACCEPTED)
    if total is not None:
        store.verdicts.save(call_id, RESULT | {"total": total, "passed": total >= 80})
    return call_id
