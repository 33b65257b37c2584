"""``content``: scenarios and personas as files, with the same checks as the page."""

from __future__ import annotations

import shutil
import zipfile

import pytest

from app.__main__ import main
from app.exits import BAD, DONE, NO
from simulator.content.loading import SCENARIOS

TEXT = (SCENARIOS / "telecom/data-overage.yaml").read_text(encoding="utf-8")
MY_TEXT = "# 我写的\n" + TEXT.replace("id: telecom/data-overage", "id: telecom/mine")


@pytest.fixture(autouse=True)
def _own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("DUILIAN_DATA", str(tmp_path / "data"))


@pytest.fixture
def mine(tmp_path) -> str:
    path = tmp_path / "mine.yaml"
    path.write_text(MY_TEXT, encoding="utf-8")
    return str(path)


def test_a_file_is_imported_published_listed_exported_retired_and_restored(mine, tmp_path, capsys):
    assert main(["content", "import", mine, "--by", "王老师"]) == DONE
    assert capsys.readouterr().out == "mine.yaml: draft of telecom/mine\n"
    assert main(["content", "publish", "telecom/mine", "--by", "王老师", "--note", "上线"]) == DONE
    assert "published as version 1" in capsys.readouterr().out
    assert main(["content", "list"]) == DONE
    assert "telecom/mine\tpublished\t流量超额，一个月扣了一百六\n" in capsys.readouterr().out
    assert main(["content", "export", "telecom/mine", "--to", str(tmp_path / "out")]) == DONE
    assert (tmp_path / "out/scenarios/telecom/mine.yaml").read_text("utf-8") == MY_TEXT
    assert main(["content", "retire", "telecom/mine", "--by", "王老师"]) == DONE
    assert main(["content", "list"]) == DONE
    assert "telecom/mine\tretired" in capsys.readouterr().out
    assert main(["content", "restore", "telecom/mine", "--by", "王老师"]) == DONE


def test_everything_goes_into_one_zip(tmp_path, shipped):
    assert main(["content", "export", "--to", str(tmp_path / "all.zip")]) == DONE
    with zipfile.ZipFile(tmp_path / "all.zip") as packed:
        assert len(packed.namelist()) == len(shipped.scenarios) + len(shipped.personas)


def test_a_folder_is_imported_whole_and_what_is_odd_is_told(tmp_path, capsys):
    folder = tmp_path / "drafts"
    folder.mkdir()
    (folder / "a.yaml").write_text(MY_TEXT, "utf-8")
    (folder / "b.yaml").write_text("title: [", "utf-8")
    assert main(["content", "import", str(folder), "--by", "王老师"]) == NO
    told = capsys.readouterr().out
    assert "a.yaml: draft of telecom/mine" in told
    assert "b.yaml: not taken in: b.yaml:1: yaml: " in told


def test_what_is_unsound_is_not_published(tmp_path, capsys):
    path = tmp_path / "mine.yaml"
    path.write_text(MY_TEXT.replace("mood: angry", "mood: furious"), "utf-8")
    main(["content", "import", str(path), "--by", "王老师"])
    capsys.readouterr()
    assert main(["content", "publish", "telecom/mine", "--by", "王老师"]) == NO
    line = MY_TEXT[: MY_TEXT.index("mood: angry")].count("\n") + 1
    assert capsys.readouterr().out.startswith(f"telecom/mine.yaml:{line}: mood: ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["import", "x.yaml"], "needs --by NAME"),
        (["retire", "--by", "王老师"], "needs an ID"),
        (["export"], "needs --to"),
        (["publish", "telecom/data-overage", "--by", "王老师"], "has no draft"),
        (["retire", "Moon/1", "--by", "王老师"], "is no scenario id"),
        (["retire", "impatient-boss", "--by", "王老师"], "scenarios need impatient-boss"),
        (["import", "no/such.yaml", "--by", "王老师"], "no such file"),
        (["export", "telecom/none", "--to", "x"], "there is no scenario 'telecom/none'"),
    ],
)
def test_what_cannot_be_done_is_told(words, told, capsys):
    assert main(["content", *words]) == BAD
    assert told in capsys.readouterr().err


def test_a_draft_in_a_file_can_be_called(tmp_path, capsys, monkeypatch):
    import io
    import sys

    path = tmp_path / "telecom" / "data-overage.yaml"
    path.parent.mkdir()
    shutil.copy(SCENARIOS / "telecom/data-overage.yaml", path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("您好，请讲。\n".encode()), "utf-8"))
    assert main(["call", str(path)]) == DONE
    assert capsys.readouterr().out.strip()
