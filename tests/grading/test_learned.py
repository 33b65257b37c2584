"""What is learned from the labelled calls: the models fit the corpus, and who somebody is changes nothing."""

from __future__ import annotations

import json
import re

import pytest

from grading.agreement import LabelledCall, overall, pairs_of
from grading.grader import grade
from grading.learned.corpus import FOLDER, fingerprint, lessons
from grading.learned.item_model import item_models, learned_from
from grading.learned.items import item_signs
from grading.learned.names import SIDES, sign_names
from grading.learned.sign_model import sign_model
from grading.scorecard import load_scorecard
from grading.scorers import SCORERS
from simulator.transcript import Transcript
from tests.grading.labelled import call

CARD = load_scorecard("inbound@1")
HELD_OUT = sorted(FOLDER.glob("calls_*_b[0-9].jsonl"))
LINES = """A: 您好，这里是江南燃气，我是客服小陈，请问有什么可以帮您？
C: 我姓王，我家在杭州，三天没气了，孩子回来连口热饭都没有，跟住山洞似的！
A: 三天开不了火，孩子回家连口热的都吃不上，这山洞日子换谁都受不了。您报一下户号我马上查。
C: 六六零二三一，王建国。
A: 王先生，查到了，是阀门锁了。我现在给您派师傅，今天下午四点到五点上门。
C: 那五点前肯定能来吧？
A: 我给您加急，师傅四点出发，到之前先打您电话。
C: 行，那我等着。
A: 那就是今天四点到五点师傅上门，之前先打您电话，您看这样可以吗？
C: 可以，谢谢你。
A: 谢谢您来电，祝您晚饭吃得热热乎乎的，王先生再见。
C: 再见。"""
SOMEBODY_ELSE = [("王", "欧阳"), ("王", "李"), ("先生", "女士"), ("杭州", "兰州"), ("建国", "秀英")]


def test_the_models_were_learned_from_this_corpus():
    assert learned_from() == fingerprint(), "run: python -m grading.learned.train"


def test_every_label_of_the_corpus_is_a_known_sign():
    known = {"agent": set(sign_names()["agent"]), "customer": set(sign_names()["customer"])}
    for lesson in lessons():
        for turn, signs in zip(lesson.transcript.turns, lesson.signs or (), strict=False):
            assert signs <= known[turn.speaker], (lesson.transcript.call_id, turn.text)


def test_calls_that_measure_do_not_teach():
    measured = [json.loads(line) for path in HELD_OUT for line in path.read_text("utf-8").splitlines()]
    assert len(measured) >= 60
    assert not any("signs" in turn for one in measured for turn in one["turns"])
    taught = {"".join(t.text for t in one.transcript.turns) for one in lessons() if one.signs is not None}
    assert not taught & {"".join(t["text"] for t in one["turns"]) for one in measured}


@pytest.mark.parametrize("side", SIDES)
def test_a_model_knows_the_signs_of_its_side_and_is_small(side):
    signs = set(sign_names()[side.split("_")[0]])
    assert set(sign_model(side).signs) <= signs
    assert len(sign_model(side).signs) >= len(signs) - 3
    folder = FOLDER.parent / "learned" / "models"
    assert sum(path.stat().st_size for path in folder.iterdir()) < 20e6


def test_every_learned_item_has_a_rule_and_its_signs_exist():
    known = set(sign_names()["agent"]) | {f"customer {sign}" for sign in sign_names()["customer"]}
    special = {"meets feeling", "answers to opinions", "stories", "interruptions", "before the solution"}
    for scorer, entry in item_signs().items():
        assert scorer in SCORERS
        assert scorer in item_models()
        assert set(entry["signs"]) <= known | special, scorer


@pytest.mark.parametrize(("one", "other"), SOMEBODY_ELSE)
def test_who_and_where_the_customer_is_flips_no_verdict(one, other):
    before = verdicts(call(LINES, "zh-CN"))
    assert verdicts(call(LINES.replace(one, other), "zh-CN")) == before


def test_recognised_speech_without_punctuation_is_judged_much_alike():
    spoken = "\n".join(line[:3] + re.sub(r"[，。！？、]", " ", line[3:]) for line in LINES.splitlines())
    before, after = verdicts(call(LINES, "zh-CN")), verdicts(call(spoken, "zh-CN"))
    assert sum(before[item] != after[item] for item in before) <= 1


def test_a_verdict_that_is_not_the_rules_is_explained_by_the_scorecard():
    seen = 0
    for lesson in list(lessons())[:60]:
        for item in grade(lesson.transcript, CARD).items:
            levels = next(i.levels for i in CARD.items if i.id == item.id)
            meaning = levels.get(item.verdict)
            if meaning and item.why == meaning.in_language(lesson.transcript.chinese):
                seen += 1
                for piece in item.evidence:
                    assert piece.quote in lesson.transcript.turns[piece.turn].text
    assert seen, "some verdict of sixty calls is learned"


def test_agreement_with_people_on_calls_that_taught_nothing(capsys):
    """A second careful rater agrees with these labels on 94.5 % (κ 0.91); see grading/corpus/README.md."""
    measured = [line for path in HELD_OUT for line in path.read_text("utf-8").splitlines()]
    calls = [LabelledCall.of(Transcript.model_validate_json(line), "held out") for line in measured]
    every = overall(pairs_of(calls, CARD))
    with capsys.disabled():
        pass
    assert every.exact >= 0.84
    assert every.kappa is not None
    assert every.kappa >= 0.74


def verdicts(transcript: Transcript) -> dict[str, str]:
    return {item.id: item.verdict.value for item in grade(transcript, CARD).items}


def test_a_reason_never_quotes_the_agent_as_the_customer():
    """A sentence about the customer's words once kept its form when its evidence became the agent's."""
    spoken_of = re.compile("客户说“([^”]+)”|对“([^”]+)”没有回应|^“([^”]+)” (?:was left lying|— nobody)")
    for lesson in [lesson for lesson in lessons() if lesson.gold][:150]:
        said = [t.text for t in lesson.transcript.turns if t.speaker == "customer"]
        for item in grade(lesson.transcript, CARD).items:
            for quoted in [part for found in spoken_of.findall(item.why) for part in found if part]:
                assert any(quoted.strip("…") in text for text in said), (lesson.transcript.call_id, item.why)
