import subprocess
import sys
from pathlib import Path

import pytest

from simulator.errors import Unavailable
from simulator.voice import models
from simulator.voice.models import kokoro_model, models_folder, packaged, pins, prepare, whisper_folder, whole


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUILIAN_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


@pytest.mark.parametrize(
    ("platform", "variable", "below"),
    [("linux", "XDG_CACHE_HOME", "duilian/models"), ("win32", "LOCALAPPDATA", "duilian/models")],
)
def test_models_lie_in_the_users_cache_folder(
    platform: str, variable: str, below: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DUILIAN_MODELS", raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv(variable, str(tmp_path))
    assert models_folder() == tmp_path / below


def test_a_mac_keeps_them_in_its_caches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DUILIAN_MODELS", raising=False)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert models_folder().parts[-4:] == ("Library", "Caches", "duilian", "models")


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "file"

    def fail_halfway() -> None:
        with whole(target) as draft:
            draft.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert list(target.parent.iterdir()) == []
    with whole(target) as draft:
        draft.write_text("all")
    assert target.read_text() == "all"
    assert list(target.parent.iterdir()) == [target]


def test_the_light_install_is_told_which_package_is_missing() -> None:
    with pytest.raises(Unavailable, match="pip install no-such-voice-package") as error:
        packaged("no-such-voice-package", "part.bin")
    assert error.value.code == "missing_package"


def test_the_users_own_models_win(folder: Path) -> None:
    for name in ("whisper/model.bin", "kokoro/model.onnx"):
        (folder / "own" / name).parent.mkdir(parents=True)
        (folder / "own" / name).touch()
    assert whisper_folder() == folder / "own" / "whisper"
    assert kokoro_model() == folder / "own" / "kokoro" / "model.onnx"


@pytest.mark.voice
def test_damaged_parts_are_refused_and_leave_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {**pins(), "whisper": {**pins()["whisper"], "sha256": "0" * 64}}
    monkeypatch.setattr(models, "pins", lambda: wrong)
    with pytest.raises(Unavailable) as error:
        whisper_folder()
    assert error.value.code == "damaged_model"
    assert not list(folder.rglob("model.bin*"))


@pytest.mark.voice
def test_two_processes_may_put_the_models_together_at_once(folder: Path) -> None:
    order = [sys.executable, "-c", "from simulator.voice.models import whisper_folder; whisper_folder()"]
    both = [subprocess.Popen(order) for _ in range(2)]
    assert [process.wait(120) for process in both] == [0, 0]
    names = sorted(path.name for path in (folder / "whisper-base").iterdir())
    assert names == ["config.json", "model.bin", "tokenizer.json", "vocabulary.txt"]
    assert (folder / "whisper-base" / "model.bin").stat().st_size == pins()["whisper"]["bytes"]


@pytest.mark.voice
def test_preparing_tells_how_far_it_is_and_costs_nothing_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")  # no npm: the spare voices do
    monkeypatch.setattr("simulator.voice.styles.npm_command", lambda: None)
    told: list[tuple[str, float]] = []
    prepare(lambda what, share: told.append((what, share)))
    assert [what for what, share in told if share == 1.0] == ["listener", "speaker", "styles"]
    assert all(0 <= share <= 1 for _, share in told)
    again: list[tuple[str, float]] = []
    prepare(lambda what, share: again.append((what, share)))
    assert again == []
