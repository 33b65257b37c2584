"""Files in and out: comments survive, nothing that was there is lost, odd files are told by name."""

from __future__ import annotations

import io
import zipfile

import pytest

from app.studio.beginnings import begin
from app.studio.exchange import offered_texts, parcel, take_in, unpacked
from simulator.content.yaml_reading import LARGEST_FILE
from simulator.errors import BadInput
from tests.app.studio.conftest import BOSS, MINE, MY_TEXT, SHIPPED, TEXT


def zipped(**files: str | bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return whole.getvalue()


def test_everything_goes_out_and_comes_back_the_same(house, wang, shipped):
    texts = offered_texts(house)
    assert len(texts) == len(shipped.scenarios) + len(shipped.personas)
    back = unpacked("all.zip", parcel(texts))
    assert [text for _, text in back] == [text for _, text in texts]
    assert ("scenarios/telecom/data-overage.yaml", TEXT) in back
    arrivals = [take_in(house, file, text, wang) for file, text in back]
    assert {arrival.name for arrival in arrivals} == {name for name, _ in texts}
    assert house.store.contents.drafts() == [], "nothing new, so no drafts"


def test_a_file_becomes_the_draft_of_the_id_in_it_with_its_comments(house, wang):
    text = "# 王老师写的\n" + MY_TEXT
    arrival = take_in(house, "anything.yaml", text, wang)
    assert (arrival.name, arrival.problems) == (MINE, ())
    assert house.store.contents.draft(MINE).text == text


def test_a_draft_that_was_there_becomes_a_version(house, wang):
    begin(house, MINE, MY_TEXT + "# 我的\n", wang)
    arrival = take_in(house, "new.yaml", MY_TEXT, wang)
    assert arrival.kept == 1
    assert house.store.contents.text(MINE, 1).endswith("# 我的\n")
    assert house.store.contents.draft(MINE).text == MY_TEXT
    assert take_in(house, "new.yaml", MY_TEXT, wang).kept is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: [", "x.yaml:1: yaml: "),
        ("title: no id\n", "x.yaml:1: id: "),
        ("id: ../../etc/passwd\n", "x.yaml:1: id: "),
        ("id: telecom/UPPER\n", "x.yaml:1: id: "),
        ("id: nowhere/mine\n", "x.yaml:1: id: "),
        ("voice: {}\nid: a/b\n", "x.yaml:1: id: "),
        ("- a\n", "x.yaml:1: file: must be a mapping"),
        ("x" * 200_001, "x.yaml:1: file: longer than"),
    ],
)
def test_a_file_that_cannot_be_a_draft_is_told_at_its_line(house, wang, text, told):
    arrival = take_in(house, "x.yaml", text, wang)
    assert arrival.name is None
    assert arrival.problems[0].startswith(told)
    assert house.store.contents.drafts() == []


def test_a_persona_is_told_from_a_scenario(house, wang):
    text = "id: impatient-boss\nname: x\nvoice: {timbre: yunxi}\n"  # not sound, but a draft may be so
    assert take_in(house, "p.yaml", text, wang).name == BOSS


@pytest.mark.parametrize(
    ("file", "data", "code"),
    [
        ("a.zip", zipped(**{"readme.txt": "x"}), "empty_zip"),
        ("a.zip", zipped(**{f"{n}.yaml": "" for n in range(301)}), "large_zip"),
        ("a.zip", zipped(**{"big.yaml": b"x" * (LARGEST_FILE + 1)}), "large_file"),
        ("a.zip", zipped(**{"a.yaml": b"\xff\xfe"}), "not_utf8_file"),
        ("a.zip", zipped(**{"a.yaml": "x: 1"}).replace(b"x: 1", b"y: 2", 1), "broken_zip"),
        ("a.yaml", "标题".encode("gb18030"), "not_utf8_file"),
    ],
)
def test_an_odd_file_is_told_by_name(file, data, code):
    with pytest.raises(BadInput) as caught:
        unpacked(file, data)
    assert caught.value.code == code


def test_names_in_a_zip_write_nothing_anywhere(house, wang, tmp_path):
    (found,) = unpacked("a.zip", zipped(**{"../../evil.yaml": MY_TEXT}))
    assert take_in(house, *found, wang).name == MINE
    assert not list(tmp_path.parent.glob("**/evil.yaml"))
    assert SHIPPED.id in house.library().scenarios
