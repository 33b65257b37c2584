"""One turn of the agent as this caller takes it. How it is made: ``taking.py``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod

from simulator.content.parts import Fact, Limit, Question, Resolution, Trigger
from simulator.customer.perceiving.asking import ASKING, strongest
from simulator.customer.perceiving.claims import Claim, Contradiction
from simulator.customer.perceiving.forms import fits
from simulator.customer.perceiving.gifts import Gift
from simulator.customer.perceiving.mistaken import Slip
from simulator.customer.perceiving.restating import Restatement
from simulator.customer.perceiving.timing import UNTIMED, Timing
from simulator.customer.perceiving.topic import first_word, without_words
from simulator.transcript import is_chinese
from simulator.understanding import facts
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.backchannel import beside_backchannels, is_backchannel
from simulator.understanding.normalise import plain
from simulator.understanding.numbers import numerals
from simulator.understanding.reading import Clause, Understanding

RUDE_FROM = {A.INSULT: 0.75, A.BLAME: 0.7, A.CURT: 0.78, A.CONTRADICT: 0.6}
SURE_KIND = 0.6
REASON_FROM = 0.5
HELPS = (A.PROPOSE, A.COMMIT, A.ACT_NOW)
SORROW_OR_HELP = (A.EMPATHISE, *HELPS)
HELPS_FROM = 0.5
DOUBT = 0.1
HELPFUL_MARGIN = 0.14  # … and so much more where the turn also does something for the caller
HURRIED = 0.7  # how plainly somebody is curt who wants it over with


@dataclass(frozen=True)
class Perception:
    """One agent turn as this caller takes it."""

    text: str  # as it was meant, see ``repairs.py``
    read: Understanding
    language: str
    asked: tuple[Fact, ...] = ()
    asks_something: bool = False
    offered: tuple[Resolution, ...] = ()
    timed: tuple[str, ...] = ()  # ids of resolutions whose time or amount is said
    answered: tuple[Question, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    restated: Restatement = Restatement.NONE
    brings_up: tuple[str, ...] = ()  # ids of objections to the finding that is given
    retold: tuple[Fact, ...] = ()  # what the caller need not tell any more: the agent has said it
    misstated: Slip | None = None  # something of the case is told back wrong: a figure, a colour, a place …
    promised: Limit | None = None  # a promise that policy does not allow
    unheard_of: bool = False  # an amount or a multiple is offered that no rule holds
    reads_back: bool = False  # asks whether what the caller said is right: 尾号二二一六是吧
    hurries: bool = False  # wants it over with: 有事快说
    pries: bool = False  # asks for a password, a code, a PIN
    stuffed: bool = False
    off_subject: bool = False
    telling: bool = False  # clearly about the case, whatever act it may be
    informs: bool = False  # what it explains has to do with the case
    claims: tuple[Claim, ...] = ()  # times and sums, by thing
    gifts: tuple[Gift, ...] = ()  # what is held out and may be taken back
    sends_away: bool = False  # 您再问问驿站: to somebody else, with nothing better in hand
    puts_off: bool = False  # 给您反馈一下，等通知: hands the matter on, and no more
    contradicts: Contradiction | None = None  # what does not fit what the agent said before
    owns_up: bool = False  # 不好意思，我刚才说错了
    confirms: bool = False  # stands by a promise the caller asked about
    returning: bool = False  # 喂，听得到吗 / 让您久等了
    timing: Timing = UNTIMED
    overdue: float = 0.0  # seconds of waiting beyond what anybody bears

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
    def interrupts(self) -> bool:
        """Cuts the caller short."""
        return self.timing.overlaps and not self.back_channel

    @cached_property
    def back_channel(self) -> bool:
        """嗯 / mm-hm and nothing more."""
        return is_backchannel(self.text, self.language)

    @property
    def only_understands(self) -> bool:
        """我理解，我理解: shows no listening."""
        claimed, rest = without_words(self.text, "understands", self.language)
        only = claimed and not beside_backchannels(rest, self.language)
        return only and not fits(self.text, "goes_on", self.language)

    @property
    def asks_on(self) -> bool:
        """For what comes next: 然后呢."""
        return not self.asked and self.names("go_on")

    @property
    def looks_up(self) -> bool:
        """Says that they are looking something up."""
        return self.names("looking")

    @property
    def thanks_for_waiting(self) -> bool:
        """Has a word for the time that the caller waited."""
        return self.names("waited")

    @cached_property
    def jargon(self) -> str:
        """A word of the trade, or ''."""
        return first_word(self.text, "jargon", self.language)

    @property
    def policy(self) -> bool:
        """Hides behind the rules."""
        return self.names("policy")

    @cached_property
    def insulted(self) -> bool:
        """By a word that is never anything else."""
        return self.names("insults")

    @property
    def endorses(self) -> bool:
        """Agrees with what the caller suspects. Who names a time or a sum gives news instead."""
        clauses = self.read.clauses_doing(A.ENDORSE) or self.read.clauses
        news = (
            numerals(plain(c.text), is_chinese(self.language)) or facts(c.text, self.language)
            for c in clauses
        )
        return self.does(A.ENDORSE) and not any(news)

    @property
    def hushes(self) -> bool:
        """Tells the caller to calm down, and not merely to take their time or to be sure of it."""
        soothing = self.read.clauses_doing(A.SOOTHE)
        mild = bool(soothing) and all(first_word(c.text, "mild", self.language) for c in soothing)
        time = self.names("gives_time") and not self.names("calm_down")
        return self.does(A.SOOTHE) and not (mild or time)

    @cached_property
    def bad_news(self) -> bool:
        """Something is lost, with no sorrow, no help and no way out anywhere in the turn."""
        lost = [c for c in self.read.clauses if first_word(c.text, "losses", self.language)]
        rest = (clause for clause in self.read.clauses if clause not in lost)
        if not lost or self.offered or self.does(A.APOLOGISE, *HELPS):
            return False
        if any(strongest(c.acts, SORROW_OR_HELP) >= HELPS_FROM for c in rest):
            return False
        return any(not first_word(clause.text, "spared", self.language) for clause in lost)

    @property
    def takes_it_on(self) -> bool:
        """Makes the matter their own, and says what will be done or by when."""
        proposes = self.read.does(A.PROPOSE) and self.read.does(A.EMPATHISE)
        own = proposes or self.read.does(A.COMMIT, A.ACT_NOW)
        return own and bool(self.offered or self.claims) and not self.read.does(A.REFUSE, A.CURT, A.INSULT)

    def names(self, wordlist: str) -> bool:
        """Whether the turn holds a word of this list (``lines/words_*.yaml``)."""
        return bool(first_word(self.text, wordlist, self.language))

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
        if likely >= floor:
            return 0.5 + 0.5 * (likely - floor) / (1 - floor)
        return HURRIED if act is A.CURT and self.hurries else 0.0

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
