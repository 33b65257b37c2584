"""Shows the practice and keeps it: screens, commands, storage, settings."""
