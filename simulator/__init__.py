"""Plays the call: the customer, the voices, the turn loop. Knows no screen, no database, no grade."""
