"""What the caller does next: reaction, answers, what they think of an offer, the agenda, endings."""
