"""How the call ended: did the customer leave before a closing turn, did the agent hang up on them."""

from __future__ import annotations

from grading import moments
from grading.heard import Heard, Said
from simulator.transcript import EndReason

LATE = 0.5  # the closing is looked for in this last part of the call
LEFT = {EndReason.WALKED_AWAY, EndReason.ESCALATED}


def closing_turns(call: Heard) -> tuple[Said, ...]:
    """The agent's turns in which the call is brought to an end: the last ones, after the first path.

    At least the last three; none of the first two (an opening never closes).
    """
    late = max(2, int(len(call.turns) * LATE))
    return tuple(turn for turn in call.agent if turn.index >= late)[-4:]


def is_closing(call: Heard, turn: Said) -> bool:
    """Whether a turn does one of the things that close a call."""
    return any(call.has(name, turn) for name in ("satisfaction_closed", "farewell", "curt_end"))


def customer_left_early(call: Heard, first_path: int) -> bool:
    """The customer went, no closing turn of the agent came before, and something had been offered.

    Giving up because nothing was offered makes nothing ``na``.
    """
    if not call.customer or first_path >= len(call.turns) or _hollow_close(call):
        return False
    last = call.customer[-1]
    after = [turn for turn in call.agent if turn.index > last.index]
    if call.transcript.ended is EndReason.AGENT_HUNG_UP or any(
        is_closing(call, turn) or _says_something(call, turn) for turn in after
    ):
        return False
    if any(is_closing(call, turn) for turn in closing_turns(call)):
        return False
    if _could_close(call, last):
        return False
    went = call.transcript.ended in LEFT or call.has("customer_leaves", last)
    return went or (not call.turns[-1].by_agent and _still_at_it(call, last))


def _could_close(call: Heard, last: Said) -> bool:
    """The agent spoke after the customer had taken it, or was done: that turn could have closed the call."""
    agent = call.before(last.index, by_agent=True)
    before = call.before(agent.index, by_agent=False) if agent else None
    return before is not None and call.has("accepts", before) and not call.has("question", before)


def _still_at_it(call: Heard, last: Said) -> bool:
    """The agent's last words still worked on the case; small talk instead was a chance to close."""
    agent = call.before(last.index, by_agent=True)
    return agent is not None and moments.is_path(call, agent)


def _hollow_close(call: Heard) -> bool:
    """The agent's last turn was stuffed with stock phrases: it was a chance to close, thrown away."""
    spoken = [turn for turn in call.turns if turn.by_agent and turn.raw.strip()]
    return bool(spoken) and spoken[-1].stuffed


def _says_something(call: Heard, turn: Said) -> bool:
    """More than calling after somebody who has gone (喂?钱先生?)."""
    chinese = call.chinese
    return call.length(turn.text) > (8 if chinese else 5)


def agent_hung_up(call: Heard) -> int | None:
    """The agent's last turn, when the agent ended the call on a customer who was not done.

    Whoever presses the button first decides nothing: a customer who has taken it or said thanks is done, and
    one to whom the agent said goodbye was not hung up on.
    """
    if not call.agent:
        return None
    last = call.agent[-1]
    asked = call.customer[-1] if call.customer else None
    if call.transcript.ended is EndReason.AGENT_HUNG_UP:
        parted = call.has("farewell", last) and (asked is None or asked.index < last.index)
        return None if parted or (asked is not None and _is_done(call, asked)) else last.index
    if call.turns[-1] is not last or asked is None or not call.has("curt_end", last):
        return None
    cut = moments.broken_off(asked.text) and not call.manner.written
    return last.index if cut or _still_asks(call, asked) else None


def _is_done(call: Heard, turn: Said) -> bool:
    taken = turn.does.does("accept", "thank", "farewell") or call.has("accepts", turn)
    return taken and not _still_asks(call, turn)


def _still_asks(call: Heard, turn: Said) -> bool:
    return call.has("question", turn) or turn.does.does("ask", "demand", floor=0.6)
