"""What one agent turn means to this caller: topic, figures, restatements, offers, timing."""
