"""A clock time or a rough figure that agrees with the case is no figure got wrong."""

from __future__ import annotations

import pytest

from simulator.content.loading import load_library
from simulator.customer.perceiving.figures import figures_of, misstated, unheard_of
from simulator.transcript import Speaker
from simulator.understanding import understand

LIBRARY = load_library()
RIGHT = [
    ("bank/transfer-wrong", "退不退由他，我两小时内，也就是十二点零五之前打第一通。"),
    ("bank/transfer-wrong", "您退一步想，九点零八分还没转出去呢。"),
    ("bank/transfer-wrong", "五千多块转给了生人，对吧？"),
    ("telecom/port-out", "剩下的四百多积分转走就作废了，余额会退给您。"),
    ("telecom/port-out", "您有五千多积分，扣掉四千八还有剩。"),
    ("telecom/port-out", "违约金就四十多块，用积分付了就行，对吧？"),
    ("telecom/data-overage", "扣了您一百来块，我查一下账单。"),
    ("telecom/contract-renewal", "So you paid over thirty pounds on that bill, right?"),
]
WRONG = [
    ("bank/transfer-wrong", "您转了八千多块，对吧？"),
    ("bank/transfer-wrong", "您退一步想，六百零五块也不少。"),
    ("telecom/data-overage", "扣了您九百多块，对吧？"),
    ("telecom/contract-renewal", "So you paid over ninety pounds on that bill, right?"),
]


def wrong(name: str, text: str) -> bool:
    scenario = LIBRARY.scenarios[name]
    read = understand(text, speaker=Speaker.AGENT, language=scenario.language)
    figures = figures_of(scenario)
    return misstated(text, read, figures, scenario.language) or unheard_of(
        text, read, figures, scenario.language
    )


@pytest.mark.parametrize(("name", "text"), RIGHT)
def test_what_agrees_with_the_case_is_let_pass(name, text):
    assert not wrong(name, text)


@pytest.mark.parametrize(("name", "text"), WRONG)
def test_what_does_not_is_noticed(name, text):
    assert wrong(name, text)
