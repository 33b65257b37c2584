"""A house with an empty database of its own, and the texts that the tests change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.house import House
from app.settings import read_settings
from app.storage.records import Name
from simulator.content.loading import PERSONAS, SCENARIOS

SHIPPED = Name("scenario", "telecom/data-overage")
MINE = Name("scenario", "telecom/mine")
BOSS = Name("persona", "impatient-boss")
TEXT = (SCENARIOS / "telecom/data-overage.yaml").read_text(encoding="utf-8")
MY_TEXT = TEXT.replace("id: telecom/data-overage", "id: telecom/mine")
BOSS_TEXT = (PERSONAS / "impatient-boss.yaml").read_text(encoding="utf-8")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(read_settings({"DUILIAN_DATA": str(tmp_path), "DUILIAN_SPEAK": "silent"}))
    yield made
    made.store.close()


@pytest.fixture
def wang(house: House) -> int:
    return house.store.learners.named("王老师")


@pytest.fixture
def li(house: House) -> int:
    return house.store.learners.named("李老师")
