"""``call``: a whole call over stdin and stdout."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from app.__main__ import main
from app.exits import BAD, DONE
from simulator.transcript import Transcript
from simulator.understanding.acts import CustomerAct

SCENARIO = "telecom/data-overage"
GREETING = "您好,欢迎致电中国移动,我是客服代表小李,请问有什么可以帮您?"
RUDE = ["你自己用的你不知道啊?", "那是你的问题,跟我们没关系。", "你有病吧,烦不烦。", "你爱投诉就投诉去。"] * 4


@pytest.fixture
def call(monkeypatch, capsys):
    """Hold a call: takes options and what the agent says; returns exit code, stdout and stderr."""

    def hold(*words: str, say: list[str] | bytes = ()):
        data = say if isinstance(say, bytes) else "".join(f"{line}\n" for line in say).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        capsys.readouterr()
        code = main(["call", *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return hold


def events(out: str) -> list[dict]:
    return [json.loads(line) for line in out.splitlines()]


def test_the_customer_answers_every_line(call):
    code, out, _ = call(SCENARIO, say=[GREETING, "您别着急,我先帮您查一下。"])
    assert code == DONE
    assert len(out.splitlines()) == 2


def test_an_event_has_exactly_the_fields_of_the_contract(call):
    code, out, _ = call(SCENARIO, "--json", say=[GREETING])
    answer, end = events(out)
    assert code == DONE
    assert list(answer) == ["speaker", "text", "act", "state", "why", "ended"]
    assert (answer["speaker"], answer["ended"]) == ("customer", None)
    assert answer["act"] in set(CustomerAct)
    assert list(answer["state"]) == ["anger", "anxiety", "confusion", "trust", "patience"]
    assert all(0 <= part <= 1 for part in answer["state"].values())
    assert isinstance(answer["why"], list)
    assert list(end) == list(answer)
    assert (end["speaker"], end["text"], end["ended"]) == ("agent", "", "agent_hung_up")


def test_the_same_seed_repeats_exactly_and_another_one_differs(call):
    say = [GREETING, "", "您稍等,我帮您查一下账单。", "请问您的手机号是多少?"]
    first, again, others = (
        call(SCENARIO, "--json", "--seed", "5", say=say)[1],
        call(SCENARIO, "--json", "--seed", "5", say=say)[1],
        {call(SCENARIO, "--json", "--seed", str(seed), say=say)[1] for seed in range(6, 9)},
    )
    assert first == again
    assert first not in others


def test_an_empty_line_is_silence_that_the_customer_notices(call):
    _, out, _ = call(SCENARIO, "--json", say=[GREETING, "", ""])
    spoken, first, second, _ = events(out)
    assert first["text"] != spoken["text"]
    assert second["state"]["patience"] < spoken["state"]["patience"]


def test_rudeness_ends_the_call_and_the_rest_is_not_heard(call):
    code, out, _ = call(SCENARIO, "--json", say=[GREETING, *RUDE])
    said = events(out)
    assert code == DONE
    assert said[-1]["ended"] in {"walked_away", "escalated"}
    assert len(said) < 1 + len(RUDE)
    assert [event["ended"] for event in said[:-1]] == [None] * (len(said) - 1)


def test_an_unknown_scenario_is_one_clear_line_with_the_valid_ones(call, shipped):
    code, out, err = call("telecom/nothing")
    assert (code, out) == (BAD, "")
    assert len(err.splitlines()) == 1
    assert "telecom/nothing" in err
    assert all(name in err for name in shipped.scenarios)


def test_the_call_on_file_can_be_read_again(call, tmp_path):
    file = tmp_path / "call.json"
    code, out, _ = call(SCENARIO, "--json", "--seed", "3", "--save", str(file), say=[GREETING, "请稍等。"])
    saved = Transcript.read(json.loads(file.read_text(encoding="utf-8")), "call.json:1")
    assert code == DONE
    assert (saved.scenario, saved.language, saved.ended) == (SCENARIO, "zh-CN", "agent_hung_up")
    assert [turn.text for turn in saved.turns if turn.speaker == "agent"] == [GREETING, "请稍等。"]
    answers = [event["text"] for event in events(out) if event["speaker"] == "customer"]
    assert [turn.text for turn in saved.turns if turn.speaker == "customer"] == answers


def test_a_call_that_fails_leaves_no_file(call, tmp_path):
    file = tmp_path / "call.json"
    code, _, err = call(SCENARIO, "--save", str(file), say=[GREETING, "喂" * 10_000])
    assert code == BAD
    assert "10000 characters" in err
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_stays_when_the_call_fails(call, tmp_path):
    file = tmp_path / "call.json"
    file.write_text("the call before")
    assert call(SCENARIO, "--save", str(file), say=b"\xff\xfe\n")[0] == BAD
    assert file.read_text() == "the call before"


def test_a_place_that_cannot_be_saved_to_is_told_before_the_call(call, tmp_path):
    code, out, err = call(SCENARIO, "--save", str(tmp_path / "no" / "call.json"), say=[GREETING])
    assert (code, out) == (BAD, "")
    assert "no such folder" in err
    code, out, err = call(SCENARIO, "--save", str(tmp_path), say=[GREETING])
    assert (code, out) == (BAD, "")
    assert "is a folder" in err


def test_input_that_is_not_utf8_is_told_with_its_line(call):
    code, _, err = call(SCENARIO, say=GREETING.encode() + b"\n" + "您好".encode("gbk") + b"\n")
    assert code == BAD
    assert err.splitlines()[-1] == "stdin:2: not UTF-8"


def test_a_byte_order_mark_is_no_speech(call):
    marked = call(SCENARIO, "--json", say=b"\xef\xbb\xbf" + GREETING.encode())
    assert marked == call(SCENARIO, "--json", say=[GREETING])


def test_model_wording_is_refused_where_there_is_none(call):
    code, out, err = call(SCENARIO, "--wording", "model", say=[GREETING])
    assert (code, out) == (BAD, "")
    assert err == "wording 'model' is not available; valid: scripted\n"


def test_a_saved_file_has_one_call_on_one_line(call, tmp_path):
    file = tmp_path / "call.jsonl"
    call(SCENARIO, "--save", str(file), say=[GREETING])
    assert len(Path(file).read_text(encoding="utf-8").splitlines()) == 1
