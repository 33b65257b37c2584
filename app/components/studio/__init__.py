"""What the studio page draws."""
