"""How the customer takes a way out that the agent offers: doubt, bargain, reject, accept."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.content.alternation import every
from simulator.content.parts import Resolution
from simulator.content.wording import Move
from simulator.customer.deciding.agenda import raise_objection
from simulator.customer.deciding.saying import Saying, by_lines, by_move
from simulator.customer.memory import Memory, Stage
from simulator.customer.perceiving.claims import Contradiction
from simulator.customer.perceiving.perception import Perception
from simulator.customer.perceiving.polarity import parts
from simulator.customer.perceiving.topic import first_word, wordlist
from simulator.transcript import Mood
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.acts import CustomerAct as C
from simulator.understanding.overlap import content_words

BEARABLE = {3: 0.8, 2: 0.62, 1: 0.45, 0: -1.0}  # quality of the offer → anger up to which it is taken
TRUSTING = 0.7  # trust that spares an offer one hurdle
BEST = 3
GRANTED = 0.6  # share of the words of a wish that the agent has said, from which it is granted
TWICE = 2
PROMISE = "promise"  # accepted: something the rules do not hold
SORE = 0.5  # anger above which an offer is taken, but not gladly
WARY = 0.4  # trust under which the first offer is doubted


def hear_offers(seen: Perception, memory: Memory) -> None:
    """Put what is offered on the table, even when the customer is too angry to talk about it."""
    if seen.contradicts is not None and seen.contradicts.taken_back:
        _withdraw(seen.contradicts, memory)
    if seen.puts_off:
        memory.considering = None
        return
    if seen.contradicts is not None and seen.contradicts.disowned:
        return  # to speak of it offers nothing
    news = [way for way in seen.offered if _better(way, memory)]
    for way in news:
        memory.offers[way.id].times += 1
    if not news:
        return
    before = _on_the_table(memory) if seen.contradicts is None else None
    best = news[0]
    memory.considering = before.id if before is not None and before.quality > best.quality else best.id


def _withdraw(contradiction: Contradiction, memory: Memory) -> None:
    """What was taken back cannot be taken any more, and who had taken it has nothing."""
    gone = contradiction.way or PROMISE
    memory.doubting = False
    memory.gifts = {kind: gift for kind, gift in memory.gifts.items() if gift.way != contradiction.way}
    if memory.considering == gone:
        memory.considering = None
    if memory.accepted == gone:
        memory.accepted, memory.nothing_else, memory.protested = None, False, False


def consider(seen: Perception, memory: Memory, mood: Mood, *, settled: bool) -> Saying | None:
    """What the customer says to the offer on the table, or None when there is none.

    ``settled``: what stood against it has just been let go.
    """
    if seen.puts_off:
        return None
    promise = _on_promise(seen, memory, mood)
    if promise is not None:
        return promise
    explained = seen.answered and seen.does(A.EXPLAIN)  # 不能用，因为…: asked for, and answered
    if seen.does(A.REFUSE) and not (seen.offered or settled or explained):
        return _refused(seen, memory)
    way = _on_the_table(memory)
    about_it = seen.offered or not seen.asks_something or seen.does(A.CHECK_SATISFACTION)
    if way is None or not about_it or (memory.accepted and not seen.offered):
        return None
    return _verdict(way, seen, memory, mood)


def _on_promise(seen: Perception, memory: Memory, mood: Mood) -> Saying | None:
    """More than the rules allow: too good to be true at first, then gladly taken at the agent's word."""
    doubted, memory.doubting = memory.doubting, False
    if memory.accepted or seen.offered or seen.does(A.REFUSE):
        return None
    if doubted and mood.anger <= BEARABLE[BEST]:
        memory.accepted = PROMISE
        return by_move(Move.ACCEPT_WARM)
    if not (seen.promised or seen.unheard_of):
        return None
    memory.doubting = True
    return by_move(Move.TOO_GOOD)


def unmoved(seen: Perception, memory: Memory, mood: Mood) -> bool:
    """Whether what is offered has been turned down in anger before, and would be once more."""
    return any(
        memory.offers[way.id].turned_down >= TWICE and mood.anger > BEARABLE[way.quality]
        for way in seen.offered
    )


def _better(way: Resolution, memory: Memory) -> bool:
    """Whether an offer is news: nothing accepted yet, or better than what was."""
    if memory.accepted is None:
        return True
    taken = next((r for r in memory.scenario.resolutions if r.id == memory.accepted), None)
    return taken is not None and way.quality > taken.quality


def _on_the_table(memory: Memory) -> Resolution | None:
    return next((r for r in memory.scenario.resolutions if r.id == memory.considering), None)


def _verdict(resolution: Resolution, seen: Perception, memory: Memory, mood: Mood) -> Saying:
    """One objection a turn, in the order people have them; then it is taken."""
    offer = memory.offers[resolution.id]
    offer.timed = offer.timed or resolution.id in seen.timed
    if _too_early(resolution, memory):
        offer.hurdles += 1
        return by_move(Move.TOO_EARLY)
    if mood.anger > BEARABLE[resolution.quality]:
        return _reject(resolution, memory)
    if not offer.timed and not offer.asked_when:
        offer.asked_when = True
        return by_move(Move.ASK_WHEN)
    if offer.hurdles < _hurdles(memory, mood):
        hurdle = _hurdle(resolution, memory, mood)
        if hurdle is not None:
            offer.hurdles += 1
            return hurdle
    return _accept(resolution, memory, mood)


def _too_early(resolution: Resolution, memory: Memory) -> bool:
    """Whether the customer has not been heard out yet; said once, and only while they have more to say."""
    if memory.offers[resolution.id].hurdles or memory.heard_out:
        return False
    return memory.just("offered_too_early") or not (memory.ready_for(resolution) or memory.feeling_met)


def _hurdles(memory: Memory, mood: Mood) -> int:
    """How much an offer has to go through: nobody takes the first, but trust shortens the way."""
    return max(1, memory.scenario.difficulty - (mood.trust >= TRUSTING))


def _hurdle(resolution: Resolution, memory: Memory, mood: Mood) -> Saying | None:
    """The next thing held against the offer: an opinion, a wish on top, a doubt."""
    offer = memory.offers[resolution.id]
    objection = memory.next_objection("offered")
    if objection is not None:
        return raise_objection(objection, memory)
    wishes = still_wanted(resolution.bargain, memory.promised, memory.scenario.language)
    if wishes and not offer.bargained:
        offer.bargained = True
        return by_lines(C.DEMAND, f"bargain:{resolution.id}", wishes)
    if mood.trust < WARY and not offer.doubted:
        offer.doubted = True
        return by_move(Move.DOUBT)
    return None


def still_wanted(wishes: Sequence[str], promised: Sequence[str], language: str) -> list[str]:
    """The lines that ask for something the agent has not promised already. Of a line counts what it asks for:
    三个工作日……能不能加急 asks for speed, and says again what was offered.
    """
    given = frozenset(word for text in promised for word in content_words(text, language))
    return [line for line in wishes if not any(_granted(said, given, language) for said in every(line))]


def _granted(wish: str, given: frozenset[str], language: str) -> bool:
    asked = (part for part in parts(wish) if first_word(f"{part}?", "wishing", language))
    said = (content_words(_without_fillers(part, language), language) for part in asked)
    return any(len(words & given) >= GRANTED * len(words) for words in said if words)


def _without_fillers(part: str, language: str) -> str:
    for word in wordlist("wishing_fillers", language):
        part = part.replace(word, ",")
    return part


def _reject(resolution: Resolution, memory: Memory) -> Saying:
    """Too angry for it: an opinion first; a good offer is doubted rather than thrown back."""
    objection = memory.next_objection("offered")
    if objection is not None:
        return raise_objection(objection, memory)
    memory.offers[resolution.id].turned_down += 1
    if resolution.quality == BEST:
        return by_move(Move.DOUBT)
    memory.considering = None
    return by_move(Move.REJECT)


def _accept(resolution: Resolution, memory: Memory, mood: Mood) -> Saying:
    """Taken: in the scenario's words, or without warmth by somebody who is still sore."""
    memory.accepted = resolution.id
    memory.considering = None
    for name, stage in memory.objections.items():
        if stage is not Stage.PENDING:
            memory.objections[name] = Stage.SETTLED
    if mood.anger > SORE:
        return by_move(Move.ACCEPT_GRUDGING)
    return by_lines(C.ACCEPT, f"accept:{resolution.id}", resolution.accept)


def _refused(seen: Perception, memory: Memory) -> Saying | None:
    """What the customer says to a plain no without another way."""
    if memory.accepted or seen.does(A.PROPOSE, A.COMMIT, A.ACT_NOW):
        return None
    objection = memory.next_objection("refused")
    return raise_objection(objection, memory) if objection is not None else by_move(Move.REFUSED)
