"""What is asked on top of an offer is never what the agent has just promised."""

from __future__ import annotations

import pytest

from simulator.content.alternation import every
from simulator.content.loading import load_library
from simulator.customer.deciding.offers import still_wanted

LIBRARY = load_library()


@pytest.mark.parametrize(
    ("name", "way", "given", "wish"),
    [
        ("courier/lost-parcel", "search-now", "我让师傅今天就找，找到了直接送到您宿舍楼下。", "直接送我宿舍"),
        ("ecommerce/refund-missing", "new-card", "改退到新卡，延误的补偿也给您申请上。", "延误的补偿"),
        ("ecommerce/refund-missing", "new-card", "改退到新卡，我给您加急。", "加急"),
        ("broadband/outage", "tonight", "六点半前到，我帮您盯着。", "盯着"),
        ("travel/delayed-baggage", None, "Somebody will call from the airport.", "from the airport"),
        ("bank/card-declined", None, "I'll stay on the line while he tries it.", "stay on the line"),
    ],
)  # fmt: skip
def test_what_was_promised_is_not_wished_for(name: str, way: str | None, given: str, wish: str):
    scenario = LIBRARY.scenarios[name]
    lines = [line for found in scenario.resolutions for line in found.bargain if way in (None, found.id)]
    lines = lines or [line for found in scenario.resolutions for line in found.bargain]
    assert any(wish in version for line in lines for version in every(line)), lines
    left = still_wanted(lines, [given], scenario.language)
    assert not any(wish in version for line in left for version in every(line))


@pytest.mark.parametrize("name", sorted(LIBRARY.scenarios))
def test_the_offer_itself_leaves_something_to_wish_for(name: str):
    scenario = LIBRARY.scenarios[name]
    for way in scenario.resolutions:
        if way.bargain:
            assert still_wanted(way.bargain, [way.say or way.offer], scenario.language), way.id
