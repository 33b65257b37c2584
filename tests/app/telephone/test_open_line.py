"""A call on an open line: turns, interruptions, signs of listening, silence, hold, a cut connection."""

from __future__ import annotations

import json
import threading
from itertools import pairwise

import numpy as np
import pytest

from app.components.line import DOUBTFUL
from app.customer_voice import broken_off
from app.desk import Desk
from app.replaying.keys import Heard
from simulator.call import Call
from simulator.customer.wording.opening import usual_beginnings
from simulator.transcript import EndReason, Speaker, Turn
from simulator.voice.clauses import clauses
from simulator.voice.delivery import delivery
from simulator.voice.failover import SpeakerChain
from simulator.voice.talk import stretches_of, timing
from simulator.voice.wav import decode, decode_channels
from tests.app.telephone.phone import Busy, Humming, Phone, voice

GREETING = "您好，星联移动，我是客服小林，请问有什么可以帮您？"
CALMS = "刚充的钱一下子就少了，换谁都着急，我来给您查，您看可以吗？"


@pytest.fixture
def phone(tmp_path):
    return Phone(tmp_path)


def opened(phone: Phone) -> Phone:
    phone.waits(1)
    phone.says(GREETING, 3)
    phone.answered(2)
    return phone


def assert_said_whole(turn: Turn) -> None:
    """As long as its words and the pauses between them."""
    said, pauses = 0.2 * len(turn.text), len(clauses(turn.text, "zh-CN")) + 1
    assert said - 0.1 < turn.end - turn.start < said + 0.5 * pauses


@pytest.mark.parametrize(
    ("text", "share", "said"),
    [
        ("My contract's gone up to twenty two pounds.", 0.65, "My contract's gone up to——"),
        ("我跟你说，我这话费不对。", 0.5, "我跟你说，我——"),
        ("Unbelievable.", 0.3, "Unbe——"),
        ("Right, then.", 0.5, "Right——"),
    ],
)
def test_a_line_breaks_off_behind_a_word(text, share, said):
    assert broken_off(text, share) == said


def test_who_just_speaks_is_answered(phone):
    opened(phone)
    mine, theirs = phone.turns
    assert (mine.speaker, mine.text) == (Speaker.AGENT, GREETING)
    assert (mine.start, mine.end) == (pytest.approx(1.0, abs=0.15), pytest.approx(4.0, abs=0.15))
    assert theirs.start > mine.end
    assert_said_whole(theirs)


def test_the_time_that_the_machine_takes_is_its_own(phone):
    theirs = opened(phone).turns[1]
    assert theirs.system_delay == pytest.approx(theirs.start - phone.turns[0].end, abs=0.02)
    assert theirs.system_delay < 1.0


def test_a_breath_in_the_middle_of_a_sentence_ends_no_turn(phone):
    phone.says("这个费用是因为", 2)
    phone.waits(1.0)
    assert phone.turns == []
    phone.says("这个费用是因为您的流量超了，您看这样可以吗？", 2)
    phone.answered(2)
    assert phone.turns[0].text.endswith("可以吗？")
    assert phone.turns[0].end - phone.turns[0].start == pytest.approx(5.0, abs=0.3)


@pytest.mark.parametrize("sign", ["嗯", "对", "好的", "嗯嗯", "mm-hmm"])
def test_a_sign_of_listening_stops_nobody(phone, sign):
    opened(phone)
    phone.says(CALMS, 3)
    while phone.playing is None:
        phone.waits(0.1)
    phone.waits(0.5)
    phone.says(sign, 0.4)
    phone.answered(4)
    theirs = phone.turns[3]
    assert not any("stop" in message for message in phone.told)
    assert theirs.signs == (sign,)
    assert "——" not in theirs.text
    assert phone.desk.house.store.call(phone.desk.call_id).transcript.turns[3].signs == (sign,)


def test_a_second_of_speech_stops_the_customer_in_time_and_is_minded(phone):
    opened(phone)
    phone.says(CALMS, 3)
    while phone.playing is None:
        phone.waits(0.1)
    phone.waits(0.3)
    begun = phone.now
    while not any("stop" in message for message in phone.told):
        phone.says("您先听我说，这个不是我们的问题", 0.04)
        assert phone.now < begun + 3
    assert phone.now - begun <= 1.4, "a second of speech, and 0.4 s to fall silent"
    phone.says("您先听我说，这个不是我们的问题，是您自己用超了", 1.0)
    before = phone.desk.call.mood
    phone.answered(6)
    theirs = phone.turns[3]
    assert theirs.text.endswith("——")
    assert theirs.end == pytest.approx(begun + 1.1, abs=0.4)
    assert phone.turns[4].start < theirs.end
    assert phone.desk.call.mood.anger > before.anger
    assert timing(stretches_of(phone.turns)).interruptions(Speaker.AGENT) == 1


def test_words_of_ones_own_stop_the_customer_however_short(phone):
    opened(phone)
    phone.says(CALMS, 3)
    while phone.playing is None:
        phone.waits(0.1)
    phone.waits(0.3)
    phone.says("等一下", 0.6)
    phone.waits(0.5)
    assert any("stop" in message for message in phone.told)


def test_an_echo_from_the_loudspeaker_interrupts_nobody_and_says_nothing(tmp_path):
    phone = Phone(tmp_path, echo=0.3)
    opened(phone)
    for turn in (4, 6, 8):
        phone.says(CALMS, 3)
        phone.prompter.text = "我跟你说"
        phone.answered(turn)
    assert not any("stop" in message for message in phone.told)
    assert [turn.speaker for turn in phone.turns] == [Speaker.AGENT, Speaker.CUSTOMER] * 4


def test_after_a_while_of_silence_the_customer_asks_and_then_gives_up(phone):
    opened(phone)
    phone.answered(3)
    assert phone.turns[2].speaker is Speaker.CUSTOMER, "nobody spoke in between"
    assert 6 <= phone.turns[2].start - phone.turns[1].end <= 14
    for _ in range(60):
        phone.waits(5)
        if phone.desk.call.ended is not None and phone.line.over:
            break
    assert phone.desk.call.ended is EndReason.WALKED_AWAY
    assert phone.told[-1].get("over")


def test_a_customer_whose_voice_is_late_waits_for_it_and_is_heard(phone):
    opened(phone)
    busy = Busy()
    phone.house.speaker = SpeakerChain([busy])
    phone.says(CALMS, 3)
    phone.waits(20, for_the_voice=False)
    assert [turn.speaker for turn in phone.turns] == [Speaker.AGENT, Speaker.CUSTOMER] * 2
    busy.free.set()
    while phone.playing is None:
        phone.waits(0.1)
    phone.answered(4)
    theirs = phone.turns[3]
    assert len(phone.turns) == 4
    assert_said_whole(theirs)
    assert theirs.system_delay > 18


def test_on_hold_nobody_is_heard_and_the_time_counts(phone):
    opened(phone)
    phone.says("请您稍等一下，我去给您查一下，可以吗？", 2)
    phone.answered(4)
    phone.line.told({"hold": True})
    phone.says("喂，老王，中午吃什么", 3)
    phone.waits(30)
    assert len(phone.turns) == 4
    phone.line.told({"hold": False})
    phone.says("让您久等了，我查到了。", 2)
    phone.answered(6)
    assert phone.turns[4].text == "让您久等了，我查到了。"
    assert phone.turns[4].start - phone.turns[3].end > 30


def test_what_is_said_while_the_connection_is_away_is_not_lost(phone):
    opened(phone)
    sent = phone.number
    phone.cut()
    kept = [(phone.number + n, frame) for n, frame in enumerate(_frames(3.0))]
    phone.prompter.text = CALMS
    phone.connect()
    for number, frame in kept:
        phone.line.frame(number, frame)
        phone.line.frame(number, frame)  # sent twice, heard once
    phone.number = sent + len(kept)
    phone.answered(4)
    assert phone.turns[2].text == CALMS
    assert phone.turns[2].end - phone.turns[2].start == pytest.approx(3.0, abs=0.2)


def _frames(seconds: float):
    from app.telephone.wire import FRAME
    from tests.app.telephone.phone import voice

    sound = voice(seconds)
    return [sound[at : at + FRAME] for at in range(0, len(sound) // FRAME * FRAME, FRAME)]


def test_frames_from_nowhere_are_passed_over(phone):
    opened(phone)
    before = phone.line.ear.heard
    phone.line.frame(2**31, _frames(0.04)[0])
    phone.line.frame(0, _frames(0.04)[0])
    assert phone.line.ear.heard == before


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"playing": "x", "at": 3},
        {"at": "soon"},
        {"ended": 99, "at": 1},
        {"stopped": 1, "played": "all", "at": 2},
        {"hold": "yes"},
        {"at": -5, "ended": 1},
    ],
)
def test_what_no_browser_says_harms_nothing(phone, message):
    opened(phone)
    phone.line.told(message)
    phone.says(CALMS, 3)
    phone.answered(4)


def test_the_call_goes_on_by_pressing_a_button(phone):
    opened(phone)
    phone.desk.leave_line()
    phone.desk.utterances.take_in("1", text=CALMS)
    phone.desk.speech.finished.wait(20)
    assert [turn.speaker for turn in phone.turns] == [Speaker.AGENT, Speaker.CUSTOMER] * 2
    assert phone.line.over


def test_hanging_up_keeps_what_was_said(phone):
    opened(phone)
    phone.says(CALMS, 3)
    while phone.playing is None:
        phone.waits(0.1)
    phone.waits(0.5)
    phone.desk.hang_up()
    stored = phone.house.store.call(phone.desk.call_id)
    assert stored.ended is EndReason.AGENT_HUNG_UP
    assert len(stored.transcript.turns) == 4
    assert phone.line.over


def test_the_customer_is_heard_to_look_for_words_that_have_yet_to_be_made(phone):
    opened(phone)
    prepared = phone.first_clips[0]
    assert prepared > 0.6, "the first words were made while the phone rang: nobody looks for them"
    phone.desk.utterances.take_in("typed", text="我们规定就是这样，您投诉也没用。")  # no pause to prepare in
    phone.waits(0.2)
    phone.answered(4)
    text = phone.turns[3].text
    assert 0.39 < phone.first_clips[1] < 0.6, text  # two characters and the pause after them
    assert not text.startswith(("嗯", "哎", "呃", "哦", "啧"))


def test_the_words_with_which_customers_mostly_begin_are_made_ahead(phone):
    opened(phone)
    call, persona, language = phone.desk.call, phone.desk.persona, phone.desk.scenario.language
    how = delivery(persona.voice, call.mood, language)
    usual = usual_beginnings(call.band, language)
    assert usual
    assert all(phone.house.speaker.known(beginning, how) for beginning in usual)


def test_who_types_a_long_line_after_the_customer_has_finished_has_cut_nobody_short(phone):
    opened(phone)
    while phone.playing is not None:
        phone.waits(0.1)
    phone.waits(0.5)
    phone.desk.utterances.take_in("typed", text=CALMS * 4)
    assert phone.turns[2].start >= phone.turns[1].end
    assert phone.turns[2].end > phone.turns[2].start


def test_who_lectures_is_cut_short_at_the_next_breath(phone):
    opened(phone)
    for _ in range(12):  # every breath is too short to end a turn
        phone.says("我再给您解释一下，我们这个规定是这样的，然后", 4)
        phone.waits(0.3)
        if len(phone.turns) > 2:
            break
    lecture = phone.turns[2].end - phone.turns[2].start
    patience = phone.turns[1].state.patience
    assert 15 < lecture < 15 + 30 * patience + 5


@pytest.mark.parametrize(("confidence", "doubted"), [(0.3, True), (0.9, False)])
def test_a_line_that_was_hard_to_hear_is_told_so(phone, confidence, doubted):
    phone.prompter.confidence = confidence
    opened(phone)
    assert (phone.desk.confidence < DOUBTFUL) is doubted
    phone.desk.utterances.take_in("typed", text=CALMS)
    assert phone.desk.confidence == 1.0


FIRST_HALF = "刚充的钱一下子就少了，换谁都着急。"
REST = "我这就给您查一下账单，您看可以吗？"


def gone_on(phone: Phone) -> Phone:
    """The agent stops for so long that the turn seems over, and goes on before the customer is heard."""
    opened(phone)
    phone.says(FIRST_HALF, 2)
    phone.waits(1.0)
    phone.says(REST, 2)
    phone.answered(4)
    return phone


def test_who_goes_on_before_the_customer_is_heard_had_not_finished(tmp_path):
    phone = gone_on(Phone(tmp_path, slow=0.8))
    assert [turn.speaker for turn in phone.turns] == [Speaker.AGENT, Speaker.CUSTOMER] * 2
    mine, theirs = phone.turns[2:]
    assert mine.text == FIRST_HALF + REST
    assert mine.end - mine.start == pytest.approx(5.0, abs=0.3)
    assert theirs.start > mine.end
    assert theirs.system_delay == pytest.approx(theirs.start - mine.end, abs=0.02)


def test_the_customer_answers_as_if_it_had_been_said_at_once(tmp_path):
    phone = gone_on(Phone(tmp_path, slow=0.8))
    desk = phone.desk
    in_one = Call(desk.scenario, desk.persona, desk.call.seed)
    in_one.pick_up(1)
    for turn in phone.turns[::2]:
        reply = in_one.hear(turn.text, turn.start, turn.end)
    assert phone.turns[3].text == reply.text
    assert phone.turns[3].state == reply.state


def test_both_halves_of_a_turn_are_on_file_with_their_sound(tmp_path):
    phone = gone_on(Phone(tmp_path, slow=0.8))
    phone.answered(4)
    phone.desk.hang_up()
    store, call_id = phone.house.store, phone.desk.call_id
    stored = store.call(call_id).transcript.turns
    assert [turn.text for turn in stored] == [turn.text for turn in phone.turns]
    mine = decode(store.turns.audio(call_id, 2))
    assert mine.seconds == pytest.approx(5.6, abs=0.3), "2 s, a second of thought, 2 s, and a little around"
    assert store.turns.recorded(call_id) == {0, 1, 2, 3}


def test_a_turn_that_was_not_over_is_on_file_even_if_it_never_ends(tmp_path):
    phone = Phone(tmp_path, slow=0.8)
    opened(phone)
    phone.says(FIRST_HALF, 2)
    phone.waits(1.0)
    phone.says(REST, 0.6)
    assert len(phone.turns) == 2
    stored = phone.house.store.call(phone.desk.call_id).transcript.turns
    assert [turn.text for turn in stored[2:]] == [FIRST_HALF]


def test_a_customer_who_is_heard_already_is_interrupted_not_taken_back(phone):
    opened(phone)
    phone.says(FIRST_HALF, 2)
    while phone.playing is None:
        phone.waits(0.04)
    phone.waits(0.4)
    phone.says(REST, 2)
    phone.answered(6)
    assert phone.turns[2].text == FIRST_HALF
    assert phone.turns[3].text.endswith("——")


def test_a_customer_who_has_rung_off_stays_so(tmp_path):
    phone = Phone(tmp_path, slow=0.8)
    opened(phone)
    phone.desk.call.customer.mood = phone.desk.call.mood.model_copy(update={"patience": 0.0, "anger": 0.95})
    while phone.desk.call.ended is None:
        assert len(phone.turns) < 20
        phone.answered(len(phone.turns))
        phone.says("您自己用的，我们不管，您爱找谁找谁。", 2)
        phone.waits(1.0)
    turns = len(phone.turns)
    phone.says("听见没有，我还没说完呢。", 1.5)
    phone.waits(5)
    assert phone.desk.call.ended in (EndReason.WALKED_AWAY, EndReason.ESCALATED)
    assert len(phone.turns) == turns


def test_who_talks_for_long_hears_now_and_then_that_the_customer_listens(phone):
    opened(phone)
    phone.desk.call.customer.mood = phone.desk.call.mood.model_copy(update={"anger": 0.1, "patience": 1.0})
    phone.desk.voice.prepare()
    begun = phone.now
    for _ in range(4):
        phone.says("我给您看了一下，您这个月的流量是用到了二十二个多G，", 2.5)
        phone.waits(0.3)
    signs = [at - begun for at in phone.signs]
    assert signs, "more than ten seconds without a sign"
    assert signs[0] > 2.8
    assert all(later - earlier >= 4 for earlier, later in pairwise(signs))
    phone.says("您看这样可以吗？", 1)
    phone.answered(4)
    assert len(phone.turns[2].signs) == len(phone.signs)
    assert phone.house.store.call(phone.desk.call_id).transcript.turns[2].signs == phone.turns[2].signs


def test_what_the_customer_murmured_is_in_the_recording_where_it_was_heard(phone):
    opened(phone)
    phone.desk.call.customer.mood = phone.desk.call.mood.model_copy(update={"anger": 0.1, "patience": 1.0})
    phone.desk.voice.prepare()
    for _ in range(3):
        phone.says("我给您看了一下，您这个月的流量是用到了二十二个多G，", 2.5)
        phone.waits(0.3)
    phone.answered(4)
    phone.desk.hang_up()
    assert phone.signs
    store, call_id = phone.house.store, phone.desk.call_id
    murmurs = store.turns.murmurs(call_id)
    begun = phone.line.clock.begun  # of the microphone, from pick-up
    assert [at - begun for at, _ in murmurs] == pytest.approx(phone.signs, abs=0.05)
    recording = Heard(store, call_id).recording
    sound, rate = decode_channels(b"".join(recording.read(0, recording.size)))
    for (at, _), murmur in zip(murmurs, phone.murmured, strict=True):
        there = sound[int(at * rate) : int(at * rate) + len(murmur), 1]
        assert np.abs(there).max() == pytest.approx(np.abs(murmur).max(), abs=0.02)


class Halting(Humming):
    """A voice that says one clause and then takes its time."""

    def __init__(self) -> None:
        self.free = threading.Event()
        self.said = 0

    def speak(self, text, delivery):
        self.said += 1
        if self.said > 1:
            self.free.wait(60)
        yield from super().speak(text, delivery)


def test_of_a_line_that_is_not_all_made_yet_only_what_was_heard_is_on_file(phone):
    opened(phone)
    halting = Halting()
    phone.house.speaker = SpeakerChain([halting])
    phone.says(CALMS, 3)
    for _ in range(100):
        if phone.playing is not None:
            break
        phone.waits(0.04, for_the_voice=False)
    said = phone.turns[3].text
    assert len(clauses(said, "zh-CN")) > 1, said
    phone.waits(phone.first_clips[-1] + 0.3, for_the_voice=False)
    phone.prompter.text = "您先听我说"
    phone.hears(voice(1.5), for_the_voice=False)
    halting.free.set()
    phone.answered(6)
    theirs = phone.turns[3].text
    assert theirs.endswith("——"), theirs
    assert len(theirs) - 2 <= 0.7 * len(said)


def test_a_line_that_no_browser_plays_is_no_talk_of_the_customers(tmp_path):
    phone = Phone(tmp_path, slow=60)
    phone.waits(1)
    phone.says(GREETING, 3)
    phone.waits(1)
    while phone.line.playing is not None:
        assert phone.now < 30
        phone.waits(0.2)
    line = phone.turns[1]
    assert line.end - line.start < 0.1


def test_what_no_voice_can_say_stands_on_the_page(phone):
    phone.house.speaker = SpeakerChain([])
    phone.waits(1)
    phone.says(GREETING, 3)
    while len(phone.turns) < 2 or phone.line.playing is not None:
        phone.waits(0.2)
        assert phone.now < 20
    assert {"turns": 2} in phone.told


def test_who_is_angry_listens_in_silence(phone):
    opened(phone)
    phone.desk.call.customer.mood = phone.desk.call.mood.model_copy(update={"anger": 0.9})
    phone.desk.voice.prepare()
    for _ in range(4):
        phone.says("我给您看了一下，您这个月的流量是用到了二十二个多G，", 2.5)
        phone.waits(0.3)
    assert phone.signs == []


def test_a_call_that_goes_on_in_another_tab_is_not_heard_here_any_more(phone):
    opened(phone)
    other = Desk.resume(phone.house, phone.house.store.call(phone.desk.call_id))
    phone.says(CALMS, 3)
    phone.waits(2)
    assert phone.line.over
    assert len(phone.turns) == 2
    assert len(other.call.turns) == 2


def test_a_browser_that_stops_at_once_changes_nothing(tmp_path):
    phone = Phone(tmp_path, slow=0.8)

    def at_once(message):
        phone._receive(message)
        told = json.loads(message) if isinstance(message, str) else {}
        if "stop" in told:
            phone.line.told({"stopped": told["stop"], "at": phone.sample, "played": 0.0})

    phone.line.connect(at_once)
    gone_on(phone)
    assert phone.turns[2].text == FIRST_HALF + REST
