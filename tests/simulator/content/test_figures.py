"""Sums that do not come out, and places that contradict each other, are found; sound files raise no alarm."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from simulator.content.amounts import amounts, tails
from simulator.content.arithmetic import arithmetic_problems
from simulator.content.contradictions import contradiction_problems
from simulator.content.dates import date_problems
from simulator.content.loading import SCENARIOS, load_files
from simulator.content.reaching import reach_problems
from simulator.content.scenario import Scenario

SPOILED = YAML(typ="safe").load(Path(__file__).with_name("spoiled.yaml").read_text(encoding="utf-8"))
Spoil = Callable[[str, str, str], list[str]]


def scenario(text: str) -> Scenario:
    return Scenario.model_validate(YAML(typ="safe").load(text))


@pytest.fixture
def spoiled(tmp_path: Path) -> Spoil:
    """What the check says of a shipped scenario in which one text is another, without the file's name."""

    def check(name: str, old: str, new: str) -> list[str]:
        text = (SCENARIOS / f"{name}.yaml").read_text(encoding="utf-8")
        assert old in text, old
        file = tmp_path / f"{name}.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        line = text[: text.index(old)].count("\n") + 1
        told = load_files([file]).problems
        assert all(problem.startswith(f"{file}:") for problem in told)
        at = [problem.removeprefix(f"{file}:") for problem in told]
        assert any(problem.startswith(f"{line}: ") or "knowledge '" in problem for problem in at), (line, at)
        return at

    return check


@pytest.mark.parametrize("case", SPOILED, ids=lambda case: f"{case['scenario']}-{case['now']}")
def test_a_spoiled_figure_is_named_with_what_it_should_be(spoiled, case):
    found = spoiled(case["scenario"], case["was"], case["now"])
    assert any(case["told"] in problem for problem in found), found


BASE = (SCENARIOS / "bank" / "card-declined.yaml").read_text(encoding="utf-8")


def with_card(*rows: str) -> Scenario:
    read = scenario(BASE)
    held = [{"label": row.partition("|")[0].strip(), "value": row.partition("|")[2].strip()} for row in rows]
    card = [{"title": "Bill", "rows": held}]
    return Scenario.model_validate(
        read.model_dump() | {"briefing": {"predicted_intent": "x", "ivr": ["a"], "card": card}}
    )


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["Plan | £30.00", "Calls | £12.50", "Total | £42.50"], None),
        (["Plan | £30.00", "Calls | £12.50", "Total | £43.50"], "30 + 12.5 is 42.5, written is £43.50"),
        (["Plan | £30.00", "Discount | £5.00", "Total | £25.00"], None),
        (["Plan | £30.00", "Discount | £5.00", "Total | £35.00"], "30 - 5 is 25, written is £35.00"),
        (["月费 | 59.00元", "优惠减免 | −9.00元", "合计 | 50.00元"], None),
        (["Plan | £30.00 a month, or £300.00 a year", "Calls | £1.00", "Total | £9.00"], None),
        (["充值前余额 | 12.00元", "充值 | 200.00元", "充值后余额 | 212.00元"], None),
        (
            ["充值前余额 | 12.00元", "充值 | 200.00元", "充值后余额 | 202.00元"],
            "12 + 200 is 212, written is 202元",
        ),
        (["Meter | 1150 units × £0.26 = £299.00"], None),
        (["Meter | 1150 units × £0.26 = £289.00"], "is 299, written is £289.00"),
        (["Third | 100 ÷ 3 = 33.3"], None),
        (["Deal | £58 (was £88, £30 off)"], None),
        (["Data | 20GB (UK 15GB, EU 4GB)"], "15GB + 4GB is 19GB, written is 20GB"),
        (["Data | 20GB (including EU 4GB, US 2GB)"], None),
        (["Half | 50% of the fee, £40"], "40 is 50% of no sum here"),
        (["Fee | £80", "Half | 50% of the fee, £40"], None),
        (["Range | 10-13 to 10-20"], None),
        (["Due | 31 November 2026"], "month 11 has 30 days"),
        (["Due | 29 February 2027"], "month 2 has 28 days"),
        (["Due | Monday 23 November 2026"], None),
        (["Due | Tuesday 23 November 2026"], "that day is a Monday"),
        (["Due | November 31st"], "month 11 has 30 days"),
        (["到期 | 2026-02-29"], "month 2 has 28 days"),
        (["开通 | 11月25日（周三）", "到期 | 11月27日（周五）"], None),
        (
            ["开通 | 11月25日（周三）", "提醒 | 11月26日（周四）", "到期 | 11月27日（周六）"],
            "does not fit the other dates",
        ),
        (["余额 | 20元", "余额 | 30元"], "'余额' stands twice in 'Bill': '20元' and '30元'"),
        (["05:52 | £20 declined", "05:52 | £30 declined"], None),
        (["Text | May 1 be 50% sure", "Time | 10:42, 24:00"], None),
    ],
)
def test_a_card_of_any_bill_is_added_up(rows, told):
    read = with_card(*rows)
    card = [
        m for loc, m in (*arithmetic_problems(read), *contradiction_problems(read)) if loc[0] == "briefing"
    ]
    assert (card == []) if told is None else any(told in message for message in card), card


def test_a_resolution_that_waits_for_what_is_never_told_is_named(spoiled):
    told = spoiled("telecom/data-overage", "after: [bill]", "after: [ghost]")
    assert any("no fact 'ghost'" in problem for problem in told)
    read = scenario((SCENARIOS / "telecom/data-overage.yaml").read_text(encoding="utf-8"))
    facts = [
        f.model_copy(update={"asks": [], "disclose": "asked"}) if f.id == "bill" else f for f in read.facts
    ]
    told = [m for _, m in reach_problems(read.model_copy(update={"facts": facts}))]
    assert any("'first-overage' can never be accepted: 'bill' is never told" in message for message in told)


def test_silence_is_passed_on_to_what_comes_after_it():
    read = scenario((SCENARIOS / "telecom/data-overage.yaml").read_text(encoding="utf-8"))
    changed = {
        "topup": {"asks": [], "disclose": "asked"},
        "bill": {"asks": [], "disclose": "volunteered", "after": ["topup"]},
    }
    facts = [f.model_copy(update=changed.get(f.id, {})) for f in read.facts]
    told = [m for _, m in reach_problems(read.model_copy(update={"facts": facts}))]
    assert any("'bill' is never told (it comes after 'topup')" in message for message in told)


def test_a_cue_of_two_resolutions_is_named_where_it_does_nothing(spoiled):
    told = spoiled(
        "telecom/data-overage",
        "      - 退|返|还|冲|减|免|补 50",
        "      - 80 退|返|还给|冲|减|补给\n      - 退|返|还|冲|减|免|补 50",
    )
    assert any("belongs to 'first-overage' already, which wins" in problem for problem in told)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12.5GB × 8元 = 100.00元", [(12.5, "GB"), (8, "元"), (100, "元")]),
        ("£1,840.00 and $5", [(1840, "£"), (5, "$")]),
        ("3万元，约5000块钱", [(30000, "元"), (5000, "元")]),
        ("11-20 09:15 2024-12-20", []),
        ("X2 净化器", []),
        ("5个工作日", [(5, "个工作日")]),
    ],
)
def test_figures_are_read_with_their_units(text, found):
    assert [(amount.value, amount.unit) for amount in amounts(text)] == found


def test_last_digits_are_read_in_words_too():
    assert list(tails("尾号二二一六，ending in 640，尾号 幺三九零")) == ["2216", "640", "1390"]


def test_weekdays_without_a_year_need_a_year_that_has_them_all():
    told = list(date_problems([(("a",), "11月25日周三，11月26日周四，12月1日周二")]))
    assert told == []
