"""A scenario begun from a call on file."""

from __future__ import annotations

import gzip
import json

import pytest

from app.house import House
from app.studio.beginnings import begin, drafted
from simulator.call import Call
from simulator.content.loading import library
from simulator.errors import BadInput
from tests.app.studio.conftest import MINE

LINES = [
    "您好，星联移动，我是客服小林，请问有什么可以帮您？",
    "换谁都窝火，我来给您查。请问您贵姓，手机号是多少？",
    "您上个月上网有没有跟平时不一样的地方，比如开过热点？",
    "您是第一次超，我给您补一个二十块钱的加油包，退您八十，二十四小时内到话费里。",
]


@pytest.fixture(scope="module")
def recorded() -> bytes:
    scenario, persona = library().cast("telecom/data-overage", 0)
    call = Call(scenario, persona, 0)
    call.pick_up()
    for line in LINES:
        call.hear(line)
    return json.dumps(call.transcript("c-1").as_json(), ensure_ascii=False).encode()


def test_a_call_becomes_a_draft_under_its_name(house: House, wang: int, recorded: bytes):
    text = drafted(house, "call.json", recorded, MINE.id)
    kept = begin(house, MINE, text, wang)
    assert kept.text.startswith("#")
    assert f"\nid: {MINE.id}\n" in kept.text
    assert "猜的" in kept.text
    assert drafted(house, "call.json.gz", gzip.compress(recorded), MINE.id) == text


@pytest.mark.parametrize("data", [b"", b"not json", b"\xff\xfe", b'{"call_id": "x"}', b"[]"])
def test_what_is_no_call_is_told(house: House, data: bytes):
    with pytest.raises(BadInput, match=r"call\.json"):
        drafted(house, "call.json", data, MINE.id)
