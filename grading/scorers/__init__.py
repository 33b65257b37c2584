"""All scorers by name: a scorecard's item names one of them. Each reads the call and returns a Finding."""

from grading.finding import Scorer
from grading.scorers.accuracy import accuracy
from grading.scorers.acknowledge import acknowledge
from grading.scorers.action import first_step, solution, willingness
from grading.scorers.closing import farewell, recap, satisfaction, thanks
from grading.scorers.conduct import courtesy, privacy
from grading.scorers.feeling import bare_understanding, feeling
from grading.scorers.imagery import imagery
from grading.scorers.lead import pace_lead
from grading.scorers.opening import identity, offer_help, opening
from grading.scorers.opinion import opinion
from grading.scorers.outgoing import good_moment, purpose
from grading.scorers.question import targeted_question
from grading.scorers.restate import restate
from grading.scorers.voice import voice_match

SCORERS: dict[str, Scorer] = {
    "accuracy": accuracy,
    "acknowledge": acknowledge,
    "bare_understanding": bare_understanding,
    "courtesy": courtesy,
    "farewell": farewell,
    "feeling": feeling,
    "first_step": first_step,
    "good_moment": good_moment,
    "identity": identity,
    "imagery": imagery,
    "offer_help": offer_help,
    "opening": opening,
    "opinion": opinion,
    "pace_lead": pace_lead,
    "privacy": privacy,
    "purpose": purpose,
    "recap": recap,
    "restate": restate,
    "satisfaction": satisfaction,
    "solution": solution,
    "targeted_question": targeted_question,
    "thanks": thanks,
    "voice_match": voice_match,
    "willingness": willingness,
}
