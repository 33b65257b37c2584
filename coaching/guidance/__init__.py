"""Live guidance: what the coach at the side says during a call. Knows no screen and no database."""

from coaching.guidance.coach import Coach, Guidance, Hint
from coaching.guidance.following import follow_ups
from coaching.guidance.rulebook import RuleBook, check_guidance, laid_over, read_guidance, shipped

__all__ = [
    "Coach",
    "Guidance",
    "Hint",
    "RuleBook",
    "check_guidance",
    "follow_ups",
    "laid_over",
    "read_guidance",
    "shipped",
]
