"""Scores a call: ``grade(transcript, scorecard)`` in ``grading.grader``; knows no screen, no database."""
