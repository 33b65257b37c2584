"""A trainer's place: every change is safe, two trainers never overwrite each other, problems have lines."""

from __future__ import annotations

import pytest

from app.house import House
from app.storage.records import Step
from app.studio.beginnings import begin, template
from app.studio.workbench import Workbench
from simulator.errors import BadInput, Unavailable
from tests.app.studio.conftest import MINE, MY_TEXT, SHIPPED, TEXT


@pytest.fixture
def mine(house: House, wang: int) -> Workbench:
    begin(house, MINE, MY_TEXT, wang)
    return Workbench(house, MINE, wang)


def steps(bench: Workbench) -> list[Step]:
    return [entry.step for entry in bench.house.store.contents.history(bench.name)]


def test_looking_at_what_ships_changes_nothing(house, wang):
    bench = Workbench(house, SHIPPED, wang)
    bench.look()
    bench.keep()
    assert bench.text == TEXT
    assert bench.draft is None
    assert house.store.contents.drafts() == []
    assert bench.problems == ()


def test_a_change_is_stored_as_it_is_made_and_found_again(house, wang, li):
    Workbench(house, SHIPPED, wang).write(TEXT + "# 我的说明\n")
    again = Workbench(house, SHIPPED, li)
    assert again.text.endswith("# 我的说明\n")
    assert again.draft is not None
    assert again.draft.editor == "王老师"


def test_a_problem_stands_at_its_line_and_is_gone_when_it_is_mended(mine):
    line = MY_TEXT[: MY_TEXT.index("mood: angry")].count("\n") + 1
    mine.write(MY_TEXT.replace("mood: angry", "mood: furious"))
    (problem,) = mine.problems
    assert (problem.line, problem.where) == (line, "mood")
    assert problem.message.startswith("must be 'angry'")
    assert mine.content is None
    mine.write(MY_TEXT)
    assert mine.problems == ()
    assert mine.content is not None


def test_a_second_trainer_follows_what_the_first_one_saves(house, mine, li):
    other = Workbench(house, MINE, li)
    other.write(MY_TEXT + "# 李\n")
    mine.look()
    assert mine.text.endswith("# 李\n")
    assert mine.adopted is not None
    assert mine.adopted.editor == "李老师"
    mine.write(mine.text + "# 王\n")
    other.look()
    assert other.text.endswith("# 李\n# 王\n")


def test_who_comes_second_is_told_and_nothing_is_lost(house, mine, li):
    other = Workbench(house, MINE, li)
    other.write(MY_TEXT + "# 李\n")
    mine.write(MY_TEXT + "# 王\n")
    assert mine.overtaken is not None
    assert mine.overtaken.code == "draft_changed"
    assert mine.overtaken.facts["by"] == "李老师"
    mine.look()
    assert mine.text.endswith("# 王\n"), "what was typed stays in sight"
    with pytest.raises(BadInput):
        mine.save()


def test_going_on_with_theirs_keeps_mine_in_the_history(house, mine, li):
    test_who_comes_second_is_told_and_nothing_is_lost(house, mine, li)
    mine.yield_to_theirs()
    assert mine.text.endswith("# 李\n")
    assert steps(mine) == [Step.ASIDE]
    assert house.store.contents.text(MINE, 1).endswith("# 王\n")


def test_going_on_with_mine_keeps_theirs_in_the_history(house, mine, li):
    test_who_comes_second_is_told_and_nothing_is_lost(house, mine, li)
    mine.insist_on_mine()
    draft = house.store.contents.draft(MINE)
    assert draft is not None
    assert draft.text.endswith("# 王\n")
    texts = [house.store.contents.text(MINE, number)[-4:] for number in (1, 2)]
    assert sorted(texts) == ["# 李\n", "# 王\n"]


def test_what_cannot_be_stored_now_is_stored_later(mine, monkeypatch):
    def full(*_: object) -> None:
        raise Unavailable("the disk is full", code="storage")

    with monkeypatch.context() as broken:
        broken.setattr(mine.house.store.contents, "put", full)
        mine.write(MY_TEXT + "# 早\n")
        assert mine.unsaved is not None
        assert mine.text.endswith("# 早\n")
    mine.look()
    assert mine.unsaved is None
    assert mine.house.store.contents.draft(MINE).text.endswith("# 早\n")


def test_an_earlier_version_comes_back_and_the_present_one_stays(mine):
    mine.save("第一稿")
    mine.write(MY_TEXT + "# 二\n")
    mine.restore(1)
    assert mine.text == MY_TEXT
    assert mine.house.store.contents.text(MINE, 2).endswith("# 二\n")


def test_a_draft_given_up_goes_back_to_what_is_offered(house, wang):
    bench = Workbench(house, SHIPPED, wang)
    bench.write(TEXT + "# x\n")
    bench.discard()
    assert bench.text == TEXT
    assert steps(bench) == [Step.ASIDE]


def test_a_name_that_is_gone_is_told(house, wang):
    with pytest.raises(BadInput) as caught:
        Workbench(house, MINE, wang)
    assert caught.value.code == "content_gone"


def test_a_name_that_exists_is_not_begun_again(house, wang, mine):
    for name in (MINE, SHIPPED):
        with pytest.raises(BadInput) as caught:
            begin(house, name, template("scenario", "zh"), wang)
        assert caught.value.code == "content_exists"


def test_a_call_is_tried_as_the_text_stood_and_repeats_from_its_seed(mine):
    def played() -> list[str]:
        call = mine.try_call(7, 2)
        assert call is not None
        call.say("您好，请问有什么可以帮您？")
        call.say("")
        assert all(turn.state is not None for turn in call.turns if turn.speaker == "customer")
        return [turn.text for turn in call.turns]

    assert played() == played()
    mine.write(MY_TEXT.replace("mood: angry", "mood: furious"))
    assert mine.preview is not None, "the call goes on"
    assert mine.try_call(7) is None


def test_a_rehearsal_runs_in_the_background_and_belongs_to_its_text(mine):
    running = mine.rehearse()
    assert running is not None
    assert running.finished.wait(300)
    assert mine.report is not None
    assert mine.report.calls == running.total == running.played
    assert mine.report.gates
    mine.write(MY_TEXT + "# changed\n")
    assert mine.report is None, "another text was not rehearsed"


def test_a_rehearsal_that_is_given_up_ends_without_a_report(mine):
    running = mine.rehearse()
    assert running is not None
    mine.close()
    assert running.finished.wait(120)
    assert running.report is None
