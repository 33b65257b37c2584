"""The simulated customer's mind: perception, mood, agenda, wording."""
