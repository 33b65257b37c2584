"""One file a part of a scenario: what of it turned up in the call."""
