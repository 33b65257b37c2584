"""How the caller's mood moves: events of a turn, the table of reactions, temperament and inertia."""
