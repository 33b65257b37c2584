"""A call heard again: its words timed, its recording by address, what the player shows."""
