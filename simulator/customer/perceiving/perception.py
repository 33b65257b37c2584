"""What one turn of the agent means to this caller in this scenario."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from simulator.content.parts import Fact, Limit, Question, Resolution, Trigger
from simulator.content.scenario import Scenario
from simulator.customer.memory import Memory, Stage
from simulator.customer.perceiving import asking, figures, offering
from simulator.customer.perceiving.asking import ASKING, strongest
from simulator.customer.perceiving.claims import Claim, Contradiction, claims
from simulator.customer.perceiving.consistency import confirms, contradiction
from simulator.customer.perceiving.gifts import Gift, gifts
from simulator.customer.perceiving.knowing import as_a_question, told_to_go_on
from simulator.customer.perceiving.mistaken import mistaken, well_told
from simulator.customer.perceiving.passing import puts_off
from simulator.customer.perceiving.promising import overpromised
from simulator.customer.perceiving.prying import pries
from simulator.customer.perceiving.restating import Restatement, covered, restated
from simulator.customer.perceiving.stuffing import does_too_much, is_stock
from simulator.customer.perceiving.timing import UNTIMED, Timing, is_back_channel, says_only
from simulator.customer.perceiving.topic import about_the_case, first_word, off_subject
from simulator.transcript import Speaker, Turn
from simulator.understanding import mentions_any, understand
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.overlap import shared
from simulator.understanding.reading import Clause, Understanding

RUDE_FROM = {A.INSULT: 0.75, A.BLAME: 0.7, A.CURT: 0.78, A.CONTRADICT: 0.6}
TELLING_FROM = 0.5  # content shared with the case that makes an unclear turn a statement about it
READ_BACK_FROM = 0.6  # content shared with what the caller said
SURE_KIND = 0.6
REASON_FROM = 0.5
HELPS = (A.PROPOSE, A.COMMIT, A.ACT_NOW)
SORROW_OR_HELP = (A.EMPATHISE, *HELPS)
HELPS_FROM = 0.5
DOUBT = 0.1
HELPFUL_MARGIN = 0.14  # … and so much more where the turn also does something for the caller


@dataclass(frozen=True)
class Perception:
    """One agent turn as this caller takes it."""

    text: str
    read: Understanding
    asked: tuple[Fact, ...] = ()
    asks_something: bool = False
    offered: tuple[Resolution, ...] = ()
    timed: tuple[str, ...] = ()  # ids of resolutions whose time or amount is said
    answered: tuple[Question, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    restated: Restatement = Restatement.NONE
    brings_up: tuple[str, ...] = ()  # ids of objections to the finding that is given
    retold: tuple[Fact, ...] = ()  # what the caller need not tell any more: the agent has said it
    misstated: bool = False  # a figure, a colour, a place of the case is told back wrong
    promised: Limit | None = None  # a promise that policy does not allow
    unheard_of: bool = False  # an amount is offered that no rule holds
    asks_on: bool = False  # for what comes next: 然后呢
    reads_back: bool = False  # asks whether what the caller said is right: 尾号二二一六是吧
    pries: bool = False  # asks for a password, a code, a PIN
    insulted: bool = False  # by a word that is never anything else
    hushes: bool = False  # tells them to calm down
    bad_news: bool = False  # something is lost, and no word of what is done about it
    jargon: str = ""
    policy: bool = False
    stuffed: bool = False
    off_subject: bool = False
    telling: bool = False  # clearly about the case, whatever act it may be
    looks_up: bool = False  # says that they are looking something up
    returning: bool = False  # 喂，听得到吗 / 让您久等了
    claims: tuple[Claim, ...] = ()  # times and sums, by thing
    gifts: tuple[Gift, ...] = ()  # what is held out and may be taken back
    puts_off: bool = False  # 给您反馈一下，等通知: hands the matter on, and no more
    contradicts: Contradiction | None = None  # what does not fit what the agent said before
    owns_up: bool = False  # 不好意思，我刚才说错了
    confirms: bool = False  # stands by a promise the caller asked about
    timing: Timing = UNTIMED
    overdue: float = 0.0  # seconds of waiting beyond what anybody bears
    interrupts: bool = False  # cuts the caller short
    back_channel: bool = False  # 嗯 / mm-hm and nothing more
    only_understands: bool = False  # 我理解，我理解: shows no listening
    thanks_for_waiting: bool = False

    @property
    def silent(self) -> bool:
        """Nothing was said."""
        return not self.text.strip()

    @property
    def matched(self) -> bool:
        """Whether the turn touches anything this caller has on their mind."""
        return bool(self.asked or self.offered or self.answered or self.triggers or self.promised)

    @property
    def nonsense(self) -> bool:
        """Off the subject, and not even a sentence one can make out."""
        return self.off_subject and self.read.unsure

    @property
    def takes_it_on(self) -> bool:
        """Makes the matter their own, and says what will be done or by when."""
        proposes = self.read.does(A.PROPOSE) and self.read.does(A.EMPATHISE)
        own = proposes or self.read.does(A.COMMIT, A.ACT_NOW)
        return own and bool(self.offered or self.claims) and not self.read.does(A.REFUSE, A.CURT, A.INSULT)

    def does(self, *acts: str) -> bool:
        """Whether the turn does any of these acts."""
        return self.read.does(*acts)

    def rude(self, *acts: A) -> bool:
        """The same for bad manners, which must be plainer: see ``certainty``."""
        return any(self.certainty(act) > 0 for act in acts)

    def certainty(self, act: A) -> float:
        """How plain a rudeness is: 0 where it may be none, else 0.5 … 1.

        Who shows feeling or does something for the caller gets the benefit of the doubt.
        """
        if act is A.INSULT and self.insulted:
            return 1.0
        likely = self._curt() if act is A.CURT else self.read.acts.get(act, 0.0)
        floor = RUDE_FROM[act]
        if act is not A.INSULT:
            if self.read.does(A.EMPATHISE):
                return 0.0
            floor += HELPFUL_MARGIN if self._helps else 0.0
        return 0.0 if likely < floor else 0.5 + 0.5 * (likely - floor) / (1 - floor)

    @property
    def denies_flatly(self) -> bool:
        """Says no, or is rude about it, without feeling with the caller, giving something or a reason."""
        if self.offered or self.does(A.EMPATHISE, A.PROPOSE, A.COMMIT, A.ACT_NOW):
            return self.rude(A.CONTRADICT, A.CURT, A.INSULT, A.BLAME)
        if self.rude(A.CURT, A.INSULT, A.BLAME):
            return True
        return self.does(A.REFUSE, A.CONTRADICT) and not any(map(_is_a_reason, self.read.clauses))

    @property
    def _helps(self) -> bool:
        """Whether the turn does something for the caller, or at least wants to know something."""
        return bool(self.asked or self.offered or self.answered) or self.read.does(*ASKING)

    def _curt(self) -> float:
        """Curt, or rude in a way that cannot be told apart: several likely kinds make one sure."""
        kinds = [self.read.acts.get(act, 0.0) for act in (A.CURT, A.INSULT, A.BLAME)]
        if max(kinds) < SURE_KIND:
            return kinds[0]
        return max(kinds[0], 1 - prod(1 - kind for kind in kinds) - DOUBT)


def _is_a_reason(clause: Clause) -> bool:
    """Whether a clause explains, and does not itself say no or throw something at the caller."""
    other = strongest(clause.acts, (A.REFUSE, A.CONTRADICT, A.CURT, A.INSULT, A.BLAME))
    return clause.acts.get(A.EXPLAIN, 0.0) >= REASON_FROM > other


def perceive(text: str, memory: Memory, context: Sequence[Turn], timing: Timing) -> Perception:
    """Read an agent turn against the scenario, what has been said, and when it came."""
    scenario = memory.scenario
    language = scenario.language
    read = told_to_go_on(
        understand(text, speaker=Speaker.AGENT, language=language, context=context), language
    )
    overdue = max(0.0, timing.pause - memory.bears)
    if not text.strip():
        return Perception(text, read, timing=timing, overdue=overdue)
    back_channel = is_back_channel(text, language)
    question = asking.asking_clauses(read, language)
    offers = bool(offering.offered(text, read, scenario, context))
    asked = asking.asked(question, read, scenario, offers=offers)
    secret = pries(read, asked, language)
    asked = () if secret else asked
    if asked:
        read = as_a_question(read, question, language)
    stock = memory.accepted is None and is_stock(text, language)
    ways = () if stock or secret else offering.offered(text, read, scenario, context)
    answered = offering.answered(read, memory)
    wrong = figures.misstated(text, read, memory.figures, language) or mistaken(
        read, memory.known, context, language, agreed=memory.accepted is not None
    )
    point = restated(
        text,
        read,
        scenario,
        context,
        settled=memory.accepted is not None,
        answers=bool(answered),
        asked_for=any(memory.questions[question.id] is Stage.OPEN for question in answered),
        case=memory.case,
    )
    true = not wrong and well_told(read, memory.known, language)
    if true and point is Restatement.WRONG:
        point = Restatement.LOOSE
    answered = answered if point is Restatement.NONE else ()
    triggers = _triggers(read, scenario)
    promise = overpromised(read, scenario)
    strange = figures.unheard_of(text, read, memory.figures, language)
    said = claims(read, memory.way_of(ways), language)
    clash = contradiction(text, read, said, ways, memory, context)
    amiss = promise or strange or wrong or secret or clash
    matched = bool(asked or ways or answered or triggers or amiss or memory.doubting)
    asks = bool(question) and _really_asks(read, asked, language)
    held_out = gifts(read, memory.way_of(ways), language, allowed=promise is None and not strange)
    insulted = bool(first_word(text, "insults", language))
    brusque = insulted or read.does(A.CURT, floor=RUDE_FROM[A.CURT])
    telling = about_the_case(text, memory.case, scenario, context, floor=TELLING_FROM)
    return Perception(
        text=text,
        read=read,
        asked=asked,
        asks_something=asks,
        offered=ways,
        timed=offering.timed(text, scenario),
        answered=answered,
        triggers=triggers,
        restated=point,
        brings_up=offering.brings_up(read, scenario, telling=telling),
        retold=_retold(text, memory) if point is Restatement.RIGHT and not wrong else (),
        misstated=wrong,
        promised=promise,
        unheard_of=strange,
        reads_back=true or (bool(question) and _reads_back(text, context, language)),
        pries=secret,
        asks_on=not asked and bool(first_word(text, "go_on", language)),
        insulted=insulted,
        hushes=_hushes(read, language),
        bad_news=not ways and _bad_news(read, language),
        jargon=first_word(text, "jargon", language),
        policy=bool(first_word(text, "policy", language)),
        stuffed=stock or (does_too_much(read) and not ways),
        off_subject=not matched and off_subject(text, read, memory.case, scenario, context, rude=brusque),
        telling=telling,
        looks_up=bool(first_word(text, "looking", language)),
        returning=not matched and bool(first_word(text, "returning", language)),
        claims=said,
        gifts=tuple(held_out),
        puts_off=not (asks or answered or said) and puts_off(read, ways, memory),
        contradicts=clash,
        owns_up=bool(first_word(text, "owning_up", language)) or read.does(A.APOLOGISE),
        confirms=memory.reminded is not None and confirms(text, read, language),
        timing=timing,
        overdue=overdue,
        interrupts=timing.overlaps and not back_channel,
        back_channel=back_channel,
        only_understands=says_only(text, language, "understands", "back_channel"),
        thanks_for_waiting=bool(first_word(text, "waited", language)),
    )


def _hushes(read: Understanding, language: str) -> bool:
    """Tells the caller to calm down, and not merely to take their time or to be sure of it."""
    soothing = read.clauses_doing(A.SOOTHE)
    mild = bool(soothing) and all(first_word(clause.text, "mild", language) for clause in soothing)
    return read.does(A.SOOTHE) and not mild


def _bad_news(read: Understanding, language: str) -> bool:
    """Whether a clause says that something is gone, with no sorrow and no help anywhere in the turn."""
    lost = [c for c in read.clauses if first_word(c.text, "losses", language)]
    rest = (clause for clause in read.clauses if clause not in lost)
    if read.does(A.APOLOGISE, *HELPS) or any(strongest(c.acts, SORROW_OR_HELP) >= HELPS_FROM for c in rest):
        return False
    return any(not first_word(clause.text, "spared", language) for clause in lost)


def _retold(text: str, memory: Memory) -> tuple[Fact, ...]:
    """What the caller would have told unasked, and the agent has put into words."""
    stories = (f for f in memory.scenario.facts if f.disclose == "volunteered" and f.id not in memory.told)
    return tuple(fact for fact in stories if covered(text, fact, memory.scenario.language))


def _reads_back(text: str, context: Sequence[Turn], language: str) -> bool:
    """Whether a question holds little but the caller's own words."""
    told = " ".join(turn.text for turn in context if turn.speaker is Speaker.CUSTOMER)
    return shared(text, told, language) >= READ_BACK_FROM


def _really_asks(read: Understanding, asked: tuple[Fact, ...], language: str) -> bool:
    """A question has the form of one, asks for identity, or fits what the caller can tell."""
    return bool(asked) or asking.formed(read, language) or read.does(A.ASK_IDENTITY)


def _triggers(read: Understanding, scenario: Scenario) -> tuple[Trigger, ...]:
    """What touches a nerve: said, or demanded, not merely asked."""
    questions = (A.ASK_OPEN, A.ASK_CLOSED)
    said = " ".join(c.text for c in read.clauses if strongest(c.acts, questions) < 0.5)
    return tuple(t for t in scenario.triggers if mentions_any(said, t.cues, scenario.language))
