"""Finds the moments of a call that scorecard items name: emotion, opinion, story, interruption, path."""

from __future__ import annotations

from grading.heard import Heard, Said
from simulator.understanding import Feeling

NEGATIVE = (Feeling.ANGER, Feeling.ANXIETY, Feeling.CONFUSION, Feeling.SADNESS)
MOVED = 0.6  # anger or anxiety of a simulated customer that anybody would hear
SHOWN = 0.45  # feelings read from a customer's turn that say something
RELIEVED = 0.5
SURE = 0.6  # an act guessed by the model alone must be at least this likely
BLAMED = 0.93  # blame is a critical error: it must be all but certain
ACCUSED = 0.35  # an accusation of somebody who is addressed (你们…) may be this likely …
ACCUSED_AT_ONCE = 0.6  # … and this, while the business is still being stated
OBJECTS = ("objection:", "again:")  # what a simulated customer says on file
PUSHES = ("move:ask_next", "move:impatient")  # … and what they say when they must ask what comes next
LEADS = ("signpost", "confirms", "question")
REPROACHES = ("accuse", "threaten")  # acts on file that nobody does without a feeling
UNFAIR_ACTS = ("accuse", "demand")
RESISTS = (*UNFAIR_ACTS, "complain", "state_problem")  # what may hold an opinion nobody filed
OVERLAP_S = 0.25  # seconds of overlap from which it is an interruption
SHORT_TURN = {True: 7, False: 4}  # Han characters, words: below this nothing new is told
LONG_REST = {True: 14, False: 9}  # an answer with this much more is also a story
NOUN_ONLY = 6  # 订单号 alone asks for it
BUSINESS = {True: 5, False: 4}
OPENING = 3  # agent turns in which a call that the agent makes is opened


def problem(call: Heard) -> int:
    """The first customer turn that is more than a hello."""
    chinese = call.chinese
    heard = called(call) if call.manner.outgoing else -1
    for turn in call.customer:
        if turn.index <= heard:
            continue
        rest = call.words.without(turn.text, "greeting", "opening_noise")
        if call.length(rest) >= BUSINESS[chinese]:
            return turn.index
    return len(call.turns)


def called(call: Heard) -> int:
    """In a call that the agent makes: the turn up to which it is only opened, with the answer to 方便吗."""
    for turn in reversed(call.agent[:OPENING]):
        if call.has("asks_moment", turn):
            answer = call.answer_to(turn.index)
            brief = answer is not None and call.length(answer.text) < 2 * BUSINESS[call.chinese]
            return answer.index if answer is not None and brief else turn.index
        if call.has("states_purpose", turn):
            return turn.index
    return -1


def shows_emotion(call: Heard, turn: Said) -> bool:
    """Words of feeling, an accusation or a complaint; never inferred from a voice.

    A simulated customer's mood is known, not inferred: it counts where it is on file.
    """
    file = call.transcript.turns[turn.index]
    if is_moved(call, turn) or (file.said and file.act in REPROACHES):
        return True
    felt = max((turn.does.feelings.get(feeling, 0.0) for feeling in NEGATIVE), default=0.0)
    enough = call.length(turn.text) >= SHORT_TURN[call.chinese]
    return (enough and felt >= SHOWN) or call.has("customer_feels", turn) or call.has("accuses", turn)


def is_moved(call: Heard, turn: Said) -> bool:
    """Whether the mood on file of a simulated customer is one that anybody would hear."""
    mood = call.transcript.turns[turn.index].state
    return mood is not None and max(mood.anger, mood.anxiety) >= MOVED


def holds_opinion(call: Heard, turn: Said) -> bool:
    """An unfair opinion, accusation, or demand outside policy; fears, hearsay, third parties are none.

    What a simulated customer objected is on file: then nothing is inferred from words that mean no harm.
    """
    file = call.transcript.turns[turn.index]
    if any(name.startswith(OBJECTS) for name in file.said):
        return unfairly(call, turn)
    if file.said and file.act not in RESISTS:
        return False
    accused = call.words.find("accuses", turn.text)
    if accused:
        return not _only_feared(call, turn, accused.start()) and not call.words.has(
            "third_party", turn.text[max(0, accused.start() - 6) : accused.start() + 4]
        )
    if call.length(turn.text) < SHORT_TURN[call.chinese]:
        return False
    if call.has("insinuates", turn) and not call.has("hearsay", turn):
        return True
    return call.has("demands", turn) or _accuses_somebody(call, turn)


def unfairly(call: Heard, turn: Said) -> bool:
    """Whether what was objected is unfair by the scenario; without one, whether it accuses or demands."""
    file = call.transcript.turns[turn.index]
    scenario = call.scenario
    if scenario is None:
        return file.act in UNFAIR_ACTS
    varied = [held for part in (*scenario.segments, *scenario.twists) for held in part.objections]
    unfair = {held.id: held.unfair for held in (*scenario.objections, *varied)}
    return any(
        unfair.get(name.partition(":")[2], file.act in UNFAIR_ACTS)
        for name in file.said
        if name.startswith(OBJECTS)
    )


def _accuses_somebody(call: Heard, turn: Said) -> bool:
    """An accusation without a known word for it, of a company that is spoken to; hearsay is none."""
    if not call.has("addressed", turn) or call.has("hearsay", turn):
        return False
    first = not any(said.index < turn.index for said in call.customer)
    return turn.does.does("accuse", floor=ACCUSED_AT_ONCE if first else ACCUSED)


def _only_feared(call: Heard, turn: Said, at: int) -> bool:
    """怕你们骗 … is a fear, 听说你们骗 … is hearsay: the clause before the accusation says so."""
    return call.words.has("hearsay", turn.text[max(0, at - 12) : at + 2])


def asks_next(call: Heard, turn: Said) -> bool:
    """The customer has to push for what comes next; the detail of an offered step is none.

    Of a simulated customer it is on file whether they did; nobody had to who was just told or asked
    something by an agent who leads.
    """
    said = call.transcript.turns[turn.index].said
    if not said:
        return call.has("asks_next", turn)
    agent = call.before(turn.index, by_agent=True)
    led = agent is not None and any(call.has(name, agent) for name in LEADS)
    return any(name in PUSHES for name in said) and not led


def tells_story(call: Heard, turn: Said, problem: int) -> bool:
    """Unprompted new facts, feelings or an accusation; not an answer, a question, an acceptance, thanks."""
    chinese = call.chinese
    size = call.length(turn.text)
    if turn.index == problem:
        return True
    if turn.index < problem or size < SHORT_TURN[chinese]:
        return False
    if call.has("accuses", turn):
        return True
    if _settling(call, turn):
        return False
    if _mainly_asks(call, turn):
        return False
    asked = call.before(turn.index, by_agent=True)
    if asked is not None and is_asked(call, asked, problem):
        return _more_than_an_answer(call, turn)
    return True


def _settling(call: Heard, turn: Said) -> bool:
    """Acceptance, relief, thanks, goodbye."""
    return turn.does.does("accept", "thank", "farewell") or bool(
        turn.does.feelings.get(Feeling.RELIEF, 0) >= RELIEVED
    )


def _mainly_asks(call: Heard, turn: Said) -> bool:
    """The point of the turn, its last clause, is a question, or an instruction to the agent."""
    clauses = list(call.clauses(turn))
    last = clauses[-1] if clauses else turn.text
    return (
        call.words.has("question", last)
        or turn.does.does("ask", "demand", floor=SURE)
        or call.words.has("asks_next", turn.text)
    ) and not call.has("accuses", turn)


def is_asked(call: Heard, turn: Said, problem: int) -> bool:
    """Whether an agent's turn asks the customer for something (or asks them to do something)."""
    if turn.index < problem:
        return False
    return (
        call.has("question", turn)
        or (
            call.has("identity_nouns", turn)
            and (call.has("asks_for", turn) or call.length(turn.text) <= NOUN_ONLY)
        )
        or call.has("guided", turn)
    )


def _more_than_an_answer(call: Heard, turn: Said) -> bool:
    """An answer that goes on: the rest after its first clause is long, or shows emotion."""
    chinese = call.chinese
    clauses = list(call.clauses(turn))
    rest = sum(call.length(clause) for clause in clauses[1:])
    total = call.length(turn.text)
    if shows_emotion(call, turn) and total >= LONG_REST[chinese]:
        return True
    return rest >= 2 * LONG_REST[chinese]


def interruptions(call: Heard) -> tuple[int, ...]:
    """Agent turns that start before the customer ends, or after a customer's turn that is broken off."""
    if call.manner.written:
        return ()
    found = []
    for before, turn in zip(call.turns, call.turns[1:], strict=False):
        if before.by_agent or not turn.by_agent:
            continue
        overlap = before.end is not None and turn.start is not None and before.end - turn.start >= OVERLAP_S
        broken = broken_off(before.text) and not _trails_off(call, before)
        if broken or (overlap and not _only_backchannel(call, turn)):
            found.append(turn.index)
    return tuple(found)


def _trails_off(call: Heard, turn: Said) -> bool:
    """A simulated customer's line is written with its dots: nobody cut it."""
    return bool(call.transcript.turns[turn.index].said)


def broken_off(text: str) -> bool:
    """Whether a turn ends in a dash or dots."""
    return text.rstrip().endswith(("—", "…", "--", "...", "–", " -"))


def _only_backchannel(call: Heard, turn: Said) -> bool:
    rest = call.words.without(turn.text, "backchannel")
    return sum(char.isalnum() for char in rest) <= 2


def insults(call: Heard, turn: Said) -> str:
    """The name of the pattern by which a turn is aimed at the customer, or nothing.

    恭喜您 is sarcasm only as an answer to somebody who is upset, and never with good news.
    """
    text = turn.text
    if call.has("praises", turn) and (call.has("good_news", turn) or not _upset_before(call, turn)):
        text = call.words.without(text, "praises")
    return next((name for name in ("insult", "sarcastic") if call.words.has(name, text)), "")


def _upset_before(call: Heard, turn: Said) -> bool:
    before = call.before(turn.index, by_agent=False)
    return before is not None and (shows_emotion(call, before) or holds_opinion(call, before))


def blames(call: Heard, turn: Said) -> bool:
    """Puts it on the customer, as an answer to their feeling or opinion; a question does not."""
    if not turn.does.does("blame", floor=BLAMED) or call.has("question", turn):
        return False
    before = call.before(turn.index, by_agent=False)
    return before is not None and (shows_emotion(call, before) or holds_opinion(call, before))


def first_path(call: Heard, problem: int) -> int:
    """The first agent turn after the problem that offers a path or does something about it."""
    for turn in call.agent:
        if turn.index > problem and is_path(call, turn):
            return turn.index
    return len(call.turns)


def is_path(call: Heard, turn: Said) -> bool:
    """A way out of the problem, done, offered or named for the customer to take."""
    return any(shows_path(call, clause) for clause in call.clauses(turn))


def shows_path(call: Heard, clause: str) -> bool:
    """A clause with a way out; 没有别的办法 and what was done long ago show none."""
    return call.words.has("path", call.words.without(clause, "not_done")) or does_it(call, clause)


def does_it(call: Heard, clause: str) -> bool:
    """Something is done or being done for the customer; looking up or locking out is not it."""
    rest = call.words.without(clause, "lookup", "not_done")
    return call.words.has("done", rest) and not (
        call.words.has("question", clause) or call.words.has("refuses", clause)
    )


def is_enquiry(call: Heard, problem: int) -> bool:
    """The business is a question, and nobody complains, accuses, demands or has anything done."""
    if problem >= len(call.turns):
        return False
    asked = call.turns[problem]
    upset = any(shows_emotion(call, turn) or call.has("demands", turn) for turn in call.customer)
    if upset or not (call.has("question", asked) or call.has("enquires", asked)):
        return False
    if call.has("enquires", asked) and not call.has("asks_done", asked):
        return True
    wants = call.has("trouble", asked) or any(call.has("wants_done", turn) for turn in call.customer)
    done = any(
        does_it(call, clause) for turn in call.agent if turn.index > problem for clause in call.clauses(turn)
    )
    return not (wants or done)


def is_void(call: Heard, problem: int) -> bool:
    """The customer finds out that nothing is wrong, and no way out with a time was on the table yet."""
    for turn in call.turns[problem + 1 :]:
        if not turn.by_agent and call.has("turned_out", turn) and not call.has("customer_leaves", turn):
            return True
        if turn.by_agent and any(
            shows_path(call, clause) and call.words.has("when_word", clause) for clause in call.clauses(turn)
        ):
            return False
    return False
