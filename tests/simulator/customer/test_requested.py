"""What identifies the caller is told wherever it is requested, also beside a check and in the same breath."""

from __future__ import annotations

import re

import pytest

from tests.simulator.customer.test_asked import answer, called

REQUESTED = [
    ("telecom/data-overage", "我先帮您查一下，您的手机号后四位跟我说一声。", "number"),
    ("telecom/data-overage", "行，我这就给您看账单，号码您报我一下。", "number"),
    ("bank/annual-fee", "我帮您看看有没有办法，先把身份证后四位给我报一下。", "id-card"),
    ("bank/transfer-wrong", "我马上给您查，麻烦提供姓名。", "name"),
    ("courier/lost-parcel", "好的您别急，单号发我，我看看轨迹。", "waybill"),
    ("courier/lost-parcel", "我现在给您查，不过得先跟您核对一下收件人姓名。", "name"),
    ("utilities/power-cut", "我看一下您家那片的情况，户号告诉我。", "account"),
    ("utilities/gas-meter", "您那个户号，麻烦报一下，我好查。", "account"),
    ("travel/flight-change", "好，我先查航班，订单号给我。", "order"),
    ("travel/hotel-overbooked", "我马上联系酒店，入住人是哪位，跟我说声。", "name"),
    ("government/housing-fund", "我来查，我需要您的公积金账号。", "account"),
    ("insurance/claim-delay", "我先调案子看看到哪一步了。报案号跟我说下。", "case"),
    ("insurance/claim-delay", "我调一下案子，车牌您念给我听。", "plate"),
    ("broadband/outage", "嗯，地址您说，我记一下，马上给您查。", "address"),
    ("bank/card-declined", "I'm looking at it now, I just need to take your postcode.", "postcode"),
    ("bank/card-declined", "Right, let me check. Your last four digits, if you don't mind.", "card-digits"),
    ("bank/card-declined", "I'm going to need your postcode so I can check.", "postcode"),
    ("courier/missed-delivery", "I'll chase the driver now. I'll just need the tracking number.", "tracking"),
    ("telecom/contract-renewal", "I'll have a look now, all I'd need is your date of birth.", "birth"),
    ("telecom/family-sharing", "I can look that up with your zip code.", "zip"),
    ("travel/delayed-baggage", "I'm opening the trace now, and for that I need the file reference.", "file"),
    ("utilities/smart-meter", "Bear with me while I check, and tell me your account number.", "account"),
    ("saas/locked-account", "I'll look right away, if I could just take your name.", "name"),
]
NOT_REQUESTED = [
    ("telecom/data-overage", "您的手机号我这边看到了，我先帮您查。"),
    ("telecom/data-overage", "您不用报手机号了，系统里有，我马上查。"),
    ("courier/lost-parcel", "找到了我第一时间跟您说一声，单号我记着呢。"),
    ("courier/lost-parcel", "到时候您把姓名跟快递员报一下就能取。"),
    ("courier/lost-parcel", "您刚才报的单号我查到了，东西在东门驿站。"),
    ("bank/annual-fee", "卡号和密码千万别告诉别人。"),
    ("travel/flight-change", "订单我帮您改好了，短信发到您手机号上。"),
    ("government/housing-fund", "我理解，您说吧。"),
    ("bank/card-declined", "I've got your name and postcode here, thank you."),
    ("bank/card-declined", "You don't need to give me your card number."),
    ("courier/missed-delivery", "I need the driver to ring you."),
    ("travel/delayed-baggage", "We'll deliver it to your address, please keep your tag."),
    ("telecom/family-sharing", "Could you tell me more about that?"),
]


def as_recognised(text: str) -> str:
    """The same words as a recogniser writes them: without marks."""
    return re.sub("[，。]", "", text) if re.search("[，。]", text) else re.sub("[,.?]", "", text).lower()


@pytest.mark.parametrize("marks", [True, False])
@pytest.mark.parametrize(("name", "text", "fact"), REQUESTED)
def test_what_is_requested_beside_a_check_is_told(name: str, text: str, fact: str, marks: bool):
    call = called(name, level=1)
    assert f"fact:{fact}" in answer(call, text if marks else as_recognised(text))


@pytest.mark.parametrize(("name", "text"), NOT_REQUESTED)
def test_nobody_tells_what_is_not_requested(name: str, text: str):
    call = called(name, level=1)
    identity = {f"fact:{fact.id}" for fact in call.scenario.facts if fact.kind == "identity"}
    assert not identity & answer(call, text)
