"""Rehearsal: bot agents call a scenario, and gates say whether it does what a training call must do."""
