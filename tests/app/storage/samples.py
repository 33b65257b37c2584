"""A small scenario and persona; storage must keep any content, so they need no story."""

from __future__ import annotations

from typing import Any

from simulator.content.persona import Persona
from simulator.content.scenario import Scenario

PERSONA: dict[str, Any] = {
    "id": "small-boss",
    "name": "急性子的小老板",
    "about": "开小店的,说话冲。",
    "language": "zh-CN",
    "gender": "male",
    "age": 41,
    "voice": {"timbre": "yunjian", "moods": {"angry": {"rate": 1.2}}},
    "lines": {"hello": ["喂?有人吗?"], "bye": {"angry": ["行了行了。"], "any": ["再见。"]}},
}

SCENARIO: dict[str, Any] = {
    "id": "telecom/data-overage",
    "title": "流量超额,一个月扣了一百六",
    "summary": "客户发现话费被扣光,怀疑偷跑流量。",
    "language": "zh-CN",
    "industry": "telecom",
    "company": "中国移动",
    "difficulty": 2,
    "mood": "angry",
    "skills": ["yes_but.handling"],
    "persona": "small-boss",
    "caller": {"name": "王建国", "address": "王先生", "reason": "话费没了", "wish": "把钱退回来"},
    "briefing": {
        "ivr": ["账单", "人工"],
        "predicted_intent": "查流量扣费",
        "card": [{"title": "套餐", "rows": [{"label": "月费", "value": "59 元"}]}],
    },
    "knowledge": [{"id": "overage", "title": "套外流量", "text": "套外 5 元 1 GB。"}],
    "state": {"anger": 0.6},
    "opening": ["我这话费怎么一下子全没了?"],
    "facts": [{"id": "amount", "lines": ["扣了一百六!"], "short": "一百六", "asks": ["多少"]}],
    "resolutions": [
        {"id": "refund", "quality": 2, "offer": "返还一半", "offered_by": ["退|返还"], "accept": ["那行吧。"]}
    ],
}


def persona(**changes: Any) -> Persona:
    """The sample persona, with changes."""
    return Persona.model_validate(PERSONA | changes)


def scenario(**changes: Any) -> Scenario:
    """The sample scenario, with changes."""
    return Scenario.model_validate(SCENARIO | changes)
