"""The shipped models are what the corpus teaches."""

from pathlib import Path

import numpy as np
import pytest

from simulator.understanding.corpus import SIDES, examples, files, fingerprint
from simulator.understanding.model import FOLDER, Model, model_of
from simulator.understanding.train import train

LARGEST = 4_000_000  # bytes of one model


@pytest.mark.parametrize("side", SIDES)
def test_the_model_was_made_from_this_corpus(side: str) -> None:
    message = "the corpus changed: run python -m simulator.understanding.train"
    assert model_of(side).fingerprint == fingerprint(side), message


@pytest.mark.parametrize("side", SIDES)
def test_models_are_small(side: str) -> None:
    assert (FOLDER / f"{side}.npz").stat().st_size <= LARGEST


def test_training_again_gives_the_same_weights(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    side = "customer_en"  # the smallest one
    again = tmp_path / "again.npz"
    train(side).save(again)
    fresh, shipped = Model.load(again), model_of(side)
    assert fresh.labels == shipped.labels
    assert list(fresh.terms) == list(shipped.terms)
    assert np.allclose(fresh.weights, shipped.weights, atol=0.01)
    assert np.allclose(fresh.bias, shipped.bias, atol=0.01)


def test_saving_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    model = model_of("agent_zh")
    for name in ("one.npz", "two.npz"):
        model.save(tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


@pytest.mark.parametrize("side", SIDES)
def test_every_corpus_line_is_readable_and_some_are_held_out(side: str) -> None:
    found = examples(side)
    assert files(side)
    assert 0.1 < sum(example.held_out for example in found) / len(found) < 0.3


def test_wrong_labels_are_reported_with_their_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "agent_zh").mkdir()
    (tmp_path / "agent_zh" / "x.jsonl").write_text('{"text": "好", "acts": ["nod"]}\n', encoding="utf-8")
    monkeypatch.setattr("simulator.understanding.corpus.FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"x\.jsonl:1.*nod"):
        examples("agent_zh")
