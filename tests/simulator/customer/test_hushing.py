"""别着急 beside time that is given hushes nobody; to tell somebody how to feel does."""

from __future__ import annotations

import pytest

from tests.simulator.customer.test_listening import LIBRARY, heard


@pytest.mark.parametrize("text", ["您别着急，慢慢跟我说，我听着呢。", "别着急啊，您慢慢讲。"])
def test_time_that_is_given_hushes_nobody(text: str):
    assert not heard(text, LIBRARY.scenarios["ecommerce/refund-missing"]).hushes


@pytest.mark.parametrize("text", ["您先别激动，慢慢说。", "您冷静一下。", "您别着急。"])
def test_to_be_told_how_to_feel_does(text: str):
    assert heard(text, LIBRARY.scenarios["ecommerce/refund-missing"]).hushes
