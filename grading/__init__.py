"""Scores a finished or running call. Knows no screen and no database."""
