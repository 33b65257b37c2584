"""A telephone line that stays open: who speaks, when a turn is over, who keeps the floor. No network."""
