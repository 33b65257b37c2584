"""Voices: speaking, listening, and measuring speech. Backends follow the Protocols of ``sound.py``."""
